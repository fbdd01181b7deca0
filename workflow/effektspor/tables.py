"""Typed tables between stages: each table's columns are declared once, written and checked alike.

Messages name the column and how many rows are wrong, never a value: the rows belong to persons.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError


@dataclass(frozen=True)
class Column:
    """One column: name, pandas dtype, what it holds (with its unit)."""

    name: str
    dtype: str
    meaning: str
    missing: bool = False


@dataclass(frozen=True)
class Table:
    """A table between two stages."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    open_ended: bool = False
    """Whether columns beside the declared ones are allowed (covariates, moments)."""

    def conform(self, frame: pd.DataFrame, *, unique: bool = True) -> pd.DataFrame:
        """The frame with the declared columns, order and dtypes.

        Parameters
        ----------
        unique
            Whether the key is checked; part of a table cannot tell whether it is unique.

        Raises
        ------
        InputError
            Where a column is absent, cannot have its dtype or has missing values, or where the
            key is not unique.
        """
        self._require(frame)
        names = [column.name for column in self.columns]
        rest = [str(c) for c in frame.columns if c not in names] if self.open_ended else []
        frame = frame[names + rest].astype({c.name: c.dtype for c in self.columns})
        if self.key and unique:
            repeated = int(frame.duplicated(list(self.key)).sum())
            if repeated:
                raise InputError(
                    f"{repeated} rows of the table repeat a key",
                    where=f"table {self.name}, key {', '.join(self.key)}",
                    todo="Remove the repeated rows from the input.",
                )
        return frame.reset_index(drop=True)

    def write(self, frame: pd.DataFrame, path: Path) -> None:
        """Check a frame and write it as Parquet, under a temporary name until it is whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.part")
        self.conform(frame).to_parquet(unfinished, index=False)
        unfinished.replace(path)

    def read(self, path: Path, columns: list[str] | None = None) -> pd.DataFrame:
        """Read a Parquet file of this table, all columns or some."""
        if columns is None:
            return self.conform(pd.read_parquet(path))
        return pd.read_parquet(path, columns=columns)

    def _require(self, frame: pd.DataFrame) -> None:
        for column in self.columns:
            if column.name not in frame.columns:
                raise InputError(
                    f"Column {column.name!r} is missing",
                    where=f"table {self.name}",
                    todo=f"The table needs it: {column.meaning}.",
                )
            empty = 0 if column.missing else int(frame[column.name].isna().sum())
            if empty:
                raise InputError(
                    f"{empty} rows have no value",
                    where=f"table {self.name}, column {column.name}",
                    todo=f"The column may not be empty: {column.meaning}.",
                )


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a result table as CSV with 10 significant digits, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    frame.to_csv(unfinished, index=False, float_format="%.10g", lineterminator="\n")
    unfinished.replace(path)
