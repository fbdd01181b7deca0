"""Compare a trial with all in the country who had waited as long, and tell everyone's status."""

import argparse
from pathlib import Path

from effektspor.cohort.waiting.rules import months_until
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE
from effektspor.config.given import settings_of
from effektspor.evaluations.trial.composition import composition_table
from effektspor.evaluations.trial.likeness import likeness
from effektspor.evaluations.trial.national import national_table
from effektspor.evaluations.trial.status import (
    END,
    LATER,
    status_table,
    withheld_states,
)
from effektspor.evaluations.trial.task import TrialTask
from effektspor.tables import write_csv
from effektspor.trial.tables import PERSONS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(TrialTask), required=True)
    for name in ("persons", "people", "months"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="table of the trial")
    for name in ("national", "composition", "status"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"trial_{name}.csv")


def run(args: argparse.Namespace) -> None:
    """Read, weight, count and write."""
    task: TrialTask = args.settings
    persons, people = PERSONS.read(args.persons), PEOPLE.read(args.people)
    months, how = MONTHS.read(args.months), task.inference
    like = likeness(people, task.waiting.long_weeks)
    at = {
        END: months_until(task.project_start, task.project_end),
        LATER: months_until(task.project_start, task.status_date),
    }
    status = status_table(persons, people, months, at, how.min_cell)
    hidden = {at[END]: withheld_states(status)}
    write_csv(national_table(like, months, task.national_months, how, hidden), args.national)
    write_csv(composition_table(like, how.min_cell), args.composition)
    write_csv(status, args.status)
