"""The weekly life of those who start a ressourceforloeb: activity, masked weeks, exit, work.

Persons are ordered by start, so that in each week those who have started are a prefix of every
array. The world with the programme and the world without it are stepped on the same random
numbers; in the second, only those whom the programme could reach are stepped again.
"""

from dataclasses import dataclass
from typing import get_args

import numpy as np

from effektspor.simulate.leaving import leave_shares
from effektspor.simulate.parameters import Activity, Move, Parameters, along
from effektspor.simulate.rates import Rates
from effektspor.simulate.span import Span
from effektspor.simulate.states import (
    ASSISTANCE,
    COURSE,
    DEAD,
    EMIGRATED,
    EXITS,
    FLEXJOB,
    LEDIGHED,
    PENSION,
    SELF,
)

PASSIVE, GUIDANCE, EDUCATION, SUBSIDY, INTERNSHIP = range(5)
_MOVES: tuple[tuple[int, int, Move], ...] = (
    (LEDIGHED, FLEXJOB, "ledighedsydelse_to_flexjob"),
    (FLEXJOB, LEDIGHED, "flexjob_to_ledighedsydelse"),
    (SELF, ASSISTANCE, "self_to_assistance"),
    (ASSISTANCE, SELF, "assistance_to_self"),
)
N_DRAWS = 6  # uniforms per person and week: exit, where to, activity, detail, mask, job


@dataclass
class Lives:
    """What one world recorded, week-major (one column per person)."""

    codes: np.ndarray  # uint16 (W, n), 0 = blank
    jobs: np.ndarray  # bool (M, n), an ordinary job in the month
    place: np.ndarray  # int8 (W, n): COURSE, FLEXJOB, ...; -1 before the start


class _World:
    """The state of all persons of one world; `advance` moves it by one week."""

    def __init__(
        self,
        start: np.ndarray,
        age: np.ndarray,
        rates: Rates,
        parameters: Parameters,
        span: Span,
    ) -> None:
        n, self.start, self.age, self.rates = len(start), start, age, rates
        self.parameters, self.span = parameters, span
        self.where = np.zeros(n, dtype="int8")
        self.act = np.zeros(n, dtype="int8")
        self.public = np.zeros(n, dtype=bool)
        self.ever = np.zeros(n, dtype=bool)
        self.masked = np.zeros(n, dtype="int8")
        self.sick = np.zeros(n, dtype=bool)
        self.job = np.zeros(n, dtype=bool)
        self.fresh = np.ones(n, dtype=bool)
        self.lives = Lives(
            codes=np.zeros((len(span.weeks), n), dtype="uint16"),
            jobs=np.zeros((span.n_months, n), dtype=bool),
            place=np.full((len(span.weeks), n), -1, dtype="int8"),
        )
        self.table = _code_table(parameters)
        course = parameters.course
        self.leave_rate = along(course.leave_rate, len(span.weeks)).astype("float32")
        self.activity_edges = np.cumsum([course.other_activity[k] for k in get_args(Activity)])

    def advance(self, week: int, u: np.ndarray) -> None:
        """Move those who have started by `week`; `u` is float32 (N_DRAWS, k)."""
        k = u.shape[1]
        elapsed = week - self.start[:k]
        moving = elapsed > 0
        in_course = self.where[:k] == COURSE
        self._first_week(elapsed == 0, u)
        self._move_on(moving & ~in_course, u)
        leaving = moving & in_course & (u[0] < self.leave_rate[elapsed])
        self._change_activity(week, elapsed, moving & in_course & ~leaving, u)
        self._leave(leaving, elapsed, u)
        self._mask(moving & (self.where[:k] == COURSE), u[4])
        new_month = week == 0 or self.span.month_index[week] != self.span.month_index[week - 1]
        first = 0 if new_month else int(np.searchsorted(elapsed == 0, True))
        self._work(week, slice(first, k), u[5])
        self._record(week, k, u)

    def _first_week(self, mine: np.ndarray, u: np.ndarray) -> None:
        rows = np.flatnonzero(mine)
        self.act[rows] = np.where(u[3][rows] < 0.8, PASSIVE, GUIDANCE)

    def _leave(self, mine: np.ndarray, elapsed: np.ndarray, u: np.ndarray) -> None:
        rows = np.flatnonzero(mine)
        edges = leave_shares(self.parameters.course, elapsed[rows], self.age[rows])
        kind = (edges <= u[1][rows, None]).sum(axis=1)
        self.where[rows] = 1 + np.minimum(kind, len(EXITS) - 1)
        self.masked[rows] = 0
        self.fresh[rows] = True

    def _move_on(self, mine: np.ndarray, u: np.ndarray) -> None:
        rows = np.flatnonzero(mine)
        if not len(rows):
            return
        rate, where, draw = self.parameters.course.after_exit, self.where[rows], u[0][rows]
        alive = where < DEAD
        went = where.copy()
        for source, target, name in _MOVES:
            went[(where == source) & (draw < rate[name])] = target
        went[(where == ASSISTANCE) & (draw > 1 - rate["assistance_to_pension"])] = PENSION
        went[alive & (u[1][rows] < rate["any_to_dead"])] = DEAD
        self.fresh[rows] |= went != where
        self.where[rows] = went

    def _change_activity(
        self, week: int, elapsed: np.ndarray, mine: np.ndarray, u: np.ndarray
    ) -> None:
        rows = np.flatnonzero(mine & (self.masked[: len(mine)] == 0))
        draw, act = u[2][rows], self.act[rows]
        intern, ever = act == INTERNSHIP, self.ever[rows]
        start, back, stop = self.rates.internship(week, rows, elapsed[rows])
        enter = ~intern & (draw < np.where(ever, back, start))
        quit_ = intern & (draw < stop)
        switch = ~intern & ~enter & (draw > 1 - self.parameters.course.switch_rate)
        other = np.searchsorted(
            self.activity_edges / self.activity_edges[-1], u[3][rows], side="right"
        )
        act = np.where(enter, INTERNSHIP, np.where(quit_ | switch, np.minimum(other, 3), act))
        self.act[rows] = act
        self.ever[rows] = ever | enter
        drawn = rows[enter | (switch & (act == SUBSIDY))]
        self.public[drawn] = u[1][drawn] < self.parameters.inflow.public_private_share

    def _mask(self, mine: np.ndarray, draw: np.ndarray) -> None:
        masked = self.masked[: len(mine)]
        ended = masked == 1  # one week in the open before the next gap: no gap grows beyond 4 weeks
        masked[masked > 0] -= 1
        rate = self.parameters.course.mask_rate
        rows = np.flatnonzero(mine & (masked == 0) & ~ended & (draw < rate))
        detail = draw[rows] / rate
        self.masked[rows] = 1 + np.minimum((detail * 4).astype("int8"), 3)
        self.sick[rows] = (detail * 4) % 1 < self.parameters.course.mask_sick

    def _work(self, week: int, who: slice, draw: np.ndarray) -> None:
        """Draw ordinary work in the month of `week` for a run of persons."""
        share = self.rates.ordinary_work(week, self.where, who)
        stay = self.parameters.hours.stay
        enter = share * (1 - stay) / (1 - share)  # keeps `share` in the long run
        settled = np.where(self.job[who], stay, enter)
        self.job[who] = draw[who] < np.where(self.fresh[who], share, settled)
        self.fresh[who] = False
        self.lives.jobs[self.span.month_index[week], who] = self.job[who]

    def _record(self, week: int, k: int, u: np.ndarray) -> None:
        where, act = self.where[:k], self.act[:k]
        code = np.where(
            where == COURSE,
            self.table[0, act, self.public[:k].astype("int8")],
            self.table[1, where, (u[4] < 0.15).astype("int8")],
        )
        if self.span.week_of_year[week] in (1, 52, 53):
            hide = (where == COURSE) & (act == INTERNSHIP)
            hide &= u[3] < self.parameters.internship.christmas_hidden
            code[hide] = self.parameters.codes.programme["passive"]
        masked = self.masked[:k] > 0
        code[masked] = np.where(self.sick[:k][masked], self.parameters.codes.sick, 0)
        self.lives.codes[week, :k] = code
        self.lives.place[week, :k] = where


