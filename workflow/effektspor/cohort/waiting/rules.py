"""What benefit codes mean to those who wait, and which weeks are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, takewhile

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import week_number
from effektspor.codebook import BLANK, Codebook
from effektspor.cohort.lookup import ENDS, family_table
from effektspor.cohort.meanings import codebook_of_study
from effektspor.cohort.spells import ProgrammeCodes
from effektspor.cohort.waiting.tables import (
    ASSISTANCE,
    DEAD,
    EMIGRATED,
    FLEXJOB,
    OTHER,
    PENSION,
    REHABILITATION,
    SELF_SUPPORT,
    SICKNESS,
    WAITING,
)
from effektspor.config.design import Background, OrdinaryHours, Programme
from effektspor.config.trial import Waiting

BRIDGED = ("sygedagpenge",)
"""Families that may fill a gap in a wait."""
FAMILIES = {
    SICKNESS: (*BRIDGED, "jobafklaring"),
    ASSISTANCE: ("kontanthjaelp", "uddannelseshjaelp", "integration"),
    REHABILITATION: ("revalidering", "forrevalidering"),
    DEAD: (ENDS["death"],),
    EMIGRATED: (ENDS["emigration"],),
}
"""Families of the states that the settings do not name; what has none is another benefit."""
ORIGIN_WEEKS = 52
"""Weeks before a wait in which the last benefit says what it came from."""


@dataclass(frozen=True)
class Rules:
    """How histories of those who wait are read.

    Attributes
    ----------
    span
        Week numbers that are read.
    start
        Day from which all is counted.
    months
        Week number of the same day of each month, month 0 first.
    waits
        What codes are to a wait.
    least_weeks
        Weeks of waiting behind whoever is compared.
    states
        State of each code (object, shape (1000,)), that without benefit too.
    """

    span: range
    start: pd.Timestamp
    months: tuple[int, ...]
    waits: ProgrammeCodes
    least_weeks: int
    states: npt.NDArray[np.object_]

    @property
    def start_column(self) -> int:
        """Column of the week that holds the start."""
        return self.months[0] - self.span.start


def rules_of(
    codebook: Codebook, waiting: Waiting, span: range, start: str, status_date: str
) -> Rules:
    """Make the rules of a study.

    Raises
    ------
    ConfigError
        Where the code list lacks a family, or a code changes its meaning within the weeks read.
    """
    families = {
        FLEXJOB: waiting.job_families, WAITING: (waiting.family,),
        PENSION: waiting.pension_families, **FAMILIES,
    }  # fmt: skip
    own = codebook_of_study(
        codebook,
        span,
        Programme(
            family=waiting.family, bridge_weeks=waiting.bridge_weeks, bridge_families=BRIDGED
        ),
        OrdinaryHours(excluded_activities=(), excluded_families=(), excluded_codes=()),
        Background(benefit_families=(), origin_families=()),
        {family: state for state, named in families.items() for family in named},
    )
    states = np.full(1000, OTHER, dtype=object)
    for state, named in families.items():
        states[family_table(own, named, key="waiting")] = state
    states[BLANK] = SELF_SUPPORT
    return Rules(
        span,
        pd.Timestamp(start),
        month_weeks(start, status_date),
        ProgrammeCodes(
            family_table(own, [waiting.family], key="waiting.family"),
            np.zeros(1000, dtype=bool),
            family_table(own, BRIDGED, key="waiting.bridge_weeks"),
            waiting.bridge_weeks,
        ),
        waiting.least_weeks,
        states,
    )


def month_weeks(start: str, last: str) -> tuple[int, ...]:
    """Week number of the same day of each month, from the start to the last day at most.

    Examples
    --------
    The first of three months, over the week 53 of 2004:

    >>> [b - a for a, b in zip(w := month_weeks("2004-12-01", "2005-03-01"), w[1:])]
    [4, 5, 4]
    """
    return tuple(_week(day.date()) for day in _month_days(start, last))


def months_until(start: str, last: str) -> int:
    """The last month whose day is not after a date.

    Examples
    --------
    >>> months_until("2005-10-01", "2006-10-01"), months_until("2005-10-01", "2006-09-30")
    (12, 11)
    """
    return sum(1 for _ in _month_days(start, last)) - 1


def _month_days(start: str, last: str) -> Iterator[pd.Timestamp]:
    first, stop = pd.Timestamp(start), pd.Timestamp(last)
    days = (first + pd.DateOffset(months=month) for month in count())
    return takewhile(lambda day: day <= stop, days)


def _week(day: date) -> int:
    year, week, _ = day.isocalendar()
    return week_number(year, week)
