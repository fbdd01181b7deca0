r"""One linear combination of weekly effects, with what its inference needs and no more.

For :math:`\theta = \sum_t w_t \tau_t` the stacked regression is estimated under the null
:math:`\theta = \theta_0` by restricted least squares: each week's effect gives way by its own
variance, :math:`\tilde\tau_t = \hat\tau_t - \lambda w_t m_t` with :math:`m_t` the effect's diagonal
element of the inverse Gram matrix and
:math:`\lambda = (\hat\theta - \theta_0) / \sum_t w_t^2 m_t`. All that depends on the null is linear
in :math:`\lambda`: it is computed once and used at any null.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.estimators.moments import Floats
from effektspor.estimators.stack import EFFECT, Stack


@dataclass(frozen=True)
class Contrast:
    r"""A combination of weekly effects over G clusters.

    Attributes
    ----------
    estimate
        In the unit of the outcome times the weights; NaN where a week is not identified.
    influence
        Shape (G,): what each cluster's residuals add to the estimate. They sum to nought.
    information
        Shape (G,): share of each cluster in the variance under independent errors, times the
        whole, :math:`\sum_t w_t^2 (M A_g M)_{\tau\tau}`.
    reach
        :math:`\sum_t w_t^2 m_t`, the sum of `information`.
    left, right, step
        Shapes (G, r): with ``K = left @ right.T`` the fitted part of cluster g's bootstrap score
        from cluster h's draw; `step` is the change of `right` with lambda.
    clusters
        Clusters that contribute to any of the weeks.
    factor
        Small-sample factor of the CR1 variance.
    """

    estimate: float
    influence: Floats
    information: Floats
    reach: float
    left: Floats
    right: Floats
    step: Floats
    clusters: int
    factor: float

    @property
    def plain_se(self) -> float:
        """Clustered standard error without a small-sample factor."""
        return float(np.sqrt((self.influence**2).sum()))


def contrast(stack: Stack, weights: npt.ArrayLike) -> Contrast:
    """Combine the weekly effects of a stack.

    Parameters
    ----------
    weights
        Shape (T,): weight of each week's effect; weeks of weight 0 take no part.

    Returns
    -------
    Contrast
        NaN in `estimate` where a week with a weight is not identified, or none has a weight.
    """
    full = np.asarray(weights, dtype=np.float64)
    used = full != 0
    part, w = stack.at(used), full[used]
    groups, r = len(part.clusters), part.gram.shape[1] * part.gram.shape[2]
    column = part.inverse[:, :, EFFECT]  # M c of each week
    own = np.einsum("gtkl,tl->gtk", part.gram, column)  # A_g M c
    score = part.residual_score
    influence = np.einsum("gtk,tk,t->g", score, column, w)
    information = np.einsum("gtk,tk,t->g", own, column, w**2)
    left = np.einsum("tkl,gtl,t->gtk", part.inverse, own, w).reshape(groups, r)
    right = score.reshape(groups, r)
    step = (own * w[:, None]).reshape(groups, r)
    if r > groups:  # more weeks than clusters: the product is the smaller thing to carry
        left, right, step = np.eye(groups), (left @ right.T).T, (left @ step.T).T
    tells = part.persons > 0
    clusters = int(tells.any(axis=1).sum())
    known = bool(used.any() and part.identified.all())
    return Contrast(
        float(w @ part.slopes[:, EFFECT]) if known else np.nan,
        influence, information, float(information.sum()), left, right, step, clusters,
        _cr1_factor(clusters, float(part.persons.sum()), len(w) * (part.gram.shape[2] + 1)),
    )  # fmt: skip


def _cr1_factor(clusters: int, persons: float, parameters: int) -> float:
    """G / (G - 1) times (N - 1) / (N - K): slopes and one constant a week, effects are nested."""
    if clusters < 2 or persons <= parameters:
        return float("nan")
    return clusters / (clusters - 1) * (persons - 1) / (persons - parameters)
