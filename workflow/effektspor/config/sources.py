"""Settings: the input files and what their variables are called."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from effektspor.config.base import Settings, Year

YEAR = "{year}"


def _groups(pattern: str) -> int:
    try:
        return re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None


def _valid_pattern(pattern: str) -> str:
    _groups(pattern)
    return pattern


def _finds_a_year(pattern: str) -> str:
    if _groups(pattern) != 1:
        raise ValueError(r"needs one group in parentheses, the year: ^nykom(\d{4})$")
    return pattern


def _finds_a_month(pattern: str) -> str:
    if _groups(pattern) != 2:
        raise ValueError(
            r"needs two groups in parentheses, year and month: ^branche_(\d{4})_(\d{2})$"
        )
    return pattern


def _without_year(path: str) -> str:
    if YEAR in path:
        raise ValueError(f"{YEAR} is for sources that have a file a year; name the files with *")
    return path


def _each_once(years: tuple[int, ...]) -> tuple[int, ...]:
    twice = sorted({year for year in years if years.count(year) > 1})
    if twice:
        named = ", ".join(str(year) for year in twice)
        raise ValueError(f"each year must be listed once, {named} stands more than once")
    return tuple(sorted(years))


def _listed(names: Any) -> Any:
    return (names,) if isinstance(names, str) else names


def _lower_and_different(names: tuple[str, ...]) -> tuple[str, ...]:
    lower = tuple(name.strip().lower() for name in names)
    if not all(lower) or len(set(lower)) != len(lower):
        raise ValueError("names must be given, each once (upper and lower case are alike)")
    return lower


Pattern = Annotated[str, AfterValidator(_valid_pattern)]
YearPattern = Annotated[str, AfterValidator(_finds_a_year)]
MonthPattern = Annotated[str, AfterValidator(_finds_a_month)]
UndatedPath = Annotated[str, AfterValidator(_without_year)]
Years = Annotated[tuple[Year, ...], Field(min_length=1), AfterValidator(_each_once)]
"""Years in order, however they were listed."""
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
    industry: MonthPattern = r"^branche_(\d{4})_(\d{2})$"
    """Pattern of the monthly industry codes (year, month); a code means a wage that month."""
    municipality: YearPattern = r"^nykom(\d{4})$"
    """Pattern of the yearly municipality of residence (year)."""


class DreamSource(Settings):
    """DREAM: one row per person with weekly benefit codes."""

    path: UndatedPath
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
    years: Years
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
    years: Years
    """Years to read; each start is described by the status of its own year."""
    variables: PopulationVariables = PopulationVariables()
    """Variable names."""


class FlagSource(Settings):
    """A list of persons with a 0/1 mark; persons who are not listed have 0."""

    path: UndatedPath
    """File, pattern with `*`, or folder."""
    person: Names = PERSON
    """Person key."""
    flag: Names = ("stv",)
    """Variable with 0 or 1."""
