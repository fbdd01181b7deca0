"""What every format gives: variables, and chunks of rows as columns or as one matrix of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy.typing as npt
import pyarrow as pa

Kind = Literal["text", "number", "date"]

DOUBLE, SINGLE, HALF = 2.0**53, 2.0**24, 2.0**11
"""Whole numbers below these are all kept apart by floating numbers of 8, 4 and 2 bytes."""

SHARE_OF_MEMORY = 0.25  # a chunk as read; those who work on it make copies as large again
LARGEST_BYTES = 32e6  # measured: larger chunks fall out of the caches and take longer
SMALLEST_CHUNK, LARGEST_CHUNK = 256, 1_000_000


@dataclass(frozen=True)
class Variable:
    """One column of a file.

    Attributes
    ----------
    name
        Name in lower case; how a column is asked for.
    original
        Name as the file has it.
    value_labels
        Pairs of code and label.
    missing
        User-missing values as ranges, both ends included; one code is a range with equal ends. The
        letters of Stata and SAS stand as text (".a", ".a").
    exact
        Whole numbers below it are all kept apart by the file's floating numbers; of no meaning for
        text and integers.
    """

    name: str
    original: str
    kind: Kind
    label: str = ""
    value_labels: tuple[tuple[float | str, str], ...] = ()
    missing: tuple[tuple[float | str, float | str], ...] = ()
    exact: float = DOUBLE


@dataclass(frozen=True)
class Cells:
    """Columns of one layout as a matrix: cells of equal bytes have equal content.

    Attributes
    ----------
    matrix
        Shape (rows, columns), any dtype of fixed size; may be a view into the chunk, so it is valid
        only until the next chunk is asked for. Text ends at the first NUL and may have trailing
        blanks.
    labels
        None where the cells are the values themselves (fixed-width text or numbers); otherwise a
        cell is an index into these texts, where None stands for a missing value.
    missing_from
        Numbers above this are missing (integers of Stata); NaN is always missing.
    """

    matrix: npt.NDArray[Any]
    labels: tuple[str | None, ...] | None
    missing_from: float | None = None


class Chunk(Protocol):
    """Some rows of a file, in file order. Valid until the next chunk is asked for."""

    @property
    def before(self) -> int:
        """Rows of the file before the chunk."""
        ...

    @property
    def rows(self) -> int:
        """Rows of the chunk."""
        ...

    def column(self, name: str) -> pa.Array:
        """One column, shape (rows,).

        Text is `pa.string()` without trailing blanks and with leading ones; a number is
        `pa.float64()` or an integer type, null where system-missing; a date is `pa.date32()`.
        User-missing codes stay as values: `Variable.missing` says which they are. User-missing
        letters have no value, so they are null here; see `letters`.
        """
        ...

    def letters(self, name: str) -> pa.Array:
        """Letters of Stata and SAS in a column of numbers (".a"), shape (rows,), null elsewhere."""
        ...

    def cells(self, names: Sequence[str]) -> Cells:
        """Several columns as one matrix, shape (rows, len(names)).

        All columns share one dtype: text has the width of the widest column, numbers of differing
        types become float64, and text beside numbers makes labels of all.
        """
        ...


class RegisterFile(Protocol):
    """An opened file: its header is read, its rows are not."""

    @property
    def path(self) -> Path:
        """Where the file is."""
        ...

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables of the file, in file order."""
        ...

    @property
    def rows(self) -> int | None:
        """Number of rows; None where the format does not say."""
        ...

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk, only the columns `names` (lower case).

        A chunk and the copies that its methods make stay below half of `memory_mb`.

        Raises
        ------
        InputError
            Where a column is missing, or the file has no rows, breaks off or is damaged.
        """
        ...


def rows_per_chunk(bytes_per_row: float, memory_mb: int) -> int:
    """Rows that fit into a chunk.

    Parameters
    ----------
    bytes_per_row
        Memory that a row takes in the chunk, in bytes, all copies of the reader counted.
    memory_mb
        Bound of the process in MB.
    """
    allowed = min(memory_mb * 1e6 * SHARE_OF_MEMORY, LARGEST_BYTES)
    rows = int(allowed / max(bytes_per_row, 1))
    return min(max(rows, SMALLEST_CHUNK), LARGEST_CHUNK)
