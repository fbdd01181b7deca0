"""The files of a source, and their chunks as the variables that a study asks for."""

import os
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from effektspor.errors import InputError
from effektspor.registers.files.base import Chunk, Variable
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.paths import used_files
from effektspor.registers.keys import Keys
from effektspor.registers.names import first_of
from effektspor.registers.quality import Ledger
from effektspor.registers.raw import Mask, Raw


@dataclass(frozen=True)
class Rules:
    """How the files of a source are read, whichever source it is.

    Attributes
    ----------
    keys
        Reads the person keys; knows those of earlier files.
    tolerance
        Share of a file's rows that may be set aside for impossible values.
    ledger
        Counts what is read and what becomes of it.
    memory_mb
        Bound of the process in MB.
    scratch
        Folder for rows that wait until all is read.
    """

    keys: Keys
    tolerance: float
    ledger: Ledger
    memory_mb: int
    scratch: Path


@dataclass(frozen=True)
class SourceFile:
    """One file of a source.

    Attributes
    ----------
    name
        The user's own file: what messages name.
    label
        What ledgers call it, see `label_of`.
    copy
        What is read: the file itself or its converted copy.
    year
        Year that the config's path gives the file, None where it gives none.
    """

    name: Path
    label: str
    copy: Path
    year: int | None


def source_files(
    pattern: str, years: Sequence[int], copies: Sequence[Path] | None = None
) -> list[SourceFile]:
    """The files that a path of the config stands for, in the order of `files_of`.

    Parameters
    ----------
    years
        Years of the study: files of other years are not read. None given: all are.
    copies
        What to read in place of each of these files, in the same order.

    Raises
    ------
    InputError
        Where there are none, or one is there twice.
    """
    files = used_files(pattern, years)
    paths = [file.path for file in files]
    refuse_twins(paths)
    return [
        SourceFile(file.path, label_of(file.path, paths), copy, file.year)
        for file, copy in zip(files, copies or paths, strict=True)
    ]


def refuse_twins(files: Sequence[Path]) -> None:
    """Stop where a source holds a file twice, or in two formats: its rows would count twice.

    Raises
    ------
    InputError
        With both.
    """
    known: dict[tuple[Path, str], Path] = {}
    for file in files:
        there = file.resolve()  # a link is no other file
        for mark in ((file.parent, file.stem.lower()), (there, "")):
            if mark in known:
                raise InputError(
                    "One file would be read twice, under two names or in two formats",
                    where=f"{known[mark]} and {file}",
                    todo="Keep one of them, or name the files with their ending in the config.",
                )
            known[mark] = file


def label_of(file: Path, files: Sequence[Path]) -> str:
    """What ledgers call a file of a source: its path below the folder that all its files share."""
    shared = Path(os.path.commonpath([other.parent for other in files]))
    return file.relative_to(shared).as_posix()


def book(
    rules: Rules,
    source: str,
    file: SourceFile,
    rows: Mapping[str, Mask],
    years: npt.NDArray[np.int64],
    **whole_file: int,
) -> None:
    """Enter what checks found in a chunk into the ledger.

    Parameters
    ----------
    rows
        Rows by check, entered under their own year, see `Ledger.rows`.
    whole_file
        Counts by check that are entered under the year of the file.
    """
    rules.ledger.rows(rows, source, file.label, years)
    for check, found in whole_file.items():
        if found:
            rules.ledger.step(check, source, file.label, file.year, found)


def raw_chunks(
    file: SourceFile, names: Mapping[str, Sequence[str]], *, key: str, memory_mb: int
) -> Iterator[tuple[int, dict[str, Raw]]]:
    """Give a file chunk by chunk: number of rows, and the columns by what they are to the study.

    Parameters
    ----------
    names
        Names that each variable may have in the file, the first found is read.
    key
        Place of the names in the config, for messages.

    Raises
    ------
    InputError
        Where a variable is missing or the file cannot be read.
    """
    opened = open_file(file.copy)
    variables = {variable.name: variable for variable in opened.variables}
    found = {
        role: variables[first_of(allowed, variables, where=file.name, key=key)]
        for role, allowed in names.items()
    }
    # Two roles may name one variable.
    columns = list(dict.fromkeys(variable.name for variable in found.values()))
    for chunk in opened.chunks(columns, memory_mb=memory_mb):
        yield chunk.rows, {role: _raw(chunk, found[role], file) for role in names}


def _raw(chunk: Chunk, variable: Variable, file: SourceFile) -> Raw:
    values = chunk.column(variable.name)
    letters = chunk.letters(variable.name).null_count if values.null_count else chunk.rows
    return Raw(values, variable, file.name, chunk.before, letters=chunk.rows - letters)


def refuse_absent_years(seen: Set[int], years: Sequence[int], *, where: str, key: str) -> None:
    """Stop where the files hold nothing of a year that the study uses.

    Raises
    ------
    InputError
        With the years.
    """
    absent = [str(year) for year in years if year not in seen]
    if absent:
        raise InputError(
            f"The files hold no rows of {', '.join(absent)}",
            where=where,
            todo=f"Check that the extract is whole, or the years in the config under {key}.",
        )
