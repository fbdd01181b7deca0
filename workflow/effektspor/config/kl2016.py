"""Settings of a study that mirrors KL's survey of the job centres."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from effektspor.calendar import iso_week, week_number, week_range
from effektspor.codebook import ACTIVITIES
from effektspor.config.base import DateText, Key, Settings, Year
from effektspor.config.data import RegisterData
from effektspor.config.design import Codes, Disclosure, Programme
from effektspor.config.series import Series
from effektspor.config.simulation import SimulationSettings
from effektspor.config.surveys import KL_SIMULATED, JobCentreSurveys, simulated_name

REPORTED = {"passive_weeks": (26, 52), "incidence_weeks": (52, 104, 156)}
"""Weeks since the start that the report speaks of, whatever else is set."""


class KlData(RegisterData):
    """The input files of a study."""

    simulate: SimulationSettings | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    series: Series = Series()
    """Open series of benefits; each may be left out."""
    surveys: JobCentreSurveys = JobCentreSurveys()
    """Surveys of the job centres; all may be left out."""

    @model_validator(mode="after")
    def _simulated_files(self) -> Self:
        if self.simulate is None:
            return self
        self.check_simulated_registers(self.simulate.file_format)
        self.series.check_simulated()
        for survey, file in KL_SIMULATED.items():
            source = self.surveys.source(survey)
            if source is not None and simulated_name(source) != file:
                raise ValueError(
                    f"surveys.{survey}.path must end in {file}, which the simulator writes"
                )
        return self


class Kl2016(Settings):
    """Open series, courses counted at a date, and a survey of the municipalities' job centres."""

    evaluation: Literal["kl2016"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is estimated."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: KlData
    """Input files."""
    codes: Codes = Codes()
    """Code lists."""
    programme: Programme = Programme()
    """Programme and spells."""
    reform: DateText = "2013-01-01"
    """Date of the reform: courses are counted from here on, and figures have a line there."""
    as_of: DateText = "2016-01-01"
    """Date at which courses are counted; nothing after it is used."""
    origin_weeks: Annotated[int, Field(ge=1, le=104)] = 4
    """Weeks before the start in which the last benefit says where a person came from."""
    passive_weeks: tuple[Annotated[int, Field(ge=1, le=520)], ...] = (26, 52)
    """Weeks since the start at which it is counted who has no offer; 26 and 52 are always among them,
    for the report's sentences speak of them."""
    incidence_weeks: tuple[Annotated[int, Field(ge=1, le=520)], ...] = (52, 104, 156)
    """Weeks since the start at which it is read off how many of all starters have left; 52, 104 and
    156 are always among them."""
    company_activities: Annotated[tuple[Key, ...], Field(min_length=1)] = (
        "wage_subsidy_private",
        "wage_subsidy_public",
        "workplace_training_private",
        "workplace_training_public",
    )
    """Activities that count as directed at companies; at least one."""
    passive_activity: Key = "passive"
    """Activity of a week without an offer."""
    survey_year: Year = 2016
    """Year of the survey `jobcentres`."""
    before_year: Year = 2015
    """Year of the survey `jobcentres_before`."""
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    """Level of the intervals."""
    disclosure: Disclosure = Disclosure()
    """Disclosure control."""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.as_of <= self.reform:
            raise ValueError("as_of must lie after the reform")
        if self.before_year >= self.survey_year:
            raise ValueError("before_year must lie before survey_year")
        return self

    @field_validator("passive_weeks", "incidence_weeks")
    @classmethod
    def _weeks_of_the_report_too(
        cls, weeks: tuple[int, ...], info: ValidationInfo
    ) -> tuple[int, ...]:
        name = str(info.field_name)
        if not weeks or sorted(set(weeks)) != list(weeks):
            raise ValueError(f"{name} must hold at least one week and ascend, each once")
        return tuple(sorted({*weeks, *REPORTED[name]}))

    @field_validator("company_activities", "passive_activity")
    @classmethod
    def _known_activities(cls, named: str | tuple[str, ...]) -> str | tuple[str, ...]:
        several = [named] if isinstance(named, str) else list(named)
        unknown = sorted(set(several) - set(ACTIVITIES))
        if unknown:
            raise ValueError(
                f"there is no activity {', '.join(unknown)}; allowed are {', '.join(ACTIVITIES)}"
            )
        if len(set(several)) < len(several):
            raise ValueError("each activity may stand once")
        return named

    @model_validator(mode="after")
    def _files_cover_the_weeks(self) -> Self:
        absent = sorted(set(self.start_years) - set(self.data.population.years))
        if absent:
            raise ValueError(f"data.population.years must hold {absent}: starts need them")
        simulate = self.data.simulate
        if simulate is not None:
            weeks, made = self.register_weeks, week_range(simulate.first_year, simulate.last_year)
            if weeks.start < made.start or weeks.stop > made.stop:
                raise ValueError(
                    "data.simulate.first_year and last_year must reach from a year before the "
                    "reform to as_of"
                )
        return self

    @property
    def reform_week(self) -> int:
        """Week number of the reform."""
        return _week_of(date.fromisoformat(self.reform))

    @property
    def as_of_week(self) -> int:
        """Week number of the day before `as_of`: the last week that is used."""
        return _week_of(date.fromisoformat(self.as_of) - timedelta(days=1))

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed."""
        back = max(self.programme.washout_weeks, self.origin_weeks)
        return range(self.reform_week - back, self.as_of_week + 1)

    @property
    def start_years(self) -> list[int]:
        """Years in which starts count."""
        return list(range(iso_week(self.reform_week)[0], iso_week(self.as_of_week)[0] + 1))


def _week_of(day: date) -> int:
    year, week, _ = day.isocalendar()
    return week_number(year, week)
