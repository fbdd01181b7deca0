"""Week by week from state to state, with and without the effort, on the same random numbers."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.flows.states import DEAD, EMIGRATED, PROGRAMME, WORK

NEVER = np.iinfo("int32").max


@dataclass(frozen=True)
class Course:
    """What decides how persons leave the programme (rows by person).

    Attributes
    ----------
    start
        Week in which the programme starts (int32, n), `NEVER` for those who do not start.
    first, origin, origin_from
        State in the first week; state before the programme and the week it began (n).
    leave
        Weekly rate of leaving by weeks since the start (float64, L x n or L x 1), flat beyond.
    to
        Shares of the states that they leave for (float64, n x S).
    """

    start: np.ndarray
    first: np.ndarray
    origin: np.ndarray
    origin_from: np.ndarray
    leave: np.ndarray
    to: np.ndarray


@dataclass(frozen=True)
class Ratios:
    """Factors on the rates of leaving the programme.

    Attributes
    ----------
    work, leave
        On leaving for work, and on leaving at all (float64, n).
    since
        Week of the register from which they hold (int32, n).
    """

    work: np.ndarray
    leave: np.ndarray
    since: np.ndarray


def run(course: Course, moves: np.ndarray, ratios: Ratios, uniforms: np.ndarray) -> np.ndarray:
    """States week by week.

    Parameters
    ----------
    course
        The persons.
    moves
        Weekly rates outside the programme (S x S).
    ratios
        What multiplies the rates of leaving the programme.
    uniforms
        Random numbers (float32, W x n): the same in worlds that are compared.

    Returns
    -------
    numpy.ndarray
        int8, W x n.
    """
    weeks, n = uniforms.shape
    outside = np.cumsum(1 - np.exp(-moves), axis=1)
    living = moves.copy()
    living[:, [DEAD, EMIGRATED]] = 0.0  # who starts later lives until then
    until_start = np.cumsum(1 - np.exp(-living), axis=1)
    starts = course.start != NEVER
    found = np.empty((weeks, n), dtype="int8")
    state = course.first.astype("int8").copy()
    last = len(course.leave) - 1
    column = np.arange(n) if course.leave.shape[1] == n else np.zeros(n, dtype=int)
    for week in range(weeks):
        if week:
            early = (starts & (week < course.start))[:, None]
            edges = np.where(early, until_start[state], outside[state])
            state = _outside(state, edges, uniforms[week])
            inside = (state == PROGRAMME) & (week > course.start)
            if inside.any():
                at = np.flatnonzero(inside)
                since = np.minimum(week - course.start[at], last)
                rates = course.leave[since, column[at], None] * course.to[at]
                holds = week >= ratios.since[at]
                rates[:, WORK] *= np.where(holds, ratios.work[at], 1.0)
                rates *= np.where(holds, ratios.leave[at], 1.0)[:, None]
                state[at] = _leave(rates, moves[PROGRAMME], uniforms[week, at])
        held = (week >= course.origin_from) & (week < course.start)
        state = np.where(held, course.origin, state).astype("int8")
        state[course.start == week] = PROGRAMME
        found[week] = state
    return found


def _outside(state: np.ndarray, edges: np.ndarray, draw: np.ndarray) -> np.ndarray:
    target = (edges <= draw[:, None]).sum(axis=1)
    stays = (target >= edges.shape[1]) | (state == PROGRAMME)
    moved: np.ndarray = np.where(stays, state, target).astype("int8")
    return moved


def _leave(rates: np.ndarray, gone: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """Next state of persons in the programme: where they leave for, or the programme."""
    rates = rates.copy()
    rates[:, [DEAD, EMIGRATED]] += gone[[DEAD, EMIGRATED]]
    total = rates.sum(axis=1)
    leaves = 1 - np.exp(-total)
    edges = np.cumsum(rates, axis=1) / total[:, None] * leaves[:, None]
    target = (edges <= draw[:, None]).sum(axis=1)
    stays = target >= rates.shape[1]
    found: np.ndarray = np.where(stays, PROGRAMME, target).astype("int8")
    return found
