r"""Power of Fisher's test by enumeration, and by the normal approximation.

The exact power adds up the chances of all tables that the test rejects. Tables whose arms are
beyond nine standard deviations of their means are left out: together they have no chance that
a printed digit would show.
"""

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt

import numpy as np
from scipy import optimize, stats

from effektspor.errors import EstimationError
from effektspor.estimators.randomised.exact import TIE, hypergeometric

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


def _likely(n: int, share: float) -> np.ndarray:
    reach = REACH * sqrt(n * share * (1 - share)) + REACH
    return np.arange(max(0, floor(n * share - reach)), min(n, ceil(n * share + reach)) + 1)


def _accepted(design: Design, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """First and last number of treated events that the test does not reject, by all events."""
    ends = [_ends(design.per_arm, events, design.alpha) for events in range(first, last + 1)]
    low, high = np.array(ends).T
    return low, high


def _ends(n: int, events: int, alpha: float) -> tuple[int, int]:
    """Of one number of events: the table's chances fall away from their middle on both sides."""
    first, chance = hypergeometric(n, n, events)
    order = np.argsort(chance)
    below = np.cumsum(chance[order])
    # A table's p-value holds all tables as likely as it, also those that follow in the order.
    alike = np.searchsorted(chance[order], chance * (1 + TIE), side="right") - 1
    kept = np.flatnonzero(below[alike] > alpha)
    return first + int(kept[0]), first + int(kept[-1])
