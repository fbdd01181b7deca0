"""DREAM, wide and raw, to spells, employment months and persons: one pass, chunk by chunk."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.errors import InputError
from effektspor.registers.columns import DreamColumns
from effektspor.registers.readers import read_chunks
from effektspor.registers.spells import to_spells
from effektspor.registers.values import persons, rows_text, whole_numbers
from effektspor.tables import Column, Table

PERSONS = Table(
    "persons",
    "Persons in DREAM",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        Column("pnr", "str", "person key of all files"),
    ),
    key=("pnr",),
    open_ended=True,  # one column kom_YYYY a year: municipality number, -1 where none
)
EMPLOYMENT = Table(
    "employment",
    "Months with a wage",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        Column("first_month", "int32", "month number of the first month"),
        Column("months", "int16", "length in months"),
    ),
)
CODE = re.compile("[0-9]{3}")


@dataclass
class Findings:
    """What the checks saw on the way; counts only."""

    persons: int = 0
    unknown: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Part:
    """The tables of one chunk."""

    persons: pd.DataFrame
    spells: pd.DataFrame
    employment: pd.DataFrame


def read_dream(
    path: Path,
    columns: DreamColumns,
    codebook: Codebook,
    municipalities: frozenset[int],
    findings: Findings,
    *,
    memory_mb: int,
) -> Iterator[Part]:
    """Read DREAM and give the tables of each chunk; `findings` fills on the way.

    Raises
    ------
    InputError
        Where a code is no code, or a municipality number is unknown.
    """
    for before, chunk in read_chunks(path, columns.names, memory_mb=memory_mb):
        codes = _code_matrix(chunk, list(columns.weeks.values()), where=path, before=before)
        findings.persons += len(chunk)
        counts = np.bincount(codes.reshape(-1), minlength=1000)
        for code in codebook.unknown(np.flatnonzero(counts)):
            findings.unknown[code] += int(counts[code])
        numbers = np.arange(before, before + len(chunk), dtype="int32")
        people = {
            "person": numbers,
            "pnr": persons(chunk[columns.person], where=path, before=before),
        }
        for year, name in sorted(columns.years.items()):
            homes = whole_numbers(chunk[name], where=path, before=before, allowed=range(1000))
            people[f"kom_{year}"] = _known(homes, municipalities, name, path)
        yield Part(
            pd.DataFrame(people),
            to_spells(codes, min(columns.weeks), first_person=before),
            _employment(chunk, columns, before),
        )


def refuse_unknown(findings: Findings, allowed: frozenset[int], *, where: Path) -> None:
    """Stop at benefit codes that neither the code list nor the config knows.

    Raises
    ------
    InputError
        With each unknown code and the number of person-weeks that carry it.
    """
    refused = {code: n for code, n in sorted(findings.unknown.items()) if code not in allowed}
    if refused:
        listed = ", ".join(f"{code} ({n} person-weeks)" for code, n in refused.items())
        raise InputError(
            f"Unknown benefit codes: {listed}",
            where=f"{where}, weekly columns",
            todo="Describe them in a CSV named under codes.extension, "
            "or let them pass without a meaning by codes.allow_unknown.",
        )


def refuse_duplicates(pnr: pd.Series, *, where: Path) -> None:
    """Stop at person keys that occur more than once.

    Raises
    ------
    InputError
        With row numbers.
    """
    repeated = pnr.duplicated(keep="first").to_numpy()
    if repeated.any():
        raise InputError(
            f"{int(repeated.sum())} rows repeat a person key; DREAM has one row per person",
            where=f"{where}, {rows_text(repeated, 0)}",
            todo="Remove the repeated rows, or choose the file of one edition only.",
        )


def _code_matrix(
    chunk: pd.DataFrame, weeks: list[str], *, where: Path, before: int
) -> npt.NDArray[np.uint16]:
    """Codes of a chunk as numbers (persons × weeks), 0 where blank."""
    codes = np.empty((len(chunk), len(weeks)), dtype=np.uint16)
    for position, name in enumerate(weeks):
        values = chunk[name]
        if pd.api.types.is_numeric_dtype(values):
            whole = whole_numbers(values, where=where, before=before, allowed=range(1000))
            codes[:, position] = np.maximum(whole, 0)
            continue
        # A column holds few different codes: each is read once.
        labels, different = pd.factorize(values, use_na_sentinel=True)
        known = np.array([_code_number(text) for text in different] + [0], dtype=np.int32)
        numbers = known[labels]
        wrong = numbers < 0
        if wrong.any():
            raise InputError(
                "A weekly column holds something that is no three-digit code",
                where=f"{where}, column {name}, {rows_text(wrong, before)}",
                todo="Codes are three digits, or blank for no benefit.",
            )
        codes[:, position] = numbers
    return codes


def _code_number(text: object) -> int:
    stripped = str(text).strip()
    if not stripped or stripped == ".":
        return 0
    return int(stripped) if CODE.fullmatch(stripped) else -1


def _known(
    homes: npt.NDArray[np.int64],
    municipalities: frozenset[int],
    column: str,
    where: Path,
) -> npt.NDArray[np.int64]:
    known = np.zeros(1000, dtype=bool)
    known[[0, *municipalities]] = True
    wrong = (homes > 0) & ~known[np.maximum(homes, 0)]
    if wrong.any():
        numbers = ", ".join(str(number) for number in np.unique(homes[wrong])[:5])
        raise InputError(
            f"Unknown municipality numbers: {numbers}",
            where=f"{where}, column {column}, {int(wrong.sum())} rows or more",
            todo="Use municipality numbers from 2007 on, or add them to codes.municipalities.",
        )
    return np.where(homes == 0, -1, homes)


def _employment(chunk: pd.DataFrame, columns: DreamColumns, before: int) -> pd.DataFrame:
    """Runs of months with an industry code."""
    if not columns.months:
        return pd.DataFrame({"person": [], "first_month": [], "months": []})
    names = list(columns.months.values())
    paid = np.empty((len(chunk), len(names)), dtype=np.uint16)
    for position, name in enumerate(names):
        labels, different = pd.factorize(chunk[name], use_na_sentinel=True)
        filled = np.array([bool(str(t).strip(" .")) for t in different] + [False], dtype=bool)
        paid[:, position] = filled[labels]
    runs = to_spells(paid, 0, first_person=before)
    # Months may have holes between editions; numbering by position would hide them.
    first = np.array(list(columns.months), dtype="int32")
    return pd.DataFrame(
        {
            "person": runs["person"],
            "first_month": first[runs["first_week"].to_numpy()],
            "months": runs["weeks"],
        }
    )
