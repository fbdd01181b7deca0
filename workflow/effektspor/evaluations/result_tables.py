"""Read the result tables of a study and say plainly what is wrong with one that does not fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.published import read_published

PUBLISHED, CORRECTIONS = "published", "corrections.csv"
TEXT = ("cohort", "label", "pages", "page", "period")
"""Columns that are text, also where they look like numbers."""


@dataclass(frozen=True)
class Layout:
    """The result tables of an evaluation.

    Attributes
    ----------
    source
        Name of its published figures.
    columns
        Columns that each table must have.
    may_be_empty
        Tables without rows where the study lacks what they rest on.
    """

    source: str
    columns: Mapping[str, Sequence[str]]
    may_be_empty: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Tables:
    """The input tables of one group of artefacts.

    Attributes
    ----------
    frames
        Result tables by name.
    data_hash
        SHA-256 over the names and bytes of the files, hexadecimal.
    """

    frames: dict[str, pd.DataFrame]
    data_hash: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read_tables(paths: Mapping[str, Path], layout: Layout) -> Tables:
    """Read result tables and hash the bytes that decide what follows.

    Raises
    ------
    InputError
        Where a file is missing, empty or lacks a column.
    """
    frames = {
        name: _published(path, layout) if name == PUBLISHED else _read(name, path, layout)
        for name, path in sorted(paths.items())
    }
    files: list[tuple[str, Path]] = []
    for name, path in paths.items():
        if path.is_dir():
            files += [
                (f"{name}/{part}", path / part) for part in (f"{layout.source}.csv", CORRECTIONS)
            ]
        else:
            files.append((name, path))
    return Tables(frames, file_hash(files))


def file_hash(named: Iterable[tuple[str, Path]]) -> str:
    """SHA-256 over names and contents, independent of the order of the files."""
    digest = sha256()
    for name, path in sorted(named):
        digest.update(f"{name}:{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def finite(value: Any) -> float | None:
    """A number, or None where the table has none."""
    return float(value) if value is not None and np.isfinite(value) else None


def _published(folder: Path, layout: Layout) -> pd.DataFrame:
    """The printed figures of this study, corrections applied."""
    published = read_published(folder)
    return published[published["source"] == layout.source].reset_index(drop=True)


def _read(name: str, path: Path, layout: Layout) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(
            f"The result table {name!r} is missing",
            where=str(path),
            todo="Run the rule that makes it; `snakemake` does so by itself.",
        )
    try:
        frame = pd.read_csv(path, dtype=dict.fromkeys(TEXT, str))
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame()
    missing = [column for column in layout.columns[name] if column not in frame.columns]
    if missing or (frame.empty and name not in layout.may_be_empty):
        raise InputError(
            f"The result table {name!r} " + (f"lacks {missing}" if missing else "has no rows"),
            where=str(path),
            todo="Delete the file and run the rule that makes it again.",
        )
    return frame
