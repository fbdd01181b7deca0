"""Weekly outcomes of each course start over the calendar weeks of its cohort."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.hours import WeeklyHours
from effektspor.cohort.spells import Codes
from effektspor.tables import Column, Table

OUTCOMES = Table(
    "outcomes",
    "Weekly outcomes",
    (
        Column("start", "int32", "number of the course start in table cohort"),
        Column("week", "int16", "calendar week of the cohort, from 1"),
        Column("started", "bool", "has started before this week"),
        Column("in_programme", "bool", "is in the programme spell in this week"),
        Column("internship", "bool", "is in internship in this week"),
        Column("hours", "bool", "has ordinary paid hours in the month of this week"),
        Column("weekly_hours", "float32", "ordinary hours in the week, with imputed hours"),
        Column("weekly_reported_hours", "float32", "ordinary hours in the week, as reported"),
    ),
    key=("start", "week"),
)


def weekly_outcomes(
    codes: Codes,
    span: range,
    cohort: pd.DataFrame,
    hours: WeeklyHours,
    event: npt.NDArray[np.bool_],
    *,
    censor: bool,
) -> pd.DataFrame:
    """Outcomes of each week from the start on.

    Parameters
    ----------
    codes
        Shape (course starts, weeks of the span).
    span
        Week numbers of the columns.
    cohort
        One row per course start: `start`, `first_week` of the cohort's calendar, `start_week`,
        `end_week`, `censor_week` and `last_week` (week numbers).
    hours
        Arrays of the shape of `codes`.
    event
        Lookup table of internship codes.
    censor
        Whether a person who is lost to death, emigration or pension leaves the denominators.

    Returns
    -------
    DataFrame
        `OUTCOMES`, weeks from the start week on.
    """
    begin, last = cohort["start_week"].to_numpy(), cohort["last_week"].to_numpy()
    length = (last - begin).astype(np.int64)
    row = np.repeat(np.arange(len(cohort), dtype=np.int32), length)
    since = np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    absolute = begin[row] + since
    column = absolute - span.start
    observed = (cohort["censor_week"].to_numpy() if censor else last)[row]
    inside = (absolute < cohort["end_week"].to_numpy()[row]) & (absolute < observed)
    return OUTCOMES.conform(
        pd.DataFrame(
            {
                "start": cohort["start"].to_numpy()[row],
                "week": absolute - cohort["first_week"].to_numpy()[row] + 1,
                "started": (since > 0) & (absolute < observed),
                "in_programme": inside,
                "internship": inside & event[codes[row, column]],
                "hours": hours.any_hours[row, column],
                "weekly_hours": hours.hours[row, column],
                "weekly_reported_hours": hours.reported_hours[row, column],
            }
        )
    )
