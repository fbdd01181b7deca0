r"""Tests that the rate ratio is the same in all blocks of weeks.

Blocks are fitted apart and share clusters, so their estimates are dependent. The Wald test weighs the
differences from the first block by their cluster-robust covariance (F with K - 1 and G - 1 degrees of
freedom). The bootstrap imposes one common ratio, draws one sign per cluster for all blocks, and
compares the largest studentised distance of a block from the mean weighted by information: a test of
proportional hazards that is robust to clusters, unlike the usual tests on residuals.
"""

from collections.abc import Sequence

import numpy as np
from scipy import optimize, stats

from effektspor.estimators.hazard.cells import Flags, Floats, RateCells
from effektspor.estimators.hazard.invert import share_beyond
from effektspor.estimators.hazard.kernel import Kernel
from effektspor.estimators.hazard.rates import RateFit, fit_rates
from effektspor.estimators.wild import draw_signs

CHUNK = 2000


def constancy(
    fits: Sequence[RateFit], cells: RateCells, draws: int, seed: int
) -> list[dict[str, object]]:
    """Both tests, or rows without values where fewer than two blocks have a ratio."""
    wald: tuple[float, float, float] = (float("nan"),) * 3
    largest: tuple[float, float] = (float("nan"),) * 2
    groups = len(cells.clusters)
    if len(fits) > 1:
        wald = _wald(fits, cells)
        signs = np.concatenate([np.ones((1, groups)), draw_signs(groups, draws, seed)])
        largest = _largest(fits, cells, signs)
    common = {"municipalities": groups, "events": int(sum(f.cells.events.sum() for f in fits))}
    return [
        common | {"inference": "wald", "method": "Wald test of equal ratios (CR1)",
                  "statistic": wald[0], "df": wald[1], "p_value": wald[2]},
        common | {"inference": "wild_max_t",
                  "method": "largest distance from the common ratio, wild score bootstrap",
                  "statistic": largest[0], "p_value": largest[1]},
    ]  # fmt: skip


def _wald(fits: Sequence[RateFit], cells: RateCells) -> tuple[float, float, float]:
    influence = np.zeros((len(fits), len(cells.clusters)))
    for row, fit in zip(influence, fits, strict=True):
        row[np.isin(cells.clusters, fit.cells.clusters)] = Kernel.of(fit).influence
    groups, more = influence.shape[1], len(fits) - 1
    apart = influence[1:] - influence[0]
    distance = np.array([fit.effect - fits[0].effect for fit in fits[1:]])
    variance = apart @ apart.T * groups / (groups - 1)
    statistic = float(distance @ np.linalg.pinv(variance, hermitian=True) @ distance) / more
    return statistic, float(more), float(stats.f.sf(statistic, more, groups - 1))


def _largest(fits: Sequence[RateFit], cells: RateCells, signs: Floats) -> tuple[float, float]:
    common = common_effect(fits)
    kernels = [Kernel.of(fit_rates(fit.cells, common, fit)) for fit in fits]
    places = [np.isin(cells.clusters, fit.cells.clusters) for fit in fits]
    weights = np.array([kernel.information for kernel in kernels])
    weights = weights / weights.sum()
    parts = [
        _distances(kernels, places, weights, signs[at : at + CHUNK])
        for at in range(0, len(signs), CHUNK)
    ]
    drawn = np.concatenate(parts)
    return float(drawn[0]), share_beyond(float(drawn[0]), drawn[1:])


def _distances(
    kernels: Sequence[Kernel], places: Sequence[Flags], weights: Floats, signs: Floats
) -> Floats:
    """Largest studentised distance of a block's step from the mean step, shape (B,)."""
    steps = np.empty((len(kernels), len(signs)))
    rest = np.zeros((len(kernels), *signs.shape))
    for block, (kernel, place) in enumerate(zip(kernels, places, strict=True)):
        steps[block], rest[block][:, place] = kernel.draws(signs[:, place])
    steps -= weights @ steps
    rest -= np.tensordot(weights, rest, axes=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.abs(steps) / np.sqrt((rest**2).sum(axis=2))
    largest: Floats = np.nan_to_num(found, nan=0.0).max(axis=0)
    return largest


def common_effect(fits: Sequence[RateFit]) -> float:
    """The log ratio that all blocks would share: where the sum of their scores is nought."""

    def score(effect: float) -> float:
        total = 0.0
        for fit in fits:
            kernel = Kernel.of(fit_rates(fit.cells, effect, fit))
            total += kernel.information * float(kernel.influence.sum())
        return total

    effects = [fit.effect for fit in fits]
    low, high = min(effects), max(effects)
    if high - low < 1e-12:
        return low
    return float(optimize.brentq(score, low - 1e-6, high + 1e-6, xtol=1e-10))
