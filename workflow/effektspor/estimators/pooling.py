r"""Effects of several studies side by side: each with its weight, and their random-effects mean.

The mean is that of `effektspor.estimators.meta` (REML). Its interval uses the factor of Knapp and
Hartung (2003), but never one below 1, as they advise: with few studies that agree by chance the
plain factor gives intervals shorter than those of no spread at all (Röver, Knapp and Friede 2015).

.. math:: \bar y \pm t_{k-1} \sqrt{\max(1, q) \big/ \textstyle\sum w_i}, \quad
   w_i = \frac{1}{v_i + \tau^2}, \quad q = \frac{\sum w_i (y_i - \bar y)^2}{k - 1}

:math:`I^2 = \tau^2 / (\tau^2 + s^2)` with the typical variance :math:`s^2` of Higgins and Thompson
(2002). One study is not pooled and no study is none: both are told by `k`. Ratios are pooled as
logarithms and told as ratios.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan, sqrt

import numpy as np
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.meta import Floats, Pooled, pool

RATIOS = ("ratio", "risk_ratio", "odds_ratio", "hazard_ratio")
"""Units that are pooled as logarithms."""
SKEWED = 0.2
"""Of half an interval: how far its middle may lie from the effect; rounding in print moves it."""
WHERE = "pooling of effects"


@dataclass(frozen=True)
class Synthesis:
    """What the studies say together, in their own unit.

    Attributes
    ----------
    k
        Number of studies; with fewer than two all that follows but `unit` and `weights` is missing.
    unit
        Their common unit; empty where there is no study.
    estimate, low, high
        Mean and its interval.
    tau2, i2
        Variance between studies (of logarithms for ratios), and its part of all variance, 0 to 1.
    q, degrees, p
        Cochran's Q, its degrees of freedom, and the p-value of no spread beyond the noise.
    pred_low, pred_high
        Interval for the true effect of one more study; missing with fewer than three.
    weights
        Shape (k,): parts of the mean, in the order given; they add up to 1.
    method
        How it was done.
    """

    k: int
    unit: str = ""
    estimate: float = nan
    low: float = nan
    high: float = nan
    tau2: float = nan
    i2: float = nan
    q: float = nan
    degrees: int = 0
    p: float = nan
    pred_low: float = nan
    pred_high: float = nan
    weights: Floats = field(default_factory=lambda: np.zeros(0))
    method: str = "none"


def pool_studies(
    effect: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    units: Sequence[str],
    *,
    confidence: float = 0.95,
) -> Synthesis:
    """Pool effects that are told with intervals.

    Parameters
    ----------
    effect, low, high
        Shape (k,): effects and the ends of their intervals, all in the same unit.
    units
        Shape (k,): unit of each; `RATIOS` are pooled as logarithms.
    confidence
        Level of the intervals given and returned.

    Raises
    ------
    EstimationError
        Where units differ, an interval does not hold its effect in its middle (of the logarithms
        for ratios), or a ratio is not above zero.

    Examples
    --------
    >>> found = pool_studies([2.0, 4.0, 9.0], [0, 1, 6], [4, 7, 12], ["points"] * 3)
    >>> round(found.estimate, 2), found.weights.round(2).tolist()
    (4.9, [0.36, 0.32, 0.32])
    """
    unit = _common(units)
    ratio = unit in RATIOS
    y, under, over = (np.asarray(each, dtype=np.float64) for each in (effect, low, high))
    if ratio:
        below = bool(min(part.min(initial=1) for part in (y, under, over)) <= 0)
        _refuse(below, "A ratio is not above zero", "Correct the effect or its unit.")
        y, under, over = np.log(y), np.log(under), np.log(over)
    se = _errors(y, under, over, confidence)
    return pool_errors(y, se, unit, confidence=confidence, ratio=ratio)


def pool_errors(
    effect: Floats, se: Floats, unit: str, *, confidence: float = 0.95, ratio: bool = False
) -> Synthesis:
    """Pool effects with standard errors; those of a ratio are given as logarithms.

    Raises
    ------
    EstimationError
        Where an effect is missing or a standard error is not above zero.
    """
    y, v = np.asarray(effect, dtype=np.float64), np.asarray(se, dtype=np.float64) ** 2
    if len(y) < 2:
        return Synthesis(len(y), unit, weights=np.ones(len(y)))
    fit = pool(y, v, confidence=confidence)
    weight = 1 / (v + fit.tau2)
    factor = float(fit.covariance[0, 0] * weight.sum())
    variance = max(1.0, factor) / float(weight.sum())
    reach = fit.quantile * sqrt(variance)
    spread = fit.quantile * sqrt(variance + fit.tau2) if len(y) > 2 else nan
    ends = np.array([0, -reach, reach, -spread, spread]) + fit.mean
    told = [float(each) for each in (np.exp(ends) if ratio else ends)]
    return Synthesis(
        len(y), unit, estimate=told[0], low=told[1], high=told[2],
        tau2=fit.tau2, i2=_i2(v, fit), q=fit.q, degrees=fit.degrees, p=fit.p_value,
        pred_low=told[3], pred_high=told[4],
        weights=weight / weight.sum(), method="REML, Knapp-Hartung",
    )  # fmt: skip


def _i2(variance: Floats, fit: Pooled) -> float:
    w = 1 / variance
    typical = (len(w) - 1) * w.sum() / (w.sum() ** 2 - (w**2).sum())
    return float(fit.tau2 / (fit.tau2 + typical))


def _common(units: Sequence[str]) -> str:
    kinds = sorted(set(units))
    _refuse(
        len(kinds) > 1,
        f"Effects in different units cannot be pooled: {', '.join(kinds)}",
        "Pool effects of one unit at a time, or convert them first.",
    )
    return kinds[0] if kinds else ""


def _errors(effect: Floats, low: Floats, high: Floats, confidence: float) -> Floats:
    half = (high - low) / 2
    off = np.abs((high + low) / 2 - effect) > SKEWED * half
    _refuse(
        bool((~(half > 0) | off).any()),
        "An interval does not hold its effect in its middle",
        "Check effect, ends and unit; ratios are symmetric as logarithms.",
    )
    return np.asarray(half / stats.norm.ppf((1 + confidence) / 2))


def _refuse(wrong: bool, what: str, todo: str) -> None:
    if wrong:
        raise EstimationError(what, where=WHERE, todo=todo)
