"""Monthly states of persons who ever were in the programme, their time in them and their refunds."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.courses import find_courses
from effektspor.cohort.flows.calendar import Months
from effektspor.cohort.flows.states import GONE, JOB, FlowStates
from effektspor.cohort.spells import Codes, ProgrammeCodes

REFUND_WEEKS = 156
"""Weeks over which benefits count for the refund of a week: three years."""
STEPS = (4, 26, 52)
"""Weeks on benefits up to which the first, second and third step of the refund hold."""
WEEKS_A_MONTH = 365.25 / 7 / 12
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class FlowLives:
    """Persons month by month (rows by person).

    Attributes
    ----------
    state
        Position of the state (int8, n x months); in a course also where a gap in it is bridged.
    months_in
        Full months in the state until then (int16, n x months).
    followed
        Whether the person has been in the programme by then (bool, n x months).
    step
        Step of the refund, 0 to 3 (int8, n x months).
    courses
        Courses with columns row, start, end (columns of the codes), open_end.
    """

    state: npt.NDArray[np.int8]
    months_in: npt.NDArray[np.int16]
    followed: npt.NDArray[np.bool_]
    step: npt.NDArray[np.int8]
    courses: pd.DataFrame


def flow_lives(
    codes: Codes,
    working: npt.NDArray[np.bool_],
    months: Months,
    states: FlowStates,
    programme: ProgrammeCodes,
) -> FlowLives:
    """Read monthly lives from weekly codes.

    Parameters
    ----------
    codes
        Shape (persons, weeks of the span).
    working
        Whether the person has a wage in each month of `months`; later ones may follow.
    """
    courses = find_courses(codes, programme)
    inside = _inside(courses, codes.shape)
    columns = months.columns
    state = states.of_code[codes[:, columns]]
    idle = (codes[:, columns] == 0) & working[:, : len(columns)]
    state[idle] = states.position(JOB)
    gone = states.position(GONE)
    left = np.maximum.accumulate(states.of_code[codes] == gone, axis=1)[:, columns]
    state = np.where(inside[:, columns], states.programme, state)
    state = np.where(left, gone, state).astype(np.int8)
    begun = np.maximum.accumulate(inside, axis=1)[:, columns]
    return FlowLives(
        state, _months_in(state, courses, months, states.programme), begun,
        refund_steps(codes, states.benefit)[:, columns], courses,
    )  # fmt: skip


def _inside(courses: pd.DataFrame, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    marks = np.zeros((shape[0], shape[1] + 1), dtype=np.int16)
    row = courses["row"].to_numpy()
    np.add.at(marks, (row, courses["start"].to_numpy()), 1)
    np.add.at(marks, (row, courses["end"].to_numpy()), -1)
    inside: npt.NDArray[np.bool_] = np.cumsum(marks, axis=1)[:, :-1] > 0
    return inside


def _months_in(
    state: npt.NDArray[np.int8], courses: pd.DataFrame, months: Months, programme: int
) -> npt.NDArray[np.int16]:
    """Months in the state: counted from the first month read, in the programme from its start."""
    found = np.zeros(state.shape, dtype=np.int16)
    for month in range(1, state.shape[1]):
        same = state[:, month] == state[:, month - 1]
        found[:, month] = np.where(same, found[:, month - 1] + 1, 0)
    began = np.full((state.shape[0], len(months.span)), -1, dtype=np.int32)
    began[courses["row"], courses["start"]] = courses["start"]
    began = np.maximum.accumulate(began, axis=1)[:, months.columns]
    weeks = months.columns - began
    in_course = (state == programme) & (began >= 0)
    exact = (weeks / WEEKS_A_MONTH).astype(np.int16)
    return np.where(in_course, exact, found).astype(np.int16)


def refund_steps(codes: Codes, benefit: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
    """Step of the refund of each week: by weeks with a benefit in it and the 155 before it.

    Weeks before the first one read count as weeks without, so that the first three years read are
    too generous; a study reads three years before it uses any.

    Returns
    -------
    numpy.ndarray
        int8, shape of `codes`: 0 for at most 4 weeks, 1 for 26, 2 for 52 and 3 for more.
    """
    running = np.zeros((codes.shape[0], codes.shape[1] + 1), dtype=np.int16)
    np.cumsum(benefit[codes], axis=1, dtype=np.int16, out=running[:, 1:])
    before = np.maximum(np.arange(codes.shape[1]) + 1 - REFUND_WEEKS, 0)
    weeks = running[:, 1:] - running[:, before]
    return np.searchsorted(STEPS, weeks, side="left").astype(np.int8)


def weekly_share(
    courses: pd.DataFrame, shape: tuple[int, ...], months: Months
) -> npt.NDArray[np.float64]:
    """Share of each month's weeks in the programme (n x months): full-year persons add it up."""
    inside = _inside(courses, shape)
    found = np.zeros((shape[0], len(months.numbers)))
    for place, number in enumerate(months.numbers):
        weeks = months.month_of_column == number
        if weeks.any():
            found[:, place] = inside[:, weeks].mean(axis=1)
    return found
