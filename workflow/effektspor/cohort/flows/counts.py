"""What is counted of persons month by month; all of it adds up over persons."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.flows.calendar import Months, month_name
from effektspor.cohort.flows.lives import FlowLives
from effektspor.cohort.flows.states import FlowStates
from effektspor.cohort.flows.tables import UNKNOWN
from effektspor.cohort.flows.units import Flags

YEAR = 12
OVER = {"over_1y": 12, "over_2y": 24}
"""Shares that the targets speak of: months from which a course is that long."""


def bands_of(months_in: npt.NDArray[np.int16], bands: tuple[int, ...]) -> npt.NDArray[np.int64]:
    """Position of the band of time in a state; bands are named by their first month."""
    found: npt.NDArray[np.int64] = np.searchsorted(bands, months_in, side="right") - 1
    return found


def stocks(
    lives: FlowLives,
    full: npt.NDArray[np.float64],
    flags: Flags,
    months: Months,
    states: FlowStates,
) -> pd.DataFrame:
    """Persons who have been in the programme by unit, month and state; full-year persons in it."""
    rows = []
    for unit, there in flags.items():
        for place, name in enumerate(months.names):
            here = there[:, place] & lives.followed[:, place]
            counts = np.bincount(lives.state[here, place], minlength=len(states.names))
            whole = float(full[there[:, place], place].sum())
            rows += [
                (unit, name, state, int(count), whole if k == states.programme else np.nan)
                for k, (state, count) in enumerate(zip(states.names, counts, strict=True))
            ]
    return pd.DataFrame(rows, columns=["unit", "month", "state", "persons", "full_year"])


def durations(
    lives: FlowLives, flags: Flags, months: Months, states: FlowStates, bands: tuple[int, ...]
) -> pd.DataFrame:
    """Persons in the programme by unit, month and time in it."""
    band = bands_of(lives.months_in, bands)
    rows = []
    for unit, there in flags.items():
        for place, name in enumerate(months.names):
            inside = there[:, place] & (lives.state[:, place] == states.programme)
            of = int(inside.sum())
            counts = np.bincount(band[inside, place], minlength=len(bands))
            rows += [(unit, name, str(b), int(c), of) for b, c in zip(bands, counts, strict=True)]
            for key, least in OVER.items():
                longer = int((inside & (lives.months_in[:, place] >= least)).sum())
                rows.append((unit, name, key, longer, of))
    return pd.DataFrame(rows, columns=["unit", "month", "band", "persons", "of"])


def ends(
    lives: FlowLives,
    codes: npt.NDArray[np.uint16],
    working: npt.NDArray[np.bool_],
    months: Months,
    states: FlowStates,
    rules: tuple[int, int, str],
) -> pd.DataFrame:
    """Courses that ended, with where the person was some weeks later.

    Parameters
    ----------
    rules
        Weeks after the end at which it is read, weeks after the last one in which an end is not
        known yet (a gap may still be bridged), and the state of work without benefit.

    Returns
    -------
    DataFrame
        Columns row, month (month number of the end), start, end, destination.
    """
    after, open_weeks, job = rules
    courses = lives.courses
    end = courses["end"].to_numpy()
    known = ~courses["open_end"].to_numpy() & (end + max(after, open_weeks) < len(months.span))
    found = courses[known]
    at = found["end"].to_numpy() + after
    row = found["row"].to_numpy()
    code = codes[row, at]
    state = states.of_code[code]
    month = np.clip(months.month_of_column[at] - months.first, 0, working.shape[1] - 1)
    state = np.where((code == 0) & working[row, month], states.position(job), state)
    names = np.array(states.names, dtype=object)
    return pd.DataFrame(
        {
            "row": row,
            "month": months.month_of_column[np.minimum(found["end"], len(months.span) - 1)],
            "start": found["start"].to_numpy(),
            "end": found["end"].to_numpy(),
            "destination": names[state],
        }
    )


def starts(
    lives: FlowLives,
    codes: npt.NDArray[np.uint16],
    months: Months,
    states: FlowStates,
    washout: int,
) -> pd.DataFrame:
    """Courses that began after some weeks without the programme.

    Returns
    -------
    DataFrame
        Columns row, month, start, origin (the state of the week before) and first: whether the person
        has not been in the programme before, in the weeks read.
    """
    courses = lives.courses
    first = ~courses["row"].duplicated()
    before = courses["start"] - courses["end"].shift(fill_value=0)
    courses = courses.assign(first=first)[(courses["start"] > 0) & (first | (before >= washout))]
    row, start = courses["row"].to_numpy(), courses["start"].to_numpy()
    names = np.array(states.names, dtype=object)
    return pd.DataFrame(
        {
            "row": row,
            "month": months.month_of_column[start],
            "start": start,
            "origin": names[states.of_code[codes[row, start - 1]]] if len(row) else UNKNOWN,
            "first": courses["first"].to_numpy(),
        }
    )


def exits(ended: pd.DataFrame, flags: Flags, months: Months, states: FlowStates) -> pd.DataFrame:
    """Courses ended in the 12 months up to each month, by destination."""
    rows = []
    place = ended["month"].to_numpy() - months.first
    inside = (place >= 0) & (place < len(months.numbers))
    for unit, there in flags.items():
        mine = np.zeros(len(ended), dtype=bool)
        mine[inside] = there[ended["row"].to_numpy()[inside], place[inside]]
        for window in range(YEAR - 1, len(months.numbers)):
            chosen = ended[mine & (place > window - YEAR) & (place <= window)]
            counts = chosen["destination"].value_counts()
            name = month_name(months.first + window)
            rows += [
                (unit, name, state, int(counts.get(state, 0)), len(chosen))
                for state in states.names
                if state != states.names[states.programme]
            ]
    return pd.DataFrame(rows, columns=["unit", "window_end", "destination", "n", "of"])


def entries(began: pd.DataFrame, flags: Flags, months: Months) -> pd.DataFrame:
    """Courses begun by unit, month and the state before."""
    rows = []
    place = began["month"].to_numpy() - months.first
    inside = (place >= 0) & (place < len(months.numbers))
    for unit, there in flags.items():
        mine = np.zeros(len(began), dtype=bool)
        mine[inside] = there[began["row"].to_numpy()[inside], place[inside]]
        counts = began[mine].groupby(["month", "origin"], as_index=False).size()
        rows += [
            (unit, month_name(int(month)), str(origin), int(n))
            for month, origin, n in counts.itertuples(index=False)
        ]
    return pd.DataFrame(rows, columns=["unit", "month", "from_state", "n"])
