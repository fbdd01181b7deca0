r"""Power of Fisher's test by enumeration, and by the normal approximation.

The exact power adds up the chances of all tables that the test rejects. With arms of one size the
hypergeometric distribution is symmetric, so that the test rejects where twice a tail is at most the
level. What lies more than nine standard deviations from its mean is left out: together it has no
chance that a printed digit would show.
"""

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt

import numpy as np
from scipy import optimize, stats
from scipy.special import gammaln

from effektspor.errors import EstimationError
from effektspor.estimators.randomised.blocks import Floats, Ints
from effektspor.estimators.randomised.exact import TIE

LARGEST = 20_000  # units in an arm that are enumerated
REACH = 9.0


@dataclass(frozen=True)
class Design:
    """Two arms of one size, and the test.

    Attributes
    ----------
    per_arm
        Units in each arm.
    alpha
        Level of the two-sided test.
    """

    per_arm: int
    alpha: float = 0.05

    def __post_init__(self) -> None:
        if self.per_arm < 1 or not 0 < self.alpha < 1:
            raise EstimationError(
                "Power needs units in both arms and a level between 0 and 1",
                where="power of Fisher's test",
                todo="Give at least one unit per arm, and a level such as 0.05.",
            )


def exact_power(design: Design, control: float, treated: float) -> float:
    """Chance that Fisher's test rejects when these are the true shares, fractions."""
    n = design.per_arm
    a, b = _likely(n, treated), _likely(n, control)
    chance = np.outer(stats.binom.pmf(a, n, treated), stats.binom.pmf(b, n, control))
    totals = a[:, None] + b[None, :]
    low, high = _accepted(design, int(totals.min()), int(totals.max()))
    at = totals - totals.min()
    rejected = (a[:, None] < low[at]) | (a[:, None] > high[at])
    return float(min(1.0, chance[rejected].sum()))


def normal_power(design: Design, control: float, treated: float) -> float:
    """The same of the test of two shares with a pooled variance (as R's power.prop.test, strict)."""
    n, gap, mean = design.per_arm, abs(treated - control), (treated + control) / 2
    z = float(stats.norm.ppf(1 - design.alpha / 2))
    null = z * sqrt(2 * mean * (1 - mean) / n)
    spread = sqrt((treated * (1 - treated) + control * (1 - control)) / n)
    if spread == 0:
        return float(gap > null)
    return float(stats.norm.cdf((gap - null) / spread) + stats.norm.cdf((-gap - null) / spread))


def detectable(design: Design, control: float, power: float) -> float:
    """Smallest rise over the controls' share that is found with this power; missing if there is none.

    Found by enumeration, in fractions.
    """

    def short(difference: float) -> float:
        return exact_power(design, control, control + difference) - power

    most = 1 - control
    if short(most) < 0:
        return float("nan")
    if short(0.0) >= 0:
        return 0.0
    return float(optimize.brentq(short, 0.0, most, xtol=1e-7))


def needed(control: float, treated: float, power: float, alpha: float = 0.05) -> float:
    """Units per arm from which Fisher's test finds this difference with this power.

    Enumerated around the approximation of Casagrande, Pike and Smith (1978); infinite where there
    is no difference, and the approximation itself beyond what is enumerated.
    """
    about = _approximately_needed(control, treated, power, alpha)
    if not about <= LARGEST:
        return about
    n = max(2, floor(about))
    while n > 2 and exact_power(Design(n - 1, alpha), control, treated) >= power:
        n -= 1
    while exact_power(Design(n, alpha), control, treated) < power:
        n += 1
    return float(n)


def _approximately_needed(control: float, treated: float, power: float, alpha: float) -> float:
    gap, mean = abs(treated - control), (treated + control) / 2
    if gap == 0:
        return inf
    z, further = stats.norm.ppf([1 - alpha / 2, power])
    spread = sqrt(treated * (1 - treated) + control * (1 - control))
    bare = (z * sqrt(2 * mean * (1 - mean)) + further * spread) ** 2 / gap**2
    return float(ceil(bare / 4 * (1 + sqrt(1 + 4 / (bare * gap))) ** 2))


def _likely(n: int, share: float) -> Ints:
    reach = REACH * sqrt(n * share * (1 - share)) + REACH
    return np.arange(max(0, floor(n * share - reach)), min(n, ceil(n * share + reach)) + 1)


def _accepted(design: Design, first: int, last: int) -> tuple[Ints, Ints]:
    """First and last number of treated events that the test does not reject, by all events."""
    n = design.per_arm
    events = np.arange(first, last + 1)[:, None]
    # Treated events from the middle upward; the other half is its mirror image.
    treated = (events + 1) // 2 + np.arange(ceil(REACH * sqrt(n / 8)) + 2)
    chance = np.exp(_choose(n, treated) + _choose(n, events - treated) - _choose(2 * n, events))
    tail = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
    kept = (2 * tail > design.alpha * (1 + TIE)).sum(axis=1)
    high = np.maximum(treated[:, 0] + kept - 1, events[:, 0] // 2)
    return events[:, 0] - high, high


def _choose(n: int, k: Ints) -> Floats:
    """Logarithm of n over k; minus infinity where that is nought."""
    inside = np.clip(k, 0, n)
    found: Floats = gammaln(n + 1) - gammaln(inside + 1) - gammaln(n - inside + 1)
    return np.where(inside == k, found, -inf)
