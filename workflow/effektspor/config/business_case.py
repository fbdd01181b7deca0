"""Settings: the tables of a business case, its flow model and its money."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from effektspor.config.base import Key, Settings, Year
from effektspor.config.data import RegisterData
from effektspor.config.programme_simulation import CaseSimulation
from effektspor.config.sources import UndatedPath

BUSINESS_CASE = "data/business_case"
CASE_FILES = ("baseline", "targets", "parameters", "states", "practice", "inhabitants")
"""Tables of a business case, each a CSV."""
LONGEST = 24
"""Months in the programme beyond which targets speak."""
Number = Annotated[int, Field(ge=101, le=999)]
"""Number of a municipality."""


class CaseData(RegisterData):
    """The input files of a business case."""

    simulate: CaseSimulation | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    status: UndatedPath | None = None
    """The municipality's own monthly status scheme, a CSV; left out, the report follows only the
    targets that registers can tell of."""

    @model_validator(mode="after")
    def _simulated_files(self) -> Self:
        if self.simulate is None:
            return self
        self.check_simulated_registers(self.simulate.file_format)
        if self.status is not None and not self.status.endswith("/status.csv"):
            raise ValueError("status must end in /status.csv, which the simulator writes")
        if (self.status is not None) != self.simulate.status:
            raise ValueError("simulate.status must say whether data.status is given")
        return self


class CaseTables(Settings):
    """What is planned and assumed."""

    baseline: UndatedPath = f"{BUSINESS_CASE}/baseline.csv"
    """Where the municipality stood, as the memo states it, a CSV."""
    targets: UndatedPath = f"{BUSINESS_CASE}/targets.csv"
    """Targets in the short and the long term, a CSV."""
    parameters: UndatedPath = f"{BUSINESS_CASE}/parameters.csv"
    """Prices and rules with low, base and high, year, source and page, a CSV."""
    states: UndatedPath = f"{BUSINESS_CASE}/states.csv"
    """States between which persons move, with their benefit families, a CSV."""
    practice: UndatedPath = f"{BUSINESS_CASE}/practice.csv"
    """The model of intervention, step by step, a CSV."""
    inhabitants: UndatedPath = f"{BUSINESS_CASE}/inhabitants.csv"
    """Inhabitants of each municipality: what a share of the population is taken of, a CSV."""


class Units(Settings):
    """The municipality and those it is compared with."""

    own: Number
    """The municipality of the business case."""
    cluster: Annotated[tuple[Number, ...], Field(min_length=1)]
    """Municipalities with similar conditions."""
    region: Annotated[tuple[Number, ...], Field(min_length=1)]
    """Municipalities of the regional labour-market council; the municipality itself may be listed and
    is left out of the comparison."""

    @model_validator(mode="after")
    def _own_is_no_comparison(self) -> Self:
        if self.own in self.cluster:
            raise ValueError("cluster must not hold the municipality itself")
        return self

    @property
    def region_without_own(self) -> tuple[int, ...]:
        """Municipalities of the region without the municipality itself."""
        return tuple(number for number in self.region if number != self.own)


class Flow(Settings):
    """How persons move between states."""

    family: Key = "jobafklaring"
    """Benefit family of the programme."""
    washout_weeks: Annotated[int, Field(ge=1, le=520)] = 52
    """Weeks without the programme before a week counts as a start."""
    bridge_weeks: Annotated[int, Field(ge=0, le=52)] = 4
    """Longest gap, in weeks, that does not end a course."""
    exit_weeks: Annotated[int, Field(ge=1, le=52)] = 4
    """Full weeks after the end of a course at which it is read off where the person went."""
    history_months: Annotated[int, Field(ge=12, le=240)] = 24
    """Months before `as_of` from which rates are estimated."""
    bands: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)] = (0, 6, 12, 24)
    """First month of each band of time in a state, within which the rate is constant."""
    horizon_months: Annotated[int, Field(ge=12, le=240)] = 60
    """Months that are projected."""
    ramp_months: Annotated[int, Field(ge=13, le=240)] = 36
    """Months after which the long-term targets are reached; the memo does not say, this is assumed.
    The short-term targets are reached after 12 months."""
    draws: Annotated[int, Field(ge=50, le=9_999)] = 200
    """Draws of persons behind the intervals."""
    seed: Annotated[int, Field(ge=0)] = 2019
    """Seed of these draws."""

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        if self.bands[0] != 0 or sorted(set(self.bands)) != list(self.bands):
            raise ValueError("bands must begin with 0 and ascend, each once")
        if self.bands[-1] < LONGEST:
            raise ValueError(
                f"the last of bands must be {LONGEST} or more: targets speak of two years"
            )
        if self.ramp_months > self.horizon_months:
            raise ValueError("ramp_months must not be more than horizon_months")
        return self


class Economics(Settings):
    """How persons in states become money."""

    first_year: Year = 2019
    """Year of the first month that is projected; year 1 of the results."""
    tax: bool = True
    """Whether income tax is counted, for the municipality, the state and the citizen."""
    draws: Annotated[int, Field(ge=200, le=100_000)] = 2_000
    """Draws of parameters, each with a draw of persons."""
    seed: Annotated[int, Field(ge=0)] = 1802
    """Seed of these draws."""
