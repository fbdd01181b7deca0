"""Settings: open series of benefits."""

from typing import Literal

from pydantic import Field

from effektspor.config.base import Settings
from effektspor.config.sources import UndatedPath

SeriesId = Literal["awards_age", "awards_cause", "fulltime"]
SERIES: tuple[SeriesId, ...] = ("awards_age", "awards_cause", "fulltime")
"""Series of a study, in the order of reports."""


class SeriesSource(Settings):
    """One series: the file as the interface gave it."""

    path: UndatedPath
    """File in one of the layouts of the public interfaces."""
    groups: str | None = None
    """List of the groups, a CSV; `data/series/<series>.csv` where it is left out."""


class Series(Settings):
    """Open series; what is left out is left out of the report, which says so."""

    awards_age: SeriesSource | None = None
    """New disability pensions by age."""
    awards_cause: SeriesSource | None = None
    """New disability pensions by cause."""
    fulltime: SeriesSource | None = None
    """Full-time persons on four benefits."""
    level_periods: int = Field(
        default=4,
        ge=1,
        le=60,
        description="Periods whose mean is the level before and after the reform.",
    )

    def source(self, series: str) -> SeriesSource | None:
        """Settings of a series by its id; None where it is left out."""
        found: SeriesSource | None = getattr(self, series)
        return found

    def held(self) -> tuple[str, ...]:
        """Ids of the series that there are."""
        return tuple(name for name in SERIES if self.source(name) is not None)
