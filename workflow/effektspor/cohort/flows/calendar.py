"""The months of a business case and the weeks that stand for them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from effektspor.calendar import month_number, month_of_week, week_number


@dataclass(frozen=True)
class Months:
    """Months from the first that is estimated from to the last that is followed.

    A month's state is that of the ISO week that holds its 15th day: no day of a month is further
    from it than half a month, and no week is read for two months.

    Attributes
    ----------
    span
        Week numbers that are read.
    first, as_of, last
        Month numbers (`effektspor.calendar`): of the first month, of the date and of the last.
    """

    span: range
    first: int
    as_of: int
    last: int

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """Month numbers."""
        return np.arange(self.first, self.last + 1)

    @property
    def at(self) -> int:
        """Position of the month of `as_of`."""
        return self.as_of - self.first

    @cached_property
    def columns(self) -> npt.NDArray[np.int64]:
        """Column of the week that stands for each month."""
        weeks = [_week_of(date(n // 12, n % 12 + 1, 15)) - self.span.start for n in self.numbers]
        return np.array(weeks, dtype=np.int64)

    @property
    def read(self) -> int:
        """Months from the first to that of the last week read: an end is read some weeks after it."""
        return int(self.month_of_column[-1]) - self.first + 1

    @cached_property
    def month_of_column(self) -> npt.NDArray[np.int64]:
        """Month number of each week that is read."""
        return month_of_week(np.arange(self.span.start, self.span.stop))

    @property
    def names(self) -> list[str]:
        """Months as YYYY-MM."""
        return [month_name(number) for number in self.numbers]


def month_name(number: int) -> str:
    """A month number as YYYY-MM."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def months_of(span: range, as_of: str, until: str, history: int, settle: int) -> Months:
    """Months of a study: `history` months before the date, and those until the last day.

    Parameters
    ----------
    settle
        Weeks after an end until it is known for one, and where it led. A month in whose last week
        that is not known yet is no month to follow: its ends would be missing, its stock too large.
    """
    day, end = date.fromisoformat(as_of), date.fromisoformat(until)
    at = month_number(day.year, day.month)
    last = month_number(end.year, end.month)
    while last > at and _last_week_of(last) + settle >= span.stop:
        last -= 1
    return Months(span, at - history, at, last)


def _last_week_of(month: int) -> int:
    """The last week that counts as one of the month."""
    following = _week_of(date((month + 1) // 12, (month + 1) % 12 + 1, 7))
    weeks = np.arange(following - 6, following + 1)
    return int(weeks[month_of_week(weeks) == month].max())


def _week_of(day: date) -> int:
    year, week, _ = day.isocalendar()
    return week_number(year, week)
