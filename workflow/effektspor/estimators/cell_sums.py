"""Sums of persons to cells of municipality, cohort and week, from weekly rows in any portions.

A person's denominators and outcomes change in few weeks, and the background never does. What is
summed is therefore the change from one week to the next; the sums of a week are the changes up to
it. That is exact, since all sums are of whole numbers, and takes a few rows per person instead of
one a week.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.pair_sums import Covariates

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.bool_] | Floats
CLUSTER = ["municipality", "treated", "post"]
BLOCK = 1 << 18  # rows looked at together, so few that they stay near the processor


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
        self._cell: npt.NDArray[np.intp] = clusters.ngroup().to_numpy().astype(np.intp)
        whole_numbers = all(cohort[name].dtype.kind in "biu" for name in self._covariates)
        x = np.ascontiguousarray(cohort[self._covariates].to_numpy(dtype=np.float64).T)
        self._x = Covariates(x, float(np.abs(x).max(initial=0)) if whole_numbers else None)
        p = len(self._covariates)
        self._pairs = list(combinations_with_replacement(range(p), 2))
        self._line = {each: line for line, each in enumerate(self._pairs, start=1 + p)}
        size = len(self._cells) * (weeks + 1)
        self._among = {name: np.zeros((1 + p + len(self._pairs), size)) for _, name in self._series}
        self._with = {key: np.zeros((2 + p, size)) for key in self._series}

    def add(self, rows: pd.DataFrame) -> None:
        """Add weekly rows: start, week, denominators and outcomes; all rows of a start at once."""
        calendar = calendar_of(rows, self._starts, self._cell, self._weeks + 1)
        values = {name: whole(rows[name]) for name in {n for pair in self._series for n in pair}}
        for denominator, sums in self._among.items():
            row, at, change = calendar.changes(values[denominator])
            size = sums.shape[1]
            sums[0] += self._total(at, change)
            for place, total in self._x.sums(row, at, change, size):
                sums[1 + place] += total
            for i, j, total in self._x.pair_sums(row, at, change, size):
                sums[self._line[i, j]] += total
        for (outcome, denominator), sums in self._with.items():
            value: Whole = np.multiply(values[outcome], values[denominator])
            row, at, change = calendar.changes(value)
            for place, total in self._x.sums(row, at, change, sums.shape[1]):
                sums[2 + place] += total
            once = self._total(at, change)
            sums[1] += once
            if value.dtype != np.bool_:  # the square of yes or no is itself
                _, at, change = calendar.changes(np.square(value))
                once = self._total(at, change)
            sums[0] += once

    def frame(self) -> pd.DataFrame:
        """One row per series, cell and week with persons: the columns of table ``moments``."""
        names = self._covariates
        columns = ["n", *(f"x_{name}" for name in names)]
        columns += [pair(names[i], names[j]) for i, j in self._pairs]
        columns += ["yy", "y", *(f"xy_{name}" for name in names)]
        cells = self._cells.loc[self._cells.index.repeat(self._weeks)]
        cells = cells.assign(week=np.tile(np.arange(1, self._weeks + 1), len(self._cells)))
        parts = []
        for outcome, denominator in self._series:
            among, with_outcome = self._among[denominator], self._with[outcome, denominator]
            some = self._by_week(among[0]) > 0
            sums = np.empty((len(columns), int(some.sum())))
            for line, own in enumerate((*among, *with_outcome)):
                sums[line] = self._by_week(own)[some]
            # A frame of lines that lie one after another in memory copies none of them.
            part = pd.DataFrame(sums.T, columns=columns)
            keys = cells[some].assign(outcome=outcome, denominator=denominator)
            for place, name in enumerate(["outcome", "denominator", *CLUSTER, "week"]):
                part.insert(place, name, keys[name].to_numpy())
            parts.append(part)
        return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)

    def _total(self, at: npt.NDArray[np.int64], weights: Floats) -> Floats:
        size = len(self._cells) * (self._weeks + 1)
        return np.bincount(at, weights=weights, minlength=size).astype(np.float64, copy=False)

    def _by_week(self, sums: Floats) -> Floats:
        weekly = sums.reshape(len(self._cells), self._weeks + 1)[:, :-1]
        return np.cumsum(weekly, axis=1).reshape(-1)


@dataclass(frozen=True)
class Calendar:
    """Which weekly rows belong together.

    Attributes
    ----------
    first, place
        Number of the first row of each run of rows of one start, and the place of that start.
    week
        Week of each row.
    follows
        Whether a row is of the same start as the row before and one week later; one more than
        there are rows, the last false.
    cell, length
        Cell of each start; places of a sum for each cell.
    """

    first: npt.NDArray[np.intp]
    place: npt.NDArray[np.intp]
    week: npt.NDArray[np.integer]
    follows: npt.NDArray[np.bool_]
    cell: npt.NDArray[np.intp]
    length: int

    def changes(self, value: Whole) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64], Floats]:
        """Where a value differs from the week before: place of the start, of the sum, change.

        A week without a row counts as nought.
        """
        blocks = range(0, max(len(value), 1), BLOCK)
        parts = zip(*(self._changes(value, low) for low in blocks), strict=True)
        begun, ends, up = (np.concatenate(each) for each in parts)
        change = np.concatenate([up, -value[ends].astype(np.float64)])
        at = np.concatenate([begun, ends])
        when = self.week[at].astype(np.int64)
        when[: len(begun)] -= 1
        row = self.place[np.searchsorted(self.first, at, side="right") - 1]
        return row, self.cell[row] * self.length + when, change

    def _changes(
        self, value: Whole, low: int
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Floats]:
        """Rows of a block whose value differs from the week before, rows after which it ends.

        The third is by how much the first differ.
        """
        high = min(low + BLOCK, len(value))
        own, before = value[low:high], np.zeros(high - low, dtype=value.dtype)
        first = max(low, 1)
        follows = self.follows[first:high]
        np.multiply(value[first - 1 : high - 1], follows, out=before[first - low :])
        begun = np.flatnonzero(own != before)
        ends = np.flatnonzero((own != 0) & ~self.follows[low + 1 : high + 1])
        up = np.subtract(own[begun], before[begun], dtype=np.float64)
        return begun + low, ends + low, up


def calendar_of(
    rows: pd.DataFrame, starts: "pd.Index[Any]", cell: npt.NDArray[np.intp], length: int
) -> Calendar:
    """Which weekly rows belong together; all rows of a start stand together, in order of weeks."""
    start, week = rows["start"].to_numpy(), rows["week"].to_numpy()
    follows = np.zeros(len(rows) + 1, dtype=bool)
    np.equal(start[1:], start[:-1], out=follows[1:-1])
    first = np.flatnonzero(~follows[:-1])
    follows[1:-1] &= week[1:] == week[:-1] + 1
    place = starts.get_indexer(pd.Index(start[first]))
    return Calendar(first, place, week, follows, cell, length)


def whole(column: "pd.Series[Any]") -> Whole:
    """Values of a column; yes and no stay what they are, which takes an eighth of the memory."""
    values = column.to_numpy()
    return values if values.dtype == np.bool_ else values.astype(np.float64)
