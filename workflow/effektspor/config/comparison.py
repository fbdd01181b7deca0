"""Settings of every study that compares municipalities over two cohorts of course starts."""

from typing import Self

from pydantic import Field, model_validator

from effektspor.config.base import DateText, Settings
from effektspor.config.data import HoursData
from effektspor.config.design import (
    Background,
    Codes,
    Cohorts,
    Disclosure,
    Estimation,
    Exclusions,
    FollowUp,
    Municipalities,
    OrdinaryHours,
    Outcome,
    Programme,
)
from effektspor.config.diagnostics import Diagnostics
from effektspor.config.window import start_years, study_span, years_of_hours


class Comparison(Settings):
    """A comparison of municipalities over two cohorts, on registers."""

    evaluation: str
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is estimated."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: HoursData
    """Input files."""
    codes: Codes = Codes()
    """Code lists."""
    programme: Programme = Programme()
    """Programme and spells."""
    ordinary_hours: OrdinaryHours = OrdinaryHours()
    """Ordinary hours."""
    cohorts: Cohorts
    """Cohorts."""
    municipalities: Municipalities
    """Groups."""
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    """Weekly shares to be studied."""
    background: Background = Background()
    """Background before the start."""
    exclusions: Exclusions = Exclusions()
    """Starts that are left out."""
    follow_up: FollowUp = FollowUp()
    """Follow-up."""
    estimation: Estimation = Estimation()
    """Estimation."""
    diagnostics: Diagnostics = Diagnostics()
    """Diagnostics."""
    disclosure: Disclosure = Disclosure()
    """Disclosure control."""

    @model_validator(mode="after")
    def _files_cover_the_cohorts(self) -> Self:
        starts = set(start_years(self.cohorts))
        followed = set(years_of_hours(self.cohorts))
        for key, years, needed in (
            ("hours", self.data.hours.years, followed),
            ("population", self.data.population.years, starts),
        ):
            absent = sorted(needed - set(years))
            if absent:
                raise ValueError(f"data.{key}.years must hold {absent}: the cohorts need them")
        return self

    @model_validator(mode="after")
    def _reference_week_exists(self) -> Self:
        if self.estimation.reference_week > self.cohorts.weeks:
            raise ValueError("estimation.reference_week lies after the last week of cohorts.weeks")
        return self

    @property
    def last_followed_year(self) -> int:
        """Last ISO year in which somebody is followed."""
        return max(years_of_hours(self.cohorts))

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed."""
        return study_span(self.cohorts, self.programme, self.background)

    @property
    def start_years(self) -> list[int]:
        """Years in which starts count."""
        return start_years(self.cohorts)
