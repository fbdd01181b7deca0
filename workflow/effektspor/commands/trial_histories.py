"""Histories of a trial's persons, and of all who had waited as long when it began."""

import argparse
import logging
from pathlib import Path

from effektspor.codebook import read_codebook
from effektspor.cohort.waiting.people import Paths, read_histories
from effektspor.cohort.waiting.rules import rules_of
from effektspor.cohort.waiting.tables import MONTHS, PEOPLE, TRIAL
from effektspor.config.base import DateText, Settings
from effektspor.config.design import Codes
from effektspor.config.given import settings_of
from effektspor.config.trial import Waiting
from effektspor.trial.tables import PERSONS

log = logging.getLogger(__name__)


class _Task(Settings):
    codes: Codes
    waiting: Waiting
    smallest_link: float
    first_week: int
    last_week: int
    project_start: DateText
    status_date: DateText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    for table in ("trial", "persons", "spells", "population"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for output in ("people", "months"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read batch by batch, link and write."""
    task: _Task = args.settings
    extension = Path(task.codes.extension) if task.codes.extension else None
    rules = rules_of(
        read_codebook(Path(task.codes.benefits), extension),
        task.waiting,
        range(task.first_week, task.last_week + 1),
        task.project_start,
        task.status_date,
    )
    found = read_histories(
        Paths(args.persons, args.spells, args.population),
        PERSONS.read(args.trial),
        rules,
        task.smallest_link,
        memory_mb=args.memory_mb,
    )
    PEOPLE.write(found.people, args.people)
    MONTHS.write(found.months, args.months)
    trial = int((found.people["group"] == TRIAL).sum())
    log.info("%d persons of the trial, %d others who waited", trial, len(found.people) - trial)
