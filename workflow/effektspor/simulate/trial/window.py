"""Days of the project: from its start, in days and in calendar months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import numpy as np

from effektspor.calendar import week_number
from effektspor.simulate.span import Span

PRINTED_MONTHS = (8, 12)
"""Months since the start after which the report tells who is in a flexjob."""


@dataclass(frozen=True)
class Window:
    """Start and end of the project and the day of the later status."""

    start: date
    end: date
    status: date

    @property
    def days(self) -> int:
        """Days from the start to the end."""
        return (self.end - self.start).days

    def months(self, number: int) -> int:
        """Days from the start to the same day so many months later."""
        return (self.month_day(number) - self.start).days

    def month_day(self, number: int) -> date:
        """The same day so many months after the start, the last of a month that lacks it."""
        return same_day(self.start, number)

    def week_of(self, day: date, span: Span) -> int:
        """Index in the span of the week that holds a day."""
        year, week, _ = day.isocalendar()
        return week_number(year, week) - int(span.weeks[0])

    def weeks_of(self, days: np.ndarray, span: Span) -> np.ndarray:
        """Index of the first week whose Thursday is not before a day; `days` since the start.

        A spell from one day to another thus holds the weeks of which it covers most.
        """
        first_thursday = 3 - self.start.weekday()  # days since the start
        weeks = -np.floor_divide(first_thursday - days, 7)  # rounded up
        found: np.ndarray = self.week_of(self.start, span) + weeks
        return found


def same_day(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that lacks it."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
