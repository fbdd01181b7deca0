"""Sums by year of start instead of cohort: weekly outcomes on two axes, and risk tables.

Starts of years before the project tell whether the groups would have gone the same way without it.
All are added up as the moments are, without covariates.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.cell_sums import Calendar, Whole, calendar_of, whole
from effektspor.tables import Column, Table

CALENDAR, SINCE_START = "calendar", "since_start"
YEARLY_MOMENTS = Table(
    "yearly_moments",
    "Moments by year of start",
    (
        Column("outcome", "str", "what is counted"),
        Column("denominator", "str", "among whom"),
        Column("axis", "str", "calendar or since_start: how the weeks are counted"),
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("treated", "bool", "whether the municipality participates"),
        Column("year", "int16", "year of the start"),
        Column(
            "week", "int16",
            "from 1: calendar week of the year of start's own calendar, or full weeks since the "
            "start + 1",
        ),
        Column("n", "int64", "persons"),
        Column("y", "int64", "sum of the outcome"),
        Column("yy", "int64", "sum of the squared outcome"),
    ),
    key=("outcome", "denominator", "axis", "municipality", "year", "week"),
)  # fmt: skip
"""Follow-up ends with the own calendar of the year or the cohort's, whichever is first."""
UNIT = ["municipality", "treated", "year"]
SUMS = ["n", "y", "yy"]


class YearlySums:
    """Running sums of some series on both axes, by municipality and year of start.

    Parameters
    ----------
    starts
        One row per course start: start, year, municipality, treated and, as week numbers,
        first_week (week 1 of the weekly rows), start_week and year_week (first week of `year`).
    series
        Pairs of outcome and denominator: names of columns of the weekly rows, yes or no.
    weeks
        Last week of both axes.
    """

    def __init__(self, starts: pd.DataFrame, series: Sequence[tuple[str, str]], weeks: int) -> None:
        self._series, self._weeks = list(series), weeks
        self._starts = pd.Index(starts["start"])
        units = starts.groupby(UNIT, sort=True)
        self._units = units.size().reset_index()[UNIT]
        unit = units.ngroup().to_numpy().astype(np.intp)
        first = starts["first_week"].to_numpy(dtype=np.int64)
        begin = {CALENDAR: starts["year_week"], SINCE_START: starts["start_week"]}
        # Where week 1 of the rows' own calendar stands on each axis, in the sums of each unit.
        self._place = {
            axis: unit * (weeks + 1) + first - week.to_numpy(dtype=np.int64)
            for axis, week in begin.items()
        }
        size = len(self._units) * (weeks + 1)
        names = {*(d for _, d in series), *self._series}
        self._sums = {(name, axis): np.zeros(size) for name in names for axis in begin}

    def add(self, rows: pd.DataFrame) -> None:
        """Add weekly rows: start, week, denominators and outcomes; all rows of a start at once."""
        none = np.zeros(len(self._starts), dtype=np.intp)
        calendar = calendar_of(rows, self._starts, none, 1)
        values = {name: whole(rows[name]) for name in {n for pair in self._series for n in pair}}
        for denominator in {d for _, d in self._series}:
            self._count(denominator, calendar, values[denominator])
        for outcome, denominator in self._series:
            both = np.multiply(values[outcome], values[denominator])
            self._count((outcome, denominator), calendar, both)

    def frame(self) -> pd.DataFrame:
        """`YEARLY_MOMENTS`: one row per series, axis, unit and week with persons."""
        parts = []
        week = np.tile(np.arange(1, self._weeks + 1), len(self._units))
        base = self._units.loc[self._units.index.repeat(self._weeks)].reset_index(drop=True)
        for outcome, denominator in self._series:
            for axis in self._place:
                n = self._by_week(denominator, axis)
                y = self._by_week((outcome, denominator), axis)
                part = base.assign(
                    outcome=outcome, denominator=denominator, axis=axis, week=week, n=n, y=y, yy=y
                )
                parts.append(part[n > 0])
        return YEARLY_MOMENTS.conform(pd.concat(parts, ignore_index=True))

    def _count(self, name: str | tuple[str, str], calendar: Calendar, value: Whole) -> None:
        row, when, change = calendar.changes(value)
        for axis, place in self._place.items():
            sums = self._sums[name, axis]
            sums += np.bincount(place[row] + when, weights=change, minlength=len(sums))

    def _by_week(self, name: str | tuple[str, str], axis: str) -> npt.NDArray[np.int64]:
        weekly = self._sums[name, axis].reshape(len(self._units), self._weeks + 1)
        return np.rint(np.cumsum(weekly, axis=1)[:, :-1].reshape(-1)).astype(np.int64)


def year_pair(
    yearly: pd.DataFrame, axis: str, pre: Sequence[int], post: Sequence[int], weeks: int
) -> pd.DataFrame:
    """Moments of earlier against later years of start, as `Cells.of` takes them.

    Parameters
    ----------
    yearly
        `YEARLY_MOMENTS`.
    axis
        ``calendar`` or ``since_start``.
    pre, post
        Years of start of the two cohorts.
    weeks
        Last week that is used.
    """
    chosen = (yearly["axis"] == axis) & yearly["year"].isin([*pre, *post])
    rows = yearly[chosen & (yearly["week"] <= weeks)]
    rows = rows.assign(post=rows["year"].isin(list(post)))
    keys = ["outcome", "denominator", "municipality", "treated", "post", "week"]
    return rows.groupby(keys, as_index=False)[SUMS].sum()


def add_yearly(shards: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """`YEARLY_MOMENTS` of all shards, one at a time."""
    keys = ["outcome", "denominator", "axis", *UNIT, "week"]
    total: pd.DataFrame | None = None
    for shard in shards:
        both = shard if total is None else pd.concat([total, shard])
        total = both.groupby(keys, as_index=False)[SUMS].sum()
    if total is None:
        raise ValueError("there are no shards")
    return YEARLY_MOMENTS.conform(total)
