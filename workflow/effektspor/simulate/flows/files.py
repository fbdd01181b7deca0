"""Write the register files of a study, chunk by chunk, each under a temporary name until it is whole."""

from pathlib import Path

import numpy as np

from effektspor.simulate.files import PARTIAL, open_records, serial_numbers
from effektspor.simulate.flows.people import Places
from effektspor.simulate.municipalities import MunicipalEffects
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.persons import Persons
from effektspor.simulate.records import (
    BEF,
    BFL,
    draw_people,
    dream_dtype,
    dream_records,
    job_records,
    population_records,
)
from effektspor.simulate.span import Span

GONE = (999, 997)


class FlowFiles:
    """DREAM, the population and, where a study has them, paid hours."""

    def __init__(self, out_dir: Path, ending: str, span: Span, *, hours: bool) -> None:
        out_dir.mkdir(parents=True, exist_ok=True)
        self.out_dir, self.span = out_dir, span
        self._names: list[str] = []
        self._dream = self._open(f"dream.{ending}", dream_dtype(span))
        dates = ("ajo_job_slut_dato",)
        years = span.years if hours else ()
        self._bfl = {y: self._open(f"bfl{y}.{ending}", BFL, dates) for y in years}
        self._bef = {y: self._open(f"bef{y}.csv", BEF, ("foed_dag",)) for y in span.years}

    def add(
        self,
        rows: np.ndarray,
        persons: Persons,
        places: Places,
        codes: np.ndarray,
        jobs: np.ndarray,
        parameters: Parameters,
        rng: np.random.Generator,
    ) -> None:
        """Write persons (`rows`: their places in the files), in an order that tells nothing."""
        people = draw_people(
            persons, serial_numbers(rows), effects=_effects(places), parameters=parameters,
            span=self.span, rng=rng,
        )  # fmt: skip
        by_year, working = job_records(
            people, codes, jobs, parameters=parameters, span=self.span, rng=rng
        )
        order = rng.permutation(len(rows))
        records = dream_records(persons.man, people, codes, working, self.span)
        self._dream.append(records[order])
        for year, writer in self._bfl.items():
            writer.append(by_year[year])
        population = population_records(
            persons.man, persons.non_western, people, codes, GONE, self.span
        )
        for year, found in population.items():
            self._bef[year].append(found)

    def finish(self) -> None:
        """Close all files and give them their names."""
        for writer in (self._dream, *self._bfl.values(), *self._bef.values()):
            writer.close()
        for name in self._names:
            (self.out_dir / (name + PARTIAL)).replace(self.out_dir / name)

    def _open(self, name: str, dtype: np.dtype, dates: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
        self._names.append(name)
        return open_records(self.out_dir / (name + PARTIAL), name, dtype, dates=dates)


def _effects(places: Places) -> MunicipalEffects:
    """What the drawing of residences asks of municipalities: numbers and shares."""
    none = np.zeros(len(places.number))
    return MunicipalEffects(
        code=places.number, share=places.share, treated=places.treated, level=places.level,
        change=places.change, strength=none, hours_level=none, hours_change=none,
    )  # fmt: skip
