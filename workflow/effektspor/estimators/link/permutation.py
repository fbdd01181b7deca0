r"""Permutation test of slopes: exposures are dealt out anew to the units, slopes studentised.

Where neither effects nor their sampling variances have anything to do with exposures, any dealing
out of the units' exposures (all exposures of a unit together) is as likely as the one that is seen,
whatever the distributions: the test is exact. Where exposures go with the size of the units it is
approximate; simulated worlds with the sizes at hand show how nearly it holds. The statistic is the slope over its Knapp-Hartung error, units weighted by
:math:`1 / (v + \tau^2)` with :math:`\tau^2` of the model without exposure, which is the same in every
draw. A bare slope would mix up unequal noise with a link (DiCiccio and Romano 2017).

Several exposures are judged together by the step-down maximum (Westfall and Young 1993, algorithm
2.8): it keeps the chance of any false finding below the level, and since all exposures of a unit
move together it uses how they go together, where Bonferroni and Holm must expect the worst.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TIE = 1e-9
PART = 2000  # draws at a time: memory


@dataclass(frozen=True)
class Permuted:
    """P-values of m exposures, shape (m,) each: of each alone, and within the family."""

    p_value: Floats
    p_family: Floats


def permute(
    effect: Floats, variance: Floats, tau2: float, exposures: Floats, *, draws: int, seed: int
) -> Permuted:
    """Test the slopes of effects on one or more exposures.

    Parameters
    ----------
    effect, variance
        Shape (k,).
    tau2
        Variance between units without exposure.
    exposures
        Shape (k, m), all known.
    draws
        The observed dealing counts as one more.
    """
    weight = 1 / (variance + tau2)
    own = np.abs(statistics(effect, weight, exposures[None]))[0]
    order = np.argsort(-own, kind="stable")
    rng = np.random.default_rng(seed)
    beyond = np.ones(len(own))
    beyond_family = np.ones(len(own))
    for first in range(0, draws, PART):
        many = min(PART, draws - first)
        dealt = rng.random((many, len(effect))).argsort(axis=1)
        drawn = np.abs(statistics(effect, weight, exposures[dealt]))
        beyond += (drawn >= own * (1 - TIE)).sum(axis=0)
        # Largest among the exposures that are not yet rejected before this one.
        largest = np.maximum.accumulate(drawn[:, order[::-1]], axis=1)[:, ::-1]
        beyond_family += (largest >= own[order] * (1 - TIE)).sum(axis=0)
    family = np.empty(len(own))
    family[order] = np.maximum.accumulate(beyond_family)
    return Permuted(beyond / (1 + draws), family / (1 + draws))


def statistics(effect: Floats, weight: Floats, exposures: Floats) -> Floats:
    """Slopes over their Knapp-Hartung errors.

    Parameters
    ----------
    effect, weight
        Shape (k,) or (draws, k).
    exposures
        Shape (draws, k, m).

    Returns
    -------
    ndarray
        Shape (draws, m); 0 where an exposure is the same in all units.
    """
    k = exposures.shape[1]
    share = weight / weight.sum(axis=-1, keepdims=True)
    share = np.broadcast_to(share, exposures.shape[:2])
    y = np.broadcast_to(effect, exposures.shape[:2])
    dy = y - (share * y).sum(axis=1, keepdims=True)
    dx = exposures - np.einsum("bk,bkm->bm", share, exposures)[:, None]
    xx = np.einsum("bk,bkm->bm", share, dx**2)
    xy = np.einsum("bk,bkm->bm", share * dy, dx)
    yy = (share * dy**2).sum(axis=1)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = xy / xx
        error = np.sqrt(np.maximum(yy - slope * xy, 0.0) / ((k - 2) * xx))
        found: Floats = np.where(xx > 0, slope / error, 0.0)
    return found
