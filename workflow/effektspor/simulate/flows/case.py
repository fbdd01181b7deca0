"""The world of a business case: a municipality that meets the memo, the others, the effort after it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np

from effektspor.calendar import week_number
from effektspor.codebook import Codebook
from effektspor.simulate.flows.calibration import Calibrated, calibrate, staying
from effektspor.simulate.flows.codes import PASSIVE, activity_codes, weekly_codes
from effektspor.simulate.flows.given import CaseGiven
from effektspor.simulate.flows.lives import Course, Ratios, run
from effektspor.simulate.flows.parameters import Case, FlowParameters
from effektspor.simulate.flows.people import Places, draw_origins, draw_persons, draw_places
from effektspor.simulate.flows.states import INDEX, STATES, WORK
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import NEVER, Persons
from effektspor.simulate.span import Span
from effektspor.simulate.streams import stream

CHUNK = 2_000
"""Persons simulated at a time: fixed, so that no setting changes the world, and bounding the memory."""
Part = Literal["own", "others"]


@dataclass(frozen=True)
class CaseChunk:
    """Some persons, all of the municipality or all of the others (W x n by week, M x n by month)."""

    number: int
    part: Part
    rows: np.ndarray
    persons: Persons
    states: np.ndarray  # int8 (W, n)
    codes: np.ndarray  # uint16 (W, n)
    jobs: np.ndarray  # bool (M, n)


@dataclass(frozen=True)
class CaseWorld:
    """Everything that is drawn once, and the chunks."""

    given: CaseGiven
    flows: FlowParameters
    registers: Parameters
    codebook: Codebook
    span: Span
    places: Places
    inhabitants: np.ndarray  # of working age, by place
    calibrated: Calibrated

    @property
    def case(self) -> Case:
        """Parameters of the case."""
        return self.flows.case

    @property
    def begins(self) -> int:
        """Index of the first week in which persons start."""
        return self.span.index_of(*self.case.begins)

    @property
    def as_of(self) -> int:
        """Index of the week of the memo's figures."""
        return week_index(self.given.as_of, self.span)

    @property
    def own(self) -> int:
        """Place of the municipality."""
        return int(np.flatnonzero(self.places.number == self.given.units.own)[0])

    def starts(self) -> Mapping[Part, np.ndarray]:
        """Persons who start over the whole span, by place, the municipality's apart (int64, m)."""
        weeks, gone = len(self.span.weeks) - self.begins, self.flows.death + self.flows.emigration
        length = self.as_of - self.begins
        rates = self.calibrated.leave[:, None] * self.leaving()
        stays = np.stack([staying(rate + gone, length).sum() for rate in rates.T])
        wanted = self.case.others_per_inhabitant * self.inhabitants
        others = np.round(weeks * wanted / stays * self.given.simulate.inflow_scale)
        own = np.zeros(len(stays))
        own[self.own], others[self.own] = np.round(weeks * self.calibrated.inflow), 0
        return {"own": own.astype("int64"), "others": others.astype("int64")}

    def leaving(self) -> np.ndarray:
        """Factor of each place on the rate of leaving (float64, m): one in the municipality."""
        found: np.ndarray = self.case.others_leave * np.exp(self.places.level)
        found[self.own] = 1.0
        return found

    def ratios(self, part: Part, n: int) -> Ratios:
        """The effort after the memo's date: in the municipality only."""
        effort = self.case.effort
        factors = np.ones((n, len(STATES)))
        if part == "own":
            factors *= effort.leave
            for name, target in effort.targets.items():
                far = target / self.case.own[name] - 1
                factors[:, INDEX[name]] *= 1 + effort.reached * far
        return Ratios(factors, np.full(n, self.as_of + 1, dtype="int32"), effort.weeks)

    def chunks(self) -> Iterator[CaseChunk]:
        """Simulate chunk after chunk; each depends on the seed and its number only."""
        number, row = 0, 0
        for part in get_args(Part):
            place, begins = self._whole(part)
            for first in range(0, len(place), CHUNK):
                some = slice(first, first + CHUNK)
                rows = np.arange(row, row + len(place[some]))
                yield self._chunk(number, part, rows, place[some], begins[some])
                number, row = number + 1, row + len(rows)

    def _whole(self, part: Part) -> tuple[np.ndarray, np.ndarray]:
        """Place of each person of a part, and who starts; those who do not are among the others."""
        place = np.repeat(np.arange(len(self.places.number)), self.starts()[part])
        if part == "own":
            return place, np.ones(len(place), dtype=bool)
        never = self.given.simulate.other_persons
        rng = stream(self.given.simulate.seed, "elsewhere")
        more = rng.choice(len(self.places.number), never, p=self.places.share)
        order = rng.permutation(len(place) + never)
        return np.r_[place, more][order], (np.arange(len(order)) < len(place))[order]

    def _chunk(
        self, number: int, part: Part, rows: np.ndarray, place: np.ndarray, begins: np.ndarray
    ) -> CaseChunk:
        seed, n = self.given.simulate.seed, len(rows)
        rng = stream(seed, "persons", number)
        start = np.where(begins, rng.integers(self.begins, len(self.span.weeks), n), NEVER)
        persons = draw_persons(
            start, place, np.zeros(n, dtype=bool), self.places, self.registers, rng
        )
        first, _, _ = draw_origins(persons, self.flows, None, rng)
        least, beyond = self.case.sick_weeks
        sick = start - least - rng.exponential(beyond, n).astype("int64")
        to = self.calibrated.own if part == "own" else self.calibrated.others
        course = Course(
            persons.start, first, np.full(n, INDEX["sickness"]),
            np.where(begins, sick, NEVER), self.calibrated.leave[:, None],
            to[None, :] * self.leaving()[place][:, None],
        )  # fmt: skip
        draws = stream(seed, "course", number).random((len(self.span.weeks), n), dtype="float32")
        states = run(course, self.flows.rates(), self.ratios(part, n), draws)
        single = activity_codes(self.codebook, self.given.flow.family)[PASSIVE]
        codes = weekly_codes(states, np.full_like(states, single, dtype="uint16"), self.flows)
        # Whoever works in a month has a wage in it, or job would be told from nothing by chance.
        jobs = np.logical_or.reduceat(states == WORK, self.span.month_starts, axis=0)
        return CaseChunk(number, part, rows, persons, states, codes, jobs)


