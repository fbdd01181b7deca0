"""Calculate what other actors are paid, per person and per job, and when both arms cost the same."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import DateText, Settings
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.config.trial import Fees, Randomisation
from effektspor.evaluations.trial.break_even import break_even_table
from effektspor.evaluations.trial.costs import Draws, sums_of_arms
from effektspor.evaluations.trial.fee_tables import fee_table
from effektspor.evaluations.trial.fees import readings
from effektspor.evaluations.trial.spans import Window
from effektspor.tables import write_csv
from effektspor.trial.tables import JOBS, PERSONS

log = logging.getLogger(__name__)


class _Task(Settings):
    fees: Fees
    disclosure: Disclosure
    project_start: DateText
    project_end: DateText
    randomisation: Randomisation
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("persons", "jobs"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    parser.add_argument("--fees", type=Path, required=True, help="trial_fees.csv")
    parser.add_argument("--break-even", type=Path, required=True, help="trial_break_even.csv")


def run(args: argparse.Namespace) -> None:
    """Read, calculate and write."""
    task: _Task = args.settings
    persons, jobs = PERSONS.read(args.persons), JOBS.read(args.jobs)
    window = Window.of(task.project_start, task.project_end)
    how = Draws(task.randomisation.draws, task.randomisation.seed, task.confidence)
    sums = {
        reading.name: sums_of_arms(persons, jobs, window, task.fees, reading, how)
        for reading in readings(task.fees)
    }
    smallest = task.disclosure.min_cell
    write_csv(fee_table(sums, task.fees, how, smallest), args.fees)
    write_csv(break_even_table(sums, task.fees, how, smallest), args.break_even)
    log.info(
        "Payments for %d persons drawn to other actors",
        int((persons["arm"] == "other_actor").sum()),
    )
