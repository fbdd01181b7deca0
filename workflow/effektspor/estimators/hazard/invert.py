"""Intervals by inversion: the ratios that a test does not reject."""

from collections.abc import Callable

import numpy as np
from scipy import optimize

from effektspor.estimators.hazard.cells import Floats

TIE = 1e-9
FARTHEST = 30  # standard errors: where the test still holds there, the interval has no end
Test = Callable[[float], tuple[float, Floats]]


def share_beyond(own: float, draws: Floats) -> float:
    """Two-sided p-value: share of draws at least as far from nought as the own statistic.

    The own statistic counts as one of them, so that no p-value is nought.
    """
    known = draws[np.isfinite(draws)]
    if not np.isfinite(own) or not len(known):
        return float("nan")
    beyond = int((np.abs(known) >= abs(own) * (1 - TIE)).sum())
    return (1 + beyond) / (1 + len(known))


def invert(test: Test, estimate: float, se: float, alpha: float) -> tuple[float, float]:
    """The nulls around an estimate whose p-value is above `alpha`.

    Parameters
    ----------
    test
        From a null to the own statistic and its draws, shape (B,); the nuisance refitted at it.
    se
        A standard error to begin the search with.

    Returns
    -------
    tuple
        Both ends; infinite where the test rejects nothing on that side, NaN without a statistic.
    """
    if not (np.isfinite(estimate) and np.isfinite(se) and se > 0):
        return float("nan"), float("nan")

    def excess(null: float) -> float:
        own, draws = test(null)
        known = np.abs(draws[np.isfinite(draws)])
        few = int(np.floor(alpha * (1 + len(known)))) - 1
        if few < 0:
            return -1.0
        return abs(own) - float(np.partition(known, -few - 1)[-few - 1])

    return _end(excess, estimate, -se), _end(excess, estimate, se)


def _end(excess: Callable[[float], float], estimate: float, step: float) -> float:
    inside, outside = 0.0, 2.0
    while excess(estimate + outside * step) <= 0:
        inside, outside = outside, outside * 1.5
        if outside > FARTHEST:
            return float(np.sign(step)) * float("inf")
    root = optimize.brentq(
        lambda at: min(max(excess(estimate + at * step), -50.0), 50.0), inside, outside, xtol=1e-4
    )
    return float(estimate + root * step)
