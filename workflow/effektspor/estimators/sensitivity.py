r"""How large a violation of parallel trends an effect survives, relative to those seen before.

With relative magnitude :math:`\bar M` the groups may drift apart, from one year of start to the
next, by at most :math:`\bar M` times the largest drift :math:`g` between years before the treatment
(Rambachan and Roth 2023, :math:`\Delta^{RM}`). Over s steps the bias is then at most
:math:`s \bar M g`. With the few years there are, g is taken as estimated: its noise makes it too
large on average where the groups did not drift, and the interval below somewhat too short where
they did. It is a bound by hand, no substitute for an interval that is exact over all drifts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class RelativeMagnitude:
    """An effect beside the drifts before it, all in one unit.

    Attributes
    ----------
    estimate, low, high
        The effect and its interval under parallel trends.
    gap
        Largest absolute drift between two consecutive earlier years.
    steps
        Years from the earlier to the later cohort.
    """

    estimate: float
    low: float
    high: float
    gap: float
    steps: float = 1.0

    @classmethod
    def of(
        cls,
        estimate: float,
        interval: tuple[float, float],
        gaps: Sequence[float],
        steps: float = 1.0,
    ) -> "RelativeMagnitude":
        """Take the largest of the known gaps; NaN where none is known."""
        known = [abs(gap) for gap in gaps if np.isfinite(gap)]
        return cls(estimate, *interval, max(known) if known else float("nan"), steps)

    @property
    def breakdown(self) -> float:
        """The relative magnitude at which the bias may be all of the effect; infinite for no gap."""
        bias = self.steps * self.gap
        if bias == 0:
            return float("inf")
        return abs(self.estimate) / bias

    @property
    def breakdown_of_interval(self) -> float:
        """The relative magnitude at which the robust interval reaches nought; 0 if it is there."""
        bias = self.steps * self.gap
        distance = max(self.low, -self.high, 0.0)
        if bias == 0:
            return float("inf") if distance > 0 else 0.0
        return distance / bias

    def robust_interval(self, magnitude: float) -> tuple[float, float]:
        """The interval, longer on both sides by the largest bias of that magnitude."""
        bias = magnitude * self.steps * self.gap
        return self.low - bias, self.high + bias
