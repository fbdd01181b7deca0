"""Repeating a draw: arms permuted within blocks, and what a statistic would have been by chance.

For outcomes that are amounts, and statistics whose distribution cannot be added up.
"""

import numpy as np
import numpy.typing as npt

from effektspor.estimators.permutation import TIE, permuted_groups
from effektspor.estimators.randomised.blocks import Floats

Bools = npt.NDArray[np.bool_]


def redraw(treated: npt.ArrayLike, block: npt.ArrayLike, draws: int, seed: int) -> Bools:
    """Draw the arms anew, as many treated in each block as there were.

    Parameters
    ----------
    treated, block
        Shape (N,): arm and block of the units.

    Returns
    -------
    ndarray
        Shape (draws, N); the same seed gives the same draws whatever the outcome.
    """
    z = np.asarray(treated, dtype=bool)
    labels, inverse = np.unique(np.asarray(block), return_inverse=True)
    seeds = np.random.SeedSequence(seed).generate_state(max(len(labels), 1))
    drawn = np.zeros((draws, len(z)), dtype=bool)
    for index in range(len(labels)):
        units = np.flatnonzero(inverse == index)
        drawn[:, units] = permuted_groups(z[units], draws, int(seeds[index])) > 0
    return drawn


def mean_differences(
    outcome: npt.ArrayLike, treated: npt.ArrayLike, block: npt.ArrayLike
) -> Floats:
    """Mean of treated minus controls over blocks, weighted as by Mantel and Haenszel.

    Parameters
    ----------
    outcome
        Shape (N,), no value missing.
    treated
        Shape (N,) or (draws, N).
    block
        Shape (N,).

    Returns
    -------
    ndarray
        Shape (draws,), or (1,) for one row of arms; missing where no block has both arms.
    """
    y, z = np.asarray(outcome, dtype=np.float64), np.atleast_2d(np.asarray(treated, dtype=bool))
    total, weight = np.zeros(len(z)), np.zeros(len(z))
    for label in np.unique(np.asarray(block)):
        units = np.asarray(block) == label
        arms, values = z[:, units].astype(np.float64), y[units]
        n, m = arms.sum(axis=1), (1 - arms).sum(axis=1)
        w = n * m / (n + m)
        gap = (arms @ values) / np.maximum(n, 1) - ((1 - arms) @ values) / np.maximum(m, 1)
        total, weight = total + w * gap, weight + w
    with np.errstate(invalid="ignore"):
        found: Floats = total / np.where(weight > 0, weight, np.nan)
    return found


def drawn_p(observed: float, drawn: Floats) -> float:
    """Two-sided p-value of a statistic that is nought on average; the observed draw counts as one.

    Draws without a statistic are left out; missing where the observed one is missing.
    """
    known = drawn[np.isfinite(drawn)]
    if not np.isfinite(observed):
        return float("nan")
    beyond = int((np.abs(known) >= abs(observed) * (1 - TIE)).sum())
    return (1 + beyond) / (1 + len(known))
