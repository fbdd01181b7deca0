"""DREAM, wide and raw, to spells, employment months and persons: one pass, chunk by chunk."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.municipality_years import MunicipalityYears
from effektspor.registers.benefit_codes import FLOAT, PADDED, is_filled, read_code
from effektspor.registers.buckets import BUCKET, bucket_of_hash, hash_of
from effektspor.registers.columns import DreamColumns
from effektspor.registers.decoding import USER_MISSING, read_cells
from effektspor.registers.dream_checks import (
    Place,
    Seen,
    known_homes,
    refuse_filled,
    refuse_malformed,
)
from effektspor.registers.files.base import Chunk, RegisterFile
from effektspor.registers.keys import Keys
from effektspor.registers.numbers import whole_numbers
from effektspor.registers.quality import Ledger
from effektspor.registers.raw import Raw
from effektspor.registers.runs import joined
from effektspor.registers.user_missing import Ranges, ranges_of
from effektspor.tables import Column, Table

PERSON = Column("person", "int32", "row number of the person in DREAM, from 0")
PERSONS = Table(
    "persons",
    "Persons in DREAM",
    (PERSON, BUCKET, Column("pnr", "str", "person key of all files")),
    key=("pnr",),
    open_ended=True,  # one column kom_YYYY a year: municipality number, -1 where none
)
EMPLOYMENT = Table(
    "employment",
    "Months with a wage",
    (
        PERSON,
        BUCKET,
        Column("first_month", "int32", "month number of the first month"),
        Column("months", "int16", "length in months"),
    ),
)
SOURCE = "dream"


@dataclass(frozen=True)
class DreamFile:
    """One file of a DREAM extract: opened, with the user's own path and what ledgers call it."""

    file: RegisterFile
    name: Path
    label: str
    columns: DreamColumns

    @cached_property
    def missing(self) -> dict[str, Ranges]:
        """What each column of the file declares missing."""
        return {variable.name: ranges_of(variable) for variable in self.file.variables}

    def place(self, chunk: Chunk) -> Place:
        """Where a chunk stands."""
        return Place(self.name, list(self.columns.weeks.values()), chunk.before)

    def raw(self, chunk: Chunk, column: str) -> Raw:
        """A column of a chunk, with what messages say of it."""
        variable = next(v for v in self.file.variables if v.name == column)
        return Raw(chunk.column(column), variable, self.name, chunk.before)


@dataclass(frozen=True)
class Part:
    """The tables of one chunk."""

    persons: pd.DataFrame
    spells: pd.DataFrame
    employment: pd.DataFrame


