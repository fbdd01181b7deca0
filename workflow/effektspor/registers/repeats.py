"""Persons who occur twice where each may occur once: found bucket by bucket, told by row number."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.errors import InputError
from effektspor.registers.reading import SourceFile

SHOWN = 3


@dataclass
class Repeats:
    """What was found so far: how many rows repeat a person and year, and where the first are."""

    rows: int = 0
    _places: list[tuple[int, int]] = field(default_factory=list)

    def look(self, person: npt.NDArray[np.int32], rows: pa.Table) -> None:
        """Look through all rows of some persons.

        Parameters
        ----------
        person
            Number of the person in each row.
        rows
            Columns year, file and row, the latter in order of reading.
        """
        year = rows["year"].to_numpy().astype(np.int64)
        cell = person * (year.max() - year.min() + 1) + (year - year.min())
        order = np.argsort(cell, kind="stable")
        again = np.sort(order[1:][cell[order[1:]] == cell[order[:-1]]])
        if len(again):
            self.rows += len(again)
            first = rows.select(["file", "row"]).take(pa.array(again[:SHOWN])).to_pylist()
            places = [*self._places, *((place["file"], place["row"]) for place in first)]
            self._places = sorted(places)[:SHOWN]

    def refuse(self, files: Sequence[SourceFile]) -> None:
        """Stop where a person occurs twice in a year.

        Raises
        ------
        InputError
            With the files and numbers of the first such rows.
        """
        if not self.rows:
            return
        shown = [f"{files[file].name}, row {row + 1}" for file, row in self._places]
        more = self.rows - len(shown)
        raise InputError(
            f"{self.rows} rows repeat a person key; there is one row per person and year",
            where="; ".join(shown) + (f"; and {more} more" if more else ""),
            todo="Remove the repeated rows, or name files that do not overlap.",
        )
