"""P-values adjusted for how many were looked at; those that are not known are not counted."""

from collections.abc import Sequence

import numpy as np

from effektspor.estimators.moments import Floats


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjust for the chance of any false finding (Holm 1979).

    Examples
    --------
    >>> holm([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.06, nan, 0.06]
    """
    p, order = _known(p_values)
    factors = np.arange(len(order), 0, -1)
    adjusted = np.full(len(p), np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * factors), 1.0)
    return [float(value) for value in adjusted]


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Adjust for the expected part of false findings among all findings (Benjamini & Hochberg 1995).

    Examples
    --------
    >>> false_discovery([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.04, nan, 0.04]
    """
    p, order = _known(p_values)
    factors = len(order) / np.arange(1, len(order) + 1)
    adjusted = np.full(len(p), np.nan)
    lowest_above = np.minimum.accumulate((p[order] * factors)[::-1])[::-1]
    adjusted[order] = np.minimum(lowest_above, 1.0)
    return [float(value) for value in adjusted]


def _known(p_values: Sequence[float]) -> tuple[Floats, np.ndarray]:
    """All values, and the places of those that are known, smallest first."""
    p = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(p))
    return p, known[np.argsort(p[known], kind="stable")]
