"""Persons who wait for a flexjob at the start, outside the trial."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.span import Span
from effektspor.simulate.trial.history import codes_before, draw_waits
from effektspor.simulate.trial.life import (
    FLEXJOB,
    PENSION,
    WAITING,
    factors,
    live,
    masks,
)
from effektspor.simulate.trial.parameters import TrialParameters
from effektspor.simulate.trial.weeks import code_of
from effektspor.simulate.trial.window import Window

HALF_YEAR, LONG = 26, 78  # weeks


@dataclass(frozen=True)
class Waiting:
    """Persons on ledighedsydelse at the start (arrays of shape (n,))."""

    man: np.ndarray
    age: np.ndarray  # years at the start
    non_western: np.ndarray
    waited: np.ndarray  # weeks
    origin: np.ndarray
    earlier: np.ndarray

    @property
    def counted(self) -> np.ndarray:
        """Who has waited at least half a year."""
        return self.waited >= HALF_YEAR


def draw_waiting(n: int, parameters: TrialParameters, rng: np.random.Generator) -> Waiting:
    """Draw the persons; how many are of which age, origin and wait is no chance."""
    counted = round(parameters.national.over_half_year * n)
    parts = [_draw(counted, parameters, rng, over=True), _draw(n - counted, parameters, rng)]
    return together(*parts)


def _draw(
    n: int, parameters: TrialParameters, rng: np.random.Generator, *, over: bool = False
) -> Waiting:
    given, history = parameters.national, parameters.history
    limits = np.array([parameters.age[name] for name in given.ages])
    band = limits[_quota(n, list(given.ages.values()), rng)]
    long = _quota(n, [given.long_share, 1 - given.long_share], rng) == 0
    waited = draw_waits(long, parameters, rng)
    western = 1 - given.non_western
    return Waiting(
        man=rng.random(n) >= given.women,
        age=band[:, 0] + rng.random(n) * (band[:, 1] + 1 - band[:, 0]),
        non_western=_quota(n, [western, given.non_western], rng) == 1,
        waited=waited if over else rng.integers(1, HALF_YEAR - 1, n),
        origin=rng.choice(
            np.array(list(history.origins), dtype=object), n, p=list(history.origins.values())
        ),
        earlier=rng.random(n) < given.earlier_flexjob,
    )


def together(*parts: Waiting) -> Waiting:
    """Persons of several groups, one after another."""
    names = Waiting.__dataclass_fields__
    return Waiting(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})


def _quota(n: int, shares: list[float], rng: np.random.Generator) -> np.ndarray:
    """Places among the shares (int, shape (n,)), in as many persons each as is nearest, shuffled."""
    limits = np.round(np.cumsum(shares) / sum(shares) * n).astype(int)
    return rng.permutation(np.repeat(np.arange(len(shares)), np.diff(limits, prepend=0)))


def states_of(
    persons: Waiting, weeks: int, parameters: TrialParameters, rng: np.random.Generator
) -> np.ndarray:
    """States (int8, weeks x n) from the week of the start on."""
    traits = {
        "fifties": (persons.age >= 50) & (persons.age < 60),
        "sixties": persons.age >= 60,
        "non_western": persons.non_western,
        "long_wait": persons.waited >= LONG,
        "short_wait": ~persons.counted,
    }
    first = np.full(len(persons.age), WAITING)
    later = live(first, factors(parameters.life, traits), weeks - 1, parameters.life, rng)
    return np.concatenate([first[None].astype(np.int8), later])


def national_weeks(
    persons: Waiting,
    states: np.ndarray,
    parameters: TrialParameters,
    window: Window,
    span: Span,
    rng: np.random.Generator,
) -> np.ndarray:
    """Codes (int16, weeks x n) of the whole span, activities and sickness in a job among them."""
    start = window.week_of(window.start, span)
    life, code = parameters.life, parameters.codes
    before = codes_before(start, persons.waited, persons.origin, persons.earlier, parameters, rng)
    after = code_of(states, parameters)
    waits, works = states == WAITING, states == FLEXJOB
    after[masks(waits, life.guidance, life.activity_ends, rng)] = code["guidance"]
    after[masks(waits, life.internship, life.activity_ends, rng)] = code["internship"]
    after[masks(works, life.flexjob_sick, life.from_sickness, rng)] = code["flexjob_sick"]
    return np.concatenate([before, after])


def counted_shares(
    persons: Waiting, states: np.ndarray, window: Window, span: Span, months: tuple[int, ...]
) -> dict[str, float]:
    """What is compared with the printed country: per cent of those who waited half a year or more."""
    mine = persons.counted
    start = window.week_of(window.start, span)

    def share(which: np.ndarray) -> float:
        return float(100 * which[mine].mean())

    found = {
        "national.over_half_year": float(100 * mine.mean()),
        "national.fifties": share((persons.age >= 50) & (persons.age < 60)),
        "national.non_western": share(persons.non_western),
        "national.long_wait": share(persons.waited >= LONG),
        "national.long_wait_of_all": float(100 * (persons.waited >= LONG).mean()),
        "national.pension.end": share(states[window.week_of(window.end, span) - start] == PENSION),
    }
    for month in months:
        week = window.week_of(window.month_day(month), span) - start
        found[f"national.flexjob.{month}m"] = share(states[week] == FLEXJOB)
    return found
