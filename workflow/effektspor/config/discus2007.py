"""Settings of a study that mirrors the randomised flexjob trial of 2005-06."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from effektspor.calendar import week_number, week_range
from effektspor.config.base import DateText, Settings
from effektspor.config.design import Codes, Disclosure
from effektspor.config.trial import Fees, Randomisation, TrialData, Waiting

MUNICIPALITIES = "data/codes/municipalities_by_year.csv"


class TrialCodes(Codes):
    """Benefit codes and municipalities, whose numbers changed in 2007."""

    municipalities: str = MUNICIPALITIES
    """Municipality numbers and names with the years in which they were in use."""


class Discus2007(Settings):
    """A trial that drew citizens to other actors or to their municipality within municipalities."""

    evaluation: Literal["discus2007"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    plan: str | None = None
    """Analysis plan, a Markdown file with one block of YAML; `docs/plan-<evaluation>.md` where it is
    left out. Hashed before anything is estimated."""
    report_date: DateText | None = None
    """Date on the title page, YYYY-MM-DD; the extract date where it is left out."""
    data: TrialData
    """Input files."""
    codes: TrialCodes = TrialCodes()
    """Code lists."""
    project_start: DateText = "2005-10-01"
    """Day from which the effort and all follow-up count."""
    project_end: DateText = "2006-10-01"
    """Day on which the project ends and end status is taken."""
    status_date: DateText = "2007-04-01"
    """Day of the later status that the steering group asked for."""
    national_months: tuple[Annotated[int, Field(ge=1, le=36)], ...] = (8, 12)
    """Months since the start at which the trial is compared with the country."""
    waiting: Waiting = Waiting()
    """Waiting for a flexjob, and having one."""
    randomisation: Randomisation = Randomisation()
    """Inference from the draw of the arms."""
    fees: Fees = Fees()
    """What other actors are paid."""
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    """Level of the intervals."""
    disclosure: Disclosure = Disclosure()
    """Disclosure control."""

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if not self.project_start < self.project_end < self.status_date:
            raise ValueError("project_start, project_end and status_date must ascend")
        if sorted(set(self.national_months)) != list(self.national_months):
            raise ValueError("national_months must ascend, each once")
        if self.status_date > self.data.extract_date:
            raise ValueError("data.extract_date must not lie before status_date")
        return self

    @model_validator(mode="after")
    def _files_cover_the_weeks(self) -> Self:
        year = int(self.project_start[:4])
        if year not in self.data.population.years:
            raise ValueError(f"data.population.years must hold {year}, the year of the start")
        simulate = self.data.simulate
        if simulate is not None:
            weeks, made = self.register_weeks, week_range(simulate.first_year, simulate.last_year)
            if weeks.start < made.start or weeks.stop > made.stop:
                raise ValueError(
                    "data.simulate.first_year and last_year must reach from one and a half long waits "
                    "before project_start to status_date"
                )
        return self

    @property
    def start_week(self) -> int:
        """Week number of the first week of the project."""
        return week_of(self.project_start)

    @property
    def end_week(self) -> int:
        """Week number of the week in which the project ends."""
        return week_of(self.project_end)

    @property
    def status_week(self) -> int:
        """Week number of the later status."""
        return week_of(self.status_date)

    @property
    def register_weeks(self) -> range:
        """Week numbers for which benefit codes are needed.

        As far back as the long wait, and half as much again to see what came before it.
        """
        back = self.waiting.long_weeks + self.waiting.long_weeks // 2
        return range(self.start_week - back, self.status_week + 1)

    @property
    def start_years(self) -> list[int]:
        """Years in which the residence of the persons is needed."""
        return [int(self.project_start[:4])]


def week_of(day: str) -> int:
    """Week number of an ISO date."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return week_number(year, week)
