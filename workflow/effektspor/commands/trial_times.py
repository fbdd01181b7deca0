"""Estimate time to the first job by arm, what it amounts to, and how long jobs last."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.evaluations.trial.durability import durability_table
from effektspor.evaluations.trial.task import TrialTask
from effektspor.evaluations.trial.time_effects import time_effects
from effektspor.evaluations.trial.times import time_table
from effektspor.tables import write_csv
from effektspor.trial.tables import JOBS, PERSONS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(TrialTask), required=True)
    for name in ("persons", "jobs"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    parser.add_argument("--times", type=Path, required=True, help="trial_times.csv")
    parser.add_argument("--effects", type=Path, required=True, help="trial_time_effects.csv")
    parser.add_argument("--durability", type=Path, required=True, help="trial_durability.csv")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: TrialTask = args.settings
    persons, jobs = PERSONS.read(args.persons), JOBS.read(args.jobs)
    window, how = task.window, task.inference
    write_csv(time_table(persons, jobs, window, how), args.times)
    write_csv(time_effects(persons, jobs, window, how), args.effects)
    write_csv(durability_table(jobs, window, how), args.durability)
