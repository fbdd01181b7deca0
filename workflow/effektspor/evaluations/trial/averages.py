"""Means and differences of means that no draw stands behind, with the intervals of t."""

import numpy as np
import pandas as pd
from scipy import stats

from effektspor.estimators.durations import UNKNOWN, Number


def mean_of(values: "pd.Series[float]", confidence: float) -> Number:
    """Mean with the interval of t; missing where there is nothing, without ends for one."""
    if len(values) < 2:
        return (float(values.mean()) if len(values) else np.nan), np.nan, np.nan
    found = stats.ttest_1samp(values, 0).confidence_interval(confidence)
    return float(values.mean()), float(found.low), float(found.high)


def welch(a: "pd.Series[float]", b: "pd.Series[float]", confidence: float) -> Number:
    """Difference of the means a - b with Welch's interval; missing where one has fewer than two."""
    if min(len(a), len(b)) < 2:
        return UNKNOWN if not len(a) or not len(b) else (a.mean() - b.mean(), np.nan, np.nan)
    found = stats.ttest_ind(a, b, equal_var=False).confidence_interval(confidence)
    return float(a.mean() - b.mean()), float(found.low), float(found.high)
