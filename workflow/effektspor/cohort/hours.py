"""Ordinary paid hours of each week, from the paid hours of months.

BFL knows months. A month's hours are spread evenly over its weeks, those whose Thursday lies in it.
Hours are kept in whole 64ths: a float holds them exactly, so sums depend on no order, and the
weeks of a month add up to its hours.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import month_of_week
from effektspor.cohort.spells import Codes

PARTS_OF_HOUR = 64
_MORE_WEEKS = 5  # no month has more weeks


@dataclass(frozen=True)
class WeeklyHours:
    """Ordinary hours of course starts in the weeks of a span.

    Attributes
    ----------
    any_hours
        bool, shape (starts, weeks): whether the week has ordinary hours of the kinds that count.
    hours, reported_hours
        float32, shape (starts, weeks): hours a week, with imputed hours and as reported.
    paid, month
        Whether a month has paid hours of the kinds that count, ordinary or not, shape (starts,
        months), and the column of it for each week.
    """

    any_hours: npt.NDArray[np.bool_]
    hours: npt.NDArray[np.float32]
    reported_hours: npt.NDArray[np.float32]
    paid: npt.NDArray[np.bool_]
    month: npt.NDArray[np.int64]


def weekly_hours(
    codes: Codes,
    span: range,
    persons: pd.Series,
    hours: pd.DataFrame,
    supported: npt.NDArray[np.bool_],
    *,
    scope: str = "month",
    count_imputed: bool = True,
) -> WeeklyHours:
    """Ordinary hours of each week.

    Paid hours may be those of a supported job (wage subsidy, flexjob, skånejob); a week of it
    leaves its month, or only itself, without ordinary hours.

    Parameters
    ----------
    codes
        Shape (course starts, weeks of the span).
    persons
        Person key of each row.
    hours
        Columns pnr, month, hours, reported_hours; a person-month may stand in several rows, which
        are summed.
    supported
        Lookup table of supported work.
    scope
        ``month`` or ``week``: what a supported week leaves without ordinary hours.
    count_imputed
        Whether `any_hours` counts imputed hours too.
    """
    months = month_of_week(np.arange(span.start, span.stop))
    ordinary = ~_supported(codes, months, supported, scope)
    # Finding persons takes longest: rows of other months are left out before.
    hours = hours[hours["month"].between(months[0], months[-1])]
    paid = [
        month_totals(persons, hours.assign(paid=hours[kind]), range(months[0], months[-1] + 1))
        for kind in ("hours", "reported_hours")
    ]
    counted = paid[0 if count_imputed else 1] > 0
    every, reported = (np.where(ordinary, spread(total, span), 0) for total in paid)
    month = months - months[0]
    return WeeklyHours(counted[:, month] & ordinary, every, reported, counted, month)


def month_totals(persons: pd.Series, paid: pd.DataFrame, months: range) -> npt.NDArray[np.float64]:
    """Hours of each row's person in each month.

    Parameters
    ----------
    persons
        Person key of each row; a person may have several rows.
    paid
        Columns pnr, month, paid; all rows of one person-month are summed.

    Returns
    -------
    numpy.ndarray
        float64, shape (rows, months).
    """
    number, keys = pd.factorize(persons)
    column = paid["month"].to_numpy(dtype=np.int64) - months.start
    row = pd.Index(keys).get_indexer(pd.Index(paid["pnr"]))
    wanted = (row >= 0) & (column >= 0) & (column < len(months))
    place = row[wanted] * len(months) + column[wanted]
    weights = paid["paid"].to_numpy(dtype=np.float64)[wanted]
    total: npt.NDArray[np.float64] = np.bincount(
        place, weights=weights, minlength=len(keys) * len(months)
    ).astype(float)
    return total.reshape(len(keys), len(months))[number]


def spread(totals: npt.NDArray[np.float64], span: range) -> npt.NDArray[np.float32]:
    """Hours of months as hours of weeks.

    A month of ``h`` hours, in whole 64ths, gives each of its ``k`` weeks ``h // k``, and one 64th
    more to the first ``h % k``.

    Parameters
    ----------
    totals
        Hours; shape (rows, months from the month of the first week of the span on).

    Returns
    -------
    numpy.ndarray
        float32, shape (rows, weeks of the span).
    """
    # The weeks of a whole month count, also where the span begins or ends within it.
    weeks = np.arange(span.start - _MORE_WEEKS, span.stop + _MORE_WEEKS)
    months = month_of_week(weeks)
    first = np.searchsorted(months, months, side="left")
    length = np.searchsorted(months, months, side="right") - first
    position = np.arange(len(weeks)) - first
    inside = slice(_MORE_WEEKS, _MORE_WEEKS + len(span))
    place, length, position = (a[inside] for a in (months - months[_MORE_WEEKS], length, position))
    parts = np.rint(totals * PARTS_OF_HOUR).astype(np.int64)[:, place]
    weekly: npt.NDArray[np.float32] = (
        (parts // length + (position < parts % length)) / PARTS_OF_HOUR
    ).astype(np.float32)
    return weekly


def _supported(
    codes: Codes, months: npt.NDArray[np.int64], supported: npt.NDArray[np.bool_], scope: str
) -> npt.NDArray[np.bool_]:
    weeks = supported[codes]
    if scope == "week":
        return weeks
    begins = np.flatnonzero(np.diff(months, prepend=-1))
    of_month = np.logical_or.reduceat(weeks, begins, axis=1)
    voided: npt.NDArray[np.bool_] = of_month[:, months - months[0]]
    return voided
