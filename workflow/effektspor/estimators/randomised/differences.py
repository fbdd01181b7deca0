r"""Other intervals of a difference of two shares: Newcombe's, and that of Mantel, Haenszel and Sato.

Newcombe (1998, method 10) combines the Wilson intervals of the arms and knows no blocks. Sato's
(1989) variance of the difference :math:`\hat\delta` weighted over blocks is right for few large
blocks and for many small ones:

.. math:: \frac{\hat\delta \sum P_k + \sum Q_k}{(\sum w_k)^2}, \quad
   Q_k = \frac{a_k (m_k - b_k) + b_k (n_k - a_k)}{2 N_k},

   P_k = \frac{n_k^2 b_k - m_k^2 a_k + n_k m_k (m_k - n_k)/2}{N_k^2}
"""

from math import sqrt

import numpy as np
from scipy import stats

from effektspor.estimators.randomised.blocks import Blocks, Floats
from effektspor.estimators.survey.differences import difference
from effektspor.estimators.survey.proportions import plain_share


def newcombe(blocks: Blocks, confidence: float) -> tuple[float, float]:
    """Newcombe's interval of the difference treated minus control, of the arms without blocks."""
    arms = blocks.together
    _, low, high = difference(
        plain_share(arms.control_events[0] / arms.control[0], arms.control[0], confidence),
        plain_share(arms.treated_events[0] / arms.treated[0], arms.treated[0], confidence),
    )
    return low, high


def mantel_haenszel(blocks: Blocks, confidence: float) -> tuple[float, float]:
    """Interval of the difference over blocks from Sato's variance and the normal distribution."""
    reach = float(stats.norm.ppf((1 + confidence) / 2)) * sqrt(sato_variance(blocks))
    return max(-1.0, blocks.difference - reach), min(1.0, blocks.difference + reach)


def sato_variance(blocks: Blocks) -> float:
    """Variance of the weighted difference over blocks (Sato 1989)."""
    parts = (blocks.treated_events, blocks.treated, blocks.control_events, blocks.control)
    return float(sato_variances(*(part.astype(np.float64) for part in parts)))


def sato_variances(a: Floats, n: Floats, b: Floats, m: Floats) -> Floats:
    """The same of many tables at once, shape (T,): events and units by arm, shapes (T, K) or (K,)."""
    size = n + m
    w = n * m / size
    delta = (w * (a / n - b / m)).sum(axis=-1) / w.sum(axis=-1)
    p = (n**2 * b - m**2 * a + n * m * (m - n) / 2) / size**2
    q = (a * (m - b) + b * (n - a)) / (2 * size)
    found: Floats = (delta * p.sum(axis=-1) + q.sum(axis=-1)) / w.sum(axis=-1) ** 2
    return np.maximum(found, 0)
