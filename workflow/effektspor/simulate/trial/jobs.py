"""The jobs of the trial: whose, from when to when, and in which company."""

import numpy as np
import pandas as pd

from effektspor.simulate.trial.parameters import ARMS, Arm, Jobs
from effektspor.simulate.trial.timing import NEVER, draw_days
from effektspor.simulate.trial.window import Window


def draw_jobs(
    people: pd.DataFrame, jobs: Jobs, window: Window, rng: np.random.Generator
) -> pd.DataFrame:
    """One row per job: person (row of `people`), start and end (days since the start), attributes.

    The last row is the job that the municipality created for a person returned to it.
    """
    frames = []
    for arm in ARMS:
        lasting, ended = _holders(people, arm, jobs, rng)
        start, end = draw_days(len(lasting), len(ended), arm, jobs, window, rng)
        frame = pd.DataFrame({"person": np.r_[lasting, ended], "start": start, "end": end})
        frame["created_by"], frame["counted"] = arm, True
        frames.append(_with_company(frame, arm, people, jobs, rng))
    frames.append(_returned(people, jobs, window, rng))
    return pd.concat(frames, ignore_index=True)


def _holders(
    people: pd.DataFrame, arm: Arm, jobs: Jobs, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Persons whose job lasts, and persons whose job ended; who has both is the last and the first.

    Nobody has two jobs in the place where no job ended.
    """
    mine = (people["arm"] == arm).to_numpy() & people["had_job"].to_numpy()
    employed = (people["outcome"] == "flexjob").to_numpy()
    lasting = rng.permutation(np.flatnonzero(mine & employed))
    ended = rng.permutation(np.flatnonzero(mine & ~employed))
    twice = lasting[people["place"].to_numpy()[lasting] > 0][: jobs.twice[arm]]
    return np.r_[lasting[~np.isin(lasting, twice)], twice], np.r_[twice, ended]


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
