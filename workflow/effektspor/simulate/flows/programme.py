"""The world of a study of any programme: who starts when, and the known effect on later starts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from effektspor.codebook import Codebook
from effektspor.simulate.flows.codes import activity_codes, draw_activities, weekly_codes
from effektspor.simulate.flows.given import ProgrammeGiven
from effektspor.simulate.flows.hours import draw_jobs
from effektspor.simulate.flows.lives import Course, Ratios, run
from effektspor.simulate.flows.parameters import FlowParameters, share_vector
from effektspor.simulate.flows.people import (
    Places,
    age_factor,
    draw_origins,
    draw_persons,
    draw_places,
)
from effektspor.simulate.flows.states import FAMILY_OF, STATES, WORK
from effektspor.simulate.parameters import Parameters, along
from effektspor.simulate.persons import NEVER, Persons
from effektspor.simulate.span import Span
from effektspor.simulate.streams import Root, stream

LIFE = 10 * 53
CHUNK = 2_000
"""Persons simulated at a time: fixed, so that no setting changes the world, and bounding the memory."""


@dataclass(frozen=True)
class Life:
    """What the registers would show: states and codes by week, ordinary hours by month."""

    states: np.ndarray  # int8 (W, n)
    codes: np.ndarray  # uint16 (W, n)
    jobs: np.ndarray  # bool (M, n)


@dataclass(frozen=True)
class Chunk:
    """Some persons, as they are and as the reached would be without the effort."""

    number: int
    rows: np.ndarray
    persons: Persons
    on: Life
    off: Life  # the reached only
    reached: np.ndarray  # rows of the reached among the persons


@dataclass(frozen=True)
class ProgrammeWorld:
    """Everything that is drawn once, and the chunks."""

    given: ProgrammeGiven
    flows: FlowParameters
    registers: Parameters
    codebook: Codebook
    root: Root
    span: Span
    places: Places

    @property
    def without(self) -> str | None:
        """The state whose benefit is the programme itself, if there is one."""
        family = self.given.programme.family
        return next((name for name, key in FAMILY_OF.items() if key == family), None)

    def chunks(self) -> Iterator[Chunk]:
        """Simulate chunk after chunk; each depends on the seed and its number only."""
        simulate = self.given.simulate
        total = simulate.starters + simulate.other_persons
        order = stream(self.root, "order").permutation(total)
        for number, first in enumerate(range(0, total, CHUNK)):
            rows = order[first : first + CHUNK]
            yield self._chunk(number, rows, rows < simulate.starters)

    def _chunk(self, number: int, rows: np.ndarray, starts: np.ndarray) -> Chunk:
        rng = stream(self.root, "persons", number)
        persons = self._persons(starts, rng)
        first, origin, begun = draw_origins(persons, self.flows, self.without, rng)
        draws = _Draws.of(self.span, len(rows), stream(self.root, "course", number))
        to = share_vector(self.flows.programme.leave_to, self.without)
        factor = age_factor(persons, self.flows.persons.age_per_decade) * self._deviation(persons)
        course = Course(
            persons.start, first, origin, begun,
            along(self.flows.programme.leave, LIFE)[:, None],
            _tilted(to, factor),
        )  # fmt: skip
        reached = np.flatnonzero(persons.treated & persons.post)
        everyone = np.arange(len(rows))
        seed = int(stream(self.root, "history", number).integers(2**63))
        on = self._life(course, persons, everyone, draws, seed, effort=True)
        off = self._life(course, persons, reached, draws, seed, effort=False)
        return Chunk(number, rows, persons, on, off, reached)

    def _persons(self, starts: np.ndarray, rng: np.random.Generator) -> Persons:
        given, span = self.given, self.span
        first = span.index_of(*_first_possible(given, span))
        start = rng.integers(first, len(span.weeks), len(starts))
        start = np.where(starts, start, NEVER)
        place = rng.choice(len(self.places.number), len(starts), p=self.places.share)
        year = span.year_of_week[np.minimum(start, len(span.weeks) - 1)]
        post = (year >= given.cohorts.post.first_year) & (year <= given.cohorts.post.last_year)
        return draw_persons(start, place, post, self.places, self.registers, rng)

    def _deviation(self, persons: Persons) -> np.ndarray:
        """Factor of a person's municipality on rates of internships and of leaving for work."""
        level = self.places.level[persons.place]
        factor: np.ndarray = np.exp(level + persons.post * self.places.change[persons.place])
        return factor

    def _life(
        self,
        course: Course,
        persons: Persons,
        rows: np.ndarray,
        draws: "_Draws",
        seed: int,
        *,
        effort: bool,
    ) -> Life:
        """The life of some persons; without the effort it has ratios of one."""
        reached = persons.treated & persons.post & effort
        effect = self.given.simulate.effect
        factors = np.ones((len(rows), len(STATES)))
        factors[:, WORK] = np.where(reached, effect.employment, 1.0)[rows]
        ratios = Ratios(factors, np.zeros(len(rows), dtype="int32"))
        own = Course(
            course.start[rows], course.first[rows], course.origin[rows], course.origin_from[rows],
            course.leave, course.to[rows],
        )  # fmt: skip
        moves = self.flows.rates(self.without)
        states = run(own, moves, ratios, draws.weeks[:, rows])
        begin = self.flows.activity.internship_start * self._deviation(persons)
        begin = begin * np.where(reached, effect.internship, 1.0)
        # The same generator for both lives: a person's draws do not depend on who else is drawn.
        activities = draw_activities(
            persons.start, len(self.span.weeks),
            activity_codes(self.codebook, self.given.programme.family),
            (begin, self.flows.activity.internship_stop), self.flows,
            np.random.default_rng(seed),
        )[:, rows]  # fmt: skip
        codes = weekly_codes(states, activities, self.flows)
        supported = np.array(self.registers.codes.not_ordinary)
        jobs = draw_jobs(states, codes, supported, draws.months[:, rows], self.flows, self.span)
        return Life(states, codes, jobs)


@dataclass(frozen=True)
class _Draws:
    """Random numbers that both lives share."""

    weeks: np.ndarray
    months: np.ndarray

    @classmethod
    def of(cls, span: Span, n: int, rng: np.random.Generator) -> "_Draws":
        return cls(
            rng.random((len(span.weeks), n), dtype="float32"),
            rng.random((span.n_months, n), dtype="float32"),
        )


def _tilted(to: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Shares (n x S) in which leaving for work is multiplied; they need not sum to one."""
    found = np.repeat(to[None, :], len(factor), axis=0)
    found[:, WORK] *= factor
    return found


def _first_possible(given: ProgrammeGiven, span: Span) -> tuple[int, int]:
    """Year and week from which persons start: a year after the register opens, or the benefit began."""
    if given.programme.family == "jobafklaring":
        return max((2014, 27), (span.first_year + 1, 1))
    return span.first_year + 1, 1


def open_world(
    given: ProgrammeGiven, flows: FlowParameters, registers: Parameters, codebook: Codebook
) -> ProgrammeWorld:
    """Draw the municipalities of a world."""
    simulate = given.simulate
    table = registers.places
    thousands = table["population_thousands_approx"].to_numpy("float64")
    numbers = table["code"].to_numpy("int64")
    places = draw_places(
        numbers, thousands, np.isin(numbers, given.municipalities.participants), thousands,
        (flows, registers), stream(simulate.seed, "municipalities"),
    )  # fmt: skip
    span = Span(simulate.first_year, simulate.last_year)
    return ProgrammeWorld(given, flows, registers, codebook, simulate.seed, span, places)
