r"""Interval of a difference of means of two arms that were drawn within blocks (Neyman 1923).

.. math:: \hat V = \frac{\sum_k w_k^2 (s_{1k}^2 / n_k + s_{0k}^2 / m_k)}{(\sum_k w_k)^2},

with the weights of Mantel and Haenszel; never too small on average, whatever the effects on each.
The quantile is of t with the degrees of freedom of the variances within arms and blocks.
"""

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.estimators.randomised.draws import drawn_p, mean_differences, redraw

Interval = tuple[float, float, float]


def mean_interval(
    outcome: npt.ArrayLike, treated: npt.ArrayLike, block: npt.ArrayLike, confidence: float
) -> Interval:
    """Difference of treated minus controls over blocks, and the ends of its interval.

    The ends are missing where an arm of a block that counts has one unit only.
    """
    y, z = np.asarray(outcome, dtype=np.float64), np.asarray(treated, dtype=bool)
    blocks = np.asarray(block)
    value = float(mean_differences(y, z, blocks)[0])
    variance, total, df = 0.0, 0.0, 0
    for label in np.unique(blocks):
        one, none = y[(blocks == label) & z], y[(blocks == label) & ~z]
        n, m = len(one), len(none)
        if not n or not m:
            continue
        if min(n, m) < 2:
            return value, float("nan"), float("nan")
        w = n * m / (n + m)
        variance += w**2 * float(one.var(ddof=1) / n + none.var(ddof=1) / m)
        total, df = total + w, df + n + m - 2
    if not df:
        return value, float("nan"), float("nan")
    reach = float(stats.t.ppf((1 + confidence) / 2, df)) * variance**0.5 / total
    return value, value - reach, value + reach


def mean_p(
    outcome: npt.ArrayLike, treated: npt.ArrayLike, block: npt.ArrayLike, draws: int, seed: int
) -> float:
    """P-value of no effect on anybody: the difference among those of draws within blocks."""
    drawn = mean_differences(outcome, redraw(treated, block, draws, seed), block)
    return drawn_p(float(mean_differences(outcome, treated, block)[0]), drawn)
