"""Municipalities by year: which four take part, and where people live before and after 2007."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

COLUMNS = ("number", "name", "valid_from", "valid_to", "became")
REFORM = 2007
"""First year of the numbers that are in use today."""


@dataclass(frozen=True)
class Places:
    """Municipalities in use at the start.

    Attributes
    ----------
    number
        Their numbers, int, shape (m,).
    since
        The numbers they have had since the reform, shape (m,); those of a split one its largest part's.
    by_year
        Number in use by year before the reform, shape (years, m).
    """

    number: np.ndarray
    since: np.ndarray
    by_year: np.ndarray
    years: range

    def residence(self, place: np.ndarray, moved: np.ndarray, to: np.ndarray) -> np.ndarray:
        """Municipality numbers (int16, years x n) of persons who move once.

        Parameters
        ----------
        place, to
            Where one lives first and then, as places among the municipalities.
        moved
            First year in the second place; a year after the last for those who stay.
        """
        found = np.empty((len(self.years), len(place)), dtype="int16")
        for row, year in enumerate(self.years):
            now = np.where(moved <= year, to, place)
            found[row] = self.since[now] if year >= REFORM else self.by_year[row][now]
        return found


def read_places(path: Path, year: int, years: range) -> Places:
    """Municipalities in use in a year, with their numbers in other years.

    Raises
    ------
    InputError
        The list cannot be read, or has none in use in that year.
    """
    todo = "give the list data/codes/municipalities_by_year.csv of the project"
    what = "The list of municipalities by year"
    raw = read_text_table(path, COLUMNS, what, todo)
    try:
        numbers = raw["number"].astype(int)
        low = pd.to_numeric(raw["valid_from"].replace("", "0"))
        high = pd.to_numeric(raw["valid_to"].replace("", "9999"))
        became = raw["became"].where(raw["became"] != "", raw["number"]).astype(int)
    except ValueError:
        raise InputError(
            f"{what} has a cell that is no number", where=str(path), todo=todo
        ) from None
    now = (low <= year) & (high >= year)
    if not now.any():
        raise InputError(f"{what} has none for {year}", where=str(path), todo=todo)
    number, since = numbers[now].to_numpy(), became[now].to_numpy()
    rows = []
    for each in years:
        there = (low <= each) & (high >= each)
        heirs = dict(zip(became[there].tolist(), numbers[there].tolist(), strict=True))
        known = set(heirs.values()) | set(numbers[there].tolist())
        # A municipality that is not there in another year: one that became the same.
        rows.append(
            [
                n if n in known else heirs[s]
                for n, s in zip(number.tolist(), since.tolist(), strict=True)
            ]
        )
    return Places(number, since, np.array(rows), years)


def choose(places: Places, how_many: int, rng: np.random.Generator) -> np.ndarray:
    """Places that take part: any that did not become one municipality in the reform."""
    order = rng.permutation(len(places.number))
    _, first = np.unique(places.since[order], return_index=True)
    return order[np.sort(first)[:how_many]]
