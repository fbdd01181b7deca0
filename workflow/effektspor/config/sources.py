"""Settings: the input files and what their variables are called."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from effektspor.config.base import Settings, Year


def _valid_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


def _has_year(path: str) -> str:
    if "{year}" not in path:
        raise ValueError("the path must hold {year}, one file per year")
    return path


Pattern = Annotated[str, AfterValidator(_valid_pattern)]
YearlyPath = Annotated[str, AfterValidator(_has_year)]


class DreamVariables(Settings):
    """Names of DREAM variables; upper and lower case are alike."""

    person: str = "pnr"
    """Person key, the same in all files of the study (`lobenr` in STAR's own edition)."""
    week: Pattern = r"^y_\d{4}$"
    """Pattern of the weekly benefit codes, `y_YYWW`."""
    industry: Pattern = r"^branche_(\d{4})_(\d{2})$"
    """Pattern of the monthly industry codes (year, month); a code means a wage that month."""
    municipality: Pattern = r"^nykom(\d{4})$"
    """Pattern of the yearly municipality of residence (year)."""


class DreamSource(Settings):
    """DREAM: one row per person with weekly benefit codes."""

    path: str
    """File, `.dta` or `.csv`."""
    variables: DreamVariables = DreamVariables()
    """Variable names and patterns."""


class HoursVariables(Settings):
    """Names of BFL variables."""

    person: str = "pnr"
    """Person key."""
    job_end: str = "ajo_job_slut_dato"
    """Last day of the job in the month: decides the month."""
    hours: str = "ajo_loentimer"
    """Paid hours, reported or imputed."""
    hours_kind: str = "ajo_loentime_kode"
    """0 imputed, 1 reported."""


class HoursSource(Settings):
    """BFL (eIndkomst): one row per job and month, one file per year."""

    path: YearlyPath
    """File with `{year}` in its name, `.dta` or `.csv`."""
    years: tuple[Year, ...] = Field(min_length=1)
    """Years to read."""
    variables: HoursVariables = HoursVariables()
    """Variable names."""
    count_imputed: bool = True
    """Whether imputed hours count as hours beside reported ones."""


class PopulationVariables(Settings):
    """Names of BEF variables."""

    person: str = "pnr"
    """Person key."""
    sex: str = "koen"
    """1 man, 2 woman."""
    birth_date: str = "foed_dag"
    """Date of birth."""
    marital_status: str = "civst"
    """U, G, F, E, P, O, L or D; G and P count as married."""
    non_western: str = "ikkevestlig"
    """1 for non-western origin; made by the user from OPR_LAND, not a register variable."""


class PopulationSource(Settings):
    """BEF: the population on 1 January, one file per year."""

    path: YearlyPath
    """File with `{year}` in its name, `.dta` or `.csv`."""
    years: tuple[Year, ...] = Field(min_length=1)
    """Years to read; each start is described by the file of its own year."""
    variables: PopulationVariables = PopulationVariables()
    """Variable names."""


class FlagSource(Settings):
    """A list of persons with a 0/1 mark; persons who are not listed have 0."""

    path: str
    """File, `.dta` or `.csv`."""
    person: str = "pnr"
    """Person key."""
    flag: str = "stv"
    """Variable with 0 or 1."""
