"""Sums of persons to cells of municipality, cohort and week, from weekly rows in any portions.

A person's denominators and outcomes change in few weeks, and the background never does. What is
summed is therefore the change from one week to the next; the sums of a week are the changes up to
it. That is exact, since all sums are of whole numbers, and takes a few rows per person instead of
one a week.
"""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
CLUSTER = ["municipality", "treated", "post"]


def pair(first: str, second: str) -> str:
    """Column name of the cross-product of two covariates."""
    return "xx_{}_{}".format(*sorted((first, second)))


class CellSums:
    """Running sums of some series of outcome and denominator.

    Parameters
    ----------
    cohort
        One row per course start: start, municipality, group, post and the covariates.
    series
        Pairs of outcome and denominator: names of columns of the weekly rows.
    covariates
        Columns of `cohort`, whole numbers.
    weeks
        Last calendar week.
    """

    def __init__(
        self,
        cohort: pd.DataFrame,
        series: Sequence[tuple[str, str]],
        covariates: Sequence[str],
        weeks: int,
    ) -> None:
        self._series, self._covariates, self._weeks = list(series), list(covariates), weeks
        self._starts = pd.Index(cohort["start"])
        clusters = cohort.assign(treated=cohort["group"] == "participants").groupby(CLUSTER)
        self._cells = clusters.size().reset_index()[CLUSTER]
        self._cell = clusters.ngroup().to_numpy()
        self._x = cohort[self._covariates].to_numpy(dtype=np.float64)
        p = len(self._covariates)
        self._pairs = list(combinations_with_replacement(range(p), 2))
        size = len(self._cells) * (weeks + 1)
        self._among = {name: np.zeros((1 + p + len(self._pairs), size)) for _, name in self._series}
        self._with = {key: np.zeros((2 + p, size)) for key in self._series}

    def add(self, rows: pd.DataFrame) -> None:
        """Add weekly rows: start, week, denominators and outcomes; all rows of a start at once."""
        place = self._starts.get_indexer(pd.Index(rows["start"]))
        week = rows["week"].to_numpy(dtype=np.int64)
        for denominator, sums in self._among.items():
            among = rows[denominator].to_numpy(dtype=np.float64)
            row, at, change = self._changes(place, week, among)
            x = self._x[row]
            products = (x[:, i] * x[:, j] for i, j in self._pairs)
            for line, weights in enumerate((1.0, *x.T, *products)):
                sums[line] += self._total(at, change * weights)
        for (outcome, denominator), sums in self._with.items():
            value = rows[outcome].to_numpy(dtype=np.float64) * rows[denominator].to_numpy()
            row, at, change = self._changes(place, week, value)
            for line, weights in enumerate((1.0, *self._x[row].T)):
                sums[line + 1] += self._total(at, change * weights)
            row, at, change = self._changes(place, week, value**2)
            sums[0] += self._total(at, change)

    def frame(self) -> pd.DataFrame:
        """One row per series, cell and week with persons: the columns of table ``moments``."""
        names = self._covariates
        among_names = ["n", *(f"x_{name}" for name in names)]
        among_names += [pair(names[i], names[j]) for i, j in self._pairs]
        with_names = ["yy", "y", *(f"xy_{name}" for name in names)]
        parts = []
        for outcome, denominator in self._series:
            columns = dict(zip(among_names, self._by_week(self._among[denominator]), strict=True))
            columns |= zip(with_names, self._by_week(self._with[outcome, denominator]), strict=True)
            part = self._cells.loc[self._cells.index.repeat(self._weeks)].reset_index(drop=True)
            part.insert(0, "outcome", outcome)
            part.insert(1, "denominator", denominator)
            part["week"] = np.tile(np.arange(1, self._weeks + 1), len(self._cells))
            part = pd.concat([part, pd.DataFrame(columns)], axis=1)
            parts.append(part[part["n"] > 0])
        return pd.concat(parts, ignore_index=True)

    def _changes(
        self, place: npt.NDArray[np.intp], week: npt.NDArray[np.int64], value: Floats
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64], Floats]:
        """Where a value differs from the week before: row of the start, place of the sum, change.

        A week without a row counts as nought.
        """
        follows = np.zeros(len(value), dtype=bool)
        follows[1:] = (place[1:] == place[:-1]) & (week[1:] == week[:-1] + 1)
        before = np.zeros(len(value))
        before[1:] = value[:-1]
        step = value - np.where(follows, before, 0)
        ends = np.append(~follows[1:], True)[: len(value)] & (value != 0)
        begun = step != 0
        row = np.concatenate([place[begun], place[ends]])
        when = np.concatenate([week[begun] - 1, week[ends]])
        change = np.concatenate([step[begun], -value[ends]])
        return row, self._cell[row] * (self._weeks + 1) + when, change

    def _total(self, at: npt.NDArray[np.int64], weights: Floats) -> Floats:
        size = len(self._cells) * (self._weeks + 1)
        return np.bincount(at, weights=weights, minlength=size).astype(np.float64)

    def _by_week(self, sums: Floats) -> Floats:
        weekly = sums.reshape(len(sums), len(self._cells), self._weeks + 1)
        return np.cumsum(weekly, axis=2)[:, :, :-1].reshape(len(sums), -1)
