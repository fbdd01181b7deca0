"""What the cohort stage is given: the settings that decide who is studied, and the registers."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from pydantic import field_validator

from effektspor.config.base import Settings
from effektspor.config.design import (
    Background,
    Cohorts,
    EventProgramme,
    Exclusions,
    FollowUp,
    Municipalities,
    OrdinaryHours,
    Programme,
)
from effektspor.config.window import main_span, study_span


class Design(Settings):
    """The settings that decide who is studied."""

    programme: EventProgramme
    ordinary_hours: OrdinaryHours
    cohorts: Cohorts
    municipalities: Municipalities
    background: Background
    exclusions: Exclusions
    follow_up: FollowUp
    count_imputed: bool
    """Whether imputed hours count."""

    @field_validator("programme", mode="before")
    @classmethod
    def _whichever_kind(cls, programme: Any) -> Any:
        # A study without the choice of an event has the plain settings.
        return programme.model_dump() if isinstance(programme, Programme) else programme

    @property
    def span(self) -> range:
        """Week numbers that the two cohorts need."""
        return main_span(self.cohorts, self.programme, self.background)

    @property
    def whole_span(self) -> range:
        """Week numbers that the study needs, starts of placebo years with it."""
        return study_span(self.cohorts, self.programme, self.background)


@dataclass(frozen=True)
class Registers:
    """Validated register tables of some persons.

    Attributes
    ----------
    in_dream
        Persons in DREAM; the tables need to hold those only who ever were in the programme.
    """

    in_dream: int
    persons: pd.DataFrame
    spells: pd.DataFrame
    employment: pd.DataFrame
    hours: pd.DataFrame
    population: pd.DataFrame
    stv: pd.DataFrame
