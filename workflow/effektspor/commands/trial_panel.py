"""Fit the panel of persons by month: the difference between the arms in each, early and late."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.evaluations.trial.panel import panel_effects, panel_table
from effektspor.evaluations.trial.task import TrialTask
from effektspor.tables import write_csv
from effektspor.trial.tables import JOBS, PERSONS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(TrialTask), required=True)
    for name in ("persons", "jobs"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    parser.add_argument("--panel", type=Path, required=True, help="trial_panel.csv")
    parser.add_argument("--effects", type=Path, required=True, help="trial_panel_effects.csv")


def run(args: argparse.Namespace) -> None:
    """Read, fit and write."""
    task: TrialTask = args.settings
    persons, jobs = PERSONS.read(args.persons), JOBS.read(args.jobs)
    write_csv(panel_table(persons, jobs, task.window, task.inference), args.panel)
    write_csv(panel_effects(persons, jobs, task.window, task.inference), args.effects)
