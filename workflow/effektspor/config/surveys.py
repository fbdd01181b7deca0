"""Settings: the surveys of a study; each may be left out."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from effektspor.config.base import DateText, MonthText, Settings
from effektspor.config.sources import UndatedPath

BrfSurveyId = Literal["staff", "progression", "referral", "later"]
JobCentreSurveyId = Literal["jobcentres", "jobcentres_before"]
SurveyId = Literal[BrfSurveyId, JobCentreSurveyId]
BRF_SURVEYS: tuple[BrfSurveyId, ...] = get_args(BrfSurveyId)
JOB_CENTRE_SURVEYS: tuple[JobCentreSurveyId, ...] = get_args(JobCentreSurveyId)
SURVEYS: tuple[SurveyId, ...] = get_args(SurveyId)
"""Surveys that are read from files of answers, in the order of reports; a study has some."""
CODEBOOKS = "data/surveys"
SIMULATED: Mapping[BrfSurveyId, str] = {
    "staff": "medarbejdere.sav",
    "progression": "progression.sav",
    "referral": "borgere_visitation.sav",
    "later": "borgere_6mdr.sav",
}
"""Files that the simulator writes for surveys of staff and citizens."""
KL_SIMULATED: Mapping[JobCentreSurveyId, str] = {
    "jobcentres": "jobcentre.sav",
    "jobcentres_before": "jobcentre_before.sav",
}
"""Files that it writes for surveys of job centres."""
SIMULATED_KEY = "kommunenoegle.csv"
"""File of the simulator that says which register belongs to a municipality of the staff's survey."""


class SurveySource(Settings):
    """One survey: its answers and the codebook that says what they mean."""

    path: UndatedPath
    """File (SPSS sav or zsav, or any other format of registers), pattern with `*`, or folder; several
    files are read as one."""
    codebook: str | None = None
    """Codebook, a CSV; `data/surveys/<survey>.csv` where it is left out."""
    collected: DateText | MonthText | None = None
    """Month or date of the last answers, YYYY-MM or YYYY-MM-DD; stands at the source lines of the
    survey, which have no date where it is left out."""
    invited: Annotated[int, Field(ge=1)] | None = None
    """Persons who were invited, where not all of them stand in the file; None: those in it."""
    population: str | None = None
    """CSV with `municipality`, `role` and `n`, the staff that there was: makes intervals narrower by
    the share of it that answered. Only for `staff`."""


class SurveyFiles(Settings):
    """Surveys of a study; what is left out is left out of the report, which says so."""

    scales: str = f"{CODEBOOKS}/scales.csv"
    """Scales of answers and what their labels mean, a CSV."""
    quotes: UndatedPath | None = None
    """Coded quotes, a CSV."""

    def source(self, survey: str) -> SurveySource | None:
        """Settings of a survey by its id; None where it is left out or of another kind of study."""
        found: SurveySource | None = getattr(self, survey, None)
        return found

    def codebook(self, survey: str) -> str:
        """Path of a survey's codebook."""
        source = self.source(survey)
        own = source.codebook if source is not None else None
        return own or f"{CODEBOOKS}/{survey}.csv"

    def collected(self) -> dict[str, str]:
        """When the last answers came, by survey; only where it is known."""
        sources = {survey: self.source(survey) for survey in SURVEYS}
        return {name: each.collected for name, each in sources.items() if each and each.collected}

    def held(self) -> tuple[str, ...]:
        """Ids of the surveys that there are, `quotes` last where it is one of them."""
        surveys = tuple(survey for survey in SURVEYS if self.source(survey) is not None)
        return surveys + (("quotes",) if self.quotes is not None else ())


class Surveys(SurveyFiles):
    """Surveys of staff and citizens; what is left out is left out of the report, which says so."""

    staff: SurveySource | None = None
    """Staff on core elements and belief, in three waves."""
    municipality_key: UndatedPath | None = None
    """CSV with the columns `survey` and `register`, municipality numbers, each participant once in
    both: for a survey of the staff in which the participants' numbers are not those of the
    registers, such as one that was made unrecognisable by exchanging them. None: the same numbers.
    Only the link of effects and answers uses it."""
    progression: SurveySource | None = None
    """Repeated measurements of citizens."""
    referral: SurveySource | None = None
    """Citizens after the meeting of the rehabilitation team."""
    later: SurveySource | None = None
    """Citizens after six months."""

    @field_validator("progression", "referral", "later")
    @classmethod
    def _population_is_of_staff(cls, source: SurveySource | None) -> SurveySource | None:
        if source is not None and source.population is not None:
            raise ValueError("population is for the survey of the staff only")
        return source

    @model_validator(mode="after")
    def _key_is_of_staff(self) -> Self:
        if self.municipality_key is not None and self.staff is None:
            raise ValueError("municipality_key is for the survey of the staff, which is left out")
        return self


class JobCentreSurveys(SurveyFiles):
    """Surveys of the job centres; what is left out is left out of the report, which says so."""

    jobcentres: SurveySource | None = None
    """The survey that the report is about: one answer for each municipality."""
    jobcentres_before: SurveySource | None = None
    """The survey before it, for questions that were asked in both."""

    @model_validator(mode="after")
    def _nothing_of_staff(self) -> Self:
        for source in (self.jobcentres, self.jobcentres_before):
            if source is not None and source.population is not None:
                raise ValueError("population is for the survey of the staff only")
        if self.jobcentres_before is not None and self.jobcentres is None:
            raise ValueError("jobcentres_before needs jobcentres, with which it is compared")
        return self


def simulated_name(source: SurveySource) -> str:
    """Name of a survey's file without its folder."""
    return PurePath(source.path).name
