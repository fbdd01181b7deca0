"""Week by week from state to state, with and without the effort, on the same random numbers."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.flows.states import DEAD, EMIGRATED, PROGRAMME

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
    to
        On leaving for each state (float64, n x S).
    since
        Week of the register from which they hold (int32, n).
    ramp
        Weeks over which they come, in even steps; 0 where they hold at once.
    """

    to: np.ndarray
    since: np.ndarray
    ramp: int = 0

    def at(self, week: int, rows: np.ndarray) -> np.ndarray:
        """Factors of some persons in a week (float64, k x S)."""
        share = ramped(week, self.since[rows], self.ramp)
        found: np.ndarray = 1 + share[:, None] * (self.to[rows] - 1)
        return found


def ramped(week: int, since: np.ndarray, ramp: int) -> np.ndarray:
    """How much of a change has come by a week (0..1): none before the week `since`."""
    share: np.ndarray = np.clip((week - since + 1) / max(ramp, 1), 0.0, 1.0)
    return share


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
                rates *= ratios.at(week, at)
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
