"""What an other actor is paid: a fixed fee for each person referred, and a bonus at each step.

A pure calculator: from dates to events, from events to amounts. Nobody is paid for twice at one
step. A job has lasted some months when its last day is no earlier than the day before the same day
of the month so many months after its first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.config.trial import Fees
from effektspor.evaluations.trial.arms import OTHER_ACTOR
from effektspor.evaluations.trial.spans import Window, begun

CLARIFICATION, INTERNSHIP = "clarification", "first_internship"
FIRST_JOB, SECOND_JOB = "first_job_bonus", "second_job_bonus"
STEPS = (CLARIFICATION, INTERNSHIP, FIRST_JOB, SECOND_JOB)
BONUSES = STEPS[1:]
PAID, OWED = "paid", "owed"
TEXT, TABLE = "text", "table"


@dataclass(frozen=True)
class Reading:
    """The months of employment behind the two bonuses for a job, as one reads them.

    The source gives them twice: the second bonus comes later than the first in its text, and at the
    same months in its table.
    """

    name: str
    first: int
    second: int


def readings(fees: Fees) -> tuple[Reading, Reading]:
    """As in the text, and as in the table."""
    first, second = fees.first_job_months, fees.second_job_months
    return Reading(TEXT, first, second), Reading(TABLE, first, first)


def amounts(fees: Fees) -> dict[str, float]:
    """DKK per person at each step."""
    return {step: float(getattr(fees, step)) for step in STEPS}


def events(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, reading: Reading
) -> Mapping[str, pd.DataFrame]:
    """Which persons of the other actors have reached each step.

    Parameters
    ----------
    persons, jobs
        Tables of the trial. Work trials without a date are taken to lie in the project.

    Returns
    -------
    dict of DataFrame
        Under `PAID` what was reached within the project; under `OWED` also what is reached later,
        if the jobs that last at its end go on for long enough. Index: rows of `persons` drawn to
        the other actors; one column of bool per step.
    """
    drawn = persons[persons["arm"] == OTHER_ACTOR]
    tried = drawn["work_trials"].fillna(0) > 0
    in_time = drawn["first_work_trial"].isna() | (drawn["first_work_trial"] <= window.end)
    internship = (tried | drawn["first_work_trial"].notna()) & in_time
    own = begun(jobs[jobs["created_by"] == OTHER_ACTOR], window)
    found = {}
    for scenario in (PAID, OWED):
        late = None if scenario == OWED else window.end
        reached = {
            step: drawn["person"].isin(own.loc[lasted(own, months, late), "person"])
            for step, months in ((FIRST_JOB, reading.first), (SECOND_JOB, reading.second))
        }
        columns = {CLARIFICATION: True, INTERNSHIP: internship, **reached}
        found[scenario] = pd.DataFrame(columns, index=drawn.index).astype(bool)
    return found


def lasted(jobs: pd.DataFrame, months: int, by: pd.Timestamp | None = None) -> "pd.Series[bool]":
    """Whether each job has lasted so many months; by a date where one is given.

    Jobs without an end go on.
    """
    day = jobs["start"] + pd.DateOffset(months=months)
    there = jobs["end"].isna() | (jobs["end"] + pd.Timedelta(days=1) >= day)
    return there if by is None else there & (day <= by)


def payout(reached: pd.DataFrame, per_step: Mapping[str, float]) -> "pd.Series[float]":
    """DKK paid for each person; never more than the sum of all steps."""
    rates = np.array([per_step[step] for step in STEPS])
    return pd.Series(reached[list(STEPS)].to_numpy(dtype=np.float64) @ rates, index=reached.index)


def fixed_share(total: float, persons: int, per_step: Mapping[str, float]) -> float:
    """Part of what is paid that no result is needed for; missing where nothing is paid."""
    return persons * per_step[CLARIFICATION] / total if total > 0 else float("nan")
