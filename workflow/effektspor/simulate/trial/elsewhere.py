"""Persons on other benefits, who do not wait for a flexjob at the start."""

import numpy as np

from effektspor.simulate.trial.national import Waiting
from effektspor.simulate.trial.parameters import TrialParameters


def other_weeks(
    n: int, weeks: int, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """Codes (int16, weeks x n): one spell after another, none of ledighedsydelse; pension lasts."""
    names = list(parameters.elsewhere)
    share = np.array([parameters.elsewhere[name][0] for name in names])
    mean = np.array([parameters.elsewhere[name][1] for name in names])
    codes = np.array([parameters.codes[name] for name in names], dtype="int16")
    found = np.empty((weeks, n), dtype="int16")
    now = rng.choice(len(names), n, p=share / share.sum())
    lasting = codes == parameters.codes["pension"]
    for week in range(weeks):
        found[week] = codes[now]
        over = (rng.random(n) < 1 / mean[now]) & ~lasting[now]
        now = np.where(over, rng.choice(len(names), n, p=share / share.sum()), now)
    return found


def other_people(n: int, parameters: TrialParameters, rng: np.random.Generator) -> Waiting:
    """Who they are; none of them waits."""
    given = parameters.population
    low, high = given.ages
    return Waiting(
        man=rng.random(n) < given.men,
        age=rng.uniform(low, high, n),
        non_western=rng.random(n) < given.non_western,
        waited=np.zeros(n, dtype=int),
        origin=np.full(n, None, dtype=object),
        earlier=np.zeros(n, dtype=bool),
    )
