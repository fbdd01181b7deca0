"""Jackknife and bootstrap of clusters for any function of pooled curves.

The jackknife leaves out each cluster once, by group: V = sum over groups of (G_j - 1) / G_j times the
squared distances from the estimate, with Satterthwaite's degrees of freedom. The bootstrap draws
clusters with replacement within each group and divides each draw by its own cluster-robust standard
error (bootstrap-t), the largest over time giving a simultaneous band: with few clusters in a group
percentiles of the plain draws are too narrow (Cameron, Gelbach and Miller 2008).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import stats

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.pooled import Counts

CHUNK = 64
MOST_DRAWS = 999  # enough for an interval; each draw is a whole set of curves
WORTH = 0.95  # share of draws in which a quantity must be defined
Function = Callable[[Counts, Floats], tuple[Floats, Floats]]


@dataclass(frozen=True)
class Resampled:
    """Estimates at T points of time.

    Attributes
    ----------
    estimate, se, df
        Of the jackknife, shape (T,).
    robust_se
        From the clusters' influence; the bootstrap's scale, shape (T,).
    critical
        Quantile of the studentised draws, shape (T,).
    band
        That of the largest over time.
    draws
        Absolute studentised draws, shape (B, T).
    """

    estimate: Floats
    se: Floats
    df: Floats
    robust_se: Floats
    critical: Floats
    band: float
    draws: Floats

    def jackknife_interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Interval from t with the jackknife's standard error."""
        reach = stats.t.ppf((1 + confidence) / 2, self.df) * self.se
        return self.estimate - reach, self.estimate + reach

    def jackknife_p(self) -> Floats:
        """Two-sided p-value of nought."""
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = 2 * stats.t.sf(np.abs(self.estimate / self.se), self.df)
        return found

    def bootstrap_interval(self) -> tuple[Floats, Floats]:
        """Pointwise symmetric bootstrap-t interval."""
        reach = np.where(self.robust_se == 0, 0.0, self.critical * self.robust_se)
        return self.estimate - reach, self.estimate + reach

    def bootstrap_p(self) -> Floats:
        """Two-sided p-value of nought; the own statistic counts as one of the draws."""
        with np.errstate(invalid="ignore", divide="ignore"):
            own = np.abs(self.estimate / self.robust_se)
        known = np.isfinite(self.draws)
        beyond = (known & (self.draws >= own)).sum(axis=0)
        found = (1 + beyond) / (1 + known.sum(axis=0))
        return np.where(np.isfinite(self.critical), found, np.nan)

    def bands(self) -> tuple[Floats, Floats]:
        """Simultaneous band over all points of time."""
        reach = self.band * self.robust_se
        return self.estimate - reach, self.estimate + reach


def resample(
    counts: Counts, function: Function, confidence: float, draws: int, seed: int
) -> Resampled:
    """Estimate, jackknife and bootstrap.

    Parameters
    ----------
    function
        From counts and weights (B, G) to values and cluster-robust standard errors, each (B, T).
    draws
        Bootstrap draws.

    Returns
    -------
    Resampled
        Without inference (missing) where a group has fewer than two clusters with both cohorts.
    """
    groups = len(counts.treated)
    values, robust = function(counts, np.ones((1, groups)))
    estimate, robust_se = values[0], robust[0]
    nothing = np.full_like(estimate, np.nan)
    if not counts.enough():
        return Resampled(
            estimate, nothing, nothing, nothing, nothing, np.nan, np.empty((0, len(estimate)))
        )
    se, df = _jackknife(counts, function, estimate)
    rows = [
        function(counts, weights)
        for weights in _chunks(_drawn_weights(counts, draws, np.random.default_rng(seed)))
    ]
    drawn, scale = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        studentised = np.abs(drawn - estimate) / scale
    studentised[~np.isfinite(studentised)] = np.nan
    critical = _quantiles(studentised, confidence)
    whole = np.isfinite(critical) & (robust_se > 0)
    largest = studentised[:, whole].max(axis=1) if whole.any() else np.full(len(drawn), np.nan)
    band = float(_quantiles(largest[:, None], confidence)[0])
    return Resampled(estimate, se, df, robust_se, critical, band, studentised)


def _jackknife(counts: Counts, function: Function, estimate: Floats) -> tuple[Floats, Floats]:
    groups = len(counts.treated)
    left_out = np.ones((groups, groups)) - np.eye(groups)
    without = np.concatenate([function(counts, part)[0] for part in _chunks(left_out)])
    parts, freedom = [], []
    for group in counts.groups():
        size = int(group.sum())
        parts.append((size - 1) / size * ((without[group] - estimate) ** 2).sum(axis=0))
        freedom.append(size - 1)
    variance = parts[0] + parts[1]
    with np.errstate(invalid="ignore", divide="ignore"):
        df = variance**2 / (parts[0] ** 2 / freedom[0] + parts[1] ** 2 / freedom[1])
    return np.sqrt(variance), df


def _drawn_weights(counts: Counts, draws: int, rng: np.random.Generator) -> Floats:
    """How often each cluster is drawn, shape (B, G)."""
    found = np.zeros((draws, len(counts.treated)))
    for group in counts.groups():
        size = int(group.sum())
        found[:, group] = rng.multinomial(size, np.full(size, 1 / size), size=draws)
    return found


def _chunks(weights: Floats) -> list[Floats]:
    return [weights[at : at + CHUNK] for at in range(0, len(weights), CHUNK)]


def _quantiles(values: Floats, confidence: float) -> Floats:
    """Quantile of the draws at each time; missing where too few draws are defined."""
    found = np.full(values.shape[1], np.nan)
    worth = np.isfinite(values).mean(axis=0) >= WORTH
    if worth.any():
        found[worth] = np.nanquantile(values[:, worth], confidence, axis=0)
    return found
