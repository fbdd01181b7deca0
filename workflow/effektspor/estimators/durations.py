"""Durations of persons or spells: curves by group, and the numbers that are read off them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.hazard.restricted_means import mean_and_se
from effektspor.estimators.survey.proportions import wilson
from effektspor.estimators.survival import kaplan_meier, risk_table
from effektspor.tables import Column, Table

Number = tuple[float, float, float]
"""A value with the ends of its interval."""
UNKNOWN: Number = (float("nan"), float("nan"), float("nan"))
LIVES = Table(
    "lives",
    "Durations counted in whole units of time",
    (
        Column("group", "str", "group"),
        Column("cohort", "str", "the same for all"),
        Column("week", "int32", "whole units of time since the start, from 0"),
        Column("at_risk", "int32", "followed when the unit begins"),
        Column("events", "int32", "ends within the unit"),
        Column("censored", "int32", "no longer followed when the unit begins"),
    ),
    key=("group", "week"),
)


@dataclass(frozen=True)
class Curve:
    """Survival of one group, by whole unit of time from 0; all of shape (T,).

    Attributes
    ----------
    survival, low, high
        Share without the event as the unit begins, with its interval.
    """

    at_risk: npt.NDArray[np.int64]
    events: npt.NDArray[np.int64]
    censored: npt.NDArray[np.int64]
    survival: npt.NDArray[np.float64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    confidence: float

    def reach(self, least: int) -> int:
        """Longest time for which at least this many are followed: 0 where there are never."""
        return int((self.at_risk >= least).sum())

    def at(self, time: int) -> Number:
        """Share without the event at a time; missing where nobody is followed for so long.

        While there was no event, Greenwood's variance is nought: the interval is then Wilson's of
        those who are followed for so long.
        """
        if not 0 < time < len(self.survival):
            return UNKNOWN
        share = float(self.survival[time])
        if share == 1:
            low, high = wilson(1.0, float(self.at_risk[time - 1]), self.confidence)
            return share, float(low), float(high)
        return share, float(self.low[time]), float(self.high[time])

    def restricted_mean(self, horizon: int) -> Number:
        """Mean time without the event before the horizon, in units; Greenwood's interval.

        No interval where there was no event: nothing then tells how long it lasts.
        """
        if horizon < 1:
            return UNKNOWN
        mean, se = mean_and_se(
            self.at_risk.astype(float), self.events.astype(float), self.survival, horizon
        )
        if se == 0:
            return mean, float("nan"), float("nan")
        far = stats.norm.ppf((1 + self.confidence) / 2) * se
        return mean, max(mean - far, 0.0), min(mean + far, float(horizon))

    def median(self) -> Number:
        """First time at which half have had the event; each missing where it is not reached.

        The interval is read off the curve's own (Brookmeyer and Crowley 1982).
        """
        return _half(self.survival), _half(self.low), _half(self.high)


def curves(
    time: npt.ArrayLike,
    happened: npt.ArrayLike,
    group: npt.ArrayLike,
    span: int,
    confidence: float,
) -> dict[str, Curve]:
    """Kaplan-Meier curves by group.

    Parameters
    ----------
    time
        Whole units: an event in the unit that begins then, or the time until which there was none.
    happened
        Whether the event happened.
    span
        Units of time that the curves have beside the start: they go from 0 to it.

    Returns
    -------
    dict
        By group; none for a group without rows.
    """
    times, events = np.asarray(time, dtype=np.int64), np.asarray(happened, dtype=bool)
    rows = pd.DataFrame(
        {
            "group": np.asarray(group, dtype=object),
            "cohort": "all",
            "start_week": 0,
            "event_week": np.where(events, times, -1),
            "end_week": times + events,
            "last_week": times + events,
        }
    )
    if rows.empty:
        return {}
    risk = risk_table(rows, span, by=["group", "cohort"], table=LIVES)
    fitted = kaplan_meier(risk, confidence)
    return {str(name): _curve(own, confidence) for name, own in fitted.groupby("group")}


def difference(a: Number, b: Number) -> Number:
    """A - b of independent groups, from their intervals (Zou and Donner 2008); missing where one is."""
    gap = a[0] - b[0]
    down = np.hypot(a[0] - a[1], b[2] - b[0])
    up = np.hypot(a[2] - a[0], b[0] - b[1])
    return gap, float(gap - down), float(gap + up)


def _curve(own: pd.DataFrame, confidence: float) -> Curve:
    at_risk, events, censored = (
        own[name].to_numpy(dtype=np.int64) for name in ("at_risk", "events", "censored")
    )
    survival, low, high = (
        own[name].to_numpy(dtype=np.float64) for name in ("survival", "ci_low", "ci_high")
    )
    return Curve(at_risk, events, censored, survival, low, high, confidence)


def _half(shares: npt.NDArray[np.float64]) -> float:
    """First time at which at most half are left; missing where that is not reached."""
    reached = shares <= 0.5
    return float(np.argmax(reached)) if reached.any() else float("nan")
