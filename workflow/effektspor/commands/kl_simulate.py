"""Write the synthetic raw files of a study that mirrors KL 2016, with the truth put into them."""

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from effektspor.calendar import week_number, week_range
from effektspor.config.base import DateText, Settings
from effektspor.config.given import settings_of
from effektspor.config.series import SeriesId
from effektspor.config.simulation import SimulationSettings
from effektspor.config.surveys import CODEBOOKS, JobCentreSurveyId
from effektspor.simulate.completed import CountedAt
from effektspor.simulate.jobcentres.parameters import load_job_centres
from effektspor.simulate.jobcentres.run import JobCentrePlan
from effektspor.simulate.kl2016 import OVERLAY, KlStudy, SeriesPlan, simulate_kl
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.series.parameters import load_series_parameters


class _Task(Settings):
    simulate: SimulationSettings
    as_of: DateText
    origin_weeks: Annotated[int, Field(ge=1)]
    passive_weeks: Annotated[tuple[int, ...], Field(min_length=1)]
    incidence_weeks: Annotated[tuple[int, ...], Field(min_length=1)]
    series: tuple[SeriesId, ...] = ()
    surveys: tuple[JobCentreSurveyId, ...] = ()

    @model_validator(mode="after")
    def _counted_within_the_registers(self) -> Self:
        made = week_range(self.simulate.first_year, self.simulate.last_year)
        if self.last_week not in made:
            raise ValueError("simulate.last_year must reach as_of")
        return self

    @property
    def last_week(self) -> int:
        """Week number of the day before `as_of`."""
        last = (date.fromisoformat(self.as_of) - timedelta(days=1)).isocalendar()
        return week_number(last.year, last.week)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument(
        "--codebooks", type=Path, default=Path(CODEBOOKS), help="folder of the surveys' codebooks"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    task: _Task = args.settings
    simulate_kl(
        task.simulate,
        load_parameters(args.parameters, OVERLAY),
        KlStudy(
            counted=CountedAt(
                week=task.last_week,
                passive_weeks=task.passive_weeks,
                origin_weeks=task.origin_weeks,
            ),
            incidence_weeks=task.incidence_weeks,
            series=_series(task, args.parameters),
            surveys=_surveys(task, args.parameters, args.codebooks),
        ),
        args.out_dir,
    )


def _series(task: _Task, folder: Path) -> SeriesPlan | None:
    return SeriesPlan(task.series, load_series_parameters(folder)) if task.series else None


def _surveys(task: _Task, folder: Path, codebooks: Path) -> JobCentrePlan | None:
    if not task.surveys:
        return None
    return JobCentrePlan(task.surveys, load_job_centres(folder), codebooks)
