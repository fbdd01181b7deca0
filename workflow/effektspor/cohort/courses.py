"""Programme courses: a person's weeks in the programme, joined over short gaps.

The spells of the register stay as they are; a course is a second table beside them. Its length is
the sum of its programme weeks and of the weeks that were bridged, each kind counted.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.spells import BLANK, FAMILY, OTHER, PROGRAMME, Codes, ProgrammeCodes
from effektspor.tables import Column, Table

COURSES = Table(
    "courses",
    "Programme courses after bridging",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        Column("start_week", "int16", "week number of the first week in the programme"),
        Column("end_week", "int16", "week number after the last week of the course"),
        Column("programme_weeks", "int16", "weeks with a programme code"),
        Column("bridged_blank_weeks", "int16", "bridged weeks without benefit"),
        Column("bridged_family_weeks", "int16", "bridged weeks on a bridged family"),
        Column("open_end", "bool", "whether the course reaches the end of the weeks read"),
    ),
    key=("person", "start_week"),
)


def find_courses(codes: Codes, lookup: ProgrammeCodes) -> pd.DataFrame:
    """Courses of each row of weekly codes.

    A gap belongs to the course if bridging allows its weeks and the programme follows, or if it is
    still open in the last week.

    Parameters
    ----------
    codes
        Shape (persons, weeks).

    Returns
    -------
    DataFrame
        Columns row, start, end (columns of `codes`, end exclusive), programme_weeks,
        bridged_blank_weeks, bridged_family_weeks, open_end; ordered by row and start, and
        ``end - start`` is the sum of the three counts.
    """
    weeks = codes.shape[1]
    kinds = lookup.kinds()[codes]
    begins = np.ones(kinds.shape, dtype=bool)
    begins[:, 1:] = kinds[:, 1:] != kinds[:, :-1]
    begin = np.flatnonzero(begins)
    length = np.diff(begin, append=kinds.size)
    kind = kinds.reshape(-1)[begin]
    inside = np.flatnonzero(kind == PROGRAMME)
    row = begin[inside] // weeks
    last_of_row = np.append(row[1:] != row[:-1], True)[: len(row)]

    gap = _gaps(begin // weeks, kind, length, row)
    bridged = (gap[OTHER] == 0) & lookup.bridges(gap[BLANK], gap[FAMILY])
    ends_course = ~bridged | last_of_row
    last = np.flatnonzero(ends_course)
    first = np.append(0, last[:-1] + 1)[: len(last)]
    open_end = bridged[last]

    def summed(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        if not len(first):
            return np.zeros(0, dtype=np.int64)
        total: npt.NDArray[np.int64] = np.add.reduceat(values, first)
        return total

    after = begin[inside][last] + length[inside][last] - row[last] * weeks
    return pd.DataFrame(
        {
            "row": row[last],
            "start": begin[inside][first] - row[last] * weeks,
            "end": np.where(open_end, weeks, after),
            "programme_weeks": summed(length[inside]),
            "bridged_blank_weeks": summed(np.where(bridged, gap[BLANK], 0)),
            "bridged_family_weeks": summed(np.where(bridged, gap[FAMILY], 0)),
            "open_end": open_end,
        }
    )


def course_table(
    codes: Codes, persons: npt.NDArray[np.int32], span: range, lookup: ProgrammeCodes
) -> pd.DataFrame:
    """`COURSES` of persons whose weekly codes over the span are the rows of `codes`."""
    found = find_courses(codes, lookup)
    return COURSES.conform(
        found.assign(
            person=persons[found["row"].to_numpy()],
            start_week=found["start"] + span.start,
            end_week=found["end"] + span.start,
        )
    )


def spell_ends(
    codes: Codes, starts: npt.NDArray[np.int64], lookup: ProgrammeCodes
) -> npt.NDArray[np.int64]:
    """End of the course that holds each start.

    Parameters
    ----------
    codes
        Shape (persons, weeks).
    starts
        Column of each person's start, a week in the programme.

    Returns
    -------
    numpy.ndarray
        int64, shape (persons,): column after the last week of the course; ``weeks`` where it
        reaches the end of the data.
    """
    found = find_courses(codes, lookup)
    weeks = codes.shape[1]
    place = (found["row"] * weeks + found["start"]).to_numpy()
    wanted = np.arange(len(codes)) * weeks + starts
    course = np.searchsorted(place, wanted, side="right") - 1
    ends = found["end"].to_numpy(dtype=np.int64)[course] if len(found) else starts[:0]
    if len(ends) != len(starts) or (found["row"].to_numpy()[course] != np.arange(len(codes))).any():
        raise ValueError("a start lies outside the programme")
    return ends


def _gaps(
    row_of_run: npt.NDArray[np.int64],
    kind: npt.NDArray[np.uint8],
    length: npt.NDArray[np.int64],
    row: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Weeks of each kind from each programme run to the next one of its row, or to the row's end.

    Returns
    -------
    numpy.ndarray
        int64, shape (4, programme runs), by kind.
    """
    runs = len(row)
    before = np.cumsum(kind == PROGRAMME) - 1  # the last programme run so far
    mine = (kind != PROGRAMME) & (before >= 0)
    mine[mine] = row[before[mine]] == row_of_run[mine]
    place = kind[mine].astype(np.int64) * runs + before[mine]
    counted = np.bincount(place, weights=length[mine], minlength=4 * runs)
    return counted.astype(np.int64).reshape(4, runs)
