r"""Weekly difference in differences from cluster moments.

For each week, over course starts i in municipality g and cohort c:

.. math:: y_{igc} = \alpha_g + \lambda\,post_c + \tau\,treated_g\,post_c + x_i'\beta + e_{igc}

by least squares with municipality effects swept out. Without covariates the estimate is the
difference between participating and comparison municipalities in their mean change, municipality g
weighted by :math:`n_{g0} n_{g1} / (n_{g0} + n_{g1})`.

Standard errors are cluster-robust over municipalities with the factor CR1,
:math:`\frac{G}{G-1}\,\frac{N-1}{N-K}` (G, N: municipalities with persons of both cohorts and their
persons; K: slopes and one constant, the municipality effects are nested in the clusters), intervals
from t(G - 1). With 17 participating municipalities such
intervals reject a true null too often (MacKinnon, Nielsen and Webb 2023): they are provisional.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.moments import Cells, Floats

METHOD = "CR1"
FEWEST_CLUSTERS = 5  # with fewer municipalities in a group no clustered interval means anything
POST, EFFECT = 0, 1  # positions of the two slopes before those of covariates


@dataclass(frozen=True)
class Curve:
    """Weekly effects.

    Attributes
    ----------
    weeks, estimate, se
        Shape (T,); estimate and standard error in the unit of the outcome, NaN where the week has
        no contrast.
    clusters
        Shape (T,): municipalities with persons of both cohorts in the week.
    """

    weeks: npt.NDArray[np.int64]
    estimate: Floats
    se: Floats
    clusters: npt.NDArray[np.int64]

    def interval(self, confidence: float) -> tuple[Floats, Floats]:
        """Ends of the pointwise intervals from t(G - 1)."""
        degrees = np.maximum(self.clusters - 1, 1)
        reach = stats.t.ppf((1 + confidence) / 2, degrees) * self.se
        return self.estimate - reach, self.estimate + reach


def did_curve(cells: Cells) -> Curve:
    """Estimate the effect of each week with the covariates that the cells carry.

    Parameters
    ----------
    cells
        Moments of one outcome.

    Returns
    -------
    Curve
        One effect for each week.
    """
    gram, score = _swept(cells)
    total = np.nansum(gram, axis=0)
    identified = _identified(cells)
    slopes = np.full(total.shape[:2], np.nan)
    se = np.full(len(cells.weeks), np.nan)
    # A municipality with one cohort only is swept out whole: it is no cluster of this estimate.
    contributing = harmonic(cells) > 0
    persons = (cells.n.sum(axis=1) * contributing).sum(axis=0)
    clusters = contributing.sum(axis=0)
    for week in np.flatnonzero(identified):
        # The pseudo-inverse drops a covariate that does not vary among the persons of the week.
        inverse = np.linalg.pinv(total[week], hermitian=True)
        slopes[week] = inverse @ score[:, week].sum(axis=0)
        residual = score[:, week] - gram[:, week] @ slopes[week]
        meat = residual.T @ residual
        factor = _cr1(clusters[week], persons[week], total.shape[-1] + 1)
        se[week] = np.sqrt(factor * (inverse @ meat @ inverse)[EFFECT, EFFECT])
    return Curve(cells.weeks, slopes[:, EFFECT], se, clusters)


def effects_table(cells: Cells, confidence: float, smallest_group: int) -> pd.DataFrame:
    """Weekly effects as a table, with persons of each group and whether the week is evaluated.

    A week is evaluated where its smallest group has `smallest_group` persons and each arm has five
    municipalities with persons of both cohorts.

    Returns
    -------
    DataFrame
        Columns week, estimate, se, ci_low, ci_high, n_participants_pre, n_participants_post,
        n_comparison_pre, n_comparison_post, smallest_group, evaluated, method.
    """
    curve = did_curve(cells)
    low, high = curve.interval(confidence)
    groups = {
        f"n_{name}_{period}": cells.n[chosen, post].sum(axis=0).astype(int)
        for name, chosen in (("participants", cells.treated), ("comparison", ~cells.treated))
        for post, period in enumerate(("pre", "post"))
    }
    smallest = np.min(np.stack(list(groups.values())), axis=0)
    contributing = harmonic(cells) > 0
    arms = [contributing[chosen].sum(axis=0) for chosen in (cells.treated, ~cells.treated)]
    enough = np.min(arms, axis=0) >= FEWEST_CLUSTERS
    return pd.DataFrame(
        {
            "week": curve.weeks,
            "estimate": curve.estimate,
            "se": curve.se,
            "ci_low": low,
            "ci_high": high,
            **groups,
            "smallest_group": smallest,
            "evaluated": (smallest >= smallest_group) & enough & np.isfinite(curve.se),
            "method": METHOD,
        }
    )


def harmonic(cells: Cells) -> Floats:
    """Weight of each municipality's change: n0 n1 / (n0 + n1), shape (G, T)."""
    before, after = cells.n[:, 0], cells.n[:, 1]
    with np.errstate(invalid="ignore", divide="ignore"):
        weight: Floats = np.where(before + after > 0, before * after / (before + after), 0.0)
    return np.nan_to_num(weight)


def changes(cells: Cells) -> Floats:
    """Change of each municipality's mean from the earlier to the later cohort, shape (G, T)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        means: Floats = cells.y / cells.n
    return means[:, 1] - means[:, 0]


def _identified(cells: Cells) -> npt.NDArray[np.bool_]:
    weight = harmonic(cells)
    both: npt.NDArray[np.bool_] = (weight[cells.treated].sum(axis=0) > 0) & (
        weight[~cells.treated].sum(axis=0) > 0
    )
    return both


def _swept(cells: Cells) -> tuple[Floats, Floats]:
    """Z'Z and Z'y of each municipality and week after its mean is swept out.

    Z is post, treated x post and the covariates. Shapes (G, T, k, k) and (G, T, k).
    """
    groups, _, weeks = cells.n.shape
    covariates = cells.x.shape[-1]
    k = 2 + covariates
    treated = cells.treated[:, None].astype(float)
    after = cells.n[:, 1]
    gram = np.zeros((groups, weeks, k, k))
    gram[..., POST, POST] = after
    gram[..., POST, EFFECT] = gram[..., EFFECT, POST] = gram[..., EFFECT, EFFECT] = treated * after
    x_after = cells.x[:, 1]
    gram[..., POST, 2:] = gram[..., 2:, POST] = x_after
    gram[..., EFFECT, 2:] = gram[..., 2:, EFFECT] = treated[..., None] * x_after
    gram[..., 2:, 2:] = cells.xx.sum(axis=1)
    score = np.zeros((groups, weeks, k))
    score[..., POST] = cells.y[:, 1]
    score[..., EFFECT] = treated * cells.y[:, 1]
    score[..., 2:] = cells.xy.sum(axis=1)
    sums = np.concatenate(
        [after[..., None], (treated * after)[..., None], cells.x.sum(axis=1)], axis=-1
    )
    persons = np.maximum(cells.n.sum(axis=1), 1)[..., None]
    gram -= sums[..., :, None] * sums[..., None, :] / persons[..., None]
    score -= sums * cells.y.sum(axis=1)[..., None] / persons
    return gram, score


def _cr1(clusters: int, persons: float, parameters: int) -> float:
    return float(clusters / (clusters - 1) * (persons - 1) / (persons - parameters))
