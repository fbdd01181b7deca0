"""Time to the first job by arm: curves with the numbers behind them, and what they amount to.

All are followed to the project's end: nobody's day of leaving is known in the files of a trial, so
that who moved, died or got a pension counts as without a job until then.
"""

import numpy as np
import pandas as pd

from effektspor.estimators.durations import Curve, curves
from effektspor.evaluations.courses.points import is_few, points
from effektspor.evaluations.trial.arms import ARMS
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.spans import DAYS_PER_WEEK, Window, first_jobs

COLUMNS = [
    "arm", "curve", "week", "at_risk", "events", "censored", "remaining", "low", "high", "state",
]  # fmt: skip
FLEXJOB = "flexjob"
MERGED = "merged"


def time_table(
    persons: pd.DataFrame, jobs: pd.DataFrame, window: Window, how: Inference
) -> pd.DataFrame:
    """Share without a job as each week begins, with those at risk, events and censored.

    Returns
    -------
    DataFrame
        `COLUMNS`, weeks since the start from 0 to the end of the week in which the project ends.
        Steps of few persons are put together: such a week is ``merged``, has no counts, and its
        curve stays where it was told last; `events` are those until the next week that is shown.
        The whole arm is ``withheld`` where few have got a job, or few have not.
    """
    times = first_jobs(persons, jobs, window)
    weeks, span = times["days"] // DAYS_PER_WEEK, window.days // DAYS_PER_WEEK + 1
    followed = weeks.where(times["happened"], span)
    found = curves(followed, times["happened"], persons["arm"], span, how.confidence)
    parts = [_told(found[arm], arm, how.min_cell) for arm in ARMS if arm in found]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def _told(curve: Curve, arm: str, min_cell: int) -> pd.DataFrame:
    n, total = int(curve.at_risk[0]), int(curve.events.sum())
    before = np.concatenate([[0], np.cumsum(curve.events)[:-1]])
    so_far = {week: int(count) for week, count in enumerate(before)}
    last = len(before) - 1
    table = pd.DataFrame(
        {
            "arm": arm, "curve": FLEXJOB, "week": np.arange(last + 1), "remaining": curve.survival,
            "low": curve.low, "high": curve.high,
        }
    )  # fmt: skip
    if is_few(total, min_cell) or is_few(n - total, min_cell):
        gone = dict.fromkeys(COLUMNS[3:-1], np.nan)
        return table.assign(**gone, state=WITHHELD)[COLUMNS]
    kept = points(so_far, [0, last], (0, total), min_cell)
    told = table["week"].isin(kept)
    counts = pd.Series(before)[kept]
    until_next = (counts.shift(-1, fill_value=total) - counts).reindex(table.index)
    numbers = ["remaining", "low", "high"]
    table[numbers] = table[numbers].where(told).ffill()
    return table.assign(
        at_risk=pd.Series(n - before).where(told),
        events=until_next,
        censored=pd.Series(curve.censored).where(told),
        state=np.where(told, SHOWN, MERGED),
    )[COLUMNS]
