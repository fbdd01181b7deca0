r"""Score intervals for the difference and the ratio of two shares, over blocks.

Miettinen and Nurminen (1985): a difference :math:`\delta` is in the interval where

.. math:: \frac{\sum_k w_k (\hat p_{1k} - \hat p_{0k} - \delta)}{\sqrt{\sum_k w_k^2 V_k(\delta)}},
   \quad V_k = \frac{N_k}{N_k - 1}
   \Bigl(\frac{\tilde p_{1k} \tilde q_{1k}}{n_k} + \frac{\tilde p_{0k} \tilde q_{0k}}{m_k}\Bigr)

lies within the normal quantiles, the shares :math:`\tilde p` being the likeliest ones that differ by
:math:`\delta` (the closed form of Farrington and Manning 1990). A ratio :math:`\varphi` is treated
alike, with :math:`\hat p_1 - \varphi \hat p_0` (Koopman 1984 without the factor). Unlike intervals
from a standard error they stay within what is possible and have a width at 0 and 1.
"""

from collections.abc import Callable
from math import exp, inf, isnan, log, sqrt

import numpy as np
from scipy import stats

from effektspor.estimators.randomised.blocks import Blocks, Floats

HALVINGS = 56
FARTHEST = 50.0  # logarithm of a ratio


def difference_interval(blocks: Blocks, confidence: float) -> tuple[float, float]:
    """Interval of the difference treated minus control, fractions.

    Examples
    --------
    Newcombe's (1998) example (a), 56 of 70 against 48 of 80:

    >>> low, high = difference_interval(Blocks.of(56, 70, 48, 80), 0.95)
    >>> round(low, 4), round(high, 4)
    (0.0528, 0.3382)
    """
    z, found = _quantile(confidence), blocks.difference
    low = _edge(lambda value: _difference_score(blocks, value) > z, -1.0, found)
    high = _edge(lambda value: _difference_score(blocks, value) < -z, 1.0, found)
    return low, high


def ratio_interval(blocks: Blocks, confidence: float) -> tuple[float, float]:
    """Interval of the ratio treated over control; from 0 to infinity where nobody has the event."""
    z, found = _quantile(confidence), blocks.ratio
    if isnan(found):
        return 0.0, inf
    near = log(found) if 0 < found < inf else 0.0

    def beyond(value: float) -> bool:
        return bool(abs(_ratio_score(blocks, exp(value))) > z)

    low = 0.0 if found == 0 else exp(_edge(beyond, -FARTHEST, near if found < inf else FARTHEST))
    high = inf if found == inf else exp(_edge(beyond, FARTHEST, near if found > 0 else -FARTHEST))
    return low, high


def _difference_score(blocks: Blocks, delta: float) -> float:
    one, none = blocks.shares
    return _score(blocks, one - none - delta, *_likeliest_apart(blocks, delta), 1.0)


def _ratio_score(blocks: Blocks, ratio: float) -> float:
    one, none = blocks.shares
    return _score(blocks, one - ratio * none, *_likeliest_multiple(blocks, ratio), ratio)


def _score(blocks: Blocks, gap: Floats, one: Floats, none: Floats, factor: float) -> float:
    n, m, w = blocks.treated, blocks.control, blocks.weights
    variance = one * (1 - one) / n + factor**2 * none * (1 - none) / m
    size = n + m
    spread = float((w**2 * variance * size / (size - 1)).sum())
    total = float((w * gap).sum())
    if spread <= 0:
        # Nothing varies under this value: it is certain, or impossible.
        return 0.0 if abs(total) < 1e-12 else inf * total
    return total / sqrt(spread)


def _likeliest_apart(blocks: Blocks, delta: float) -> tuple[Floats, Floats]:
    """Likeliest shares by block that differ by `delta`: the middle root of a cubic."""
    one, none = blocks.shares
    theta = blocks.control / blocks.treated
    a = 1 + theta
    b = -(1 + theta + one + theta * none + delta * (theta + 2))
    c = delta**2 + delta * (2 * one + theta + 1) + one + theta * none
    d = -one * delta * (1 + delta)
    v = b**3 / (3 * a) ** 3 - b * c / (6 * a**2) + d / (2 * a)
    u = np.where(v < 0, -1, 1) * np.sqrt(np.maximum(b**2 / (3 * a) ** 2 - c / (3 * a), 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = np.nan_to_num(v / u**3)
    root = 2 * u * np.cos((np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3) - b / (3 * a)
    treated = np.clip(root, max(0.0, delta), min(1.0, 1 + delta))
    return treated, np.clip(treated - delta, 0, 1)


def _likeliest_multiple(blocks: Blocks, ratio: float) -> tuple[Floats, Floats]:
    """Likeliest shares by block of which one is `ratio` times the other: root of a quadratic."""
    a, n, b, m = blocks.treated_events, blocks.treated, blocks.control_events, blocks.control
    first, events = (n + m) * ratio, a + b
    second = n * ratio + a + m + b * ratio
    # The smaller root, without subtracting what is nearly equal.
    root = 2 * events / (second + np.sqrt(np.maximum(second**2 - 4 * first * events, 0)))
    control = np.clip(root, 0, min(1.0, 1 / ratio))
    return np.clip(ratio * control, 0, 1), control


def _edge(beyond: Callable[[float], bool], far: float, near: float) -> float:
    """Where an interval ends between `far` and `near`, which lies in it."""
    if not beyond(far):
        return far
    for _ in range(HALVINGS):
        middle = (far + near) / 2
        far, near = (middle, near) if beyond(middle) else (far, middle)
    return near


def _quantile(confidence: float) -> float:
    return float(stats.norm.ppf((1 + confidence) / 2))
