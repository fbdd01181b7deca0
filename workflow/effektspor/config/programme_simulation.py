"""Settings: synthetic registers of persons who move between benefits and jobs."""

from typing import Annotated, Literal

from pydantic import Field

from effektspor.config.base import Settings, Year


class FlowSimulation(Settings):
    """Size, span and format of these registers."""

    seed: int = Field(
        default=2019, ge=0, description="Seed of all random numbers; the same seed, the same bytes."
    )
    other_persons: int = Field(
        default=2_000, ge=0, description="Persons in work or on other benefits who never start."
    )
    first_year: Year = Field(default=2013, description="First year of the registers.")
    last_year: Year = Field(default=2019, description="Last year of the registers.")
    file_format: Literal["dta", "csv"] = Field(
        default="dta", description="Format of the DREAM and BFL files (Stata or comma separated)."
    )


class Effect(Settings):
    """The known effect on later starts in participating municipalities, as ratios of weekly rates."""

    internship: Annotated[float, Field(gt=0, le=10)] = 1.6
    """Ratio of the rate of starting an internship."""
    employment: Annotated[float, Field(gt=0, le=10)] = 1.3
    """Ratio of the rate of leaving for work."""


class ProgrammeSimulation(FlowSimulation):
    """Synthetic registers of a programme that some municipalities run otherwise."""

    starters: int = Field(default=6_000, ge=100, description="Persons who start the programme.")
    effect: Effect = Field(default=Effect(), description="The known effect.")


class CaseSimulation(FlowSimulation):
    """Synthetic registers of a municipality with a business case, and of all others."""

    inflow_scale: Annotated[float, Field(gt=0, le=1)] = Field(
        default=1.0,
        description="Share of the other municipalities' persons that are simulated; below 1 their "
        "shares of the population are too small by it. The municipality itself is simulated wholly.",
    )
    status: bool = Field(
        default=False, description="Whether the municipality's monthly status is written too."
    )
