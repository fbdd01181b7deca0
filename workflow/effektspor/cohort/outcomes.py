"""Weekly outcomes of each course start over the calendar weeks of its cohort."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import month_of_week
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
    ),
    key=("start", "week"),
)


def weekly_outcomes(
    codes: npt.NDArray[np.uint16],
    span: range,
    cohort: pd.DataFrame,
    hours: npt.NDArray[np.bool_],
    event: npt.NDArray[np.bool_],
    weeks: int,
) -> pd.DataFrame:
    """Outcomes of each week from the start on.

    Parameters
    ----------
    codes
        Shape (course starts, weeks of the span).
    span
        Week numbers of the columns.
    cohort
        One row per course start: `start`, `first_week` of the cohort's calendar, `start_week` and
        `end_week` (week numbers).
    hours
        Shape of `codes`: whether the month of the week has ordinary hours.
    event
        Lookup table of internship codes.
    weeks
        Length of the calendar.

    Returns
    -------
    DataFrame
        `OUTCOMES`, weeks from the start week on.
    """
    calendar = np.arange(weeks)
    absolute = cohort["first_week"].to_numpy()[:, None] + calendar
    column = absolute - span.start
    row = np.arange(len(cohort))[:, None]
    begin = cohort["start_week"].to_numpy()[:, None]
    inside = (absolute >= begin) & (absolute < cohort["end_week"].to_numpy()[:, None])
    frame = pd.DataFrame(
        {
            "start": np.repeat(cohort["start"].to_numpy(), weeks),
            "week": np.tile(calendar + 1, len(cohort)),
            "started": (absolute > begin).reshape(-1),
            "in_programme": inside.reshape(-1),
            "internship": (inside & event[codes[row, column]]).reshape(-1),
            "hours": hours[row, column].reshape(-1),
        }
    )
    return OUTCOMES.conform(frame[(absolute >= begin).reshape(-1)])


def ordinary_hours(
    codes: npt.NDArray[np.uint16],
    span: range,
    persons: pd.Series,
    hours: pd.DataFrame,
    excluded: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Whether each week lies in a month with ordinary hours.

    A month with a week on an excluded code (wage subsidy, flexjob, skånejob) has none: paid hours
    in it may be those of the supported job.

    Parameters
    ----------
    codes
        Shape (course starts, weeks of the span).
    persons
        Person key of each row.
    hours
        Columns pnr, month; one row per month with paid hours.
    excluded
        Lookup table of excluded codes.

    Returns
    -------
    numpy.ndarray
        bool, shape of `codes`.
    """
    months = month_of_week(np.arange(span.start, span.stop))
    first = int(months[0])
    place = months - first
    rows = pd.DataFrame({"pnr": persons.to_numpy(), "row": np.arange(len(persons))})
    paid = rows.merge(hours[["pnr", "month"]], on="pnr")
    paid = paid[(paid["month"] >= first) & (paid["month"] <= int(months[-1]))]
    month_paid = np.zeros((len(persons), place[-1] + 1), dtype=bool)
    month_paid[paid["row"].to_numpy(), paid["month"].to_numpy() - first] = True
    supported = excluded[codes]
    month_supported = np.logical_or.reduceat(
        supported, np.flatnonzero(np.diff(place, prepend=-1)), axis=1
    )
    ordinary: npt.NDArray[np.bool_] = (month_paid & ~month_supported)[:, place]
    return ordinary
