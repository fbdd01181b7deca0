"""Which files a study's settings name, whatever its evaluation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from effektspor.errors import InputError
from effektspor.registers.files.paths import used_files

REGISTERS = ("data.dream", "data.hours", "data.population", "data.stv")
FILE = re.compile(r"\.(sas7bdat|xpt|z?sav|dta|csv|parquet|json|md|txt|ya?ml)$", re.IGNORECASE)
FOLDERS = ("texts",)
_NO_FILES = ("simulate", "variables", "path")


@dataclass(frozen=True)
class Given:
    """What one key of the settings names.

    Attributes
    ----------
    key
        Place in the study's settings: ``data.hours``.
    path
        File, pattern with ``*``, folder, or any of these with ``{year}``.
    years
        Years for ``{year}``.
    made
        Whether the run makes what is not there.
    """

    key: str
    path: str
    years: tuple[int, ...]
    made: bool

    def files(self) -> list[Path]:
        """The files that there are.

        Raises
        ------
        InputError
            Where one is missing or may not be looked at, with what may be wrong with the path.
        """
        folder = self.key.rpartition(".")[2] in FOLDERS
        files = [] if folder else used_files(self.path, self.years)
        found = [Path(self.path)] if folder else [file.path for file in files]
        missing = [file for file in found if not _exists(file)]
        if missing:
            raise InputError(
                "The file does not exist, or its folder may not be opened"
                if len(missing) == 1
                else f"{len(missing)} of {len(found)} files do not exist",
                where=f"{self.key}: {_some(missing)}",
                todo=self._hint(missing[0]),
            )
        return found

    def _hint(self, missing: Path) -> str:
        if "\\" in self.path:
            return (
                "Folders are separated by / here, not by \\: write the path as this system has it."
            )
        if self.path.startswith("~"):
            return "Write the home folder out: ~ is not understood in a config."
        if not missing.is_absolute():
            return (
                f"The path is looked up from {Path.cwd()}, where the command runs: start it in the "
                "project's folder, or give the whole path."
            )
        if not _exists(missing.parent):
            return "Its folder is not there either: check the path, and that the disk is mounted."
        return "Check the name of the file; capital and small letters differ."


def given_files(study: BaseModel) -> list[Given]:
    """All files that a study's settings name, and its plan."""
    data = getattr(study, "data", None)
    simulated = getattr(data, "simulate", None) is not None
    made = Path(data.dream.path).parent if simulated and data is not None else None
    found = [
        Given(key, path, years, made is not None and Path(path).parent == made)
        for key, path, years in _walk(study, "")
    ]
    if getattr(study, "plan", None) is None:
        evaluation = getattr(study, "evaluation", "")
        found.append(Given("plan", f"docs/plan-{evaluation}.md", (), made=False))
    return sorted(found, key=lambda each: (not each.key.startswith("data."), _order(each.key)))


def _walk(group: BaseModel, place: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    for name in type(group).model_fields:
        value, key = getattr(group, name), f"{place}{name}"
        if name in _NO_FILES:
            continue
        if isinstance(value, BaseModel):
            path = getattr(value, "pattern", None) or getattr(value, "path", None)
            if isinstance(path, str):
                yield key, path, tuple(getattr(value, "years", ()))
            yield from _walk(value, f"{key}.")
        elif isinstance(value, str) and (FILE.search(value) or name in FOLDERS):
            yield key, value, ()


def _order(key: str) -> tuple[int, str]:
    place = REGISTERS.index(key) if key in REGISTERS else len(REGISTERS)
    return place, key


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that may not be opened is no answer
        return False


def _some(paths: Sequence[Path]) -> str:
    shown = ", ".join(str(path) for path in paths[:3])
    return f"{shown} and {len(paths) - 3} more" if len(paths) > 3 else shown
