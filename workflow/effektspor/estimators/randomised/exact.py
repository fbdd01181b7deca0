r"""Exact p-values of no effect on anybody, for an event that each unit has or has not.

Under that sharp null the draw alone decides who of those with the event was treated: within block k
their number is hypergeometric. With the weights of Mantel and Haenszel the difference over blocks
is an increasing function of the sum of these numbers, whose distribution is their convolution: no
draw is needed. Two-sided: all draws whose difference is as far from nought as the observed one. With
one block and arms of one size this is Fisher's test.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import stats

from effektspor.estimators.randomised.blocks import Blocks, Floats

TIE = 1e-7  # relative: what rounding may move


@dataclass(frozen=True)
class ExactP:
    """A two-sided p-value, and its mid-p, which counts draws as far as the observed one by half."""

    p: float
    mid_p: float


def fisher(blocks: Blocks) -> ExactP:
    """Fisher's test of the arms without blocks: tables that are not likelier than the observed one."""
    arms = blocks.together
    n, m = int(arms.treated[0]), int(arms.control[0])
    first, chance = hypergeometric(n, m, int((arms.treated_events + arms.control_events)[0]))
    own = chance[int(arms.treated_events[0]) - first]
    rarer = float(chance[chance < own * (1 - TIE)].sum())
    alike = float(chance[np.abs(chance - own) <= own * TIE].sum())
    return ExactP(min(1.0, rarer + alike), min(1.0, rarer + alike / 2))


def randomisation(blocks: Blocks) -> ExactP:
    """P-value of the draw within blocks, all draws counted."""
    totals = blocks.treated_events + blocks.control_events
    first, chance = treated_sum(
        tuple(zip(blocks.treated.tolist(), blocks.control.tolist(), totals.tolist(), strict=True))
    )
    expected = float((totals * blocks.treated / (blocks.treated + blocks.control)).sum())
    return two_sided(first, chance, int(blocks.treated_events.sum()), expected)


def two_sided(first: int, chance: Floats, observed: int, expected: float) -> ExactP:
    """P-value of a sum, given chances of `first` and the integers after it."""
    away = np.abs(first + np.arange(len(chance)) - expected)
    own, slack = abs(observed - expected), TIE * max(1.0, abs(expected))
    farther = float(chance[away > own + slack].sum())
    alike = float(chance[np.abs(away - own) <= slack].sum())
    return ExactP(min(1.0, farther + alike), min(1.0, farther + alike / 2))


@lru_cache(maxsize=50_000)
def treated_sum(blocks: tuple[tuple[int, int, int], ...]) -> tuple[int, Floats]:
    """Chances of the number of treated with the event.

    Parameters
    ----------
    blocks
        Treated, controls and those with the event in each block.

    Returns
    -------
    tuple
        The smallest possible number, and the chances of it and those that follow.
    """
    first, chance = hypergeometric(*blocks[-1])
    if len(blocks) == 1:
        return first, chance
    rest, others = treated_sum(blocks[:-1])
    return rest + first, np.convolve(others, chance)


@lru_cache(maxsize=5_000)
def hypergeometric(treated: int, control: int, events: int) -> tuple[int, Floats]:
    """Smallest number of treated among `events`, and the chances of it and those that follow."""
    first, last = max(0, events - control), min(treated, events)
    numbers = np.arange(first, last + 1)
    return first, np.asarray(stats.hypergeom.pmf(numbers, treated + control, events, treated))
