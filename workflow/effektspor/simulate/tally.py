"""Counts of one world, added up over its chunks."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from effektspor.simulate.engine import Chunk, World
from effektspor.simulate.outcomes import PAIRS, Seen, count_cells, count_survival, see
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.span import Span

PRE, POST = 0, 1
COHORT_NAMES = ("2016", "2017-18")


@dataclass
class Tally:
    """Counts of the cohorts of one world; the last axis of the cells is figure week 1..104."""

    world: World
    n: np.ndarray = field(init=False)  # (cohort, pair, municipality, week)
    events: np.ndarray = field(init=False)
    n_off: np.ndarray = field(init=False)  # (pair, municipality, week): reached, programme off
    events_off: np.ndarray = field(init=False)
    survival: np.ndarray = field(init=False)  # (group, cohort, kind, weeks since start 0..104)
    survival_off: np.ndarray = field(init=False)  # (kind, weeks since start)

    def __post_init__(self) -> None:
        weeks, places = self.weeks, len(self.world.effects.code)
        self.n, self.events = np.zeros((2, 2, len(PAIRS), places, weeks), dtype="int64")
        self.n_off, self.events_off = np.zeros((2, len(PAIRS), places, weeks), dtype="int64")
        self.survival = np.zeros((2, 2, 3, weeks + 1), dtype="int64")
        self.survival_off = np.zeros((3, weeks + 1), dtype="int64")

    @property
    def weeks(self) -> int:
        """Weeks of follow-up."""
        return self.world.parameters.cohorts.follow_weeks

    def add(self, chunk: Chunk) -> None:
        """Count a chunk."""
        persons, parameters, span = chunk.persons, self.world.parameters, self.world.span
        start = persons.start[: persons.n_starters]
        place, treated = persons.place[: len(start)], persons.treated[: len(start)]
        for cohort in (PRE, POST):
            first, columns = _window(start, cohort, parameters, span)
            mine = slice(columns.start, columns.stop)
            seen = see(
                start[mine],
                chunk.on.codes[:, mine],
                chunk.on.jobs[:, mine],
                parameters,
                span,
                first + self.weeks - 1,
            )
            self._add_cells(self.n[cohort], self.events[cohort], seen, place[mine], first)
            for group in (0, 1):
                part = _subset(seen, treated[mine] == bool(group))
                self.survival[group, cohort] += count_survival(
                    part, last_week=first + self.weeks - 1, horizon=self.weeks
                )
        if chunk.off is not None:
            first, _ = _window(start, POST, parameters, span)
            rows = chunk.reached
            end = first + self.weeks - 1
            seen = see(start[rows], chunk.off.codes, chunk.off.jobs, parameters, span, end)
            self._add_cells(self.n_off, self.events_off, seen, place[rows], first)
            self.survival_off += count_survival(
                seen, last_week=first + self.weeks - 1, horizon=self.weeks
            )

    def _add_cells(
        self, n: np.ndarray, events: np.ndarray, seen: Seen, place: np.ndarray, first: int
    ) -> None:
        more_n, more_events = count_cells(
            seen,
            place,
            len(self.world.effects.code),
            first_week=first,
            weeks=self.weeks,
            span=self.world.span,
        )
        n += more_n
        events += more_events

    def cells(self) -> pd.DataFrame:
        """Long table: municipality, treated, cohort, outcome, denominator, week, n, events."""
        effects, shape = self.world.effects, self.n.shape
        index = np.indices(shape).reshape(4, -1)
        return pd.DataFrame(
            {
                "municipality": effects.code[index[2]],
                "treated": effects.treated[index[2]],
                "cohort": np.array(COHORT_NAMES)[index[0]],
                "outcome": np.array([pair[0] for pair in PAIRS])[index[1]],
                "denominator": np.array([pair[1] for pair in PAIRS])[index[1]],
                "week": index[3] + 1,
                "n": self.n.ravel(),
                "events": self.events.ravel(),
            }
        )

    def survival_table(self) -> pd.DataFrame:
        """Long table: treated, cohort, week since start, at_risk, events, censored."""
        groups, cohorts, weeks = np.indices((2, 2, self.weeks + 1)).reshape(3, -1)
        at_risk, events, censored = (self.survival[:, :, kind].ravel() for kind in range(3))
        return pd.DataFrame(
            {
                "treated": groups == 1,
                "cohort": np.array(COHORT_NAMES)[cohorts],
                "week": weeks,
                "at_risk": at_risk,
                "events": events,
                "censored": censored,
            }
        )


def _window(
    start: np.ndarray, cohort: int, parameters: Parameters, span: Span
) -> tuple[int, range]:
    """Week index of figure week 1, and the columns of the persons who start in the cohort."""
    years = (parameters.cohorts.pre_years, parameters.cohorts.post_years)[cohort]
    first, after = span.index_of(min(years), 1), span.index_of(max(years) + 1, 1)
    low, high = np.searchsorted(start, [first, after])
    return first, range(int(low), int(high))


def _subset(seen: Seen, keep: np.ndarray) -> Seen:
    return Seen(
        start=seen.start[keep],
        last=seen.last[keep],
        internship=seen.internship[:, keep],
        hours=seen.hours[:, keep],
    )


def tally(world: World) -> Tally:
    """Simulate a world in memory and count it."""
    counts = Tally(world)
    for chunk in world.chunks():
        counts.add(chunk)
    return counts
