r"""Effects of single treated clusters and how much they differ beyond their noise.

The effect of treated cluster *g* is its change less that of the comparison group,

.. math:: \hat\theta_g = d_g - \bar d_C, \quad
   v_g = s_0^2 / n_{g0} + s_1^2 / n_{g1},

with :math:`s_c^2` the variance of the outcome within the clusters of one group and cohort, pooled
over them: a cluster's own variance is nought where nobody has the outcome, and it moves with its
own mean, which would weight clusters by what they happen to show. :math:`\bar d_C` is common to all
effects: it moves them together and has no part in their spread, so its variance is added to the
intervals, and to no :math:`v_g`.

Clusters differ in their changes without any treatment too. The same spread among the comparison
clusters stands beside, with a likelihood-ratio test of whether the two are equal.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.meta import Pooled, Units, pool, restricted_likelihood
from effektspor.estimators.moments import Cells, Floats
from effektspor.estimators.shares import LETTERS
from effektspor.estimators.shrinkage import FEWEST_UNITS, Posterior
from effektspor.estimators.stack import Weighting

METHOD = "REML, Q profile, Knapp-Hartung; shrinkage and prediction average over tau"
CLUSTER_COLUMNS = [
    "label", "effect", "ci_low", "ci_high", "shrunken", "shrunken_low", "shrunken_high",
]  # fmt: skip
SUMMARY_COLUMNS = [
    "week", "clusters", "tau", "tau_low", "tau_high", "q", "df", "p_value", "mean", "mean_low",
    "mean_high", "prediction_low", "prediction_high", "tau_comparison", "p_equal", "method",
]  # fmt: skip
DECIMALS = 3  # a tenth of a point: more digits would give back the counts behind small shares


@dataclass(frozen=True)
class Changes:
    """Changes of clusters of one group between the cohorts.

    Attributes
    ----------
    change, variance
        Shape (k,): d_g and its sampling variance.
    weight
        Shape (k,): weight of the cluster in the group's mean.
    fewest
        Shape (k,): persons of the smaller cohort.
    clusters
        Shape (k,): keys of the clusters; they are for joining, never for showing.
    """

    change: Floats
    variance: Floats
    weight: Floats
    fewest: Floats
    clusters: npt.NDArray[np.int64]

    @classmethod
    def of(
        cls, cells: Cells, rows: npt.NDArray[np.bool_], week: int, weighting: Weighting
    ) -> "Changes":
        """Changes of the clusters in `rows`, shape (G,), that have persons in both cohorts."""
        place = int(np.flatnonzero(cells.weeks == week)[0])
        n, y, yy = (values[rows][:, :, place] for values in (cells.n, cells.y, cells.yy))
        both = (n > 0).all(axis=1)
        n, y, yy = n[both], y[both], yy[both]
        within = (yy - y**2 / n).sum(axis=0) / np.maximum((n - 1).sum(axis=0), 1)
        means = y / n
        harmonic = n[:, 0] * n[:, 1] / n.sum(axis=1)
        weight = harmonic if weighting == "persons" else np.ones(len(n))
        return cls(
            means[:, 1] - means[:, 0],
            (within / n).sum(axis=1),
            weight,
            n.min(axis=1),
            cells.municipalities[rows][both],
        )

    def mean(self) -> tuple[float, float]:
        """Weighted mean change and its variance, robust to whatever spread the changes have."""
        share = self.weight / self.weight.sum()
        mean = float(share @ self.change)
        k = len(self.change)
        return mean, float(k / (k - 1) * (share**2 @ (self.change - mean) ** 2))


@dataclass(frozen=True)
class Heterogeneity:
    """Effects by cluster and their spread.

    Attributes
    ----------
    clusters
        `CLUSTER_COLUMNS`, by falling shrunken effect, rounded; clusters with few persons take part
        and are not shown.
    summary
        `SUMMARY_COLUMNS`, one row; q, df and p_value are of Cochran's Q, p_equal of equal spread
        among treated and comparison clusters.
    """

    clusters: pd.DataFrame
    summary: pd.DataFrame


def heterogeneity(
    cells: Cells,
    week: int,
    weighting: Weighting,
    confidence: float,
    min_cell: int,
    *,
    alike: bool = False,
) -> Heterogeneity:
    """Effects by treated cluster at one week.

    Parameters
    ----------
    min_cell
        Clusters with fewer persons in a cohort are not shown.
    alike
        Shows every cluster with the median uncertainty, in intervals and shrinkage, so that none is
        known by its size. The summary is that of the data all the same.

    Raises
    ------
    EstimationError
        Where the week is not there, a group has fewer than three clusters with persons in both
        cohorts, or the outcome never varies.
    """
    if week not in cells.weeks:
        raise EstimationError(
            f"There are no persons in week {week}",
            where="heterogeneity",
            todo="Choose a week of the follow-up as estimation.reference_week.",
        )
    treated = Changes.of(cells, cells.treated, week, weighting)
    comparison = Changes.of(cells, ~cells.treated, week, weighting)
    _require(treated, comparison)
    shift, shift_variance = comparison.mean()
    effect = treated.change - shift
    fit = pool(effect, treated.variance, confidence=confidence)
    posterior = Posterior(effect, treated.variance, shared_variance=shift_variance)
    prediction = posterior.prediction(confidence)
    variance = treated.variance
    if alike:
        variance = np.full(len(effect), float(np.median(variance)))
        posterior = Posterior(effect, variance, shared_variance=shift_variance)
    own = np.sqrt(variance + shift_variance) * stats.norm.ppf((1 + confidence) / 2)
    low, high = posterior.interval(confidence)
    table = pd.DataFrame(
        {
            "effect": effect,
            "ci_low": effect - own,
            "ci_high": effect + own,
            "shrunken": posterior.mean(),
            "shrunken_low": low,
            "shrunken_high": high,
        }
    )
    shown = table[treated.fewest >= min_cell]
    shown = shown.sort_values("shrunken", ascending=False, ignore_index=True).round(DECIMALS)
    shown.insert(0, "label", [cluster_label(place) for place in range(len(shown))])
    among = pool(comparison.change, comparison.variance, confidence=confidence)
    return Heterogeneity(
        shown,
        _summary(week, fit, shift_variance, prediction, among, equal_spread(treated, comparison)),
    )


def cluster_label(place: int) -> str:
    """``Kommune A`` and so on, by rank; it says nothing of the cluster but its place in the table."""
    if place < len(LETTERS):
        return f"Kommune {LETTERS[place]}"
    return f"Kommune {LETTERS[place // len(LETTERS) - 1]}{LETTERS[place % len(LETTERS)]}"


def equal_spread(first: Changes, second: Changes) -> float:
    """P-value of equal variance between clusters in two groups, each around its own mean.

    Twice the difference of the restricted likelihoods, against chi-square with one degree.
    """
    units = [Units.of(group.change, group.variance) for group in (first, second)]
    own = sum(restricted_likelihood(unit, pool(unit.effect, unit.variance).tau2) for unit in units)
    both = Units(
        np.concatenate([unit.effect for unit in units]),
        np.concatenate([unit.variance for unit in units]),
        np.array([[1.0, 0.0], [1.0, 1.0]]).repeat([len(u.effect) for u in units], axis=0),
    )
    shared = _common_tau2(both)
    common = sum(restricted_likelihood(unit, shared) for unit in units)
    return float(stats.chi2.sf(max(2 * (own - common), 0.0), 1))


def _common_tau2(units: Units) -> float:
    moderator = units.design[:, 1:]
    return pool(units.effect, units.variance, moderator).tau2


def _summary(
    week: int,
    fit: Pooled,
    shift_variance: float,
    prediction: tuple[float, float],
    comparison: Pooled,
    p_equal: float,
) -> pd.DataFrame:
    reach = fit.quantile * float(np.sqrt(fit.covariance[0, 0] + shift_variance))
    spread = [float(np.sqrt(value)) for value in (fit.tau2, fit.tau2_low, fit.tau2_high)]
    test = (fit.q, fit.degrees, fit.p_value)
    mean = (fit.mean, fit.mean - reach, fit.mean + reach)
    among = float(np.sqrt(comparison.tau2))
    row = (week, fit.degrees + 1, *spread, *test, *mean, *prediction, among, p_equal, METHOD)
    return pd.DataFrame([row], columns=SUMMARY_COLUMNS)


def _require(treated: Changes, comparison: Changes) -> None:
    for name, group in (("treated", treated), ("comparison", comparison)):
        if len(group.change) < FEWEST_UNITS:
            raise EstimationError(
                f"{len(group.change)} {name} clusters have persons in both cohorts",
                where="heterogeneity",
                todo=f"At least {FEWEST_UNITS} are needed for a spread between them.",
            )
        if not (group.variance > 0).all():
            raise EstimationError(
                f"The outcome does not vary within the {name} clusters",
                where="heterogeneity",
                todo="Leave out an outcome that everybody or nobody has.",
            )
