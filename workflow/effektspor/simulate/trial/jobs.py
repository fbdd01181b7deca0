"""The jobs of the trial: whose, from when to when, and in which company.

How many began early and late, and how many ended, is set; the days are drawn within these limits and then
moved, one day at a time, until the mean time in a job within the project is as printed.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.simulate.trial.parameters import ARMS, Arm, Jobs
from effektspor.simulate.trial.window import Window


@dataclass
class _Drawn:
    """Days since the start: first, last (or never), and the limits of the first."""

    person: np.ndarray
    start: np.ndarray
    end: np.ndarray
    low: np.ndarray
    high: np.ndarray


NEVER = np.iinfo("int32").max


def draw_jobs(
    people: pd.DataFrame, jobs: Jobs, window: Window, rng: np.random.Generator
) -> pd.DataFrame:
    """One row per job: person (row of `people`), start and end (days since the start), attributes.

    The last row is the job that the municipality created for a person returned to it.
    """
    parts = [_of_arm(people, arm, jobs, window, rng) for arm in ARMS]
    frames = []
    for arm, drawn in zip(ARMS, parts, strict=True):
        frame = pd.DataFrame({"person": drawn.person, "start": drawn.start, "end": drawn.end})
        frame["created_by"] = arm
        frame["counted"] = True
        frames.append(_with_company(frame, arm, people, jobs, rng))
    frames.append(_returned(people, jobs, window, rng))
    return pd.concat(frames, ignore_index=True)


def _of_arm(
    people: pd.DataFrame, arm: Arm, jobs: Jobs, window: Window, rng: np.random.Generator
) -> _Drawn:
    mine = (people["arm"] == arm).to_numpy() & people["had_job"].to_numpy()
    lasting = rng.permutation(np.flatnonzero(mine & (people["outcome"] == "flexjob").to_numpy()))
    over = rng.permutation(np.flatnonzero(mine & (people["outcome"] != "flexjob").to_numpy()))
    # A second job is a late one, of a person who is not in the place where no job ended.
    elsewhere = people["place"].to_numpy()[lasting] > 0
    second = lasting[elsewhere][: jobs.twice[arm]]
    lasting = np.r_[lasting[~np.isin(lasting, second)], second]
    n_late = len(lasting) - jobs.first[arm] - jobs.middle[arm]
    slow, check = window.months(jobs.slow_months), window.months(jobs.check_month)
    guard = jobs.guard_days
    spans = {
        "first": (1, slow - 2, jobs.first[arm]),
        "middle": (slow + 2, check - guard, jobs.middle[arm]),
        "late": (check + guard, window.days - guard, n_late),
    }
    low, high = (
        np.concatenate([np.full(n, span[at]) for *span, n in spans.values()]) for at in (0, 1)
    )
    # Early ended jobs: first those that a second job follows.
    early = np.r_[second, over][: jobs.ended_early[arm]]
    late = np.r_[second, over][jobs.ended_early[arm] :]
    ended = np.r_[early, late]
    ended_low = np.full(len(ended), 3)
    ended_high = np.r_[
        np.full(len(early), check - 100), np.full(len(late), check - 2 * guard)
    ].astype(int)
    start = np.r_[rng.integers(low, high + 1), rng.integers(ended_low, np.maximum(ended_high, 4))]
    end = np.full(len(start), NEVER, dtype=np.int64)
    n = len(lasting)
    first_end = np.r_[start[n : n + len(early)] + 21, np.full(len(late), check + guard)]
    last_end = np.r_[
        np.full(len(early), check - guard), np.full(len(late), window.days - 2 * guard)
    ]
    end[n:] = rng.integers(first_end.astype(int), np.maximum(last_end, first_end + 1).astype(int))
    drawn = _Drawn(
        np.r_[lasting, ended], start, end, np.r_[low, ended_low], np.r_[high, ended_high]
    )
    _to_mean(drawn, n, jobs.mean_months[arm] * jobs.month_days, window, rng)
    return drawn


def _to_mean(
    drawn: _Drawn, lasting: int, mean_days: float, window: Window, rng: np.random.Generator
) -> None:
    """Move starts of lasting jobs within their limits until the mean is met or nothing can move."""
    aim = round(mean_days * len(drawn.start))
    while True:
        days = np.minimum(drawn.end, window.days) - drawn.start
        gap = int(aim - days.sum())
        step = -1 if gap > 0 else 1
        limit = drawn.low if gap > 0 else drawn.high
        free = np.flatnonzero(drawn.start[:lasting] != limit[:lasting])
        if gap == 0 or not len(free):
            return
        drawn.start[rng.permutation(free)[: abs(gap)]] += step


def _with_company(
    frame: pd.DataFrame, arm: Arm, people: pd.DataFrame, jobs: Jobs, rng: np.random.Generator
) -> pd.DataFrame:
    n = len(frame)
    sizes = [jobs.private_under_10[arm], jobs.private_10_49[arm], jobs.private_50[arm]]
    kinds = np.repeat([0, 1, 2, 3], [*sizes, n - sum(sizes)])
    kind = rng.permutation(kinds)
    low, high = np.array([1, 10, 50, 8])[kind], np.array([9, 49, jobs.largest, 400])[kind]
    log = rng.uniform(np.log(low), np.log(high + 1))
    frame["employees"] = np.clip(np.floor(np.exp(log)), low, high)
    frame["sector"] = np.where(kind == 3, "public", "private")
    half = rng.permutation(n) < jobs.half_subsidy[arm]
    frame["subsidy"] = np.where(half, "half", "two_thirds")
    # A work trial just before the job: persons who had one, and jobs that leave time for it.
    tried = (people["tried"] == "yes").to_numpy()[frame["person"]]
    late = np.argsort(-frame["start"].to_numpy(), kind="stable")
    able = late[tried[late]]
    before = np.isin(np.arange(n), able[: jobs.trial_before[arm]])
    frame["trial_before"] = np.where(before, "yes", "no")
    same = np.isin(np.arange(n), rng.permutation(np.flatnonzero(before))[: jobs.same_place[arm]])
    place = np.full(n, None, dtype=object)
    place[before], place[same] = "no", "yes"
    frame["same_place"] = place
    return frame


def _returned(
    people: pd.DataFrame, jobs: Jobs, window: Window, rng: np.random.Generator
) -> pd.DataFrame:
    who = np.flatnonzero(people["outcome"] == "returned_job")
    last = window.months(jobs.check_month) - jobs.guard_days
    return pd.DataFrame(
        {
            "person": who,
            "start": rng.integers(window.months(jobs.check_month - 2), last, len(who)),
            "end": np.full(len(who), NEVER, dtype=np.int64),
            "created_by": "municipality",
            "counted": False,
            "employees": 18.0,
            "sector": "public",
            "subsidy": "two_thirds",
            "trial_before": "no",
            "same_place": None,
        }
    )
