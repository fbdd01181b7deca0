"""Settings: the input files of a study."""

import re
from pathlib import PurePath
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from effektspor.config.base import DateText, Settings
from effektspor.config.simulation import SimulationSettings
from effektspor.config.sources import DreamSource, FlagSource, HoursSource, PopulationSource
from effektspor.config.surveys import SIMULATED, SIMULATED_KEY, Surveys, simulated_name

SourceFormat = Literal["sas7bdat", "xpt", "sav", "zsav", "dta", "csv", "parquet"]
ONE_FILE = tuple(f".{ending}" for ending in get_args(SourceFormat) if ending != "parquet")
"""Endings of paths that are one file; what ends in .parquet may be a folder."""


def _says_no_year(path: str) -> bool:
    """Whether a path is one file without a year; sets may have folders of years, as ingest sees."""
    plain = not re.search(r"[*?\[=]|\{year\}", path)
    return plain and path.lower().endswith(ONE_FILE)


class RegisterData(Settings):
    """The register files that every study has."""

    extract_date: DateText
    """Date of the register extract, YYYY-MM-DD; stands at every source line."""
    dream: DreamSource
    """Weekly benefit histories."""
    population: PopulationSource
    """Background of persons."""
    convert: tuple[SourceFormat, ...] = ("sas7bdat", "xpt", "sav", "zsav", "csv")
    """Formats that are copied to Parquet once, since reading them again takes longer than the copy;
    only the study's columns are copied."""
    tolerance: Annotated[float, Field(ge=0, le=0.05)] = 0.0
    """Share of a file's rows that may be set aside, and counted, for impossible values; more stops
    the run."""
    key_digits: Annotated[int, Field(ge=1, le=20)] | None = None
    """Digits of a person key, where all keys are numbers: lost leading zeros are put back, and
    counted."""

    @model_validator(mode="after")
    def _year_is_known(self) -> Self:
        if self.population.variables.year is None and _says_no_year(self.population.path):
            raise ValueError(
                "population.path must hold {year}, one file a year, or population.variables.year "
                "must name the variable of the year"
            )
        return self

    def check_simulated_registers(self, file_format: str) -> None:
        """``ValueError`` where a path is not one that the simulator writes in this format."""
        ending = f".{file_format}"
        if not self.dream.path.endswith(ending):
            raise ValueError(f"dream.path must end in {ending}, as simulate.file_format says")
        if "{year}" not in self.population.path:
            raise ValueError("population.path must hold {year}: the simulator writes a file a year")


class HoursData(RegisterData):
    """The register files of a study of persons' hours in work."""

    hours: HoursSource
    """Paid hours."""
    stv: FlagSource | None = None
    """Participants of the STV project, if known."""
    smallest_link: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Share of a year's persons with a wage in DREAM who must have hours in that year, and of its
    course starts whose background must be known; a smaller share in any year of at least 20 stops
    the run, since the keys do not agree then. So does a smaller share of the persons of the survey
    progression in DREAM."""

    def check_simulated_files(self, file_format: str) -> None:
        """``ValueError`` where a path is not one that the simulator writes in this format."""
        self.check_simulated_registers(file_format)
        if not self.hours.path.endswith(f".{file_format}"):
            raise ValueError(f"hours.path must end in .{file_format}, as simulate.file_format says")
        if "{year}" not in self.hours.path:
            raise ValueError("hours.path must hold {year}: the simulator writes a file a year")


class Data(HoursData):
    """The input files of a study."""

    simulate: SimulationSettings | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    surveys: Surveys = Surveys()
    """Surveys of staff and citizens; all may be left out."""

    @model_validator(mode="after")
    def _simulated_paths(self) -> Self:
        if self.simulate is None:
            return self
        self.check_simulated_files(self.simulate.file_format)
        for survey, file in SIMULATED.items():
            source = self.surveys.source(survey)
            if source is not None and simulated_name(source) != file:
                raise ValueError(
                    f"surveys.{survey}.path must end in {file}, which the simulator writes"
                )
        key = self.surveys.municipality_key
        if self.surveys.staff is not None and PurePath(key or "").name != SIMULATED_KEY:
            raise ValueError(
                f"surveys.municipality_key must end in {SIMULATED_KEY}, which the simulator writes"
            )
        return self
