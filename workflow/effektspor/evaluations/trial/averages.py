"""Means and differences of means that no draw stands behind, with the intervals of t."""

import numpy as np
import pandas as pd
from scipy import stats

from effektspor.estimators.durations import UNKNOWN, Number


def mean_of(values: "pd.Series[float]", confidence: float) -> Number:
    """Mean with its interval; missing where there is nothing, without ends for one."""
    n = len(values)
    if n < 2:
        return (float(values.mean()) if n else np.nan), np.nan, np.nan
    reach = float(stats.t.ppf((1 + confidence) / 2, n - 1) * values.std() / np.sqrt(n))
    mean = float(values.mean())
    return mean, mean - reach, mean + reach


def welch(a: "pd.Series[float]", b: "pd.Series[float]", confidence: float) -> Number:
    """Difference of the means a - b with Welch's interval; without ends where one has one value."""
    if not len(a) or not len(b):
        return UNKNOWN
    gap = float(a.mean() - b.mean())
    if min(len(a), len(b)) < 2:
        return gap, np.nan, np.nan
    parts = [float(each.var() / len(each)) for each in (a, b)]
    variance = sum(parts)
    if variance == 0:
        return gap, gap, gap
    spread = sum(part**2 / (len(each) - 1) for part, each in zip(parts, (a, b), strict=True))
    reach = float(stats.t.ppf((1 + confidence) / 2, variance**2 / spread)) * variance**0.5
    return gap, gap - reach, gap + reach
