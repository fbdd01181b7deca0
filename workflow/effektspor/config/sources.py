"""Settings: the input files and what their variables are called."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from effektspor.config.base import Settings, Year


def _valid_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return pattern


def _listed(names: Any) -> Any:
    return (names,) if isinstance(names, str) else names


def _lower_and_different(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = tuple(name.strip().lower() for name in names)
    if not all(lower) or len(set(lower)) != len(lower):
        raise ValueError("names must be given, each once (upper and lower case are alike)")
    return lower


Pattern = Annotated[str, AfterValidator(_valid_pattern)]
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    AfterValidator(_lower_and_different),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        }
    ),
]
"""A variable's name, or several of which a file has one: the first that is found is read."""
PERSON: Names = ("pnr", "lobenr")


class DreamVariables(Settings):
    """Names of DREAM variables; upper and lower case are alike."""

    person: Names = PERSON
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
    """File, pattern with `*`, or folder of files that hold some of the persons each."""
    variables: DreamVariables = DreamVariables()
    """Variable names and patterns."""


class HoursVariables(Settings):
    """Names of BFL variables."""

    person: Names = PERSON
    """Person key."""
    job_end: Names = ("ajo_job_slut_dato",)
    """Last day of the job in the month: decides the month."""
    hours: Names = ("ajo_loentimer",)
    """Paid hours, reported or imputed."""
    hours_kind: Names = ("ajo_loentime_kode",)
    """0 imputed, 1 reported."""


class HoursSource(Settings):
    """BFL (eIndkomst): one row per job and month."""

    path: str
    """File of all years, one file a year (`{year}` in its name), pattern with `*`, or folder."""
    years: tuple[Year, ...] = Field(min_length=1)
    """Years to read."""
    variables: HoursVariables = HoursVariables()
    """Variable names."""
    count_imputed: bool = True
    """Whether imputed hours count as hours beside reported ones."""
    most_hours: Annotated[float, Field(gt=0)] = 744
    """Most hours that one job can have in a month (31 days of 24 hours); more is an error."""


class PopulationVariables(Settings):
    """Names of BEF variables."""

    person: Names = PERSON
    """Person key."""
    sex: Names = ("koen", "kon")
    """1 man, 2 woman."""
    birth_date: Names = ("foed_dag",)
    """Date of birth."""
    marital_status: Names = ("civst",)
    """U, G, F, E, P, O, L or D; G and P count as married."""
    non_western: Names = ("ikkevestlig",)
    """1 for non-western origin; made by the user from OPR_LAND, not a register variable."""
    year: Names | None = None
    """Year of the 1 January; needed where one file holds several years."""


class PopulationSource(Settings):
    """BEF: the population on 1 January, one row per person and year."""

    path: str
    """File of all years, one file a year (`{year}` in its name), pattern with `*`, or folder."""
    years: tuple[Year, ...] = Field(min_length=1)
    """Years to read; each start is described by the status of its own year."""
    variables: PopulationVariables = PopulationVariables()
    """Variable names."""


class FlagSource(Settings):
    """A list of persons with a 0/1 mark; persons who are not listed have 0."""

    path: str
    """File."""
    person: Names = PERSON
    """Person key."""
    flag: Names = ("stv",)
    """Variable with 0 or 1."""
