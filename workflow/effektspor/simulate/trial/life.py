"""Moves between benefits, week by week: of the country from the start, of the trial after its end."""

from dataclasses import dataclass

import numpy as np

from effektspor.simulate.trial.parameters import Knots, Life

STATES = (
    "ledighedsydelse",
    "flexjob",
    "pension",
    "sickness",
    "social_assistance",
    "self_support",
    "fleksydelse",
    "dead",
    "emigrated",
)
WAITING, FLEXJOB, PENSION, SICK, ASSISTANCE, SELF, FLEKSYDELSE, DEAD, EMIGRATED = range(len(STATES))

SIXTY = 60
"""Age from which there is fleksydelse."""


@dataclass(frozen=True)
class Risks:
    """What is particular to persons: factors on two rates, and whether they are 60 or older."""

    flexjob: np.ndarray
    pension: np.ndarray
    sixties: np.ndarray


def live(
    state: np.ndarray,
    risks: Risks,
    weeks: int,
    life: Life,
    rng: np.random.Generator,
    since: int = 0,
) -> np.ndarray:
    """States (int8, weeks x n) of the weeks after one in which all are in `state`.

    Parameters
    ----------
    since
        Weeks from the start of the project to that week: the rates depend on them.
    """
    found = np.empty((weeks, len(state)), dtype=np.int8)
    now = state.astype(np.int8)
    for week in range(weeks):
        now = _step(now, risks, life, since + week, rng.random(len(now)))
        found[week] = now
    return found


def _step(now: np.ndarray, risks: Risks, life: Life, week: int, draw: np.ndarray) -> np.ndarray:
    """States a week later; the rates of a state share one draw, so that at most one of them comes."""
    common: list[tuple[float | np.ndarray, int]] = [(life.dead, DEAD), (life.emigrated, EMIGRATED)]
    moves: dict[int, list[tuple[float | np.ndarray, int]]] = {
        WAITING: [
            (rate_at(life.to_flexjob, week) * risks.flexjob, FLEXJOB),
            (rate_at(life.to_pension, week) * risks.pension, PENSION),
            (life.to_sickness, SICK),
            (life.to_social_assistance, ASSISTANCE),
            (life.to_self_support, SELF),
            (life.to_fleksydelse * risks.sixties, FLEKSYDELSE),
        ],
        FLEXJOB: [
            (life.flexjob_to_ledighedsydelse, WAITING),
            (life.flexjob_to_self_support, SELF),
        ],
        SICK: [(life.from_sickness, WAITING)],
        ASSISTANCE: [(life.social_assistance_back, WAITING)],
        SELF: [(life.self_support_back, WAITING)],
        PENSION: [],
        FLEKSYDELSE: [],
    }
    then = now.copy()
    for state, ways in moves.items():
        there = now == state
        below = np.zeros(len(now))
        for rate, target in (*ways, *common):
            above = below + rate
            then[there & (draw >= below) & (draw < above)] = target
            below = above
    return then


def rate_at(knots: Knots, week: int) -> float:
    """Rate in a week, linear between the knots."""
    weeks, rates = zip(*knots, strict=True)
    return float(np.interp(week, weeks, rates))


def factors(life: Life, traits: dict[str, np.ndarray]) -> Risks:
    """Factors of persons outside the trial from their traits (bool arrays by name)."""
    logs = {
        target: sum((effects[name] * traits[name] for name in effects), np.zeros(1))
        for target, effects in life.log_effects.items()
    }
    return Risks(np.exp(logs["flexjob"]), np.exp(logs["pension"]), traits["sixties"].astype(float))


def masks(there: np.ndarray, begins: float, ends: float, rng: np.random.Generator) -> np.ndarray:
    """Weeks (bool, as `there`) of spells that begin and end at weekly rates where one is there."""
    found = np.zeros(there.shape, dtype=bool)
    on = np.zeros(there.shape[1], dtype=bool)
    for week, here in enumerate(there):
        draw = rng.random(len(on))
        on = here & np.where(on, draw >= ends, draw < begins)
        found[week] = on
    return found
