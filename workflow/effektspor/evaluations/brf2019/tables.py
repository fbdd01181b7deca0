"""Read the result tables of the study and say plainly what is wrong with one that does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.evaluations.brf2019.register_columns import REGISTER_COLUMNS
from effektspor.evaluations.brf2019.survey_columns import SURVEY_COLUMNS
from effektspor.published import read_published

SOURCE, PUBLISHED, CORRECTIONS = "brf2019", "published", "corrections.csv"

COLUMNS = REGISTER_COLUMNS | SURVEY_COLUMNS

MAY_BE_EMPTY = (
    "citizens_options", "diagnostic_curves", "event_study", "heterogeneity", "heterogeneity_summary", "rate_checks",
    "link", "link_power", "link_points",
    "efa_suitability", "efa_eigenvalues", "efa_loadings", "efa_correlations",
)  # fmt: skip
"""Tables without rows where the study lacks what they rest on: years before, municipalities."""


@dataclass(frozen=True)
class Tables:
    """The input tables of one group of artefacts.

    Attributes
    ----------
    frames
        Result tables by the names of `COLUMNS`.
    data_hash
        SHA-256 over the names and bytes of the files, hexadecimal.
    """

    frames: dict[str, pd.DataFrame]
    data_hash: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def read_tables(paths: dict[str, Path]) -> Tables:
    """Read result tables and hash the bytes that decide what follows.

    Raises
    ------
    InputError
        Where a file is missing, empty or lacks a column.
    """
    frames = {
        name: _published(path) if name == PUBLISHED else _read(name, path)
        for name, path in sorted(paths.items())
    }
    files: list[tuple[str, Path]] = []
    for name, path in paths.items():
        if path.is_dir():
            files += [(f"{name}/{part}", path / part) for part in (f"{SOURCE}.csv", CORRECTIONS)]
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


def measure_of(frame: pd.DataFrame, outcome: str, denominator: str) -> pd.DataFrame:
    """The rows of one outcome and denominator."""
    return frame[(frame["outcome"] == outcome) & (frame["denominator"] == denominator)]


def finite(value: Any) -> float | None:
    """A number, or None where the table has none."""
    return float(value) if value is not None and np.isfinite(value) else None


def by_cell(frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of one week by group and cohort."""
    return {(str(row["group"]), str(row["cohort"])): row for row in records(frame)}


def _published(folder: Path) -> pd.DataFrame:
    """The printed figures of this study, corrections applied."""
    published = read_published(folder)
    return published[published["source"] == SOURCE].reset_index(drop=True)


def _read(name: str, path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(
            f"The result table {name!r} is missing",
            where=str(path),
            todo="Run the rule that makes it; `snakemake` does so by itself.",
        )
    try:
        frame = pd.read_csv(path, dtype={"cohort": str, "label": str, "pages": str, "page": str})
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame()
    missing = [column for column in COLUMNS[name] if column not in frame.columns]
    if missing or (frame.empty and name not in MAY_BE_EMPTY):
        raise InputError(
            f"The result table {name!r} " + (f"lacks {missing}" if missing else "has no rows"),
            where=str(path),
            todo="Delete the file and run the rule that makes it again.",
        )
    return frame
