"""Activities of the persons of the trial: how many, and when the first work trial was."""

import numpy as np
import pandas as pd

from effektspor.simulate.trial.parameters import ARMS, Activities
from effektspor.simulate.trial.window import Window

NONE = -1
"""Day of what did not take place."""


def draw_activities(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    given: Activities,
    window: Window,
    rng: np.random.Generator,
) -> None:
    """Add numbers of activities, and days since the start of the first work trial and the return."""
    n = len(people)
    active = people["active"].to_numpy()
    tried = (people["tried"] == "yes").to_numpy()
    counts = {}
    for kind in ("talks", "courses", "clarifications", "work_trials"):
        means = getattr(given, kind)
        mean = np.select(
            [(people["arm"] == arm).to_numpy() for arm in ARMS], [means[a] for a in ARMS]
        )
        counts[kind] = np.where(active, rng.poisson(mean), 0)
    counts["work_trials"] = np.where(tried, 1 + counts["work_trials"], 0)
    away = ((people["outcome"] == "toward_pension") & people["other_actor"]).to_numpy()
    counts["clarifications"] = np.maximum(counts["clarifications"], away & active)
    nothing = active & (sum(counts.values()) == 0)
    counts["talks"] = counts["talks"] + nothing
    for kind, values in counts.items():
        people[kind] = values.astype("float64")
    people["first_work_trial"] = _first_trial(people, jobs, given, window, rng, n)
    people["returned_day"] = _returned(people, jobs, window, rng)


def _first_trial(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    given: Activities,
    window: Window,
    rng: np.random.Generator,
    n: int,
) -> np.ndarray:
    """Before the job where a trial led to it, else at any time that is left before a job."""
    tried = (people["tried"] == "yes").to_numpy()
    first_job = jobs.groupby("person")["start"].min().reindex(range(n)).to_numpy()
    latest = np.where(np.isnan(first_job), window.days - 40.0, first_job - 7)
    earliest = np.where(people["other_actor"], 45, 15)
    day = np.floor(
        np.minimum(earliest, latest / 2) + rng.random(n) ** 1.3 * (latest * 0.9 - earliest).clip(1)
    )
    led = jobs[jobs["trial_before"] == "yes"]
    low, high = given.before_job_days
    before = np.full(n, np.nan)
    before[led["person"]] = led["start"] - rng.integers(low, high + 1, len(led))
    day = np.where(np.isnan(before), day, np.fmin(day, before))
    return np.where(tried, np.maximum(day, 1), NONE).astype("int64")


def _returned(
    people: pd.DataFrame, jobs: pd.DataFrame, window: Window, rng: np.random.Generator
) -> np.ndarray:
    """Those who got a job from the municipality were returned before it."""
    day = rng.integers(window.days // 4, window.days - 30, len(people))
    own = jobs[~jobs["counted"]]
    day[own["person"]] = own["start"] - rng.integers(30, 60, len(own))
    return np.where(people["returned"] == "yes", np.maximum(day, 1), NONE)
