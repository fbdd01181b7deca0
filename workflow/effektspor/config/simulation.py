"""Settings: the synthetic registers; all that is not set here is in ``data/simulation/``."""

from typing import Literal, Self

from pydantic import Field, model_validator

from effektspor.config.base import Settings

FIRST_PROGRAMME_YEAR = 2013  # ressourceforloeb began on 1 January 2013


class SimulationSettings(Settings):
    """Size, span and format of the synthetic registers."""

    seed: int = Field(
        default=20190901,
        ge=0,
        description="Seed of all random numbers; the same seed gives the same bytes.",
    )
    starters: int = Field(
        default=40_000,
        ge=100,
        description="Persons who start a ressourceforloeb from 2013 to the last year.",
    )
    other_persons: int = Field(
        default=20_000, ge=0, description="Persons on other benefits or in work who never start."
    )
    first_year: int = Field(
        default=2011,
        ge=1992,
        le=FIRST_PROGRAMME_YEAR - 1,
        description="First year of the registers; at least a year before the first start.",
    )
    last_year: int = Field(
        default=2018,
        ge=FIRST_PROGRAMME_YEAR + 1,
        le=2025,
        description="Last year of the registers; the study must be over by then.",
    )
    file_format: Literal["dta", "csv"] = Field(
        default="dta", description="Format of the DREAM and BFL files (Stata or comma separated)."
    )
    fidelity_r2: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="Share of the variance between the participants' programme strengths that "
        "their published fidelity explains; 0 draws the strengths without it.",
    )
    replications: int = Field(
        default=100,
        ge=0,
        description="Independent worlds behind the expected value of the estimators; 0 leaves it out.",
    )
    chunk_persons: int = Field(
        default=10_000, ge=100, description="Persons simulated at a time; bounds the memory."
    )

    @model_validator(mode="after")
    def _ids_fit(self) -> Self:
        if self.starters + self.other_persons > 10**9 - 1:
            raise ValueError("more persons than nine-digit ids")
        return self

    @property
    def persons(self) -> int:
        """All persons of the registers."""
        return self.starters + self.other_persons
