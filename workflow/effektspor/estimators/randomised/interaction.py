r"""Whether a difference between arms is another one in a part of the units.

The interaction is the difference in the part minus that in the rest, both weighted over blocks. Its
interval combines those of the two differences (square-and-add, Zou and Donner 2008). Its p-value
permutes the arms within blocks and parts and compares the interaction over its standard error:
exact where the arm has no effect on anybody, and by the standard error also nearly right where it
has the same effect in both parts (Chung and Romano 2013; Wu and Ding 2021), which a permutation of
the bare interaction is not.
"""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

from effektspor.estimators.randomised.blocks import Blocks, Floats
from effektspor.estimators.randomised.differences import sato_variances
from effektspor.estimators.randomised.draws import drawn_p
from effektspor.estimators.randomised.score import difference_interval


@dataclass(frozen=True)
class Interaction:
    """Difference between arms in a part minus that in the rest, fractions."""

    value: float
    low: float
    high: float
    p: float


def interaction(
    part: Blocks, rest: Blocks, *, confidence: float, draws: int, seed: int
) -> Interaction:
    """Compare the differences of two parts of the units."""
    ends = [difference_interval(each, confidence) for each in (part, rest)]
    (low, high), (rest_low, rest_high) = ends
    value = part.difference - rest.difference
    return Interaction(
        value,
        value - sqrt((part.difference - low) ** 2 + (rest_high - rest.difference) ** 2),
        value + sqrt((high - part.difference) ** 2 + (rest.difference - rest_low) ** 2),
        _permutation_p(part, rest, draws, seed),
    )


def _permutation_p(part: Blocks, rest: Blocks, draws: int, seed: int) -> float:
    rng = np.random.default_rng(seed)
    one, other = (_redrawn(each, draws, rng) for each in (part, rest))
    # The first row of each is the observed one.
    statistic = _studentised(part, one, rest, other)
    return drawn_p(float(statistic[0]), statistic[1:]) if np.isfinite(statistic[0]) else nan


def _redrawn(blocks: Blocks, draws: int, rng: np.random.Generator) -> Floats:
    """Treated events by block as observed and for each draw of the arms, shape (1 + draws, K)."""
    events = blocks.treated_events + blocks.control_events
    drawn = rng.hypergeometric(
        events, blocks.treated + blocks.control - events, blocks.treated,
        size=(draws, len(events)),
    )  # fmt: skip
    return np.vstack([blocks.treated_events, drawn]).astype(np.float64)


def _studentised(part: Blocks, a: Floats, rest: Blocks, c: Floats) -> Floats:
    (one, variance), (other, further) = _moments(part, a), _moments(rest, c)
    gap, spread = one - other, np.sqrt(variance + further)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(np.abs(gap) < 1e-12, 0.0, gap / spread)
    # Without any variance a gap is beyond all others, as far as numbers go.
    return np.nan_to_num(found, nan=0.0, posinf=1e12, neginf=-1e12)


def _moments(blocks: Blocks, a: Floats) -> tuple[Floats, Floats]:
    n, m = blocks.treated.astype(np.float64), blocks.control.astype(np.float64)
    b = blocks.treated_events + blocks.control_events - a
    w = blocks.weights / blocks.weights.sum()
    return ((a / n - b / m) * w).sum(axis=1), sato_variances(a, n, b, m)
