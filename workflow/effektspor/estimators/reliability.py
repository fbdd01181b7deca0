r"""Reliability of a sum of items: Cronbach's alpha and McDonald's omega, with bootstrap intervals.

.. math:: \alpha = \frac{k}{k - 1}\Bigl(1 - \frac{\sum_j s_{jj}}{\sum_{jl} s_{jl}}\Bigr), \qquad
   \omega = \frac{(\sum_j \lambda_j)^2}{(\sum_j \lambda_j)^2 + \sum_j \psi_j}

of the covariances :math:`s` (Cronbach 1951) and of the loadings and uniquenesses of one common
factor (McDonald 1999), fitted by `effektspor.estimators.one_factor`. Alpha is omega where all
loadings are equal, and less elsewhere. The intervals resample respondents (rows); all draws are
computed at once from their covariance matrices.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from effektspor.errors import EstimationError
from effektspor.estimators.one_factor import BOUND, one_factor
from effektspor.estimators.resampling import Interval, percentiles

Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
Which = Literal["percentile", "bca"]
OMEGA_ITEMS = 3
"""With two items the loadings of one factor are not determined."""


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its interval; missing where the items do not determine it."""

    value: float
    low: float
    high: float


def alpha(covariances: Floats) -> Floats:
    """Cronbach's alpha of covariance matrices, shape (..., k, k), k at least 2."""
    k = covariances.shape[-1]
    own = np.trace(covariances, axis1=-2, axis2=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(k / (k - 1) * (1 - own / covariances.sum(axis=(-2, -1))))


def omega(covariances: Floats) -> Floats:
    """Omega total of covariance matrices, shape (..., k, k), k at least 3; see the module.

    Missing where an item does not vary.
    """
    scale = np.sqrt(np.diagonal(covariances, axis1=-2, axis2=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        correlations = covariances / (scale[..., :, None] * scale[..., None, :])
    found = one_factor(correlations)
    common = (scale * found.loadings).sum(axis=-1) ** 2
    own = (scale**2 * found.uniqueness).sum(axis=-1)
    return np.asarray(common / (common + own))


def on_boundary(items: Floats) -> bool:
    """Whether an item's uniqueness lies on the boundary (a Heywood case); needs 3 items."""
    if items.shape[1] < OMEGA_ITEMS:
        return False
    correlations: Floats = np.asarray(np.corrcoef(items, rowvar=False))
    uniqueness = one_factor(correlations).uniqueness
    return bool((uniqueness <= BOUND * 1.01).any())


def interval(
    items: Floats,
    statistic: Statistic,
    *,
    draws: int,
    seed: int,
    confidence: float = 0.95,
    method: Which = "bca",
) -> Estimate:
    """Coefficient of complete rows with a bootstrap interval over the rows.

    Parameters
    ----------
    items
        Shape (rows, k), no value missing.
    statistic
        `alpha` or `omega`, or any function of covariance matrices of shape (draws, k, k).
    method
        ``bca`` corrects bias and skewness (Efron 1987), the acceleration from leaving out a row.

    Raises
    ------
    EstimationError
        Where a value is missing or there are fewer than 3 rows.
    """
    x = np.asarray(items, dtype=float)
    if len(x) < 3 or not np.isfinite(x).all():
        raise EstimationError(
            f"Reliability needs at least 3 complete rows; there are {len(x)}, or a value is missing",
            where="reliability of items",
            todo="Take rows with an answer to every item.",
        )
    rows = len(x)
    value = float(statistic(_covariances(x, np.ones((1, rows))))[0])
    if not np.isfinite(value):
        return Estimate(np.nan, np.nan, np.nan)
    rng = np.random.default_rng(seed)
    drawn = statistic(_covariances(x, rng.multinomial(rows, np.full(rows, 1 / rows), draws)))
    left_out = statistic(_covariances(x, 1 - np.eye(rows))) if method == "bca" else None
    ends: Interval = percentiles(drawn, value, confidence, left_out)
    return Estimate(value, ends.low, ends.high)


def _covariances(x: Floats, weights: npt.NDArray[np.generic]) -> Floats:
    """Covariance matrices of the rows under each set of whole weights, shape (draws, k, k)."""
    w = np.asarray(weights, dtype=float)
    centred = x - x.mean(axis=0)  # keeps the subtraction below exact enough
    n = w.sum(axis=1)[:, None]
    mean = w @ centred / n
    k = x.shape[1]
    products = (centred[:, :, None] * centred[:, None, :]).reshape(len(x), k * k)
    second = (w @ products).reshape(-1, k, k) / n[..., None]
    spread = second - mean[:, :, None] * mean[:, None, :]
    return np.asarray(spread * (n / (n - 1))[..., None])
