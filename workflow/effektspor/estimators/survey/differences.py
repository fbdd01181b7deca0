"""Difference of two shares of partly the same respondents, from the intervals of the shares.

The square-and-add interval of Newcombe (1998, method 10) in the general form of Zou and Donner
(2008): the distances from each share to its own limits are combined, less what the shares have in
common. It never leaves the possible range and keeps a width where a share is 0 or 1, where
resampling respondents finds no spread at all.
"""

from math import sqrt

import numpy as np
import pandas as pd

from effektspor.estimators.survey.proportions import Share


def correlation(before: Share, after: Share, ids_before: pd.Series, ids_after: pd.Series) -> float:
    """Correlation of two shares through respondents who answered both times, -1 to 1.

    Parameters
    ----------
    ids_before, ids_after
        Identity of the respondents, in the order of the scores; each once.
    """
    scores = [
        pd.Series(share.scores, index=pd.Index(ids))
        for share, ids in ((before, ids_before), (after, ids_after))
    ]
    both = scores[0].index.intersection(scores[1].index)
    spread = sqrt(float((scores[0] ** 2).sum() * (scores[1] ** 2).sum()))
    if not spread:
        return 0.0
    shared = float((scores[0].loc[both] * scores[1].loc[both]).sum())
    return float(np.clip(shared / spread, -1, 1))


def difference(before: Share, after: Share, correlated: float = 0.0) -> tuple[float, float, float]:
    """Difference after - before with its interval, all fractions; missing where a share is.

    Examples
    --------
    Two independent groups, 56 of 70 and 48 of 80 (Newcombe 1998b, method 10):

    >>> from effektspor.estimators.survey.proportions import wilson
    >>> def share(k, n):
    ...     low, high = wilson(k / n, n, 0.95)
    ...     return Share(k / n, float(low), float(high), n, n, n, k, np.zeros(n))
    >>> [round(each, 4) for each in difference(share(48, 80), share(56, 70))]
    [0.2, 0.0524, 0.3339]
    """
    change = after.value - before.value

    def reach(far_after: float, far_before: float) -> float:
        shared = 2 * correlated * far_after * far_before
        return sqrt(max(0.0, far_after**2 + far_before**2 - shared))

    low = change - reach(after.value - after.low, before.high - before.value)
    high = change + reach(after.high - after.value, before.value - before.low)
    return change, max(low, -1.0), min(high, 1.0)
