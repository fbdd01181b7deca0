"""Draw the trial and everybody else: who they are, and their benefit codes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.config.trial import TrialSimulation
from effektspor.errors import ConfigError
from effektspor.simulate.span import Span
from effektspor.simulate.streams import Root, stream
from effektspor.simulate.trial.activities import draw_activities
from effektspor.simulate.trial.bases import Split
from effektspor.simulate.trial.dates import add_dates
from effektspor.simulate.trial.elsewhere import other_people, other_weeks
from effektspor.simulate.trial.jobs import draw_jobs
from effektspor.simulate.trial.national import (
    Waiting,
    counted_shares,
    draw_waiting,
    national_weeks,
    states_of,
    together,
)
from effektspor.simulate.trial.parameters import TrialParameters
from effektspor.simulate.trial.people import draw_people
from effektspor.simulate.trial.weeks import trial_weeks
from effektspor.simulate.trial.window import Window


@dataclass(frozen=True)
class DrawnTrial:
    """Persons and jobs of the trial, and the persons' codes, int16, shape (weeks, persons)."""

    people: pd.DataFrame
    jobs: pd.DataFrame
    codes: np.ndarray


@dataclass(frozen=True)
class DrawnOthers:
    """Persons outside the trial, their codes, and what is compared with the printed country."""

    persons: Waiting
    codes: np.ndarray
    shares: dict[str, float]


def draw_trial(
    parameters: TrialParameters, split: Split, window: Window, span: Span, rng: np.random.Generator
) -> DrawnTrial:
    """Draw the trial.

    Raises
    ------
    ConfigError
        The project is too short for jobs that begin before and after the eighth month.
    """
    jobs_given = parameters.jobs
    least = window.months(jobs_given.check_month) + 3 * jobs_given.guard_days
    if window.days < least:
        raise ConfigError(
            f"a synthetic project lasts at least {least} days, this one {window.days}",
            where="project_start, project_end",
            todo="let project_end be a year after project_start, as in the trial",
        )
    people = draw_people(parameters, split, rng)
    jobs = draw_jobs(people, jobs_given, window, rng)
    add_dates(people, jobs, parameters, window, rng)
    draw_activities(people, jobs, parameters.activities, window, rng)
    return DrawnTrial(people, jobs, trial_weeks(people, jobs, parameters, window, span, rng))


def draw_others(
    settings: TrialSimulation,
    parameters: TrialParameters,
    window: Window,
    span: Span,
    months: tuple[int, ...],
) -> DrawnOthers:
    """Draw those who wait outside the trial, and after them those on other benefits."""
    rng = stream(settings.seed, "national")
    start = window.week_of(window.start, span)
    waiting = draw_waiting(settings.waiting_persons, parameters, rng)
    states = states_of(waiting, len(span.weeks) - start, parameters, rng)
    shares = counted_shares(waiting, states, window, span, months)
    codes = national_weeks(waiting, states, parameters, window, span, rng)
    rng = stream(settings.seed, "elsewhere")
    other = other_people(settings.other_persons, parameters, rng)
    more = other_weeks(settings.other_persons, len(span.weeks), parameters, rng)
    everybody = together(waiting, other)
    return DrawnOthers(everybody, np.concatenate([codes, more], axis=1), shares)


def world_shares(
    root: Root,
    n: int,
    parameters: TrialParameters,
    window: Window,
    span: Span,
    months: tuple[int, ...],
) -> dict[str, float]:
    """What is compared with the printed country, of an independent world, up to the last month."""
    rng = stream(root, "national")
    start = window.week_of(window.start, span)
    last = max(
        window.week_of(window.end, span), window.week_of(window.month_day(max(months)), span)
    )
    waiting = draw_waiting(n, parameters, rng)
    states = states_of(waiting, last - start + 1, parameters, rng)
    return counted_shares(waiting, states, window, span, months)
