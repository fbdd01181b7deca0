"""Jobs that stand in two files: a month of BFL that was delivered twice would count twice.

Equal jobs within one file are two jobs and are summed. Across files some are too; but where most of
a month's rows in one file stand in another one as well, the files are two deliveries.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from effektspor.errors import InputError
from effektspor.registers.raw import Mask
from effektspor.registers.reading import SourceFile

SHARE = 0.5
SPREAD = np.int64(0x1E3779B97F4A7C15)
"""Odd and without a pattern: sums of multiples of it that wrap around keep unequal jobs apart."""
LEAST_ROWS = 20
"""Rows that a file must have in a month: of fewer, most can be equal by chance."""


class Deliveries:
    """Counts the rows of each file and month, and those that an earlier file has too.

    Parameters
    ----------
    years
        Years of the study; no row is of another one.
    """

    def __init__(self, files: Sequence[SourceFile], years: Sequence[int]) -> None:
        self._files = files
        self._first = 12 * min(years)
        self._months = 12 * (max(years) + 1) - self._first
        places = len(files) * self._months
        self._rows = np.zeros(places, dtype=np.int64)
        self._repeated = np.zeros(places, dtype=np.int64)
        self._other = np.full(places, len(files), dtype=np.int64)

    def look(
        self,
        file: npt.NDArray[np.int32],
        month: npt.NDArray[np.int32],
        content: Sequence[npt.NDArray[Any]],
        shared: Mask,
    ) -> None:
        """Count the jobs of all persons of a bucket; all arrays have shape (rows,).

        Parameters
        ----------
        content
            Person, month and hours as numbers: equal in equal jobs.
        shared
            Jobs of person-months that are in several files; only they are compared.
        """
        place = file * self._months + (month - self._first)
        self._rows += np.bincount(place, minlength=len(self._rows))
        if not shared.any():
            return
        file, place = file[shared], place[shared]
        like = np.zeros(len(file), dtype=np.int64)
        for part in content:
            like = like * SPREAD + part[shared]
        order = np.argsort(like)
        file, place, like = file[order], place[order], like[order]
        new = np.concatenate(([True], like[1:] != like[:-1]))
        begin = np.flatnonzero(new)
        first_file = np.minimum.reduceat(file, begin)[np.cumsum(new) - 1]
        again = file != first_file
        self._repeated += np.bincount(place[again], minlength=len(self._rows))
        np.minimum.at(self._other, place[again], first_file[again])

    def refuse(self) -> None:
        """Stop where a month was delivered twice.

        Raises
        ------
        InputError
            With the first such month and its files.
        """
        twice = (self._rows >= LEAST_ROWS) & (self._repeated > SHARE * self._rows)
        if not twice.any():
            return
        place = int(np.flatnonzero(twice)[0])
        file, month = divmod(place, self._months)
        year, month = divmod(month + self._first, 12)
        raise InputError(
            f"Of {self._rows[place]} jobs of {year}-{month + 1:02d} in one file, "
            f"{self._repeated[place]} stand in another file too, with the same hours",
            where=f"{self._files[file].name} and {self._files[self._other[place]].name}",
            todo="These look like two deliveries of one register: name one of them in the config.",
        )
