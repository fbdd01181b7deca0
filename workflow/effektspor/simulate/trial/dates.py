"""Days and numbers of the trial's persons that follow from what was dealt."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from effektspor.simulate.trial.activities import NONE
from effektspor.simulate.trial.history import draw_waits
from effektspor.simulate.trial.parameters import TrialParameters
from effektspor.simulate.trial.weeks import LEAVES
from effektspor.simulate.trial.window import Window, same_day

_MONTHS, _WEEKS = 12, 52


def add_dates(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    parameters: TrialParameters,
    window: Window,
    rng: np.random.Generator,
) -> None:
    """Add birth, age, wait and the day on which one left ledighedsydelse or the municipality."""
    bands = parameters.age
    limits = np.array([bands[band] for band in people["age"]])
    years = rng.integers(limits[:, 0], limits[:, 1] + 1)
    days = rng.integers(0, 365, len(people))
    people["age_years"] = years
    people["birth"] = [
        np.datetime64(born(window.start, int(y), int(d))) for y, d in zip(years, days, strict=True)
    ]
    people["waited"] = draw_waits((people["long_wait"] == "yes").to_numpy(), parameters, rng)
    people["wait_months"] = np.floor(people["waited"] * _MONTHS / _WEEKS)
    people["left_day"] = _left(people, jobs, window, rng)
    people["moved_code"] = _moved(people, parameters, rng)


def born(start: date, years: int, days: int) -> date:
    """Birthday of somebody who turned so old so many days before a date."""
    return same_day(start, -_MONTHS * years) - timedelta(days=days)


def _left(
    people: pd.DataFrame, jobs: pd.DataFrame, window: Window, rng: np.random.Generator
) -> np.ndarray:
    """Day on which an outcome came that is neither a job nor waiting; after a job that ended.

    Those who went to fleksydelse had turned 60.
    """
    low = np.full(len(people), 45)
    over = jobs[jobs["end"] < window.days].groupby("person")["end"].max()
    low[over.index] = over + 1
    high = np.maximum(window.days - 10, low + 1)
    day = rng.integers(low, high)
    away = people["outcome"].isin([*LEAVES, "moved"])
    return np.where(away, day, NONE)


def _moved(
    people: pd.DataFrame, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """What DREAM has of those who moved."""
    found = np.full(len(people), NONE)
    who = np.flatnonzero(people["outcome"] == "moved")
    codes = np.resize(parameters.moved_to, len(who))
    found[who] = rng.permutation(codes)
    return found
