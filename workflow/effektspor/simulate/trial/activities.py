"""Activities of the persons of the trial: how many, and when the first work trial was."""

import numpy as np
import pandas as pd

from effektspor.simulate.trial.parameters import ARMS, Activities
from effektspor.simulate.trial.window import Window

NONE = -1
"""Day of what did not take place."""
_LEAST_DAYS = 14
"""From a return to what follows it."""


def draw_activities(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    given: Activities,
    window: Window,
    rng: np.random.Generator,
) -> None:
    """Add numbers of activities, and days since the start of the first work trial and the return."""
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
    people["first_work_trial"] = _first_trial(people, jobs, given, window, rng)
    people["returned_day"] = _returned(people, jobs, window, rng)


def _first_trial(
    people: pd.DataFrame,
    jobs: pd.DataFrame,
    given: Activities,
    window: Window,
    rng: np.random.Generator,
) -> np.ndarray:
    """Before the job where a trial led to it, else at any time before a job and before one left."""
    n = len(people)
    low, high = given.before_job_days
    first_job = jobs.groupby("person")["start"].min().reindex(range(n)).to_numpy(dtype="float64")
    led = jobs[jobs["trial_before"] == "yes"]
    before = np.full(n, np.nan)
    before[led["person"]] = led["start"] - rng.integers(low, high + 1, len(led))
    latest = np.fmin(np.fmin(first_job, _left(people)), window.days - low) - low
    slow = np.where(people["other_actor"], given.slow_days[1], given.slow_days[0])
    earliest = np.minimum(slow, latest / 2)
    other = earliest + rng.random(n) * (latest - earliest)
    # Who came to a second job through a trial may have had one before the first job.
    day = np.floor(np.fmin(other, before))
    return np.where(people["tried"] == "yes", np.maximum(day, 1), NONE).astype("int64")


def _returned(
    people: pd.DataFrame, jobs: pd.DataFrame, window: Window, rng: np.random.Generator
) -> np.ndarray:
    """Before one left, and before the job that the municipality created for who was returned."""
    n = len(people)
    own = np.full(n, np.nan)
    made = jobs[~jobs["counted"]]
    own[made["person"]] = made["start"]
    latest = np.fmin(np.fmin(own, _left(people)), window.days) - _LEAST_DAYS
    day = np.maximum(np.floor(latest * (0.3 + 0.7 * rng.random(n))), 1)
    return np.where(people["returned"] == "yes", day, NONE).astype("int64")


def _left(people: pd.DataFrame) -> np.ndarray:
    """Day on which one left, missing for those who stayed."""
    day = people["left_day"].to_numpy(dtype="float64")
    return np.where(day == NONE, np.nan, day)
