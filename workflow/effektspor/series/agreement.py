"""Whether sums agree that should: a file's own totals with its groups, one division with another."""

from dataclasses import dataclass

import pandas as pd

from effektspor.series.groups import GroupList
from effektspor.series.periods import Period
from effektspor.series.reading import FileRows

DIVISIONS = ("awards_age", "awards_cause")
"""Series that divide the same persons."""
_HALF = 0.5  # each number that is printed whole may be off by this much


@dataclass(frozen=True)
class Agreement:
    """Periods in which two sums are known, and those of them in which they differ beyond rounding."""

    compared: int = 0
    differ: int = 0


def own_totals(file: FileRows, values: pd.DataFrame, groups: GroupList) -> Agreement:
    """A file's own totals against the sum of its groups.

    Parameters
    ----------
    values
        Columns ``month``, ``group`` and ``value``: the groups of the file, NaN where not known.

    Returns
    -------
    Agreement
        Nothing compared where the file has no totals.
    """
    totals = file.totals.assign(known=~file.totals["state"].isin(("missing", "suppressed")))
    own = totals.groupby(["month", "label"]).agg(
        summed=("value", "sum"), known=("known", "all"), required=("required", "sum"),
        printed=("value", "size"),
    )  # fmt: skip
    own = own[own["known"] & (own["required"] >= file.needed_areas)].reset_index()
    both = own.merge(_all_groups(file, values, groups), on="month", suffixes=("", "_added"))
    away = (both["summed"] - both["summed_added"]).abs()
    differ = away > _HALF * (both["printed"] + both["printed_added"])
    return Agreement(both["month"].nunique(), int(differ.groupby(both["month"]).any().sum()))


def _all_groups(file: FileRows, values: pd.DataFrame, groups: GroupList) -> pd.DataFrame:
    """Months in which every group that exists then is known: their sum, and the numbers added."""
    frequency = file.frequency.frequency
    found = values.groupby("month")["value"].agg(summed="sum", known="count").reset_index()
    there = [
        sum(groups.exists(group, Period(int(month), frequency).start) for group in groups.groups)
        for month in found["month"]
    ]
    printed = file.rows.groupby("month").size().rename("printed").reset_index()
    return found[found["known"] == there].merge(printed, on="month")


def divisions(series: pd.DataFrame) -> Agreement:
    """All new pensions by age against all by cause, period by period; nothing where one is left out.

    Parameters
    ----------
    series
        `SERIES`.
    """
    sums = [
        series[series["series"] == name]
        .groupby("period")["value"]
        .agg(summed=lambda values: values.sum(skipna=False), groups="size")
        .dropna()
        for name in DIVISIONS
    ]
    both = sums[0].join(sums[1], how="inner", lsuffix="_one", rsuffix="_other")
    away = (both["summed_one"] - both["summed_other"]).abs()
    return Agreement(
        len(both), int((away > _HALF * (both["groups_one"] + both["groups_other"])).sum())
    )