@dataclass(frozen=True)
class Rules:
    """What is known beforehand.

    Attributes
    ----------
    codebook, allowed
        Benefit codes with a meaning, and those that may occur without one.
    municipalities
        Numbers that residence may have, year by year.
    keys
        Reads person keys; knows those of earlier files.
    """

    codebook: Codebook
    allowed: frozenset[int]
    municipalities: MunicipalityYears
    keys: Keys

    @cached_property
    def validity(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """First and last week of each code."""
        return self.codebook.validity_table()


def read_dream(
    dream: DreamFile, rules: Rules, seen: Seen, ledger: Ledger, *, memory_mb: int
) -> Iterator[Part]:
    """Read one file and give the tables of each chunk; `seen` and `ledger` fill on the way.

    Raises
    ------
    InputError
        Where a code is no code, a municipality number is unknown or a person key is damaged.
    """
    columns, name = dream.columns, dream.label
    for chunk in dream.file.chunks(columns.names, memory_mb=memory_mb):
        ledger.read(SOURCE, name, None, chunk.rows)
        declared = refuse_filled(chunk, columns, dream.missing, dream.name)
        ledger.step("user_missing", SOURCE, name, None, declared)
        people, buckets = _persons(dream, chunk, rules, seen, ledger)
        spells = _spells(dream, chunk, rules, seen, ledger)
        months = _months(dream, chunk, ledger)
        for table in (spells, months):
            table.insert(1, "bucket", buckets[table["person"].to_numpy()])
            table["person"] += seen.persons
        yield Part(people, spells, months)
        seen.persons += chunk.rows
    for check, found in (
        ("week_order", columns.disordered),
        ("empty_week_53", len(columns.phantoms)),
        ("empty_future", len(columns.future)),
    ):
        ledger.step(check, SOURCE, name, None, found)


def _persons(
    dream: DreamFile, chunk: Chunk, rules: Rules, seen: Seen, ledger: Ledger
) -> tuple[pd.DataFrame, npt.NDArray[np.uint8]]:
    columns, name, place = dream.columns, dream.label, dream.place(chunk)
    pnr, repaired = rules.keys.read(dream.raw(chunk, columns.person))
    ledger.step("key_digits", SOURCE, name, None, repaired)
    hashes = hash_of(pnr)
    seen.hashes.append(hashes)
    buckets = bucket_of_hash(hashes)
    people = {
        "person": np.arange(seen.persons, seen.persons + chunk.rows, dtype="int32"),
        "bucket": buckets,
        "pnr": pnr.to_numpy(zero_copy_only=False),
    }
    for year, column in sorted(columns.years.items()):
        numbers = whole_numbers(dream.raw(chunk, column), allowed=range(1000))
        ledger.step("user_missing", SOURCE, name, None, numbers.user_missing)
        homes = known_homes(numbers.sound(), rules.municipalities, year, column, place)
        ledger.step("no_residence", SOURCE, name, None, int((homes < 0).sum()))
        people[f"kom_{year}"] = homes
    return pd.DataFrame(people), buckets


def _spells(
    dream: DreamFile, chunk: Chunk, rules: Rules, seen: Seen, ledger: Ledger
) -> pd.DataFrame:
    """Runs of one benefit code; `person` counts from the chunk's first row."""
    place = dream.place(chunk)
    cells = chunk.cells(place.weeks)
    runs, read = read_cells(cells, read_code, [dream.missing[name] for name in place.weeks])
    refuse_malformed(runs, read, place)
    for check, mark in (
        ("float_codes", FLOAT),
        ("padded_codes", PADDED),
        ("user_missing", USER_MISSING),
    ):
        found = int(runs.length[read.mark == mark].sum())
        ledger.step(check, SOURCE, dream.label, None, found)
    counts = np.bincount(read.value, weights=runs.length, minlength=1000)
    unknown = rules.codebook.unknown(np.flatnonzero(counts))
    seen.note([code for code in unknown if code not in rules.allowed], runs, read, place)
    for allowed in rules.allowed.intersection(unknown):
        seen.allowed[allowed] += int(counts[allowed])
        ledger.step("allowed_unknown", SOURCE, dream.label, None, int(counts[allowed]))
    runs, code_of = joined(runs, read.value)
    on_benefit = code_of > 0
    code, weeks_long = code_of[on_benefit], runs.length[on_benefit]
    begin = runs.column[on_benefit] + min(dream.columns.weeks)
    outside = _weeks_outside(code, begin, weeks_long, rules)
    ledger.step("outside_validity", SOURCE, dream.label, None, outside)
    return pd.DataFrame(
        {
            "person": runs.row[on_benefit].astype("int32"),
            "code": code.astype("uint16"),
            "first_week": begin.astype("int16"),
            "weeks": weeks_long.astype("int16"),
        }
    )


def _weeks_outside(
    code: npt.NDArray[np.int32],
    begin: npt.NDArray[np.int64],
    weeks: npt.NDArray[np.int64],
    rules: Rules,
) -> int:
    """Weeks before the first or after the last week of their code."""
    first, last = rules.validity
    # Most codes have no bounds: only spells that cross one are counted week by week.
    crossing = (first[code] > begin) | (last[code] < begin + weeks - 1)
    code, begin, weeks = code[crossing], begin[crossing], weeks[crossing]
    early = np.clip(first[code] - begin, 0, weeks)
    late = np.clip(begin + weeks - 1 - last[code], 0, weeks)
    return int((early + late).sum())


def _months(dream: DreamFile, chunk: Chunk, ledger: Ledger) -> pd.DataFrame:
    """Runs of months with an industry code; `person` counts from the chunk's first row."""
    columns = dream.columns.months
    cells = chunk.cells(list(columns.values()))
    runs, read = read_cells(cells, is_filled, [dream.missing[name] for name in columns.values()])
    declared = int(runs.length[read.mark == USER_MISSING].sum())
    ledger.step("user_missing", SOURCE, dream.label, None, declared)
    runs, filled = joined(runs, read.value)
    paid = filled > 0
    return pd.DataFrame(
        {
            "person": runs.row[paid].astype("int32"),
            "first_month": (runs.column[paid] + min(columns)).astype("int32"),
            "months": runs.length[paid].astype("int16"),
        }
    )
