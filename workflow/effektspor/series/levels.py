"""Levels of series before and after a reform, the rush between them, and what came since."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from effektspor.series.periods import MONTHS, Period, parse_period
from effektspor.series.tables import LEVELS, TOTAL

TOTAL_ORDER = 99
_CHANCE = 2.0  # standard deviations of the difference of two counts


@dataclass(frozen=True)
class Window:
    """Dates of the levels.

    Attributes
    ----------
    reform
        First day of the reform.
    as_of
        Date of the study; periods end on it at the latest.
    level_years
        Years that a level is the mean of.
    rush_years
        Years before the reform that count as rush.
    rush_margin
        Share by which a value of those years must exceed all of the level before to be a rush.
    """

    reform: date
    as_of: date
    level_years: int = 1
    rush_years: int = 1
    rush_margin: float = 0.1


def levels(series: pd.DataFrame, window: Window) -> pd.DataFrame:
    """`LEVELS` of all groups, and of their sum.

    A level with a period that is not known has no value: seasons would tilt the mean of the others.

    Parameters
    ----------
    series
        `SERIES`.
    """
    rows = []
    for name, own in series.groupby("series", sort=False):
        for group, values in own.groupby("group", sort=False):
            first = values.iloc[0]
            about = {key: first[key] for key in ("order", "label_da", "label_en", "unit")}
            rows.append({"series": name, "group": group, **about, **_row(_known(values), window)})
        about = {"order": TOTAL_ORDER, "label_da": "I alt", "label_en": "Total"}
        total = {"series": name, "group": TOTAL, **about, "unit": own["unit"].iloc[0]}
        rows.append({**total, **_row(_sum(own), window)})
    return LEVELS.conform(pd.DataFrame(rows, columns=[c.name for c in LEVELS.columns]))


def _known(values: pd.DataFrame) -> dict[Period, float]:
    found = {
        parse_period(str(label)): float(value)
        for label, value in zip(values["period"], values["value"], strict=True)
    }
    return {period: value for period, value in found.items() if period is not None}


def _sum(own: pd.DataFrame) -> dict[Period, float]:
    """Sum over the groups that exist in a period; not known where one of them is not."""
    wide = own.pivot(index="period", columns="group", values="value")
    here = own.assign(here=True).pivot(index="period", columns="group", values="here")
    # A group whose line ends early is missed from there on, one that begins later is not.
    missed = wide.isna() & (here.eq(True) | here.eq(True).cummax())
    total = wide.sum(axis=1).where(~missed.any(axis=1))
    return _known(total.rename("value").reset_index())


def _row(values: dict[Period, float], window: Window) -> dict[str, object]:
    before = _level(values, _years_before(window.reform, window.rush_years), window.level_years)
    after = _level(values, window.as_of, window.level_years)
    rush = [
        period
        for period in sorted(values)
        if period.start >= _years_before(window.reform, window.rush_years)
        and period.end <= window.reform
    ]
    peak = max(
        (each for each in rush if np.isfinite(values[each])), key=lambda each: values[each],
        default=None,
    )  # fmt: skip
    reform, last = _last(values, window.reform), _last(values, window.as_of)
    change = after.mean - before.mean
    highest = values[peak] if peak else np.nan
    return {
        "before_mean": before.mean, "before_from": before.first, "before_to": before.last,
        "after_mean": after.mean, "after_from": after.first, "after_to": after.last,
        "change": change, "ratio": after.mean / before.mean if before.mean else np.nan,
        "usual_value": before.largest, "rush_margin": _margin(highest, before.largest, window),
        "peak_value": highest, "peak_period": peak.label if peak else None,
        "reform_value": _value(values, reform), "reform_period": reform.label if reform else None,
        "last_value": _value(values, last), "last_period": last.label if last else None,
        "since_reform": _value(values, last) - _value(values, reform),
    }  # fmt: skip


@dataclass(frozen=True)
class _Level:
    mean: float
    largest: float
    first: str | None
    last: str | None


def _level(values: dict[Period, float], end: date, years: int) -> _Level:
    """Mean over the whole years that end last before a date; the last period ends on it or before."""
    last = _last(values, end)
    if last is None:
        return _Level(np.nan, np.nan, None, None)
    count = 12 * years // MONTHS[last.frequency]
    periods = [last.next(step) for step in range(1 - count, 1)]
    found = np.array([values.get(period, np.nan) for period in periods])
    return _Level(float(np.mean(found)), float(np.max(found)), periods[0].label, last.label)


def _margin(highest: float, usual: float, window: Window) -> float:
    """What the largest value must exceed the largest of the level by.

    The largest of several values lies above their mean by chance alone, and so half the time above
    the largest of as many others: counts vary by their square root (Poisson).
    """
    return float(np.maximum(window.rush_margin * usual, _CHANCE * np.sqrt(highest + usual)))


def _last(values: dict[Period, float], end: date) -> Period | None:
    """The last period that ends on a date or before, whether its value is known or not."""
    return max((period for period in values if period.end <= end), default=None)


def _value(values: dict[Period, float], period: Period | None) -> float:
    return values[period] if period is not None else np.nan


def _years_before(day: date, years: int) -> date:
    # The reform may begin on 29 February.
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
