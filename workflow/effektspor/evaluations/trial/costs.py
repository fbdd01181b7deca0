"""Sums of each arm that cost per job is made of, as they are and in draws of persons.

Persons are drawn with replacement within municipality and arm; a person's events, payment and jobs
go together, so that the interval of a ratio has what they share.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.config.trial import Fees
from effektspor.estimators.resampling import drawn_counts, percentiles
from effektspor.evaluations.trial.arms import ARMS, OTHER_ACTOR
from effektspor.evaluations.trial.fees import (
    OWED,
    PAID,
    STEPS,
    Reading,
    amounts,
    events,
    lasted,
    payout,
)  # fmt: skip
from effektspor.evaluations.trial.spans import Window, begun

Floats = npt.NDArray[np.float64]
PERSONS, JOBS, LASTING, EMPLOYED, COST = "persons", "jobs", "lasting", "employed", "cost"
UNITS = (PERSONS, JOBS, LASTING, EMPLOYED)
"""What costs are divided by: persons drawn, jobs that count, those of them that have lasted as long
as the last bonus asks, and persons in a job at the end, whoever created it."""


@dataclass(frozen=True)
class Sums:
    """Sums over persons of an arm: the first entry as they are, then one of each draw.

    Attributes
    ----------
    units
        By `UNITS`.
    steps
        Persons at each step of the payment; empty for the municipalities.
    cost
        DKK.
    """

    units: Mapping[str, Floats]
    steps: Mapping[str, Floats]
    cost: Floats

    def per(self, unit: str) -> Floats:
        """DKK for each unit; missing where there is none."""
        return ratio(self.cost, self.units[unit])


@dataclass(frozen=True)
class Draws:
    """How intervals are made."""

    draws: int
    seed: int
    confidence: float

    def number(self, values: Floats) -> tuple[float, float, float]:
        """The value and the ends of its interval, from sums and their draws."""
        value = float(values[0])
        if not np.isfinite(value):
            return value, float("nan"), float("nan")
        found = percentiles(values[1:], value, self.confidence)
        return value, found.low, found.high


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part / whole; missing where the whole is nought."""
    found: Floats = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return found


def sums_of_arms(
    persons: pd.DataFrame,
    jobs: pd.DataFrame,
    window: Window,
    fees: Fees,
    reading: Reading,
    how: Draws,
) -> dict[str, dict[str, Sums]]:
    """Sums under `PAID` and `OWED`, by arm.

    What is owed supposes that the jobs which last at the project's end go on, in both arms.
    """
    stratum = persons.groupby(["municipality", "arm"], observed=True).ngroup().to_numpy()
    once = np.ones((1, len(persons)), dtype=np.int64)
    drawn = np.concatenate([once, drawn_counts(stratum, how.draws, how.seed)])
    reached, rates = events(persons, jobs, window, reading), amounts(fees)
    found: dict[str, dict[str, Sums]] = {}
    for scenario, late in ((PAID, window.end), (OWED, None)):
        own = _per_person(persons, jobs, window, reading.second, late)
        steps = reached[scenario].reindex(persons.index, fill_value=False)
        paid = payout(steps, rates)
        found[scenario] = {}
        for arm in ARMS:
            inside = (persons["arm"] == arm).to_numpy()
            count = drawn[:, inside].astype(np.float64)
            units = {unit: count @ own.loc[inside, unit].to_numpy(dtype=float) for unit in UNITS}
            if arm == OTHER_ACTOR:
                by_step = {s: count @ steps.loc[inside, s].to_numpy(dtype=float) for s in STEPS}
                cost = count @ paid[inside].to_numpy(dtype=float)
            else:
                by_step, cost = {}, units[PERSONS] * fees.municipality_per_person
            found[scenario][arm] = Sums(units, by_step, cost)
    return found


def _per_person(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, months: int, by: pd.Timestamp | None
) -> pd.DataFrame:
    """What each person adds to the units."""
    own = begun(jobs[jobs["counted"].astype(bool)], window)
    long = own[lasted(own, months, by)]
    numbers = {
        name: persons["person"].map(part["person"].value_counts()).fillna(0.0)
        for name, part in ((JOBS, own), (LASTING, long))
    }
    employed = persons["end_status"] == "flexjob"
    return pd.DataFrame({PERSONS: 1.0, **numbers, EMPLOYED: employed}, index=persons.index)
