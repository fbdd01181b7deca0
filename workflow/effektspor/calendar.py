"""ISO weeks and months as whole numbers, so that a register with 53-week years is plain arithmetic.

A *week number* counts ISO weeks from 1990-W01 (= 0), before the first week of DREAM (1991-W31).
A *month number* is ``12 * year + month - 1``. A week belongs to the year and month of its
Thursday, as ISO 8601 and the register's own documentation have it.
"""

from datetime import date, timedelta

import numpy as np

ORIGIN = date.fromisocalendar(1990, 1, 1)
CENTURY_PIVOT = 90  # y_9131 is 1991, y_1601 is 2016


def week_number(year: int, week: int) -> int:
    """Week number of an ISO week; ``ValueError`` where the year has no such week."""
    return (date.fromisocalendar(year, week, 1) - ORIGIN).days // 7


def iso_week(number: int) -> tuple[int, int]:
    """ISO year and week of a week number."""
    year, week, _ = (ORIGIN + timedelta(weeks=int(number))).isocalendar()
    return year, week


def weeks_in_year(year: int) -> int:
    """52 or 53."""
    return date(year, 12, 28).isocalendar().week


def week_range(first_year: int, last_year: int) -> range:
    """All week numbers from the first week of one ISO year to the last of another."""
    return range(week_number(first_year, 1), week_number(last_year + 1, 1))


def monday_of_week(number: int) -> date:
    """First day of a week."""
    return ORIGIN + timedelta(weeks=int(number))


def year_of_column(name: str) -> int:
    """Year of a DREAM column that ends in ``YYWW``, whether it has such a week or not."""
    two_digits = int(name[-4:-2])
    return two_digits + (1900 if two_digits >= CENTURY_PIVOT else 2000)


def week_of_column(name: str) -> int | None:
    """Week number of a DREAM column ``y_YYWW``; None where there is no such week (``y_1653``)."""
    year, week = year_of_column(name), int(name[-2:])
    if not 1 <= week <= weeks_in_year(year):
        return None
    return week_number(year, week)


def column_of_week(number: int) -> str:
    """DREAM column name of a week number: ``y_1601``."""
    year, week = iso_week(number)
    return f"y_{year % 100:02d}{week:02d}"


def month_number(year: int, month: int) -> int:
    """Month number of a calendar month."""
    return 12 * year + month - 1


def month_of_week(numbers: np.ndarray | int) -> np.ndarray:
    """Month number of the Thursday of each week number (int64, shape of the input)."""
    thursdays = np.datetime64(ORIGIN, "D") + 7 * np.asarray(numbers, dtype="int64") + 3
    return thursdays.astype("datetime64[M]").astype("int64") + 12 * 1970
