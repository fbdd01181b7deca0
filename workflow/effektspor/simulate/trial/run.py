"""Simulate a study of the trial: its raw files, the mark, and the truth."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from effektspor.config.trial import TRIAL_SIMULATED, TrialSimulation
from effektspor.simulate.files import mark, serial_numbers, write_json
from effektspor.simulate.records import person_keys
from effektspor.simulate.span import Span
from effektspor.simulate.streams import stream
from effektspor.simulate.trial.bases import search
from effektspor.simulate.trial.codebook import TrialBook
from effektspor.simulate.trial.draw import draw_others, draw_trial, world_shares
from effektspor.simulate.trial.measure import made_values
from effektspor.simulate.trial.parameters import Trial
from effektspor.simulate.trial.places import choose, read_places
from effektspor.simulate.trial.registers import write_registers
from effektspor.simulate.trial.tables import job_table, person_table
from effektspor.simulate.trial.truth import truth_of
from effektspor.simulate.trial.window import Window
from effektspor.simulate.trial.write import write_trial_file

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class TrialStudy:
    """What of the study's settings the simulator needs.

    Attributes
    ----------
    months
        Months after which the trial is compared with the country.
    municipalities
        List of municipalities with the years of their numbers.
    books
        Codebooks of the trial's files.
    """

    simulate: TrialSimulation
    window: Window
    months: tuple[int, ...]
    municipalities: Path
    books: Mapping[str, TrialBook]


def simulate_trial(study: TrialStudy, given: Trial, out_dir: Path) -> dict[str, Any]:
    """Write the raw files of the study and ``truth.json`` into `out_dir`; the truth is returned."""
    settings, window, parameters = study.simulate, study.window, given.parameters
    span = Span(settings.first_year, settings.last_year)
    splits = search(parameters.employed)
    rng = stream(settings.seed, "trial")
    trial = draw_trial(parameters, splits[0], window, span, rng)
    others = draw_others(settings, parameters, window, span, study.months)
    places = read_places(study.municipalities, window.start.year, span.years)
    chosen = choose(places, parameters.design.municipalities, rng)
    n = len(trial.people) + len(others.persons.age)
    keys = person_keys(serial_numbers(np.arange(n, dtype="int64")))
    LOG.info("drawn: %d persons of the trial, %d others", len(trial.people), n - len(trial.people))

    out_dir.mkdir(parents=True, exist_ok=True)
    content = mark(settings.seed, settings.model_dump(), given.sha256)
    write_json(out_dir / "SYNTHETIC.json", content)
    persons = person_table(trial.people, keys, places.number[chosen], window)
    jobs = job_table(trial.jobs, keys, window)
    shuffled = persons.iloc[rng.permutation(len(persons))].reset_index(drop=True)
    for file, frame in (("persons", shuffled), ("jobs", jobs)):
        path = out_dir / f"{TRIAL_SIMULATED[file]}.{settings.trial_format}"
        write_trial_file(frame, path, study.books[file])
    homes = (chosen, places)
    write_registers(
        out_dir, settings.file_format, trial, others, keys, homes, parameters, window, span, rng
    )
    LOG.info("files written")

    made = made_values(persons, jobs, trial.codes, parameters, window, span) | others.shares
    worlds = [
        world_shares(
            (settings.seed, number + 1),
            settings.waiting_persons,
            parameters,
            window,
            span,
            study.months,
        )
        for number in range(settings.replications)
    ]
    truth = truth_of(given, settings, splits, made, worlds)
    write_json(out_dir / "truth.json", truth)
    return truth
