"""Simulate a study that mirrors KL 2016: its raw files, the mark, and the truth."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from effektspor.calendar import column_of_week
from effektspor.config.series import SeriesId
from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.completed import PLACES, CountedAt, CourseCounts
from effektspor.simulate.engine import Chunk, World, open_world
from effektspor.simulate.files import write_json, write_registers
from effektspor.simulate.jobcentres.run import JobCentrePlan
from effektspor.simulate.jobcentres.run import write as write_surveys
from effektspor.simulate.leaving import true_incidence
from effektspor.simulate.parameters import Parameters
from effektspor.simulate.series.parameters import SeriesParameters
from effektspor.simulate.series.write import write as write_series
from effektspor.simulate.states import EXITS
from effektspor.simulate.targets import judge

LOG = logging.getLogger(__name__)
OVERLAY = "kl2016"
"""Name of the study's own parameters and targets."""
_EVERY = 20  # worlds between two lines of progress


@dataclass(frozen=True)
class SeriesPlan:
    """Which open series to write, and from what."""

    wanted: tuple[SeriesId, ...]
    parameters: SeriesParameters


@dataclass(frozen=True)
class KlStudy:
    """What of the study's settings the simulator needs."""

    counted: CountedAt
    incidence_weeks: tuple[int, ...]
    """Weeks since the start at which the true shares of leavers are told."""
    series: SeriesPlan | None = None
    """Open series to write, up to the last year of the registers."""
    surveys: JobCentrePlan | None = None
    """Surveys of the job centres to write."""


def simulate_kl(
    settings: SimulationSettings, parameters: Parameters, study: KlStudy, out_dir: Path
) -> None:
    """Write the raw files of the study and ``truth.json`` into `out_dir`.

    The registers come first and share no random number with the rest; the truth comes last.
    """
    world = open_world(settings, parameters, settings.seed)
    counts, ages = CourseCounts(world, study.counted), _Ages(world, study.counted)

    def watch(chunk: Chunk) -> None:
        counts.add(chunk)
        ages.add(chunk)
        LOG.info("persons simulated: chunk %d, %d persons", chunk.number + 1, len(chunk.rows))

    write_registers(world, out_dir, watch, kinds=())
    truth: dict[str, Any] = {
        "synthetic": True,
        "seed": settings.seed,
        "parameters_hash": parameters.sha256,
        "replications": settings.replications,
        "last_week": column_of_week(study.counted.week),
        "targets": judge(parameters.targets, counts.values(), _worlds(settings, parameters, study)),
        "incidence": _incidence(parameters, ages.values(), study.incidence_weeks),
    }
    if study.series is not None:
        wanted, given = study.series.wanted, study.series.parameters
        truth["series"] = write_series(out_dir, world.root, settings.last_year, given, wanted)
    if study.surveys is not None:
        places = parameters.places
        truth["surveys"] = write_surveys(study.surveys, places, world.root, out_dir)
    write_json(out_dir / "truth.json", truth)


class _Ages:
    """Ages at the start of all who have started by the date, chunk by chunk."""

    def __init__(self, world: World, at: CountedAt) -> None:
        self._end = at.week - int(world.span.weeks[0])
        self._parts: list[np.ndarray] = []

    def add(self, chunk: Chunk) -> None:
        """Keep those of a chunk."""
        self._parts.append(chunk.persons.age[chunk.persons.start <= self._end])

    def values(self) -> np.ndarray:
        """All of them (n,)."""
        return np.concatenate(self._parts)


def _worlds(
    settings: SimulationSettings, parameters: Parameters, study: KlStudy
) -> list[dict[str, float]]:
    """Achieved values of independent worlds, of persons who start only."""
    alone = settings.model_copy(
        update={"other_persons": 0, "chunk_persons": max(settings.chunk_persons, 20_000)}
    )
    found = []
    for number in range(settings.replications):
        world = open_world(alone, parameters, (settings.seed, number + 1))
        counts = CourseCounts(world, study.counted)
        for chunk in world.chunks(with_off=False):
            counts.add(chunk)
        found.append(counts.values())
        if (number + 1) % _EVERY == 0 or number + 1 == settings.replications:
            LOG.info("independent worlds: %d of %d", number + 1, settings.replications)
    return found


def _incidence(parameters: Parameters, age: np.ndarray, weeks: tuple[int, ...]) -> dict[str, Any]:
    """True shares of all starters who have left, by state after the course and weeks since start."""
    curves = true_incidence(parameters, age, max(weeks))
    return {
        "starters": len(age),
        "weeks": list(weeks),
        "shares": {
            PLACES[name]: [round(float(curves[week, column]), 7) for week in weeks]
            for column, name in enumerate(EXITS)
        },
    }
