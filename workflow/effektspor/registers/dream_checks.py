"""What stops the ingest of DREAM: messages with file, column and row numbers, never a value."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from effektspor.errors import InputError
from effektspor.municipality_years import MunicipalityYears, not_in_use
from effektspor.registers.benefit_codes import MALFORMED, is_filled
from effektspor.registers.columns import DreamColumns
from effektspor.registers.decoding import USER_MISSING, Decoded, read_cells
from effektspor.registers.files.base import Chunk
from effektspor.registers.raw import rows_text
from effektspor.registers.runs import Runs
from effektspor.registers.user_missing import Ranges


@dataclass
class Unknown:
    """A benefit code that the code list does not have: person-weeks, and where it stands first."""

    weeks: int
    first: str


@dataclass
class Seen:
    """What the checks saw on the way; counts and hashes only.

    Attributes
    ----------
    unknown
        Benefit codes that neither the code list nor the config has.
    allowed
        Person-weeks of each code that the config allows though no list has it.
    hashes
        Hash of each person's key, in the order of reading.
    """

    persons: int = 0
    unknown: dict[int, Unknown] = field(default_factory=dict)
    allowed: Counter[int] = field(default_factory=Counter)
    hashes: list[npt.NDArray[np.uint64]] = field(default_factory=list)

    def note(self, codes: Sequence[int], runs: Runs, read: Decoded, place: "Place") -> None:
        """Count unknown codes among the runs of a chunk."""
        for code in codes:
            found = np.flatnonzero(read.value == code)
            weeks = int(runs.length[found].sum())
            if code in self.unknown:
                self.unknown[code].weeks += weeks
                continue
            first = found[0]
            column, row = place.weeks[runs.column[first]], place.before + runs.row[first] + 1
            self.unknown[code] = Unknown(weeks, f"{place.file}, column {column}, row {row}")


@dataclass(frozen=True)
class Place:
    """Where a chunk stands: its file, its weekly columns and the rows before it."""

    file: Path
    weeks: Sequence[str]
    before: int


def refuse_unknown(seen: Seen) -> None:
    """Stop at benefit codes that neither the code list nor the config knows.

    Raises
    ------
    InputError
        With each unknown code, the number of person-weeks that carry it and where it stands first.
    """
    if seen.unknown:
        codes = sorted(seen.unknown.items())
        raise InputError(
            "Unknown benefit codes: "
            + ", ".join(f"{code} ({found.weeks} person-weeks)" for code, found in codes),
            where="; ".join(f"{code} first in {found.first}" for code, found in codes[:5]),
            todo="Describe them in a CSV named under codes.extension, "
            "or let them pass without a meaning by codes.allow_unknown.",
        )


def refuse_duplicates(seen: Seen, files: dict[str, int], *, where: Path) -> None:
    """Stop at person keys that occur more than once, within a file or in two.

    Keys are told apart by 64-bit hashes, so that a national file needs 8 bytes a person.

    Parameters
    ----------
    files
        Rows of each file, in the order of reading.

    Raises
    ------
    InputError
        With files and row numbers.
    """
    hashes = np.concatenate(seen.hashes) if seen.hashes else np.zeros(0, np.uint64)
    order = np.argsort(hashes, kind="stable")
    again = order[1:][hashes[order[1:]] == hashes[order[:-1]]]
    if not len(again):
        return
    begin = np.cumsum([0, *files.values()])
    names = list(files)
    of_file = np.searchsorted(begin, again, side="right") - 1
    places = []
    for number in np.unique(of_file):
        wrong = np.zeros(files[names[number]], dtype=bool)
        wrong[again[of_file == number] - begin[number]] = True
        places.append(f"{names[number]}, {rows_text(wrong, 0)}")
    raise InputError(
        f"{len(again)} rows repeat a person key; DREAM has one row per person",
        where="; ".join(places) if len(names) > 1 else f"{where}, {places[0].split(', ', 1)[1]}",
        todo="Remove the repeated rows, or choose the files of one edition only.",
    )


def refuse_malformed(runs: Runs, read: Decoded, place: Place) -> None:
    """Stop where a weekly cell is no code.

    Raises
    ------
    InputError
        With the first such column and its rows.
    """
    wrong = read.mark == MALFORMED
    if not wrong.any():
        return
    column = int(runs.column[wrong].min())
    rows = np.zeros(int(runs.row[wrong].max()) + 1, dtype=bool)
    rows[runs.row[wrong & (runs.column == column)]] = True
    raise InputError(
        "A weekly column holds something that is no three-digit code",
        where=f"{place.file}, column {place.weeks[column]}, {rows_text(rows, place.before)}",
        todo="Codes are three digits, or blank for no benefit.",
    )


def refuse_filled(
    chunk: Chunk, columns: DreamColumns, missing: Mapping[str, Ranges], where: Path
) -> int:
    """Stop where a week that does not exist, or is after the extract, has codes.

    Parameters
    ----------
    missing
        What each column declares missing: such cells are blank.

    Returns
    -------
    int
        Cells that are blank because of it.

    Raises
    ------
    InputError
        With the column and its rows.
    """
    declared = 0
    for name in columns.blank:
        _, read = read_cells(chunk.cells([name]), is_filled, [missing[name]])
        declared += int((read.mark == USER_MISSING).sum())
        filled = read.value > 0
        if not filled.any():
            continue
        rows = f"{where}, column {name}, {rows_text(filled, chunk.before)}"
        if name in columns.phantoms:
            raise InputError(
                "A weekly column holds codes, but its year has no such week",
                where=rows,
                todo="Find out to which week they belong; ISO years have 52 or 53 weeks.",
            )
        raise InputError(
            "A weekly column holds codes, but its week is after data.extract_date",
            where=rows,
            todo="Correct the date, which reports print as that of the extract, or the file.",
        )
    return declared


def known_homes(
    homes: npt.NDArray[np.int64],
    municipalities: MunicipalityYears,
    year: int,
    column: str,
    place: Place,
) -> npt.NDArray[np.int64]:
    """Municipality numbers, -1 where a person is not resident.

    Raises
    ------
    InputError
        Where no list has a number, or the list has it in other years than this one.
    """
    known = np.zeros(1000, dtype=bool)
    known[[0, *municipalities.numbers(year)]] = True
    wrong = (homes > 0) & ~known[np.maximum(homes, 0)]
    if wrong.any():
        unknown = np.unique(homes[wrong])
        elsewhen = [municipalities.used_elsewhen(number, year) for number in unknown.tolist()]
        numbers = ", ".join(str(number) for number in unknown[:5])
        what, todo = (
            not_in_use(numbers, year)
            if all(elsewhen)
            else (
                f"Unknown municipality numbers: {numbers}",
                "Use municipality numbers from 2007 on, or add them to codes.municipalities.",
            )
        )
        where = f"{place.file}, column {column}, {rows_text(wrong, place.before)}"
        raise InputError(what, where=where, todo=todo)
    return np.where(homes == 0, -1, homes)
