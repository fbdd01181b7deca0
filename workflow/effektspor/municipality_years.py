"""Municipalities by year: numbers and names, and when each number was in use.

In 2007 most municipalities got new numbers. A list may say from when to when a number was in use;
one that says nothing holds in all years.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

COLUMNS = ("number", "name")
BOUNDS = ("valid_from", "valid_to")
ALWAYS, NEVER_ENDS = 0, 9999
TODO = "Correct the list; data/codes/municipalities_by_year.csv is an example."


@dataclass(frozen=True)
class Entry:
    """A municipality with the first and last year of its number."""

    number: int
    name: str
    first_year: int
    last_year: int

    def holds(self, year: int) -> bool:
        """Whether the number was in use in a year."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True)
class MunicipalityYears:
    """All entries of a list, in its order."""

    entries: tuple[Entry, ...]

    def numbers(self, year: int) -> frozenset[int]:
        """Numbers that were in use in a year."""
        return frozenset(each.number for each in self.entries if each.holds(year))

    def names(self, year: int) -> Mapping[str, int]:
        """Number by name, small letters: of the year, then of other years where no other has it.

        What is of another year is known too, so that it can be refused by what is wrong with it: a
        number whose name another has stands with its number behind the name.
        """
        ordered = sorted(self.entries, key=lambda each: not each.holds(year))
        found: dict[str, int] = {}
        for each in ordered:
            name = each.name.lower()
            if found.setdefault(name, each.number) != each.number:
                found[f"{name} ({each.number})"] = each.number
        return found

    def used_elsewhen(self, number: int, year: int) -> bool:
        """Whether a number was in use, but not in this year."""
        return number not in self.numbers(year) and any(
            each.number == number for each in self.entries
        )


def not_in_use(numbers: str, year: int) -> tuple[str, str]:
    """What to say of municipality numbers of another year, and what to do."""
    what = f"Municipality numbers that were not in use in {year}: {numbers}"
    todo = (
        "Most numbers changed in 2007: take the variable that has the numbers of its own year, or "
        "name a list as codes.municipalities that says which numbers the file has."
    )
    return what, todo


def read_municipality_years(path: Path) -> MunicipalityYears:
    """Read a list of municipalities, with or without the years of their numbers.

    Raises
    ------
    InputError
        File or column missing, a number that is not three digits, a year that is none, or a number
        or name that stands twice in one year.
    """
    frame = read_text_table(path, COLUMNS, "The list of municipalities", TODO, optional=BOUNDS)
    entries: list[Entry] = []
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        number = str(cells["number"])
        if not (number.isdecimal() and len(number) == 3):
            _fail("A municipality number has three digits", path, row, "number")
        first = _year(str(cells["valid_from"]), ALWAYS, path, row, "valid_from")
        last = _year(str(cells["valid_to"]), NEVER_ENDS, path, row, "valid_to")
        if first > last:
            _fail("valid_from is after valid_to", path, row, "valid_from")
        new = Entry(int(number), str(cells["name"]), first, last)
        for old in entries:
            apart = old.last_year < new.first_year or new.last_year < old.first_year
            for column, same in (
                ("number", old.number == new.number),
                ("name", old.name.lower() == new.name.lower()),
            ):
                if same and not apart:
                    _fail(f"A municipality {column} stands twice in one year", path, row, column)
        entries.append(new)
    return MunicipalityYears(tuple(entries))


def _year(text: str, absent: int, path: Path, row: int, column: str) -> int:
    if not text:
        return absent
    if not (text.isdecimal() and len(text) == 4):
        _fail("A year has four digits", path, row, column)
    return int(text)


def _fail(what: str, path: Path, row: int, column: str) -> NoReturn:
    raise InputError(what, where=f"{path}, row {row}, column {column}", todo=TODO)
