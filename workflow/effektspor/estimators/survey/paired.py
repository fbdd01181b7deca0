"""The same respondents twice: who changed sides, and the change of their share.

The exact test of McNemar (1947) asks whether those who changed went both ways alike. The interval is
Newcombe's (1998c, method 10): that of two shares, less what the shares have in common.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.errors import InputError
from effektspor.estimators.survey.differences import correlation, difference
from effektspor.estimators.survey.proportions import Share, wilson

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Paired:
    """The answers of those who answered both times.

    Attributes
    ----------
    n, both, only_before, only_after, neither
        Respondents, and how many of them agreed when.
    change, low, high
        Change of the share and its interval, fractions; missing without respondents.
    p_value
        Two-sided exact p-value of McNemar's test; missing without respondents.
    """

    n: int
    both: int
    only_before: int
    only_after: int
    neither: int
    change: float
    low: float
    high: float
    p_value: float


def paired(before: Flags, after: Flags, confidence: float) -> Paired:
    """Compare two answers of the same respondents.

    Parameters
    ----------
    before, after
        Shape (respondents,): whether each agreed, in the same order.

    Raises
    ------
    InputError
        Where the two are not of the same respondents.

    Examples
    --------
    >>> told = paired(np.array([True] * 6 + [False] * 4), np.array([True] * 10), 0.95)
    >>> told.only_after, told.p_value
    (4, 0.125)
    """
    if before.shape != after.shape:
        raise InputError(
            "Paired answers are not of the same respondents",
            where=f"{before.size} before, {after.size} after",
            todo="Give the answers of those who answered both times, in one order.",
        )
    n = int(before.size)
    gone, come = int((before & ~after).sum()), int((~before & after).sum())
    counts = (n, int((before & after).sum()), gone, come, int((~before & ~after).sum()))
    if n == 0:
        return Paired(*counts, *[float("nan")] * 4)
    shares = [share_of(flags, confidence) for flags in (before, after)]
    ids = pd.Series(np.arange(n))
    shared = correlation(shares[0], shares[1], ids, ids)
    p_value = stats.binomtest(gone, gone + come).pvalue if gone + come else 1.0
    return Paired(*counts, *difference(shares[0], shares[1], shared), float(p_value))


def share_of(flags: Flags, confidence: float) -> Share:
    """The share of respondents with one answer each, with its Wilson interval."""
    n, agree = int(flags.size), int(flags.sum())
    if n == 0:
        return Share(np.nan, np.nan, np.nan, 0.0, 0, 0, 0, np.zeros(0))
    low, high = wilson(agree / n, n, confidence)
    scores = (flags.astype(np.float64) - agree / n) / n
    return Share(agree / n, float(low), float(high), n, n, n, agree, scores)
