"""How long jobs last: as the source counts it, cut off at the project's end, and with censoring.

A job that lasts when the project ends counts until then, so that the plain mean is longer for the
arm that starts earlier, whatever its jobs are worth: `possible_mean` shows by how much.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from effektspor.estimators.durations import UNKNOWN, Curve, Number, curves, difference
from effektspor.evaluations.courses.points import is_few, points
from effektspor.evaluations.trial.arms import ARMS, DIFFERENCE
from effektspor.evaluations.trial.averages import mean_of, welch
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.spans import DAYS_PER_MONTH, Window, job_lives

COLUMNS = [
    "arm", "quantity", "value", "low", "high", "jobs", "ended", "horizon_months", "unit", "method",
    "state",
]  # fmt: skip
LEAST_AT_RISK = 10
"""Jobs that must be followed in each arm for as long as a restricted mean reaches."""
READ_OFF = (3, 6)
"""Months after which the share of jobs that last is told."""
CUT_OFF = "jobs counted to the project's end"
CENSORED = "Kaplan-Meier, jobs that last at the project's end censored"


def durability_table(jobs: pd.DataFrame, window: Window, how: Inference) -> pd.DataFrame:
    """Truncated and censored durations by arm, and their differences.

    Returns
    -------
    DataFrame
        `COLUMNS`, months. ``truncated_mean``: mean of what is seen; ``possible_mean``: mean from
        the start to the project's end; ``used_share``: the one over the other. ``restricted_mean``:
        mean months in the job before `horizon_months`, the longest time for which at least
        `LEAST_AT_RISK` jobs of each arm are followed; missing where there is none. ``median``:
        missing where fewer than half have ended. ``still_<months>``: share that lasts. An arm with
        few jobs is withheld, and so are counts of ended jobs where few lasted. How many ended follows
        from the jobs created and the persons in a job at the end, and is told where these are.
    """
    lives = job_lives(jobs, window)
    # A job of d days ends in the day that begins after d - 1; one that lasts is followed for d.
    time = lives["days"] - lives["ended"]
    found = curves(time, lives["ended"], lives["arm"], window.days, how.confidence)
    lasting = [found[arm].reach(LEAST_AT_RISK) if arm in found else 0 for arm in ARMS]
    horizon = min(lasting)
    # Where few jobs of an arm last, `flexjob_counted` is withheld, and nothing follows from it.
    last = (~lives["ended"]).groupby(lives["arm"]).sum()
    told = not any(is_few(int(last.get(arm, 0)), how.min_cell) for arm in ARMS)
    rows = [
        row
        for arm in ARMS
        for row in _of_arm(lives[lives["arm"] == arm], arm, found.get(arm), horizon, told, how)
    ]
    rows += _differences(lives, rows, horizon, how)
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def _of_arm(
    lives: pd.DataFrame, arm: str, curve: Curve | None, horizon: int, follows: bool, how: Inference
) -> Iterator[dict[str, object]]:
    jobs, ended = len(lives), int(lives["ended"].sum())
    few = is_few(jobs, how.min_cell)
    told = follows or not (is_few(ended, how.min_cell) or is_few(jobs - ended, how.min_cell))
    about: dict[str, object] = {
        "arm": arm, "jobs": np.nan if few else jobs, "ended": ended if told and not few else np.nan,
        "state": WITHHELD if few else SHOWN,
    }  # fmt: skip
    for quantity, number, more in _numbers(lives, curve, horizon, how):
        hidden = few or (quantity.startswith("still_") and not _may_tell(lives, quantity, how))
        values = dict(zip(("value", "low", "high"), UNKNOWN if hidden else number, strict=True))
        state = {"state": WITHHELD if hidden else SHOWN}
        yield about | {"quantity": quantity} | values | more | state


def _numbers(
    lives: pd.DataFrame, curve: Curve | None, horizon: int, how: Inference
) -> Iterator[tuple[str, Number, dict[str, object]]]:
    months, possible = lives["days"] / DAYS_PER_MONTH, lives["possible"] / DAYS_PER_MONTH
    plain: dict[str, object] = {"unit": "months", "method": CUT_OFF}
    yield "truncated_mean", mean_of(months, how.confidence), plain
    yield "possible_mean", mean_of(possible, how.confidence), plain
    used = float(months.sum() / possible.sum()) if possible.sum() else np.nan
    yield "used_share", (used, np.nan, np.nan), {"unit": "share", "method": CUT_OFF}
    fitted: dict[str, object] = {"unit": "months", "method": CENSORED}
    reach: dict[str, object] = {"horizon_months": horizon / DAYS_PER_MONTH if horizon else np.nan}
    mean, median = (curve.restricted_mean(horizon), curve.median()) if curve else (UNKNOWN, UNKNOWN)
    yield "restricted_mean", _in_months(mean), fitted | reach
    yield "median", _in_months(median), fitted
    for after in READ_OFF:
        share = curve.at(_days(after)) if curve else UNKNOWN
        about: dict[str, object] = {
            "unit": "share",
            "method": CENSORED,
            "horizon_months": float(after),
        }
        yield f"still_{after}", share, about


def _differences(
    lives: pd.DataFrame, rows: list[dict[str, object]], horizon: int, how: Inference
) -> Iterator[dict[str, object]]:
    """Other actors less municipalities, of the means; nothing where an arm is withheld."""
    shown = {(row["arm"], row["quantity"]): row for row in rows}
    for quantity, column in (("truncated_mean", "days"), ("possible_mean", "possible")):
        a, b = (lives.loc[lives["arm"] == arm, column] / DAYS_PER_MONTH for arm in ARMS)
        yield _difference(shown, quantity, welch(a, b, how.confidence))
    means = [_number(shown[arm, "restricted_mean"]) for arm in ARMS]
    row = _difference(shown, "restricted_mean", difference(means[0], means[1]))
    yield row | {"horizon_months": horizon / DAYS_PER_MONTH if horizon else np.nan}


def _difference(
    shown: Mapping[tuple[object, object], Mapping[str, object]], quantity: str, number: Number
) -> dict[str, object]:
    of = [shown[arm, quantity] for arm in ARMS]
    hidden = any(row["state"] == WITHHELD for row in of)
    values = dict(zip(("value", "low", "high"), UNKNOWN if hidden else number, strict=True))
    same = {name: of[0][name] for name in ("unit", "method")}
    state = WITHHELD if hidden else SHOWN
    return {"arm": DIFFERENCE, "quantity": quantity, **values, **same, "state": state}


def _number(row: Mapping[str, object]) -> Number:
    value, low, high = (float(str(row[end])) for end in ("value", "low", "high"))
    return value, low, high


def _may_tell(lives: pd.DataFrame, quantity: str, how: Inference) -> bool:
    """Whether the share after some months tells of few jobs that ended, alone or beside another."""
    ended = lives.loc[lives["ended"], "days"]
    counts = {after: int((ended <= _days(after)).sum()) for after in READ_OFF}
    told = points(counts, reversed(READ_OFF), (0, len(ended)), how.min_cell)
    return int(quantity.removeprefix("still_")) in told


def _days(months: int) -> int:
    return round(months * DAYS_PER_MONTH)


def _in_months(days: Number) -> Number:
    value, low, high = (each / DAYS_PER_MONTH for each in days)
    return value, low, high
