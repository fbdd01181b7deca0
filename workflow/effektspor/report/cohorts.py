"""The two cohorts of a comparison by what they are to it, and the weeks that its figures have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

GROUPS = ("participants_post", "participants_pre", "comparison_post", "comparison_pre")
"""Group and cohort, those that the effect is of first."""
ROLES: Mapping[str, str] = {"2016": "pre", "2017-18": "post"}
"""Cohorts that tables name by their years; all others are ``pre`` and ``post`` before drawing."""
WEEKS = 104


@dataclass(frozen=True)
class Cohorts:
    """What the tables of an evaluation call its two cohorts, the earlier first.

    Attributes
    ----------
    values
        In a column that says to which cohort a row belongs.
    names
        In names of columns and labels of n.
    heads
        Over the columns that a reader sees.
    """

    values: tuple[str, str] = ("pre", "post")
    names: tuple[str, str] = ("pre", "post")
    heads: tuple[str, str] = ("pre", "post")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Group and cohort as in columns, in the order in which they are shown."""
        return _with_groups(self.values)

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The same for a reader."""
        return _with_groups(self.heads)

    @property
    def cells(self) -> tuple[str, ...]:
        """The same as one name: ``participants_2017_18``."""
        return tuple("_".join(pair) for pair in _with_groups(self.names))


def _with_groups(cohorts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((group, each) for group in ("participants", "comparison") for each in cohorts)


YEARS = ("2016", "2017-18")
NAMED_BY_YEARS = Cohorts(YEARS, ("2016", "2017_18"), YEARS)


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
