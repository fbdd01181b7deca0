"""The two cohorts of a comparison by what they are to it, and the weeks that its figures have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

GROUPS = ("participants_post", "participants_pre", "comparison_post", "comparison_pre")
"""Group and cohort, those that the effect is of first."""
ROLES: Mapping[str, str] = {"2016": "pre", "2017-18": "post"}
"""Cohorts whose tables name them by their years; all other tables say ``pre`` and ``post``."""
WEEKS = 104


@dataclass(frozen=True)
class Cohorts:
    """What the tables of an evaluation call its two cohorts, the earlier first.

    Attributes
    ----------
    pre, post
        In a column that says to which cohort a row belongs.
    """

    pre: str = "pre"
    post: str = "post"

    @property
    def both(self) -> tuple[str, str]:
        """The two."""
        return self.pre, self.post

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Group and cohort, in the order of columns."""
        return tuple(
            (group, each) for group in ("participants", "comparison") for each in self.both
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The same as a name: ``participants_2017_18``."""
        return tuple(f"{group}_{cohort.replace('-', '_')}" for group, cohort in self.pairs)


NAMED_BY_YEARS = Cohorts("2016", "2017-18")
NAMED_BY_ROLES = Cohorts()


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
