"""Risk tables by year of start: to the end of follow-up, and up to the project only."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from effektspor.estimators.survival import risk_table
from effektspor.tables import Column, Table

FULL, BEFORE = "full", "before"
YEARLY_RISK = Table(
    "yearly_risk",
    "Risk table of first internship by year of start",
    (
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("group", "str", "participants or comparison"),
        Column("year", "int16", "year of the start"),
        Column(
            "scope", "str",
            "full: to the end of follow-up; before: all are followed through the last month before "
            "the project only",
        ),
        Column("week", "int16", "full weeks since the start, from 0"),
        Column("at_risk", "int32", "course starts at risk when the week begins"),
        Column("events", "int32", "first internships in the week"),
        Column("censored", "int32", "course starts censored when the week begins"),
    ),
    key=("municipality", "year", "scope", "week"),
)  # fmt: skip
UNIT = ["municipality", "group", "year", "scope"]


def yearly_risk(
    starts: pd.DataFrame, weeks: int, last_before: int | None, last_year_before: int
) -> pd.DataFrame:
    """Count course starts at risk, first internships and censorings by year of start.

    Parameters
    ----------
    starts
        One row per course start: `municipality`, `group`, `year`, and as week numbers start_week,
        end_week, event_week (-1 where none) and last_week.
    weeks
        Last week since start of the table.
    last_before
        Week number of the last week before the project; None leaves the scope ``before`` out.
    last_year_before
        Last year of start to which the scope ``before`` belongs.

    Returns
    -------
    DataFrame
        `YEARLY_RISK`.
    """
    parts = [starts.assign(scope=FULL)]
    if last_before is not None:
        chosen = (starts["year"] <= last_year_before) & (starts["start_week"] <= last_before)
        early = starts[chosen]
        cut = np.minimum(early["last_week"], last_before + 1)
        parts.append(early.assign(scope=BEFORE, last_week=cut))
    return risk_table(pd.concat(parts, ignore_index=True), weeks, UNIT, YEARLY_RISK)


def add_yearly_risk(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """`YEARLY_RISK` of all shards."""
    summed = pd.concat(list(parts)).groupby([*UNIT, "week"], as_index=False).sum()
    return YEARLY_RISK.conform(summed)
