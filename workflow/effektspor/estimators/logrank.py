r"""Log-rank test within strata, as a sum of one score per person.

Person :math:`i` of stratum :math:`s`, followed for :math:`t_i`, has the score

.. math:: u_i = \delta_i - \sum_{t \le t_i} d_{st} / n_{st},

events less those expected if all of the stratum had the same hazard (Mantel 1966; Peto and Peto
1972). The sum over a group is its observed less its expected events, whatever the group: other
draws of the groups need no new curve.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Logrank:
    """Result of the test; group 1 against group 0.

    Attributes
    ----------
    observed, expected
        Events of group 1, and those expected of it if all had the same hazard.
    variance
        Hypergeometric variance of the difference.
    """

    observed: float
    expected: float
    variance: float

    @property
    def statistic(self) -> float:
        """Chi-square with one degree of freedom; missing where nothing could differ."""
        apart = self.observed - self.expected
        return apart**2 / self.variance if self.variance > 0 else float("nan")

    @property
    def p_value(self) -> float:
        """Two-sided p-value from the chi-square distribution."""
        return float(stats.chi2.sf(self.statistic, 1))

    def rate_ratio(self, confidence: float) -> tuple[float, float, float]:
        """Rate of group 1 over that of group 0 with its interval, by Peto's one step.

        exp(U / V) with U observed less expected and V its variance; near the ratio of hazards
        where that is not far from one.
        """
        if not self.variance > 0:
            return float("nan"), float("nan"), float("nan")
        centre = (self.observed - self.expected) / self.variance
        reach = stats.norm.ppf((1 + confidence) / 2) / np.sqrt(self.variance)
        low, value, high = np.exp([centre - reach, centre, centre + reach])
        return float(value), float(low), float(high)


def logrank_scores(time: npt.ArrayLike, happened: npt.ArrayLike, stratum: npt.ArrayLike) -> Floats:
    """Score of each person, shape (N,); they add up to nought in each stratum.

    Parameters
    ----------
    time
        Time to the event, or until which the person is followed; an event at the time of a
        censoring comes first.
    happened
        Whether the event happened.
    stratum
        Persons are compared within strata only.
    """
    times, events, strata = np.asarray(time), np.asarray(happened, bool), np.asarray(stratum)
    scores = events.astype(np.float64)
    for one in np.unique(strata):
        inside = strata == one
        at, n, d = _risk_sets(times[inside], events[inside])
        hazard = np.concatenate([[0.0], np.cumsum(d / n)])
        scores[inside] -= hazard[np.searchsorted(at, times[inside], side="right")]
    return scores


def logrank(
    time: npt.ArrayLike, happened: npt.ArrayLike, group: npt.ArrayLike, stratum: npt.ArrayLike
) -> Logrank:
    """Test whether group 1 has the hazard of group 0 in every stratum."""
    times, events, strata = np.asarray(time), np.asarray(happened, bool), np.asarray(stratum)
    first = np.asarray(group, bool)
    observed, expected, variance = float(events[first].sum()), 0.0, 0.0
    for one in np.unique(strata):
        inside = strata == one
        at, n, d = _risk_sets(times[inside], events[inside])
        own = np.sort(times[inside & first])
        share = (len(own) - np.searchsorted(own, at, side="left")) / n
        expected += float((d * share).sum())
        left = np.divide(n - d, n - 1, out=np.zeros_like(d), where=n > 1)
        variance += float((d * share * (1 - share) * left).sum())
    return Logrank(observed, expected, variance)


def _risk_sets(
    time: npt.NDArray[np.generic], happened: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Times with events, persons at risk at each, and events."""
    at, d = np.unique(time[happened], return_counts=True)
    ordered = np.sort(time)
    n = np.asarray(len(ordered) - np.searchsorted(ordered, at, side="left"), dtype=np.float64)
    return at.astype(np.float64), n, d.astype(np.float64)
