"""Stata files, read as what they are: records of fixed width, one after the other.

Nothing is parsed and nothing copied: a column is a view into a block of records. Files of Stata 12
and older, and columns of long text (strL), go through the ReadStat library.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.registers.files.base import Cells, Chunk, RegisterFile, Variable, rows_per_chunk
from effektspor.registers.files.dates import calendar_of, to_dates
from effektspor.registers.files.fixed_text import text_of
from effektspor.registers.files.mixing import cells_of
from effektspor.registers.files.problems import (
    broken,
    no_rows,
    not_this_format,
    reading,
    wanted,
)
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.stata_header import Layout, read_layout
from effektspor.registers.files.stata_labels import letters_of

OLD_RELEASES = range(102, 116)  # Stata 1 to 12: the first byte is the release, the second the order
LARGEST = {
    "i1": 100,
    "i2": 32_740,
    "i4": 2_147_483_620,
    "f4": float.fromhex("0x1.fffffep+126"),
    "f8": float.fromhex("0x1.fffffffffffffp+1022"),
}


def open_stata(path: Path) -> RegisterFile:
    """Open a dta file.

    Raises
    ------
    InputError
        Where it is no dta file, or damaged.
    """
    layout = read_layout(path)
    if layout is not None:
        return StataFile(path, layout)
    with path.open("rb") as file:
        first = file.read(2)
    if len(first) < 2 or first[0] not in OLD_RELEASES or first[1] not in (1, 2):
        raise not_this_format(path, "Stata")
    return open_readstat(path)


@dataclass(frozen=True)
class StataFile:
    """A dta file of Stata 13 or later."""

    path: Path
    layout: Layout

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables of the file, in file order."""
        return self.layout.variables

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.layout.rows

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk; all chunks share one buffer."""
        positions = wanted(self.variables, names, self.path)
        if not self.rows:
            raise no_rows(self.path)
        if any(self.layout.dtypes[position] is None for position in positions):
            return open_readstat(self.path).chunks(names, memory_mb=memory_mb)
        return self._blocks(dict(zip(names, positions, strict=True)), memory_mb)

    def _blocks(self, positions: dict[str, int], memory_mb: int) -> Iterator[Chunk]:
        size = rows_per_chunk(self.layout.width, memory_mb)
        buffer = np.empty(min(size, self.rows) * self.layout.width, dtype=np.uint8)
        with reading(self.path), self.path.open("rb", buffering=0) as file:
            file.seek(self.layout.data_at)
            for before in range(0, self.rows, size):
                rows = min(size, self.rows - before)
                view = buffer.data[: rows * self.layout.width]
                got = 0
                while got < len(view):
                    more = file.readinto(view[got:])
                    if not more:  # The file shrinks while it is read.
                        raise broken(self.path, row=before + got // self.layout.width + 1)
                    got += more
                yield StataChunk(before, rows, buffer, self.layout, positions)


@dataclass(frozen=True)
class StataChunk:
    """A block of records."""

    before: int
    rows: int
    buffer: npt.NDArray[np.uint8]
    layout: Layout
    positions: dict[str, int]

    def column(self, name: str) -> pa.Array:
        """One column; see `Chunk`."""
        raw = self._raw(name)
        if raw.dtype.kind == "S":
            return text_of(raw)
        values = raw.astype(raw.dtype.newbyteorder("="))
        missing = ~(values <= LARGEST[raw.dtype.str[1:]])
        calendar = calendar_of(self.layout.formats[self.positions[name]], "stata")
        if calendar is not None:
            return to_dates(values, missing, calendar)
        numbers = values.astype(np.float64) if raw.dtype.str[1:] == "f4" else values
        return pa.array(numbers, mask=missing)

    def letters(self, name: str) -> pa.Array:
        """Letters of missing numbers; see `Chunk`."""
        raw = self._raw(name)
        return pa.nulls(self.rows, pa.string()) if raw.dtype.kind == "S" else letters_of(raw)

    def cells(self, names: Sequence[str]) -> Cells:
        """Several columns as one matrix; columns side by side are not copied. See `Chunk`."""
        raw = [self._raw(name) for name in names]
        dtypes = {column.dtype for column in raw}
        kinds = {self.layout.variables[self.positions[name]].kind for name in names}
        if kinds not in ({"text"}, {"number"}):
            return cells_of([self.column(name) for name in names])
        missing_from = None if kinds == {"text"} else _limit(dtypes)
        if len(dtypes) == 1 and (side_by_side := self._view(names)) is not None:
            return Cells(side_by_side, None, missing_from)
        if kinds == {"text"}:
            target = np.dtype(f"S{max(dtype.itemsize for dtype in dtypes)}")
        else:
            target = dtypes.pop().newbyteorder("=") if len(dtypes) == 1 else np.dtype(np.float64)
        matrix = np.empty((self.rows, len(names)), dtype=target)
        for position, column in enumerate(raw):
            matrix[:, position] = column
            if missing_from is None and target.kind == "f":
                matrix[~(column <= LARGEST[column.dtype.str[1:]]), position] = np.nan
        return Cells(matrix, None, missing_from)

    def _raw(self, name: str) -> npt.NDArray[Any]:
        position = self.positions[name]
        return np.ndarray(
            (self.rows,),
            self.layout.dtypes[position],
            self.buffer.data,
            self.layout.offsets[position],
            (self.layout.width,),
        )

    def _view(self, names: Sequence[str]) -> npt.NDArray[Any] | None:
        first = self.positions[names[0]]
        if [self.positions[name] for name in names] != list(range(first, first + len(names))):
            return None
        dtype = self.layout.dtypes[first]
        if dtype is None or not dtype.isnative:
            return None
        return np.ndarray(
            (self.rows, len(names)),
            dtype,
            self.buffer.data,
            self.layout.offsets[first],
            (self.layout.width, dtype.itemsize),
        )


def _limit(dtypes: set[np.dtype[Any]]) -> float | None:
    """Largest number that is not missing; None where columns differ and become floats with NaN."""
    return LARGEST[next(iter(dtypes)).str[1:]] if len(dtypes) == 1 else None
