"""Settings: the files of a randomised trial, its fees, and the synthetic files in their place."""

from pathlib import PurePath
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from effektspor.config.base import Key, Settings
from effektspor.config.data import RegisterData
from effektspor.config.sources import UndatedPath

TRIAL_FILES = ("persons", "jobs")
"""Files of a trial: one row per person, and one row per job."""
TRIAL_SIMULATED = {"persons": "forsoegspersoner", "jobs": "fleksjob"}
"""Names, without ending, of the files that the simulator writes."""
TRIAL_CODEBOOKS = "data/trial"


class TrialSimulation(Settings):
    """Size, span and format of the synthetic trial and its registers."""

    seed: int = Field(
        default=20070101,
        ge=0,
        description="Seed of all random numbers; the same seed gives the same bytes.",
    )
    waiting_persons: int = Field(
        default=9_000,
        ge=200,
        description="Persons outside the trial who wait for a flexjob at its start, however long.",
    )
    other_persons: int = Field(
        default=1_000, ge=0, description="Persons on other benefits who do not wait for a flexjob."
    )
    first_year: int = Field(
        default=2003, ge=1992, le=2004, description="First year of the registers."
    )
    last_year: int = Field(
        default=2008, ge=2007, le=2025, description="Last year of the registers."
    )
    file_format: Literal["dta", "csv"] = Field(
        default="dta", description="Format of the DREAM file (Stata or comma separated)."
    )
    trial_format: Literal["sav", "dta"] = Field(
        default="sav", description="Format of the files of the trial (SPSS or Stata)."
    )
    replications: int = Field(
        default=100,
        ge=0,
        description="Independent worlds behind the expected values told in truth.json; 0: none.",
    )


class TrialFile(Settings):
    """One file of the trial and the codebook that says what its variables mean."""

    path: UndatedPath
    """File: SPSS sav or zsav, Stata dta, or any other format of registers."""
    codebook: str | None = None
    """Codebook, a CSV; `data/trial/<file>.csv` where it is left out."""


class TrialFiles(Settings):
    """The files of the trial itself."""

    scales: str = f"{TRIAL_CODEBOOKS}/scales.csv"
    """Scales of the categories and what their codes and labels mean, a CSV."""

    persons: TrialFile
    """One row per randomised person: place, arm, background, answers, activities, end status."""
    jobs: TrialFile
    """One row per flexjob that was created: person, dates, company, subsidy."""

    def codebook(self, file: str) -> str:
        """Path of a file's codebook."""
        own: str | None = getattr(self, file).codebook
        return own or f"{TRIAL_CODEBOOKS}/{file}.csv"


class TrialData(RegisterData):
    """The input files of a trial."""

    simulate: TrialSimulation | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    trial: TrialFiles
    """Files of the trial itself."""
    smallest_link: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Share of the trial's persons who must be in DREAM; fewer of at least 20 stop the run, since the
    keys do not agree then."""

    @model_validator(mode="after")
    def _simulated_files(self) -> Self:
        if self.simulate is None:
            return self
        self.check_simulated_registers(self.simulate.file_format)
        for file, stem in TRIAL_SIMULATED.items():
            name = f"{stem}.{self.simulate.trial_format}"
            if PurePath(getattr(self.trial, file).path).name != name:
                raise ValueError(
                    f"trial.{file}.path must end in {name}, which the simulator writes"
                )
        return self


class Fees(Settings):
    """What an other actor is paid, in DKK without VAT. The printed amounts are lost; these are made."""

    clarification: Annotated[float, Field(ge=0)] = 5_000
    """Fixed fee for each person referred, for first clarification and job match."""
    first_internship: Annotated[float, Field(ge=0)] = 5_000
    """Bonus at a person's first internship or work trial."""
    first_job_bonus: Annotated[float, Field(ge=0)] = 5_000
    """Bonus when a flexjob has lasted `first_job_months`."""
    second_job_bonus: Annotated[float, Field(ge=0)] = 5_000
    """Bonus when a flexjob has lasted `second_job_months`."""
    first_job_months: Annotated[int, Field(ge=1, le=60)] = 2
    """Months of employment behind the first bonus for a job."""
    second_job_months: Annotated[int, Field(ge=1, le=60)] = 4
    """Months of employment behind the second bonus for a job."""
    municipality_per_person: Annotated[float, Field(ge=0)] = 12_000
    """What the municipality's own effort costs for each person; made, the report does not state it."""
    assumed: bool = True
    """Whether the amounts are made: the report says so wherever they count."""

    @model_validator(mode="after")
    def _second_is_later(self) -> Self:
        if self.second_job_months <= self.first_job_months:
            raise ValueError("second_job_months must be more than first_job_months")
        return self

    @property
    def total(self) -> float:
        """Most that is paid for one person with one job."""
        return (
            self.clarification
            + self.first_internship
            + self.first_job_bonus
            + self.second_job_bonus
        )


class Randomisation(Settings):
    """Inference from the draw of the arms."""

    draws: Annotated[int, Field(ge=999)] = 9_999
    """Draws of the arms within municipalities, where not all of them can be counted."""
    seed: Annotated[int, Field(ge=0)] = 2005
    """Seed of these draws."""


class Waiting(Settings):
    """What waiting for a flexjob and having one means in DREAM."""

    family: Key = "ledighedsydelse"
    """Benefit family of those who wait."""
    job_families: tuple[Key, ...] = ("fleksjob", "sygedagpenge_fleksjob")
    """Families that mean employment in a flexjob."""
    pension_families: tuple[Key, ...] = ("foertidspension",)
    """Families that mean a disability pension."""
    least_weeks: Annotated[int, Field(ge=1, le=520)] = 26
    """Weeks of waiting, without interruption, behind whoever takes part or is compared."""
    long_weeks: Annotated[int, Field(ge=2, le=520)] = 78
    """Weeks from which the wait counts as long."""
    bridge_weeks: Annotated[int, Field(ge=0, le=52)] = 4
    """Longest gap, in weeks without benefit or on sickness benefit, that does not interrupt a wait."""
