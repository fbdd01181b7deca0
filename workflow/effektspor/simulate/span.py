"""The weeks and months that a simulated register covers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from effektspor.calendar import (
    column_of_week,
    iso_week,
    month_number,
    month_of_week,
    week_number,
    week_range,
)


@dataclass(frozen=True)
class Span:
    """Whole ISO years from the first to the last."""

    first_year: int
    last_year: int

    @cached_property
    def weeks(self) -> np.ndarray:
        """Week numbers (int64, W)."""
        return np.asarray(week_range(self.first_year, self.last_year), dtype="int64")

    @cached_property
    def week_of_year(self) -> np.ndarray:
        """ISO week 1..53 of each week (int64, W)."""
        return np.asarray([iso_week(week)[1] for week in self.weeks])

    @cached_property
    def year_of_week(self) -> np.ndarray:
        """ISO year of each week (int64, W)."""
        return np.asarray([iso_week(week)[0] for week in self.weeks])

    @cached_property
    def month_index(self) -> np.ndarray:
        """Index into the months of the Thursday of each week (int64, W)."""
        return month_of_week(self.weeks) - month_number(self.first_year, 1)

    @cached_property
    def month_starts(self) -> np.ndarray:
        """Index of the first week of each month (int64, M): for ``ufunc.reduceat`` along weeks."""
        return np.flatnonzero(np.r_[True, np.diff(self.month_index) > 0])

    @property
    def n_months(self) -> int:
        """Months of the span."""
        return 12 * (self.last_year - self.first_year + 1)

    @property
    def years(self) -> range:
        """Years of the span."""
        return range(self.first_year, self.last_year + 1)

    @cached_property
    def columns(self) -> list[str]:
        """DREAM column of each week."""
        return [column_of_week(week) for week in self.weeks]

    @property
    def months(self) -> list[tuple[int, int]]:
        """Year and month of each month index."""
        return [(year, month) for year in self.years for month in range(1, 13)]

    def index_of(self, year: int, week: int) -> int:
        """Index of an ISO week in the span (negative before it)."""
        return week_number(year, week) - int(self.weeks[0])
