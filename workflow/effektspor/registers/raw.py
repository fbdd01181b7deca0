"""What is read from a raw column, and what is wrong with it: row numbers, never values."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.errors import InputError
from effektspor.registers.files.base import Variable

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Raw:
    """One column of a chunk, with what is needed to read it and to say where it is wrong.

    Attributes
    ----------
    values
        Text, numbers or dates as the file gives them, shape (rows,).
    file
        The file that messages name: the user's own, also where a converted copy is read.
    before
        Rows of the file before the chunk.
    letters
        Cells that are empty by a letter of Stata or SAS (".a"): declared missing.
    """

    values: pa.Array
    variable: Variable
    file: Path
    before: int
    letters: int = 0

    def fault(self, wrong: Mask, what: str, todo: str) -> "Fault":
        """Say what is wrong with some rows of this column."""
        return Fault(wrong, what, todo, self)


@dataclass(frozen=True)
class Fault:
    """Rows of a column that cannot be as they are; `wrong` has shape (rows,) and may be empty."""

    wrong: Mask
    what: str
    todo: str
    raw: Raw

    def error(self) -> InputError:
        """The message for the user: file, column and row numbers."""
        rows = rows_text(self.wrong, self.raw.before)
        place = f"{self.raw.file}, column {self.raw.variable.name}, {rows}"
        return InputError(self.what, where=place, todo=self.todo)

    def refuse(self) -> None:
        """Stop where a row is wrong.

        Raises
        ------
        InputError
            See `error`.
        """
        if self.wrong.any():
            raise self.error()


@dataclass(frozen=True)
class Read:
    """Typed values of a column, shape (rows,); rows that are wrong by a fault hold a stand-in."""

    values: npt.NDArray[Any]
    faults: tuple[Fault, ...]
    user_missing: int = 0
    """Cells with a code that the file itself declares missing."""

    def sound(self) -> npt.NDArray[Any]:
        """The values, where nothing may be wrong.

        Raises
        ------
        InputError
            At the first fault that has rows.
        """
        for fault in self.faults:
            fault.refuse()
        return self.values


def rows_text(wrong: Mask, before: int) -> str:
    """Say where wrong rows are: "row 3, 7, 9 and 12 more" (the first data row is 1)."""
    numbers = np.flatnonzero(wrong) + before + 1
    shown = ", ".join(str(number) for number in numbers[:3])
    return f"row {shown}" + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")


def distinct(values: pa.Array) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """Position of each cell among the different contents, which are the second; nulls have -1.

    A column of a register has few different contents: each is read once, and the rows by number.
    """
    coded = values.dictionary_encode()
    return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), coded.dictionary
