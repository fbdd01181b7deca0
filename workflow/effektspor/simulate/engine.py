"""The chunks of one simulated world: persons, effects, courses with and without the programme."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.course import Lives, run_course
from effektspor.simulate.municipalities import MunicipalEffects, draw_effects
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import Persons, draw_persons
from effektspor.simulate.rates import draw_rates
from effektspor.simulate.span import Span
from effektspor.simulate.streams import Root, stream


@dataclass(frozen=True)
class Chunk:
    """Some persons of a world."""

    number: int
    rows: np.ndarray  # int64: place of each person in the files
    persons: Persons
    on: Lives  # the starters, with the programme
    off: Lives | None  # the reached ones only, without it
    reached: np.ndarray  # rows of the reached among the starters


@dataclass(frozen=True)
class World:
    """Everything that is drawn once, and the chunks."""

    settings: SimulationSettings
    parameters: Parameters
    root: Root
    span: Span
    effects: MunicipalEffects

    def chunks(self, *, with_off: bool = True) -> Iterator[Chunk]:
        """Simulate chunk after chunk; each depends on the seed and its number only."""
        size, total = self.settings.chunk_persons, self.settings.persons
        order = stream(self.root, "order").permutation(total)
        for number, first in enumerate(range(0, total, size)):
            rows = order[first : first + size]
            n_starters = int((rows < self.settings.starters).sum())
            yield self._chunk(number, rows, n_starters, with_off=with_off)

    def _chunk(self, number: int, rows: np.ndarray, n_starters: int, *, with_off: bool) -> Chunk:
        persons = draw_persons(
            n_starters,
            len(rows) - n_starters,
            parameters=self.parameters,
            effects=self.effects,
            span=self.span,
            root=self.root,
            chunk=number,
        )
        rates = draw_rates(persons, self.effects, self.parameters, self.span)
        on, off = run_course(
            persons.start[:n_starters],
            persons.age[:n_starters],
            rates,
            rates.without_programme() if with_off else None,
            parameters=self.parameters,
            span=self.span,
            rng=stream(self.root, "course", number),
        )
        return Chunk(number, rows, persons, on, off, rates.reached)


def open_world(settings: SimulationSettings, parameters: Parameters, root: Root) -> World:
    """Draw the municipal effects of a world."""
    return World(
        settings=settings,
        parameters=parameters,
        root=root,
        span=Span(settings.first_year, settings.last_year),
        effects=draw_effects(parameters, root, settings.fidelity_r2),
    )