def _code_table(parameters: Parameters) -> np.ndarray:
    """Codes (uint16, 2 x 8 x 2): in the course by activity and sector; after it by place."""
    inside, outside = parameters.codes.programme, parameters.codes.exits
    table = np.zeros((2, 8, 2), dtype="uint16")
    for act, name in ((PASSIVE, "passive"), (GUIDANCE, "guidance"), (EDUCATION, "education")):
        table[0, act] = inside[name]
    for act, name in ((SUBSIDY, "subsidy"), (INTERNSHIP, "internship")):
        table[0, act] = inside[f"{name}_private"], inside[f"{name}_public"]
    table[1, FLEXJOB] = outside["flexjob"]
    table[1, LEDIGHED] = outside["ledighedsydelse"], outside["ledighedsydelse_guidance"]
    table[1, PENSION] = outside["pension"]
    table[1, ASSISTANCE] = outside["social_assistance"], outside["social_assistance_guidance"]
    table[1, DEAD], table[1, EMIGRATED] = outside["dead"], outside["emigrated"]
    return table


def run_course(
    start: np.ndarray,
    age: np.ndarray,
    with_programme: Rates,
    without: Rates | None,
    *,
    parameters: Parameters,
    span: Span,
    rng: np.random.Generator,
) -> tuple[Lives, Lives | None]:
    """Step all weeks; the second world holds ``with_programme.reached`` only, in their order.

    Parameters
    ----------
    start
        Week index of the start, ascending (int32, n).
    age
        Years of age at the start (n,).
    with_programme, without
        Weekly rates in the two worlds; without the second world where that is None.
    """
    on = _World(start, age, with_programme, parameters, span)
    reached = with_programme.reached
    off = (
        None if without is None else _World(start[reached], age[reached], without, parameters, span)
    )
    for week in range(int(start.min()) if len(start) else 0, len(span.weeks)):
        u = rng.random((N_DRAWS, len(start)), dtype="float32")
        on.advance(week, u[:, : np.searchsorted(start, week, side="right")])
        if off is not None:
            k = int(np.searchsorted(off.start, week, side="right"))
            off.advance(week, u[:, reached[:k]])
    return on.lives, None if off is None else off.lives
