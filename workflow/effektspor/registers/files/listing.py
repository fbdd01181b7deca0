"""What folders hold, where nothing may be left out because it cannot be seen.

The library's own walks and patterns pass over folders that may not be read.
"""

import fnmatch
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from effektspor.errors import InputError

PATTERN = re.compile(r"[*?\[]")
ANY_FOLDERS = "**"
LEFT_OUT = (".", "_")  # first letters of what other programs put beside the files of a set


def files_below(folder: Path) -> Iterator[Path]:
    """All files of a folder and the folders in it, but hidden ones and those that begin with "_".

    Raises
    ------
    InputError
        Where a folder is a link, which may lead in a circle.
    OSError
        Where a folder cannot be read.
    """
    for entry in _entries(folder):
        if entry.name.startswith(LEFT_OUT):
            continue
        if _is_folder(entry):
            yield from files_below(Path(entry.path))
        else:
            yield Path(entry.path)


def matches(start: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Files and folders that the parts of a pattern name; hidden ones only by a "." of its own.

    Parameters
    ----------
    parts
        Of the path behind `start`; "**" is any number of folders.

    Raises
    ------
    InputError, OSError
        As `files_below`.
    """
    if not parts:
        yield start
        return
    part, rest = parts[0], parts[1:]
    if part == ANY_FOLDERS:
        yield from matches(start, rest)
        if rest:
            for entry in _entries(start):
                if not entry.name.startswith(LEFT_OUT) and _is_folder(entry):
                    yield from matches(Path(entry.path), parts)
    elif not PATTERN.search(part):
        if (start / part).exists():
            yield from matches(start / part, rest)
    else:
        for entry in _entries(start):
            hidden = entry.name.startswith(".") and not part.startswith(".")
            if fnmatch.fnmatch(entry.name, part) and not hidden and (not rest or entry.is_dir()):
                yield from matches(Path(entry.path), rest)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return sorted(found, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink() and entry.is_dir():
        raise InputError(
            "A folder of register files holds a link to another folder",
            where=entry.path,
            todo="Put the files themselves there, or name them by a pattern with *.",
        )
    return entry.is_dir()
