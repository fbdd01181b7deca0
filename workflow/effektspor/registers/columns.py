"""Finding DREAM's variables by pattern, never by position: editions differ in span and order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.calendar import column_of_week, month_number, month_of_week, week_of_column
from effektspor.config.sources import DreamVariables
from effektspor.errors import InputError
from effektspor.registers.names import first_of


@dataclass(frozen=True)
class DreamColumns:
    """Names of the variables that a study needs.

    Attributes
    ----------
    weeks
        Column of each week number, in order and without holes.
    months
        Column of each month number.
    years
        Column of residence for each year.
    """

    person: str
    weeks: dict[int, str]
    months: dict[int, str]
    years: dict[int, str]

    @property
    def names(self) -> list[str]:
        """All columns to be read."""
        return [self.person, *self.weeks.values(), *self.months.values(), *self.years.values()]


def find_columns(
    names: Sequence[str],
    variables: DreamVariables,
    needed: range,
    start_years: Sequence[int],
    *,
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

    Raises
    ------
    InputError
        Where the person key, a week, a month or residence in a year of starts is missing.
    """
    person = first_of(variables.person, names, where=where, key="data.dream.variables.person")
    weeks = _weeks(names, variables.week, needed)
    absent = [column_of_week(week) for week in needed if week not in weeks]
    if absent:
        raise _missing(f"{len(absent)} weekly columns, first {absent[0]}, last {absent[-1]}", where)
    years = {
        int(match[1]): name
        for name in names
        if (match := re.match(variables.municipality, name, re.IGNORECASE))
    }
    homeless = [year for year in start_years if year not in years]
    if homeless:
        listed = ", ".join(str(year) for year in homeless)
        raise _missing(f"residence in {listed} (pattern {variables.municipality})", where)
    months = {
        month_number(int(match[1]), int(match[2])): name
        for name in names
        if (match := re.match(variables.industry, name, re.IGNORECASE))
    }
    first = int(month_of_week(needed.start))
    wanted = range(first, month_number(max(start_years), 12) + 1)
    idle = [month for month in wanted if month not in months]
    if idle:
        begin = f"{idle[0] // 12}-{idle[0] % 12 + 1:02d}"
        raise _missing(f"industry in {len(idle)} months, first {begin}", where)
    return DreamColumns(
        person,
        dict(sorted(weeks.items())),
        {month: name for month, name in sorted(months.items()) if month in wanted},
        {year: years[year] for year in sorted(start_years)},
    )


def _weeks(names: Sequence[str], pattern: str, needed: range) -> dict[int, str]:
    found = {}
    for name in names:
        if re.match(pattern, name, re.IGNORECASE):
            week = week_of_column(name)
            if week is not None and week in needed:
                found[week] = name
    return found


def _missing(what: str, where: Path) -> InputError:
    return InputError(
        f"Variables are missing: {what}",
        where=str(where),
        todo="Check that the extract covers the study's years, and the names under data.dream.",
    )
