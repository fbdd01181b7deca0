r"""Cluster-robust variances of a combination of weekly effects: CR1, CR2 with its degrees, CR3.

All come from matrices of the size of the slopes. With :math:`M = (Z'Z)^{-1} = R R` and
:math:`H_g = R A_g R`, any function of a cluster's leverage matrix acts on its score as
:math:`Z_g' f(Z_g M Z_g') = R^{-1} f(H_g) R Z_g'`, so that

* CR2 (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018) takes :math:`(I - H_g)^{-1/2}`, with
  Satterthwaite degrees of freedom under independent errors as working model;
* CR3, the jackknife, takes :math:`(I - H_g)^{-1}`: each cluster is left out in turn, and
  :math:`\frac{G-1}{G} \sum_g (\hat\theta_{(-g)} - \hat\theta)^2` is its variance (MacKinnon,
  Nielsen and Webb 2023).

Municipality effects are nested in the clusters and may be swept out beforehand.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.estimators.contrast import Contrast
from effektspor.estimators.moments import Floats
from effektspor.estimators.stack import EFFECT, Stack

ALONE = 1e-9  # a cluster whose leverage is within this of 1 decides a slope by itself


@dataclass(frozen=True)
class Robust:
    """Standard error and degrees of freedom of one method.

    Attributes
    ----------
    se, df
        NaN where the method has no answer: fewer than two clusters in a group.
    """

    se: float
    df: float

    def interval(self, estimate: float, confidence: float) -> tuple[float, float]:
        """Ends of the interval from t(df)."""
        reach = float(stats.t.ppf((1 + confidence) / 2, self.df)) * self.se
        return estimate - reach, estimate + reach

    def p_value(self, estimate: float) -> float:
        """Two-sided, of no effect; 1 where estimate and standard error are both nought."""
        if self.se == 0:
            return 1.0 if estimate == 0 else 0.0
        return float(2 * stats.t.sf(abs(estimate) / self.se, self.df))


@dataclass(frozen=True)
class Leverage:
    """What leaving clusters out does to a combination of weekly effects.

    Attributes
    ----------
    without
        Shape (G,): the estimate without each cluster; NaN where it is then not identified.
    influence_half, quadratic
        Shapes (G,) and (G, G): CR2's influence of each cluster, and the matrix whose trace and
        squares give its degrees of freedom.
    """

    without: Floats
    influence_half: Floats
    quadratic: Floats


def cr1(contrast: Contrast) -> Robust:
    """The usual clustered variance, t(G - 1)."""
    if contrast.clusters < 2:
        return Robust(float("nan"), float("nan"))
    return Robust(contrast.plain_se * float(np.sqrt(contrast.factor)), contrast.clusters - 1)


def cr2(leverage: Leverage) -> Robust:
    """Bias-reduced variance with Satterthwaite degrees of freedom."""
    b = leverage.quadratic
    squares = float((b**2).sum())
    df = float(np.trace(b)) ** 2 / squares if squares > 0 else float("nan")
    return Robust(float(np.sqrt((leverage.influence_half**2).sum())), df)


def cr3(estimate: float, leverage: Leverage, clusters: int) -> Robust:
    """Jackknife variance, t(G - 1); NaN where a cluster cannot be left out."""
    if clusters < 2:
        return Robust(float("nan"), float("nan"))
    gaps = leverage.without - estimate
    return Robust(float(np.sqrt((clusters - 1) / clusters * (gaps**2).sum())), clusters - 1)


def leverage(stack: Stack, weights: npt.ArrayLike, estimate: float) -> Leverage:
    """Leave each cluster out of a combination of weekly effects, by its leverage.

    Parameters
    ----------
    weights
        Shape (T,), as of the contrast.
    estimate
        The combination with all clusters.
    """
    full = np.asarray(weights, dtype=np.float64)
    used = full != 0
    part, w = stack.at(used), full[used]
    root = _root(part.inverse)
    h = np.einsum("tkl,gtlm,tmn->gtkn", root, part.gram, root)
    values, vectors = np.linalg.eigh((h + h.swapaxes(2, 3)) / 2)
    values = np.clip(values, 0.0, 1.0)
    rest = 1 - values
    alone = rest < ALONE
    inverse = np.where(alone, 0.0, 1 / np.where(alone, 1.0, rest))
    target = np.einsum("gtkl,tk->gtl", vectors, root[:, :, EFFECT])  # R c in each cluster's modes
    score = np.einsum("gtkl,tkm,gtm->gtl", vectors, root, part.residual_score)
    gaps = np.einsum("gtl,gtl,gtl,t->g", target, inverse, score, w)
    # Where a cluster alone carries a mode that the effect needs, nothing is left without it.
    lost = ((np.abs(target) > 1e-6 * np.abs(root[:, :, EFFECT]).max()) & alone).any(axis=(1, 2))
    half = np.einsum("gtl,gtl,gtl,t->g", target, np.sqrt(inverse), score, w)
    own = np.einsum("gtl,gtl,t->g", target**2, inverse * values, w**2)
    z = np.einsum("gtkl,gtl->gtk", vectors, target * np.sqrt(inverse) * values) * w[:, None]
    flat = z.reshape(len(z), -1)
    return Leverage(np.where(lost, np.nan, estimate - gaps), half, np.diag(own) - flat @ flat.T)


def _root(inverse: Floats) -> Floats:
    values, vectors = np.linalg.eigh(inverse)
    root: Floats = (vectors * np.sqrt(np.maximum(values, 0))[:, None, :]) @ vectors.swapaxes(1, 2)
    return root
