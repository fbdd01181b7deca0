r"""Functions of the four pooled curves with their cluster-robust standard errors.

Written for one set of weights or many: each takes counts and weights (B, G) and gives values and standard
errors, both (B, T). With :math:`\Lambda = -\log S`, the counterfactual of the treated later cohort is

* additive: :math:`\Lambda^0 = \Lambda_{T0} + \Lambda_{C1} - \Lambda_{C0}` (parallel trends of hazards),
* proportional: :math:`\Lambda^0 = \Lambda_{T0}\,\Lambda_{C1} / \Lambda_{C0}` (parallel trends of their logs),

and :math:`S^0 = \exp(-\Lambda^0)`: difference in differences on hazards mapped to survival, after
Deaner and Ku (2024).
"""

import numpy as np

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.pooled import SIGN, Counts, Curves, incidence, log_survival
from effektspor.estimators.hazard.resample import Function

Pair = tuple[Floats, Floats]
COMPARISON, TREATED, EARLIER, LATER = 0, 1, 0, 1


def restricted_mean(week: int) -> Function:
    """Difference in differences of the mean weeks without an event before a week."""

    def function(counts: Counts, weights: Floats) -> Pair:
        curves = log_survival(counts, weights)
        survival = np.exp(curves.value)
        slopes = survival[..., :week] * SIGN[None, :, :, None]
        value = (means(survival, week) * SIGN).sum(axis=(1, 2))
        return value[:, None], curves.se_of_sum(slopes)

    return function


def share_started(week: int) -> Function:
    """Difference in differences of the share with an event before a week begins."""

    def function(counts: Counts, weights: Floats) -> Pair:
        curves = log_survival(counts, weights)
        survival = np.exp(curves.value)
        value = -(survival * SIGN[None, :, :, None]).sum(axis=(1, 2))
        robust = curves.se(-survival * SIGN[None, :, :, None])
        return value[:, [week]], robust[:, [week]]

    return function


def share_by_cause(cause: int, week: int) -> Function:
    """Difference in differences of the share with an event of one cause before a week begins."""

    def function(counts: Counts, weights: Floats) -> Pair:
        curves = incidence(counts, weights, cause)
        signs = SIGN[None, :, :, None]
        value = (curves.value * signs).sum(axis=(1, 2))
        return value[:, [week]], curves.se(signs)[:, [week]]

    return function


def additive_gain(counts: Counts, weights: Floats) -> Pair:
    """Share started beyond the additive counterfactual, at each week."""
    curves = log_survival(counts, weights)
    absent = np.exp(additive(curves.value))
    return _gain(curves, absent, np.ones_like(curves.value))


def proportional_gain(counts: Counts, weights: Floats) -> Pair:
    """Share started beyond the proportional counterfactual, at each week."""
    curves = log_survival(counts, weights)
    log_absent = proportional(curves.value)
    with np.errstate(invalid="ignore", divide="ignore"):
        elastic = log_absent[:, None, None] / curves.value
    return _gain(curves, np.exp(log_absent), np.nan_to_num(elastic, nan=0.0, posinf=0, neginf=0))


def hazard_ratio(week: int) -> Function:
    """Log ratio of the treated's cumulative hazard to the comparison's, later cohort."""

    def function(counts: Counts, weights: Floats) -> Pair:
        curves = log_survival(counts, weights)
        later = curves.value[:, :, LATER]
        with np.errstate(invalid="ignore", divide="ignore"):
            value = np.log(later[:, TREATED] / later[:, COMPARISON])
            slopes = np.zeros_like(curves.value)
            slopes[:, TREATED, LATER] = 1 / later[:, TREATED]
            slopes[:, COMPARISON, LATER] = -1 / later[:, COMPARISON]
        return value[:, [week]], curves.se(slopes)[:, [week]]

    return function


def shortening(week: int) -> Function:
    """Share by which the mean time without an event before a week is shorter than without effect.

    It is minus the difference in differences of the mean, over what the mean would have been.
    """

    def function(counts: Counts, weights: Floats) -> Pair:
        curves = log_survival(counts, weights)
        survival = np.exp(curves.value)
        mean = means(survival, week)
        absent = (
            mean[:, TREATED, EARLIER] + mean[:, COMPARISON, LATER] - mean[:, COMPARISON, EARLIER]
        )
        observed = mean[:, TREATED, LATER]
        by_mean = -SIGN[None] * (observed / absent**2)[:, None, None]
        by_mean[:, TREATED, LATER] = -1 / absent
        slopes = survival[..., :week] * by_mean[..., None]
        return (1 - observed / absent)[:, None], curves.se_of_sum(slopes)

    return function


def means(survival: Floats, week: int) -> Floats:
    """Mean weeks without an event before a week, of each cell: shape (B, 2, 2)."""
    found: Floats = survival[..., :week].sum(axis=-1)
    return found


def additive(log: Floats) -> Floats:
    """Log survival of the treated later cohort if hazards had moved in parallel, shape (B, T)."""
    with np.errstate(invalid="ignore"):
        found: Floats = (
            log[:, TREATED, EARLIER] + log[:, COMPARISON, LATER] - log[:, COMPARISON, EARLIER]
        )
    return found


def proportional(log: Floats) -> Floats:
    """The same if cumulative hazards had changed by the same factor, shape (B, T)."""
    own, later, before = (
        log[:, TREATED, EARLIER],
        log[:, COMPARISON, LATER],
        log[:, COMPARISON, EARLIER],
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where((own == 0) & (before == later), own, own * later / before)
    return found


def _gain(curves: Curves, absent: Floats, elastic: Floats) -> Pair:
    """Counterfactual minus observed survival, with elasticities of the former's log."""
    observed = np.exp(curves.value[:, TREATED, LATER])
    slopes = -SIGN[None, :, :, None] * absent[:, None, None] * elastic
    slopes[:, TREATED, LATER] = -observed
    return absent - observed, curves.se(slopes)
