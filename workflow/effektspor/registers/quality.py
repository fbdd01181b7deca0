"""The ledger of ingest: rows in = rows out + rows explained, for every file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.registers.checks import CHECKS, REDUCING
from effektspor.tables import Column, Table

NO_YEAR = -1
QUALITY = Table(
    "quality",
    "Data quality",
    (
        Column(
            "source",
            "str",
            "dream, hours, population or stv; cohort for what the shards read; a survey's id; "
            "trial_persons or trial_jobs; status for a municipality's own scheme",
        ),
        Column(
            "file",
            "str",
            "name of the file; its path below their common folder, where files of a source differ in it",
        ),
        Column(
            "year",
            "int16",
            "year of the file or its rows, -1 where there is none or the study does not use it",
        ),
        Column("check", "str", "what was looked for, as in registers/checks.py"),
        Column("action", "str", "read, kept, repaired, set_aside or merged"),
        Column(
            "unit", "str", "what is counted as affected: rows, cells, columns, persons or waves"
        ),
        Column("n_before", "int64", "rows before the check"),
        Column("n_affected", "int64", "rows, cells or columns that the check found"),
        Column("n_after", "int64", "rows after it"),
    ),
    key=("source", "file", "year", "check"),
)
_FILE = ("source", "file", "year")


@dataclass
class Ledger:
    """Counts of one command; nothing but numbers of rows, cells and columns."""

    _counts: dict[tuple[str, str, int], dict[str, int]] = field(default_factory=dict)

    def read(self, source: str, file: str, year: int | None, rows: int) -> None:
        """Count rows that were read; may be called for each chunk."""
        self.step("read", source, file, year, rows)

    def step(self, check: str, source: str, file: str, year: int | None, found: int) -> None:
        """Count what a check of `CHECKS` found; may be called for each chunk."""
        if check not in CHECKS:
            raise KeyError(check)
        counts = self._counts.setdefault((source, file, NO_YEAR if year is None else year), {})
        counts[check] = counts.get(check, 0) + int(found)

    def rows(
        self,
        checks: Mapping[str, npt.NDArray[np.bool_]],
        source: str,
        file: str,
        years: npt.NDArray[np.int64],
    ) -> None:
        """Count the rows that checks found, each under its own year; may be called for each chunk.

        Parameters
        ----------
        checks
            Rows by check, shape (rows,).
        years
            Year of each row, shape (rows,); `NO_YEAR` where it has none or one that is not used.
        """
        for check, found in checks.items():
            counts = np.bincount(years[found] - NO_YEAR)
            for place in np.flatnonzero(counts).tolist():
                year = place + NO_YEAR
                self.step(
                    check, source, file, None if year == NO_YEAR else year, int(counts[place])
                )

    def frame(self) -> pd.DataFrame:
        """`QUALITY`: one row per file and check that found something, in the order of `CHECKS`."""
        rows = []
        for (source, file, year), counts in sorted(self._counts.items()):
            left = counts.get("read", 0)
            for check in CHECKS.values():
                found = counts.get(check.id, 0)
                if not found and check.id != "read":
                    continue
                after = left - found if check.action in REDUCING else left
                rows.append(
                    (source, file, year, check.id, check.action, check.unit, left, found, after)
                )
                left = after
        return QUALITY.conform(pd.DataFrame(rows, columns=[c.name for c in QUALITY.columns]))

    def rows_left(self, source: str) -> int:
        """Rows of a source that remain after all checks."""
        frame = self.frame()
        last = frame[frame["source"] == source].groupby(list(_FILE))["n_after"].last()
        return int(last.sum())


def read_quality(path: Path) -> pd.DataFrame:
    """Read a ledger that a command has written as CSV."""
    return QUALITY.conform(pd.read_csv(path, dtype={"file": str}))


def refuse_gaps(quality: pd.DataFrame, written: dict[str, int]) -> None:
    """Stop where a file's rows are not all accounted for.

    Parameters
    ----------
    quality
        `QUALITY` of one or more commands.
    written
        Rows that each source has written.

    Raises
    ------
    EstimationError
        With the source or file whose numbers do not add up: a defect of the pipeline.
    """
    for file, steps in quality.groupby(list(_FILE), sort=False):
        lost = steps["n_affected"].where(steps["action"].isin(REDUCING), 0)
        chained = steps["n_after"] == steps["n_before"] - lost
        joined = steps["n_before"].iloc[1:].to_numpy() == steps["n_after"].iloc[:-1].to_numpy()
        if steps["action"].iloc[0] != "read" or not (chained.all() and joined.all()):
            raise _gap(f"{file[0]}, {file[1]}")
    last = quality.groupby(list(_FILE), sort=False)["n_after"].last().groupby("source").sum()
    for source, rows in written.items():
        if int(last.get(source, 0)) != rows:
            raise _gap(f"{source}: {int(last.get(source, 0))} rows explained, {rows} written")


def join_quality(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The ledgers of several commands as one."""
    return QUALITY.conform(pd.concat(list(parts), ignore_index=True))


def add_quality(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The ledgers of all shards as one of all persons."""
    ledger = Ledger()
    keys = ["check", "source", "file", "year", "n_affected"]
    for check, source, file, year, found in pd.concat(shards)[keys].to_numpy().tolist():
        ledger.step(check, source, file, None if year == NO_YEAR else year, found)
    return ledger.frame()


def _gap(where: str) -> EstimationError:
    return EstimationError(
        "Rows read and rows accounted for differ",
        where=where,
        todo="Report this as a defect; no row may be dropped without being counted.",
    )
