"""The tables of the trial's two files, by the variables of their codebooks."""

import numpy as np
import pandas as pd

from effektspor.simulate.trial.activities import NONE
from effektspor.simulate.trial.quotas import CLASSES
from effektspor.simulate.trial.timing import NEVER
from effektspor.simulate.trial.window import Window

END_STATUS = {
    "flexjob": "flexjob",
    "returned_job": "flexjob",
    **dict.fromkeys(CLASSES["ledighedsydelse"], "ledighedsydelse"),
    "pension": "disability_pension",
    **{outcome: outcome for outcome in CLASSES["others"]},
}
"""Status at the end of the project by outcome."""
_DEALT = (
    "arm", "sex", "non_western", "school", "grounds", "labour_market_20y", "origin", "earlier_flexjob",
    "hours_able", "wait_months", "answered_before", "right_solution_before", "activity_before",
    "offered_before", "answered_after", "right_solution_after", "activity_after", "offered_after",
    "satisfied", "thrives", "talks", "courses", "clarifications", "work_trials",
)  # fmt: skip


def person_table(
    people: pd.DataFrame, keys: np.ndarray, municipalities: np.ndarray, window: Window
) -> pd.DataFrame:
    """One row per person.

    Parameters
    ----------
    keys
        Person keys, S10; those of the trial come first.
    municipalities
        Number by place.
    """
    found = people[list(_DEALT)].copy()
    outcome = people["outcome"]
    found["person"] = keys[: len(people)].astype("str").astype(object)
    found["municipality"] = municipalities[people["place"]]
    found["birth_date"] = pd.to_datetime(people["birth"])
    found["first_work_trial"] = _days(people["first_work_trial"], window, NONE)
    found["returned"] = _days(people["returned_day"], window, NONE)
    found["end_status"] = outcome.map(END_STATUS)
    found["ly_distance"] = outcome.map({name: name for name in CLASSES["ledighedsydelse"]})
    return found


def job_table(jobs: pd.DataFrame, keys: np.ndarray, window: Window) -> pd.DataFrame:
    """One row per job, by person and start; jobs that last have no end."""
    found = jobs.drop(columns=["counted"]).copy()
    found["person"] = keys[jobs["person"].to_numpy()].astype("str").astype(object)
    found["start"] = _days(jobs["start"], window, NEVER)
    found["end"] = _days(jobs["end"], window, NEVER)
    return found.sort_values(["person", "start"], kind="stable", ignore_index=True)


def _days(numbers: pd.Series, window: Window, none: int) -> pd.Series:
    there = numbers != none
    days = np.datetime64(window.start, "D") + numbers.where(there, 0).to_numpy().astype("int64")
    return pd.Series(pd.to_datetime(days), index=numbers.index).where(there)
