"""Background of each course start, measured before the start (the STV mark carries no date).

Every characteristic is a whole number, so that the cross-products of the moments add up exactly
whatever the order of shards.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import ORIGIN, month_of_week
from effektspor.cohort.spells import Codes

LAST_BENEFIT_WEEKS = 4


def ages(birth: pd.Series, start_weeks: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Age in whole years on the Monday of the start week."""
    monday = np.datetime64(ORIGIN, "D") + 7 * start_weeks
    born = birth.to_numpy().astype("datetime64[D]")
    months = monday.astype("datetime64[M]").astype(int) - born.astype("datetime64[M]").astype(int)
    day = monday - monday.astype("datetime64[M]")
    born_day = born - born.astype("datetime64[M]")
    completed: npt.NDArray[np.int64] = (months - (day < born_day)) // 12
    return completed


def history_of(codes: Codes, starts: npt.NDArray[np.int64], weeks: int) -> Codes:
    """Codes of the `weeks` weeks before each start, the week before it last.

    Parameters
    ----------
    codes
        Shape (starts, weeks of the span).
    starts
        Column of each start.

    Returns
    -------
    numpy.ndarray
        uint16, shape (starts, `weeks`); 0 for weeks before the span.
    """
    column = starts[:, None] - np.arange(weeks, 0, -1)
    history = np.take_along_axis(codes, np.maximum(column, 0), axis=1)
    history[column < 0] = 0
    return history


def weeks_in(history: Codes, table: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Weeks of each history with a code of the table."""
    return np.asarray(table[history].sum(axis=1), dtype=np.int64)


def came_from(history: Codes, table: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """1 where the last benefit within four weeks before the start has a code of the table."""
    last = np.zeros(len(history), dtype=np.uint16)
    for code in history[:, -LAST_BENEFIT_WEEKS:].T:
        last = np.where(code > 0, code, last)
    return table[last].astype(np.int64)


def months_employed(
    employment: pd.DataFrame,
    persons: npt.NDArray[np.int32],
    start_weeks: npt.NDArray[np.int64],
    months: int,
) -> npt.NDArray[np.int64]:
    """Months with a wage among the `months` calendar months before the month of the start.

    Parameters
    ----------
    employment
        Runs of months per person (table ``employment``).
    persons, start_weeks
        Person number and week number of each course start.
    """
    starts = pd.DataFrame(
        {"row": np.arange(len(persons)), "person": persons, "month": month_of_week(start_weeks)}
    )
    joined = starts.merge(employment, on="person", how="inner")
    begin = np.maximum(joined["first_month"], joined["month"] - months)
    end = np.minimum(joined["first_month"] + joined["months"], joined["month"])
    joined["paid"] = np.maximum(end - begin, 0)
    paid = joined.groupby("row")["paid"].sum()
    return paid.reindex(starts["row"], fill_value=0).to_numpy(dtype=np.int64)
