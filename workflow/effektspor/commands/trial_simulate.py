"""Write the synthetic raw files of a study that mirrors the flexjob trial, with the truth."""

import argparse
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from effektspor.calendar import week_range
from effektspor.config.base import DateText, Settings
from effektspor.config.discus2007 import week_of
from effektspor.config.given import settings_of
from effektspor.config.trial import TRIAL_FILES, TrialSimulation, Waiting
from effektspor.simulate.trial.codebook import read_trial_book
from effektspor.simulate.trial.parameters import load_trial
from effektspor.simulate.trial.run import TrialStudy, simulate_trial
from effektspor.simulate.trial.targets import check_printed
from effektspor.simulate.trial.window import PRINTED_MONTHS, Window


class _Task(Settings):
    simulate: TrialSimulation
    project_start: DateText
    project_end: DateText
    status_date: DateText
    national_months: Annotated[tuple[int, ...], Field(min_length=1)]
    waiting: Waiting

    @model_validator(mode="after")
    def _within_the_registers(self) -> Self:
        made = week_range(self.simulate.first_year, self.simulate.last_year)
        last = self.window.month_day(max(self.months)).isoformat()
        days = (self.project_start, self.status_date, last)
        if not {week_of(day) for day in days} <= set(made):
            raise ValueError(
                "simulate.first_year and last_year must hold project_start, status_date and the "
                "months after which the trial is compared"
            )
        return self

    @property
    def window(self) -> Window:
        """Days of the project."""
        days = (self.project_start, self.project_end, self.status_date)
        return Window(*(date.fromisoformat(day) for day in days))

    @property
    def months(self) -> tuple[int, ...]:
        """Months after which the country is told of: the study's, and those of the report."""
        return tuple(sorted({*self.national_months, *PRINTED_MONTHS}))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument(
        "--codebooks",
        required=True,
        nargs=len(TRIAL_FILES),
        type=Path,
        help="codebooks of the trial's files: persons, jobs",
    )
    parser.add_argument("--scales", required=True, type=Path, help="scales of their categories")
    parser.add_argument(
        "--municipalities", required=True, type=Path, help="municipalities by year, a CSV"
    )
    parser.add_argument(
        "--published", required=True, type=Path, help="folder of the published figures"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    task: _Task = args.settings
    given = load_trial(args.parameters)
    check_printed(given.targets, args.published)
    books = {
        file: read_trial_book(path, args.scales)
        for file, path in zip(TRIAL_FILES, args.codebooks, strict=True)
    }
    study = TrialStudy(task.simulate, task.window, task.months, args.municipalities, books)
    simulate_trial(study, given, args.out_dir)
