"""The settings of a study of any programme that decide its artefacts and their words."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from effektspor.config.design import EventName
from effektspor.evaluations.making_groups import CommonSettings


class CohortYears(BaseModel):
    """A cohort of starters."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    first_year: int
    last_year: int


class ProgrammeSettings(CommonSettings):
    """What decides artefacts beside their tables; as in the config of the study.

    Attributes
    ----------
    name
        Danish name of what is evaluated.
    family
        Danish and English name of the benefit family, as within a sentence.
    bridged
        Danish names of the benefits that may fill a gap.
    measures
        Outcome and denominator of each weekly share.
    """

    name: str = Field(min_length=3)
    family: tuple[str, str]
    bridged: tuple[str, ...] = ()
    pre: CohortYears
    post: CohortYears
    weeks: int = Field(ge=1)
    placebo_years: tuple[int, ...] = ()
    placebo_through: str | None = None
    participants: int = Field(ge=2)
    excluded: int = Field(default=0, ge=0)
    measures: tuple[tuple[str, str], ...] = Field(min_length=1)
    event: EventName
    exit_weeks: tuple[int, ...]
    history_weeks: int
    pension_age: int
    draws: int
    reference_week: int = Field(ge=1)
    smallest_group: int = Field(default=50, ge=1)
    washout_weeks: int = Field(default=52, ge=1)
    bridge_weeks: int = Field(default=4, ge=0)
    bridge_family_weeks: int | None = None
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"

    @model_validator(mode="after")
    def _week_is_in_the_window(self) -> Self:
        if self.reference_week > self.weeks:
            raise ValueError("reference_week lies after the last of the weeks")
        return self
