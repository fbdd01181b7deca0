"""What persons do in the weeks of a course: nothing, something at a company, or something else."""

from collections.abc import Collection, Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.cohort.lookup import activity_table
from effektspor.cohort.spells import Codes
from effektspor.errors import ConfigError
from effektspor.tables import Column, Table

PASSIVE, COMPANY, OTHER = "passive", "company", "other"
KINDS = (OTHER, PASSIVE, COMPANY)
"""Kinds of a week in a course. `OTHER` has another offer, or is a week of a bridged gap: a week on
another benefit, or on none, is not passive in the course."""
NONE = "none"
COURSE_ACTIVITY = Table(
    "course_activity",
    "What persons do in each week of the course",
    (
        Column("week", "int16", "full weeks since the start, from 0"),
        Column("activity", "str", "passive, company or other"),
        Column("n", "int64", "persons in the course that week"),
    ),
    key=("week", "activity"),
)


def activity_codes(
    codebook: Codebook, family: str, passive: str, company: Collection[str]
) -> npt.NDArray[np.uint8]:
    """Lookup table (uint8, shape (1000,)): position in `KINDS` of each code of the programme.

    Raises
    ------
    ConfigError
        Where the code list has no such activity, or one is both.
    """
    if passive in company:
        raise ConfigError(
            f"The activity {passive} is both passive and directed at companies",
            where="passive_activity and company_activities",
            todo="Name it in one of the two only.",
        )
    kinds = np.full(1000, KINDS.index(OTHER), dtype=np.uint8)
    for kind, activities, key in (
        (PASSIVE, [passive], "passive_activity"),
        (COMPANY, company, "company_activities"),
    ):
        kinds[activity_table(codebook, [family], activities, key=key)] = KINDS.index(kind)
    return kinds


def activity_now(
    codes: npt.NDArray[np.uint16],
    in_course: npt.NDArray[np.bool_],
    kinds: npt.NDArray[np.uint8],
) -> npt.NDArray[np.object_]:
    """Kind of one week of each person; `NONE` outside a course.

    Parameters
    ----------
    codes, in_course
        Shape (persons,).
    kinds
        Lookup table of `activity_codes`.
    """
    names = np.array(KINDS, dtype=object)[kinds[codes]]
    names[~in_course] = NONE
    return names


def activity_counts(
    courses: pd.DataFrame, codes: Codes, span: range, kinds: npt.NDArray[np.uint8]
) -> pd.DataFrame:
    """Persons by weeks since the start and kind of week, while they are in the course.

    A course that is not at its end stops with the weeks that are read, so that each week counts
    those only who could be followed that long. Courses from before the reform are left out: their
    first weeks are not known to be the first.

    Parameters
    ----------
    courses
        `FIRST_COURSES`, in the order of `codes`.
    codes
        Shape (courses, weeks of the span).

    Returns
    -------
    DataFrame
        `COURSE_ACTIVITY`; kinds without persons are left out.
    """
    begin, end = (
        courses[name].to_numpy(dtype=np.int64) - span.start for name in ("start_week", "end_week")
    )
    length = np.where(courses["began_before"], 0, end - begin)
    row = np.repeat(np.arange(len(courses)), length)
    since = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    kind = kinds[codes[row, begin[row] + since]]
    counts = np.bincount(since * len(KINDS) + kind, minlength=1)
    place = np.flatnonzero(counts)
    names = np.array(KINDS, dtype=object)
    return COURSE_ACTIVITY.conform(
        pd.DataFrame(
            {
                "week": place // len(KINDS),
                "activity": names[place % len(KINDS)],
                "n": counts[place],
            }
        )
    )


def add_activity(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """`COURSE_ACTIVITY` of all parts of the persons."""
    keys = ["week", "activity"]
    summed = pd.concat(list(parts)).groupby(keys, as_index=False)[["n"]].sum()
    return COURSE_ACTIVITY.conform(summed)
