"""Settings of a study that mirrors the business case of a municipality of 2019."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from effektspor.calendar import week_number, week_range
from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import CaseData, CaseTables, Economics, Flow, Units
from effektspor.config.design import Codes, Disclosure

REFUND_HISTORY_WEEKS = 156
"""Weeks before a week over which benefits count for its refund: three years."""


class Hedensted2019(Settings):
    """Potential, flow of persons between benefits, money and follow-up of one municipality."""

    evaluation: Literal["hedensted2019"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is estimated."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: CaseData
    """Input files."""
    tables: CaseTables = CaseTables()
    """What is planned and assumed."""
    codes: Codes = Codes()
    """Code lists."""
    units: Units
    """The municipality and those it is compared with."""
    as_of: DateText = "2018-09-01"
    """Day at which the municipality stands; rates are estimated before it, follow-up begins there."""
    follow_until: DateText | None = None
    """Last day of follow-up; the extract date where it is left out."""
    flow: Flow = Flow()
    """Flow between states."""
    economics: Economics = Economics()
    """Money."""
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    """Level of the intervals."""
    disclosure: Disclosure = Disclosure()
    """Disclosure control."""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if not self.as_of <= self.followed_until <= self.data.extract_date:
            raise ValueError("as_of, follow_until and data.extract_date must ascend")
        return self

    @model_validator(mode="after")
    def _files_cover_the_weeks(self) -> Self:
        absent = sorted(set(self.start_years) - set(self.data.population.years))
        if absent:
            raise ValueError(f"data.population.years must hold {absent}: the population is counted")
        simulate = self.data.simulate
        if simulate is not None:
            weeks, made = self.register_weeks, week_range(simulate.first_year, simulate.last_year)
            if weeks.start < made.start or weeks.stop > made.stop:
                raise ValueError(
                    "data.simulate.first_year and last_year must reach from three years before the "
                    "first month of flow.history_months to follow_until"
                )
        return self

    @property
    def followed_until(self) -> str:
        """Last day of follow-up, YYYY-MM-DD."""
        return self.follow_until or self.data.extract_date

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed.

        From three years before the first month of estimation, since earlier benefits decide the
        refund, to the end of the follow-up.
        """
        day = date.fromisoformat(self.as_of)
        months = day.year * 12 + day.month - 1 - self.flow.history_months
        first = _week_of(date(months // 12, months % 12 + 1, 1)) - REFUND_HISTORY_WEEKS
        return range(first, _week_of(date.fromisoformat(self.followed_until)) + 1)

    @property
    def start_years(self) -> list[int]:
        """Years whose population is counted: from the first month of estimation to the last one."""
        first = int(self.as_of[:4]) - -(-self.flow.history_months // 12)
        return list(range(first, int(self.followed_until[:4]) + 1))


def _week_of(day: date) -> int:
    year, week, _ = day.isocalendar()
    return week_number(year, week)