def week_index(day: str, span: Span) -> int:
    """Index of the week that holds a day."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return week_number(year, week) - int(span.weeks[0])


def open_case(
    given: CaseGiven,
    flows: FlowParameters,
    registers: Parameters,
    codebook: Codebook,
    inhabitants: Mapping[int, float],
) -> CaseWorld:
    """Draw the municipalities of a world and calibrate the rates.

    Parameters
    ----------
    inhabitants
        Inhabitants of working age by municipality number.

    Raises
    ------
    ConfigError
        The rates that the parameters ask for do not exist.
    """
    span = Span(given.simulate.first_year, given.simulate.last_year)
    numbers = np.array(sorted(inhabitants), dtype="int64")
    people = np.array([inhabitants[number] for number in numbers], dtype="float64")
    persons = flows.persons.model_copy(update={"level_sd": flows.case.level_sd, "change_sd": 0.0})
    places = draw_places(
        numbers, people, numbers == given.units.own, people / 1000,
        (flows.model_copy(update={"persons": persons}), registers),
        stream(given.simulate.seed, "municipalities"),
    )  # fmt: skip
    length = week_index(given.as_of, span) - span.index_of(*flows.case.begins)
    calibrated = calibrate(flows, length, given.flow.exit_weeks)
    # Nobody moves between municipalities: the stock is to be that of the memo in expectation.
    stays = registers.inflow.model_copy(update={"moves_per_year": 0.0})
    registers = registers.model_copy(update={"inflow": stays})
    return CaseWorld(given, flows, registers, codebook, span, places, people, calibrated)
