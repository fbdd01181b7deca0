"""Which files a path in the config means: one file, one a year, a pattern or a folder."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.errors import InputError
from effektspor.registers.files.listing import PATTERN, files_below, matches
from effektspor.registers.files.opening import FORMATS
from effektspor.registers.files.problems import unreadable

YEAR = "{year}"
YEAR_FOLDER = re.compile(r"(?:year|aar|år)=(\d{4})", re.IGNORECASE)  # of a partitioned set


@dataclass(frozen=True)
class RawFile:
    """A file to be read.

    Attributes
    ----------
    year
        Year that the path says the rows are of; None where it does not say.
    """

    path: Path
    year: int | None


def files_of(pattern: str, years: Sequence[int]) -> list[RawFile]:
    """Files that a path means, in an order that does not depend on the disk.

    Parameters
    ----------
    pattern
        A file, a folder (a partitioned set: all files in it, hidden ones and those that begin with
        "_" left out), a pattern with ``*``, or any of these with ``{year}``.
    years
        Years for ``{year}``.

    Raises
    ------
    InputError
        Where a folder or pattern has no files, or a folder cannot be read or has files of other
        types, or ``{year}`` has no years to stand for. Whether a single file exists shows when it
        is opened.
    """
    if YEAR in pattern and not years:
        raise InputError(
            f"The path has {YEAR}, but these files are not given by years",
            where=pattern,
            todo="Name the file, or several by a pattern with * or by their folder.",
        )
    try:
        if YEAR not in pattern:
            return [RawFile(path, _year_of(path)) for path in _expanded(pattern)]
        return [
            RawFile(path, year)
            for year in sorted(years)
            for path in _expanded(pattern.replace(YEAR, str(year)))
        ]
    except OSError as error:
        raise unreadable(Path(error.filename or pattern), error) from None


def used_files(pattern: str, years: Sequence[int]) -> list[RawFile]:
    """Files that a path means, without those that it gives to a year that is not asked for.

    Raises
    ------
    InputError
        As `files_of`.
    """
    return [
        file
        for file in files_of(pattern, years)
        if not years or file.year is None or file.year in years
    ]


def _expanded(pattern: str) -> list[Path]:
    if PATTERN.search(pattern) and not Path(pattern).exists():
        whole = Path(pattern)
        start = Path(whole.anchor) if whole.is_absolute() else Path()
        parts = whole.parts[1:] if whole.is_absolute() else whole.parts
        found = matches(start, parts)
        listed = (file for one in found for file in (_in_folder(one) if one.is_dir() else [one]))
        # Two parts of a pattern can lead to one file.
        files = sorted(set(listed))
        return _some(files, pattern)
    path = Path(pattern)
    return _some(_in_folder(path), pattern) if path.is_dir() else [path]


def _in_folder(folder: Path) -> list[Path]:
    files = sorted(files_below(folder))
    strange = [path for path in files if path.suffix.lower() not in FORMATS]
    if strange:
        raise InputError(
            f"A folder of register files has {len(strange)} files that cannot be read",
            where=f"{folder}, first {strange[0].name}",
            todo=f"Leave only files of {', '.join(FORMATS)} in it, or name the files by a pattern.",
        )
    return files


def _some(files: Iterable[Path], pattern: str) -> list[Path]:
    listed = list(files)
    if not listed:
        raise InputError(
            "No file is there", where=pattern, todo="Check the path in the config under data."
        )
    return listed


def _year_of(path: Path) -> int | None:
    for part in reversed(path.parts[:-1]):
        if found := YEAR_FOLDER.fullmatch(part):
            return int(found[1])
    return None
