"""Settings of a study that mirrors the evaluation of Bedre Ressourceforloeb."""

from typing import Literal, Self

from pydantic import Field, model_validator

from effektspor.config.base import DateText, Settings
from effektspor.config.data import Data
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

BRF_COHORTS = ("2016", "2017-18")
BRF_OUTCOMES = {("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme")}


class Brf2019(Settings):
    """A comparison of municipalities over two cohorts, on registers and surveys."""

    evaluation: Literal["brf2019"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is estimated."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: Data
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
        simulate = self.data.simulate
        if simulate is not None and simulate.last_year < max(followed):
            raise ValueError(
                f"data.simulate.last_year must not lie before {max(followed)}: the cohorts are "
                "followed until then"
            )
        return self

    @model_validator(mode="after")
    def _the_evaluations_texts_fit(self) -> Self:
        ids = (self.cohorts.pre.id, self.cohorts.post.id)
        series = {(outcome.outcome, outcome.denominator) for outcome in self.outcomes}
        if ids != BRF_COHORTS or series != BRF_OUTCOMES:
            raise ValueError(
                f"evaluation brf2019 tells of {' and '.join(BRF_COHORTS)} (cohorts.pre.id and "
                "cohorts.post.id) and of the outcomes internship in_programme, hours started and "
                "hours in_programme"
            )
        return self

    @model_validator(mode="after")
    def _reference_week_exists(self) -> Self:
        if self.estimation.reference_week > self.cohorts.weeks:
            raise ValueError("estimation.reference_week lies after the last week of cohorts.weeks")
        return self

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed."""
        return study_span(self.cohorts, self.programme, self.background)

    @property
    def start_years(self) -> list[int]:
        """Years in which starts count."""
        return start_years(self.cohorts)
