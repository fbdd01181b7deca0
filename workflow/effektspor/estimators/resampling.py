"""Intervals from draws of a bootstrap: percentiles, or bias-corrected and accelerated (BCa)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """Ends of an interval; missing where no draw gave a value."""

    low: float
    high: float


def percentiles(
    drawn: Floats, value: float, confidence: float, left_out: Floats | None = None
) -> Interval:
    """Interval from the values of bootstrap draws.

    Parameters
    ----------
    drawn
        Shape (draws,): values; those that are not finite are left out.
    value
        The estimate.
    left_out
        Shape (rows,): the estimate without each row. With it the interval is Efron's (1987) BCa,
        without it the plain percentiles.
    """
    kept = drawn[np.isfinite(drawn)]
    if not len(kept):
        return Interval(np.nan, np.nan)
    tail = (1 - confidence) / 2
    levels = np.array([tail, 1 - tail])
    if left_out is not None:
        levels = _corrected(kept, value, left_out[np.isfinite(left_out)], levels)
    low, high = np.quantile(kept, levels)
    return Interval(float(low), float(high))


def _corrected(kept: Floats, value: float, left_out: Floats, levels: Floats) -> Floats:
    """The percentiles at which BCa reads the draws."""
    # Ties count half, and never all draws on one side, where the correction would be infinite.
    below = ((kept < value).sum() + 0.5 * (kept == value).sum()) / len(kept)
    bias = stats.norm.ppf(np.clip(below, 0.5 / len(kept), 1 - 0.5 / len(kept)))
    away = left_out.mean() - left_out if len(left_out) else np.zeros(1)
    squares = (away**2).sum()
    bend = (away**3).sum() / (6 * squares**1.5) if squares > 0 else 0.0
    z = bias + stats.norm.ppf(levels)
    return np.asarray(stats.norm.cdf(bias + z / np.maximum(1 - bend * z, 0.1)))


def poisson_weights(draws: int, rows: int, seed: tuple[int, ...]) -> Floats:
    """How often each row is drawn where rows come in parts: Poisson numbers of mean one.

    They add up over parts that are drawn apart, each with a seed of its own, where multinomial draws do
    not; with many rows the two agree (Hanley and MacGibbon 2006).

    Returns
    -------
    numpy.ndarray
        float64, shape (draws, rows).
    """
    return np.random.default_rng(seed).poisson(1.0, (draws, rows)).astype(np.float64)


def drawn_counts(stratum: npt.ArrayLike, draws: int, seed: int) -> npt.NDArray[np.int64]:
    """How often each row is drawn, with replacement within its stratum.

    Returns
    -------
    ndarray
        Shape (draws, rows); the sum over a stratum is its size in each draw.
    """
    strata = np.asarray(stratum)
    rng = np.random.default_rng(seed)
    counts = np.zeros((draws, len(strata)), dtype=np.int64)
    for one in np.unique(strata):
        rows = np.flatnonzero(strata == one)
        counts[:, rows] = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), draws)
    return counts
