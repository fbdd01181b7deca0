"""Finding DREAM's variables by pattern, never by position: editions differ in span and order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.calendar import column_of_week, month_number, week_of_column
from effektspor.config.sources import DreamVariables
from effektspor.errors import InputError


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
    names: Sequence[str], variables: DreamVariables, needed: range, *, where: Path
) -> DreamColumns:
    """Find the variables of a span of weeks among the column names of a DREAM file.

    Parameters
    ----------
    names
        Lower-case column names of the file.
    needed
        Week numbers that the study needs: a week without a column is an error.

    Raises
    ------
    InputError
        Where the person key, a week, or residence in a year is missing.
    """
    person = variables.person.lower()
    if person not in names:
        raise _missing(f"the person key {person}", where)
    weeks = _weeks(names, variables.week, needed)
    absent = [column_of_week(week) for week in needed if week not in weeks]
    if absent:
        raise _missing(f"{len(absent)} weekly columns, first {absent[0]}, last {absent[-1]}", where)
    years = {
        int(match[1]): name
        for name in names
        if (match := re.match(variables.municipality, name, re.IGNORECASE))
    }
    if not years:
        raise _missing(f"residence (pattern {variables.municipality})", where)
    months = {
        month_number(int(match[1]), int(match[2])): name
        for name in names
        if (match := re.match(variables.industry, name, re.IGNORECASE))
    }
    return DreamColumns(person, dict(sorted(weeks.items())), dict(sorted(months.items())), years)


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
