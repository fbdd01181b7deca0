"""What time to the first job amounts to: means, rates and months in jobs, by arm and as differences."""

import numpy as np
import pandas as pd

from effektspor.estimators.logrank import logrank, logrank_scores
from effektspor.estimators.randomised.means import mean_interval, mean_p
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.trial.arms import ARMS, OTHER_ACTOR
from effektspor.evaluations.trial.averages import welch
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.spans import DAYS_PER_WEEK, Window, first_jobs, months_in_jobs

COLUMNS = [
    "quantity", "value_other_actor", "value_municipality", "difference", "low", "high",
    "p_randomisation", "statistic", "p", "n_other_actor", "n_municipality", "unit", "method", "state",
]  # fmt: skip
NEYMAN = "difference within municipalities, Neyman's interval"
MANTEL = "log-rank test stratified by municipality"
PETO = "Peto's one-step ratio of rates from the stratified log-rank test; municipality = 1"
WELCH = "Welch's interval; selected after the draw, hence no p-value of it"
Row = dict[str, object]


def time_effects(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, how: Inference
) -> pd.DataFrame:
    """Mean time without a job, the rate of getting one and months in jobs: other actors less own.

    Returns
    -------
    DataFrame
        `COLUMNS`. ``rmst_weeks``: mean weeks without a job before the project's end.
        ``logrank``: events over those expected by arm, with chi-square and its p. ``hazard_ratio``:
        the interval is the ratio's. ``months_in_flexjob``: of all who were drawn;
        ``…_those_with_job``: of those with a job. All are withheld where few
        of an arm have got a job.
    """
    times, months = first_jobs(persons, jobs, window), months_in_jobs(persons, jobs, window)
    weeks, happened = times["days"] / DAYS_PER_WEEK, times["happened"]
    rows = [
        _mean("rmst_weeks", weeks, persons, "weeks", how),
        *_rates(persons, times, how),
        _mean("months_in_flexjob", months, persons, "months", how),
        _selected(months[happened], persons[happened], how),
    ]
    with_job = persons.loc[happened, "arm"].value_counts()
    if any(is_few(int(with_job.get(arm, 0)), how.min_cell) for arm in ARMS):
        # A mean over all would tell when the few began, as the others have the same value.
        rows = [_blank(row) for row in rows]
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _mean(
    quantity: str, values: "pd.Series[float]", persons: pd.DataFrame, unit: str, how: Inference
) -> Row:
    drawn, block = persons["arm"] == OTHER_ACTOR, persons["municipality"]
    value, low, high = mean_interval(values, drawn, block, how.confidence)
    return {
        "quantity": quantity, **_by_arm(values, persons), "difference": value, "low": low,
        "high": high, "p_randomisation": mean_p(values, drawn, block, *how.drawing), "unit": unit,
        "method": NEYMAN, "state": SHOWN,
    }  # fmt: skip


def _rates(persons: pd.DataFrame, times: pd.DataFrame, how: Inference) -> list[Row]:
    drawn, block = (persons["arm"] == OTHER_ACTOR).to_numpy(), persons["municipality"]
    found = {
        arm: logrank(times["days"], times["happened"], persons["arm"] == arm, block)
        for arm in ARMS
    }  # fmt: skip
    own = found[OTHER_ACTOR]
    scores = logrank_scores(times["days"], times["happened"], block)
    chance = mean_p(scores, drawn, block, *how.drawing)
    over = {
        arm: each.observed / each.expected if each.expected else np.nan
        for arm, each in found.items()
    }
    count = {f"n_{arm}": int((persons["arm"] == arm).sum()) for arm in ARMS}
    ratio, low, high = own.rate_ratio(how.confidence)
    tested = {
        "statistic": own.statistic, "p": own.p_value, "state": SHOWN, **count,
        "p_randomisation": chance if own.variance > 0 else np.nan,
    }  # fmt: skip
    return [
        tested | {
            "quantity": "logrank", "unit": "observed/expected", "method": MANTEL,
            **{f"value_{arm}": over[arm] for arm in ARMS},
        },
        tested | {
            "quantity": "hazard_ratio", "unit": "ratio", "method": PETO, "low": low, "high": high,
            "value_other_actor": ratio, "value_municipality": 1.0,
        },
    ]  # fmt: skip


def _selected(values: "pd.Series[float]", persons: pd.DataFrame, how: Inference) -> Row:
    """Months among those with a job, who are no longer two groups that the draw made alike."""
    about: Row = {
        "quantity": "months_in_flexjob_those_with_job", "unit": "months", "method": WELCH,
    }  # fmt: skip
    numbers = _by_arm(values, persons)
    of_arm = [values[(persons["arm"] == arm).to_numpy()] for arm in ARMS]
    gap, low, high = welch(of_arm[0], of_arm[1], how.confidence)
    return about | numbers | {"difference": gap, "low": low, "high": high, "state": SHOWN}


def _blank(row: Row) -> Row:
    kept = ("quantity", "unit", "method")
    return {name: row[name] for name in kept} | {"state": WITHHELD}


def _by_arm(values: "pd.Series[float]", persons: pd.DataFrame) -> Row:
    found: Row = {}
    for arm in ARMS:
        own = values[(persons["arm"] == arm).to_numpy()]
        found[f"value_{arm}"] = float(own.mean()) if len(own) else np.nan
        found[f"n_{arm}"] = len(own)
    return found
