"""Finding DREAM's variables by pattern, never by position: editions differ in span and order."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from effektspor.calendar import (
    column_of_week,
    monday_of_week,
    month_number,
    month_of_week,
    week_of_column,
    year_of_column,
)
from effektspor.config.sources import DreamVariables
from effektspor.errors import InputError
from effektspor.registers.names import first_of

ENDS_IN_WEEK = re.compile(r"[0-9]{4}$")


@dataclass(frozen=True)
class DreamColumns:
    """Names of the variables that a study needs, and what is odd about the others.

    Attributes
    ----------
    weeks
        Column of each week number, in order and without holes.
    months
        Column of each month number.
    years
        Column of residence for each year.
    phantoms
        Columns named after a week 53 that their year does not have; they must be blank.
    future
        Weekly columns that begin after the date of the extract; they must be blank.
    disordered
        Weekly columns that stand after a later week in the file.
    """

    person: str
    weeks: dict[int, str]
    months: dict[int, str]
    years: dict[int, str]
    phantoms: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    disordered: int = 0

    @property
    def names(self) -> list[str]:
        """All columns to be read."""
        wide = (self.weeks, self.months, self.years)
        return [self.person, *(name for part in wide for name in part.values()), *self.blank]

    @property
    def blank(self) -> tuple[str, ...]:
        """Columns that must be blank."""
        return self.phantoms + self.future


def find_columns(
    names: Sequence[str],
    variables: DreamVariables,
    needed: range,
    start_years: Sequence[int],
    *,
    extracted: date,
    where: Path,
) -> DreamColumns:
    """Find the variables of a span of weeks among the column names of a DREAM file.

    Parameters
    ----------
    names
        Lower-case column names of the file.
    needed
        Week numbers that the study needs: a week without a column is an error.
    start_years
        Years of starts: each needs residence, and industry for every month from the first week
        needed to its end.
    extracted
        Date of the extract; no week that begins after it can be known.

    Raises
    ------
    InputError
        Where the person key, a week, a month or residence in a year of starts is missing, or a
        week that the study needs lies after the extract.
    """
    person = first_of(variables.person, names, where=where, key="data.dream.variables.person")
    weekly = [
        name
        for name in names
        if re.match(variables.week, name, re.IGNORECASE) and ENDS_IN_WEEK.search(name)
    ]
    found = {name: week for name in weekly if (week := week_of_column(name)) is not None}
    weeks = _one_column_each(
        ((week, name) for name, week in found.items() if week in needed), where
    )
    absent = [column_of_week(week) for week in needed if week not in weeks]
    if absent:
        raise _missing(f"{len(absent)} weekly columns, first {absent[0]}, last {absent[-1]}", where)
    _refuse_future(needed, extracted, where)
    years = _one_column_each(
        (
            (int(match[1]), name)
            for name in names
            if (match := re.match(variables.municipality, name, re.IGNORECASE)) and _digits(match)
        ),
        where,
    )
    homeless = [year for year in start_years if year not in years]
    if homeless:
        listed = ", ".join(str(year) for year in homeless)
        raise _missing(f"residence in {listed} (pattern {variables.municipality})", where)
    order = [week for week in found.values() if week in needed]
    return DreamColumns(
        person,
        dict(sorted(weeks.items())),
        _months(names, variables, needed, start_years, where),
        {year: years[year] for year in sorted(start_years)},
        phantoms=_phantoms(weekly, needed),
        disordered=sum(later < earlier for earlier, later in itertools.pairwise(order)),
        future=tuple(name for name, week in found.items() if monday_of_week(week) > extracted),
    )


def _months(
    names: Sequence[str],
    variables: DreamVariables,
    needed: range,
    start_years: Sequence[int],
    where: Path,
) -> dict[int, str]:
    months = _one_column_each(
        (
            (month_number(int(match[1]), int(match[2])), name)
            for name in names
            if (match := re.match(variables.industry, name, re.IGNORECASE)) and _digits(match)
        ),
        where,
    )
    first = int(month_of_week(needed.start))
    wanted = range(first, month_number(max(start_years), 12) + 1)
    idle = [month for month in wanted if month not in months]
    if idle:
        begin = f"{idle[0] // 12}-{idle[0] % 12 + 1:02d}"
        raise _missing(f"industry in {len(idle)} months, first {begin}", where)
    return {month: months[month] for month in wanted}


def _digits(match: re.Match[str]) -> bool:
    """Whether a loose pattern has caught numbers; other columns are none of ours."""
    return all((group or "").isdecimal() for group in match.groups())


def _one_column_each(found: Iterable[tuple[int, str]], where: Path) -> dict[int, str]:
    """Column of each week, month or year; two columns of one would leave one unread."""
    columns: dict[int, str] = {}
    for time, name in found:
        if time in columns:
            raise InputError(
                f"The columns {columns[time]} and {name} are of the same time",
                where=str(where),
                todo="Narrow the patterns under data.dream.variables so that they fit one of them.",
            )
        columns[time] = name
    return columns


def _phantoms(weekly: Sequence[str], needed: range) -> tuple[str, ...]:
    """Columns of weeks that do not exist, in the years that the study needs."""
    years = {year_of_column(column_of_week(week)) for week in needed}
    return tuple(n for n in weekly if week_of_column(n) is None and year_of_column(n) in years)


def _refuse_future(needed: range, extracted: date, where: Path) -> None:
    late = [week for week in needed if monday_of_week(week) > extracted]
    if late:
        raise InputError(
            f"The study needs {len(late)} weeks after the extract of {extracted.isoformat()}, "
            f"first {column_of_week(late[0])}",
            where=str(where),
            todo="Correct data.extract_date, or follow the cohorts for fewer weeks "
            "(cohorts.weeks): what stands in later weeks is not yet known.",
        )


def _missing(what: str, where: Path) -> InputError:
    return InputError(
        f"Variables are missing: {what}",
        where=str(where),
        todo="Check that the extract covers the study's years, and the names under data.dream.",
    )
