"""When the jobs of an arm began and ended, in days since the start of the project.

How many began early and late, and how many ended, is set; the days are drawn within these limits and the
starts then moved, one day at a time, until the mean time in a job within the project is as printed.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.trial.parameters import Arm, Jobs
from effektspor.simulate.trial.window import Window

NEVER = np.iinfo("int32").max
"""Last day of a job that lasts."""
_LEAST_DAYS = 21
"""Of a job that ended."""


@dataclass(frozen=True)
class _Limits:
    """First and last possible day of start and end, shape (jobs,)."""

    start: tuple[np.ndarray, np.ndarray]
    end: tuple[np.ndarray, np.ndarray]


def draw_days(
    lasting: int, ended: int, arm: Arm, jobs: Jobs, window: Window, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of the jobs that last, the latest of them last, then of those that ended.

    The first of those that ended did so before the eighth month; the last of those that last began
    after it.
    """
    limits = _limits(lasting, ended, arm, jobs, window)
    start = rng.integers(limits.start[0], limits.start[1] + 1)
    least = np.maximum(limits.end[0], start + _LEAST_DAYS)
    end = rng.integers(least, np.maximum(limits.end[1], least) + 1)
    end[:lasting] = NEVER
    aim = round(jobs.mean_months[arm] * jobs.month_days * len(start))
    _move(start, end, lasting, limits, aim, window, rng)
    return start, end


def _limits(lasting: int, ended: int, arm: Arm, jobs: Jobs, window: Window) -> _Limits:
    slow, check = window.months(jobs.slow_months), window.months(jobs.check_month)
    guard, end = jobs.guard_days, window.days
    first, middle, early = jobs.first[arm], jobs.middle[arm], jobs.ended_early[arm]
    rows = [
        # number, first and last start, first and last end
        (first, jobs.first_day, slow - 1, end, end),
        (middle, slow + 1, check - guard, end, end),
        (lasting - first - middle, check + guard, end - guard, end, end),
        (early, jobs.first_day, check // 2, jobs.first_day, check - guard),
        (ended - early, jobs.first_day, check - guard, check + guard, end - guard),
    ]
    columns = [np.repeat([row[at] for row in rows], [row[0] for row in rows]) for at in range(1, 5)]
    return _Limits((columns[0], columns[1]), (columns[2], columns[3]))


def _move(
    start: np.ndarray,
    end: np.ndarray,
    lasting: int,
    limits: _Limits,
    aim: int,
    window: Window,
    rng: np.random.Generator,
) -> None:
    """Move starts of lasting jobs until the days sum up to the aim, or nothing can move."""
    while True:
        gap = int(aim - (np.minimum(end, window.days) - start).sum())
        step, limit = (-1, limits.start[0]) if gap > 0 else (1, limits.start[1])
        free = np.flatnonzero(start[:lasting] != limit[:lasting])
        if gap == 0 or not len(free):
            return
        start[rng.permutation(free)[: abs(gap)]] += step
