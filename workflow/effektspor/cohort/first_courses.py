"""Each person's first course since a date, as it is known at a later date.

A person counts once, by the first course: what comes after it is no part of it, so that shares of
all starters and shares of the completed speak of the same exits. Nothing after the date of the count
is used. An exit is known only when the gap after it is too long to be bridged; so that no way out is
known sooner than another, a course is completed where it ended more than the longest bridged gap
before the last week.

Where a course led is read when its gap is over: in the first week that could not be bridged, or when
the gap has become too long. A week without benefit before a pension is then no self-support.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.course_activity import activity_now
from effektspor.cohort.courses import find_courses
from effektspor.cohort.covariates import ages, history_of
from effektspor.cohort.spells import BLANK, FAMILY, OTHER, Codes, ProgrammeCodes
from effektspor.cohort.state_list import PROGRAMME, States
from effektspor.cohort.states import Lives
from effektspor.registers.buckets import BUCKET
from effektspor.tables import Column, Table

UNKNOWN_AGE = -1
UNKNOWN = "unknown"
"""Origin of a course that may have begun before the weeks that are read."""
NEVER_RETIRED = 2**30
FIRST_COURSES = Table(
    "register_courses",
    "First course of each person since the reform",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        BUCKET,
        Column("start_week", "int16", "week number of the first week of the course"),
        Column("end_week", "int16", "week number after the last week of the course that is known"),
        Column("began_before", "bool", "whether the course began before the reform"),
        Column("completed", "bool", "whether the course ended early enough for that to be known"),
        Column("origin", "str", "state of the last benefit before the start; unknown where not read"),
        Column("exit", "str", "state when the gap after the course ends; programme where it lasts"),
        Column("state_now", "str", "state in the last week"),
        Column("in_course_now", "bool", "whether in a course in the last week, this or a later one"),
        Column("activity_now", "str", "passive, company or other where in a course, else none"),
        Column("age", "int16", "age in whole years in the week after the course, -1 where unknown"),
    ),
    key=("person",),
)  # fmt: skip


def known_stop(last_week: int, bridge_weeks: int, bridge_family_weeks: int | None) -> int:
    """Week number after the last week of which it is known who is in a course.

    Examples
    --------
    In week 100 the programme was last seen in week 95; a gap of four weeks may still be bridged:

    >>> known_stop(100, 4, None)
    96
    """
    return last_week - bridge_weeks - (bridge_family_weeks or 0)


@dataclass(frozen=True)
class Rules:
    """What decides how a course is read.

    Attributes
    ----------
    weeks
        Week numbers from that of the reform to the last that is used.
    origin_weeks
        Weeks before the start in which the last benefit says where a person came from.
    programme, states
        What codes are to a course, and which state they mean.
    ends
        Lookup table of `lookup.end_codes`.
    activities
        Lookup table of `course_activity.activity_codes`.
    """

    weeks: range
    origin_weeks: int
    programme: ProgrammeCodes
    states: States
    ends: npt.NDArray[np.uint8]
    activities: npt.NDArray[np.uint8]

    @property
    def known_stop(self) -> int:
        """`known_stop` of the last week."""
        bridge = self.programme.bridge_weeks, self.programme.bridge_family_weeks
        return known_stop(self.weeks.stop - 1, *bridge)


@dataclass(frozen=True)
class Found:
    """First courses with the weekly codes that they were read from.

    Attributes
    ----------
    courses
        `FIRST_COURSES`.
    codes
        Shape (courses, weeks of the span).
    """

    courses: pd.DataFrame
    codes: Codes


def first_courses(
    codes: Codes, span: range, people: pd.DataFrame, birth: pd.Series, rules: Rules
) -> Found:
    """First course since the reform of each person who had one.

    Parameters
    ----------
    codes
        Shape (persons, weeks of the span).
    span
        Week numbers; ends with the last week that is used.
    people
        person and bucket, in the order of `codes`.
    birth
        Date of birth in the order of `codes`, missing where unknown.
    """
    if span.stop != rules.weeks.stop or span.start > rules.weeks.start:
        raise ValueError("the codes must reach from before the reform to the last week, no further")
    found = find_courses(codes, rules.programme)
    since = found[found["end"] > rules.weeks.start - span.start]
    first = since.drop_duplicates("row")
    last_end = since.drop_duplicates("row", keep="last")["end"].to_numpy(dtype=np.int64)
    row, begin, end = (first[name].to_numpy(dtype=np.int64) for name in ("row", "start", "end"))
    own = codes[row]
    now = last_end == len(span)
    completed = end + span.start <= rules.known_stop
    after, last = _states(own, begin, np.where(completed, end, -1), rules)
    names = np.array(rules.states.names, dtype=object)
    table = pd.DataFrame(
        {
            "person": people["person"].to_numpy()[row],
            "bucket": people["bucket"].to_numpy()[row],
            "start_week": begin + span.start,
            "end_week": end + span.start,
            "began_before": begin + span.start < rules.weeks.start,
            "completed": completed,
            "origin": _origins(own, begin, rules),
            "exit": np.where(completed, names[after], PROGRAMME),
            "state_now": names[last],
            "in_course_now": now,
            "activity_now": activity_now(own[:, -1], now, rules.activities),
            "age": _ages(birth.iloc[row], end + span.start),
        }
    )
    return Found(FIRST_COURSES.conform(table), own)


def _states(
    codes: Codes, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64], rules: Rules
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """States when the gap after each course ends, and in the last week, as positions in the list.

    Parameters
    ----------
    end
        Column after the last week of the course, -1 where the course is not completed: the first of
        the two is of no use there.
    """
    # Neither paid hours nor the age of pension are read: a week without benefit says no more.
    never = np.full(len(codes), NEVER_RETIRED)
    month = np.zeros(codes.shape[1], dtype=np.int64)
    paid = np.zeros((len(codes), 1), dtype=bool)
    lives = Lives(codes, begin, never, paid, month, rules.ends, rules.states)
    return lives.at(_gap_ends(codes, end, rules.programme)), lives.at(
        np.full(len(codes), codes.shape[1] - 1)
    )


def _gap_ends(
    codes: Codes, end: npt.NDArray[np.int64], programme: ProgrammeCodes
) -> npt.NDArray[np.int64]:
    """First column after each course that no gap of the course could hold.

    A week that bridging does not allow, or the one in which the gap is too long for it.
    """
    longest = programme.bridge_weeks + (programme.bridge_family_weeks or 0)
    columns = np.maximum(end, 0)[:, None] + np.arange(longest + 1)
    columns = np.minimum(columns, codes.shape[1] - 1)
    kinds = programme.kinds()[codes[np.arange(len(codes))[:, None], columns]]
    blank, family = (np.cumsum(kinds == kind, axis=1, dtype=np.int64) for kind in (BLANK, FAMILY))
    over = (kinds == OTHER) | ~programme.bridges(blank, family)
    found: npt.NDArray[np.int64] = columns[np.arange(len(codes)), over.argmax(axis=1)]
    return found


def _origins(codes: Codes, begin: npt.NDArray[np.int64], rules: Rules) -> npt.NDArray[np.object_]:
    """State of the last benefit within some weeks before the start; no benefit where none.

    Where the weeks read begin with the course, or show no benefit and are too few, it is unknown.
    """
    last = np.zeros(len(codes), dtype=np.uint16)
    for code in history_of(codes, begin, rules.origin_weeks).T:
        last = np.where(code > 0, code, last)
    names = np.array(rules.states.names, dtype=object)[rules.states.of_code[last]]
    names[(last == 0) & (begin < rules.origin_weeks)] = UNKNOWN
    return names


def _ages(birth: pd.Series, weeks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    known = birth.notna().to_numpy()
    age = np.full(len(birth), UNKNOWN_AGE)
    age[known] = ages(birth[known], weeks[known])
    return age
