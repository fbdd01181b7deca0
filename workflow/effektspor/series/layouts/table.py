"""What all layouts become: columns of cells, with names in small letters."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from effektspor.errors import InputError
from effektspor.series.numbers import Cell

Layout = Literal["statbank", "jobindsats"]
AGAIN = "Fetch the file anew, see docs/how-to-own-data.md."


@dataclass(frozen=True)
class RawTable:
    """A file as columns.

    Attributes
    ----------
    columns
        Cells by name of the column in small letters; all of one length.
    before
        Rows of the file before the first cell: 1 where there is a header row.
    """

    path: Path
    layout: Layout
    columns: dict[str, list[Cell]]
    before: int

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values())))

    def texts(self, name: str) -> list[str]:
        """Labels of a column; numbers as whole numbers, nothing as an empty text."""
        return [as_text(cell) for cell in self.columns[name]]


def as_text(cell: Cell) -> str:
    """A label or period as text: 2013.0 is 2013."""
    if cell is None:
        return ""
    return cell.strip() if isinstance(cell, str) else f"{cell:.15g}"


def as_cell(value: Any, where: str) -> Cell:
    """A value of JSON as a cell.

    Raises
    ------
    InputError
        Where it is a list, an object or a truth value.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise not_this_layout(where)


def not_this_layout(where: str) -> InputError:
    """Error of a file that is JSON but of no layout that is known."""
    return InputError(
        "The file is in no layout that is known (StatBank: CSV, JSON-stat; Jobindsats v3: JSON, CSV)",
        where=where,
        todo=AGAIN,
    )
