"""Estimate what the draw of the arms did, by intention to treat: outcomes, places, subgroups, power."""

import argparse
import logging
from pathlib import Path

from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.config.given import settings_of
from effektspor.evaluations.trial.municipalities import municipality_table
from effektspor.evaluations.trial.outcome_values import Trial
from effektspor.evaluations.trial.outcomes import outcome_table
from effektspor.evaluations.trial.power import power_table, smaller_arm
from effektspor.evaluations.trial.subgroups import subgroup_table
from effektspor.evaluations.trial.task import TrialTask
from effektspor.tables import write_csv
from effektspor.trial.tables import JOBS, PERSONS

log = logging.getLogger(__name__)
OUTPUTS = ("outcomes", "municipalities", "subgroups", "power")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(TrialTask), required=True)
    for name in ("persons", "jobs", "people", "months"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    for name in OUTPUTS:
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"trial_{name}.csv")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: TrialTask = args.settings
    trial = Trial(
        PERSONS.read(args.persons), JOBS.read(args.jobs), PEOPLE.read(args.people),
        MONTHS.read(args.months), task.window, task.national_months,
    )  # fmt: skip
    how = task.inference
    write_csv(outcome_table(trial, how), args.outcomes)
    write_csv(municipality_table(trial, how), args.municipalities)
    write_csv(subgroup_table(trial, task.waiting, how), args.subgroups)
    write_csv(power_table(smaller_arm(trial.persons), how), args.power)
    log.info("%d persons drawn", len(trial.persons))
