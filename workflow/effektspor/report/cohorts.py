"""The two cohorts of a comparison by what they are to it, and the weeks that its figures have."""

from collections.abc import Mapping, Sequence

import pandas as pd

GROUPS = ("participants_post", "participants_pre", "comparison_post", "comparison_pre")
"""Group and cohort, those that the effect is of first."""
ROLES: Mapping[str, str] = {"2016": "pre", "2017-18": "post"}
"""Cohorts whose tables name them by their years; all other tables say ``pre`` and ``post``."""
WEEKS = 104


def keys(frame: pd.DataFrame) -> "pd.Series[str]":
    """Group and role of each row: ``participants_post``."""
    found: pd.Series[str] = frame["group"] + "_" + frame["cohort"].replace(dict(ROLES))
    return found


def ticks(weeks: int, step: int, *, first: int = 1, most: int = 8) -> list[int]:
    """Weeks that an axis names: the first, every so many, and the last.

    Parameters
    ----------
    weeks
        Last week of the axis.
    step
        Weeks between two names; more where there would be over `most` of them.
    """
    wide = step * max(1, -(-weeks // (step * most)))
    between = [week for week in range(wide, weeks, wide) if weeks - week > wide / 2]
    return [first, *between, weeks]


def within(wanted: Sequence[int], weeks: int) -> list[int]:
    """Those of some weeks that there are, and always the last."""
    return sorted({*(week for week in wanted if week <= weeks), weeks})
