"""polars, the fastest way found: neighbouring columns compared, only the changes kept.

Parquet is read 64 columns at a time, as text, which is faster than all at once and keeps the
memory small. Formats laid out by rows are read once, with the codes as small integers.
"""

import itertools
from pathlib import Path

import polars as pl

from effektspor.benchmark.layout import COLUMNS, WEEKS

N_WEEKS = len(COLUMNS)
AT_ONCE = 64


def spells(path: Path) -> pl.DataFrame:
    """Spells of all persons."""
    frame = None if path.suffix == ".parquet" else read_codes(path)
    parts = []
    for first in range(0, N_WEEKS, AT_ONCE):
        names = COLUMNS[max(first - 1, 0) : first + AT_ONCE]
        block = pl.read_parquet(path, columns=names) if frame is None else frame.select(names)
        parts.append(_starts(block, first))
    starts = pl.concat(parts).sort("person", "week")
    same = pl.col("person").shift(-1) == pl.col("person")
    stop = pl.when(same).then(pl.col("week").shift(-1)).otherwise(N_WEEKS)
    weeks = (stop - pl.col("week")).cast(pl.Int16).alias("weeks")
    first_week = (pl.col("week") + WEEKS.start).alias("first_week")
    runs = starts.lazy().select("person", "code", first_week, weeks)
    return runs.filter(pl.col("code") > 0).collect()


def read_codes(path: Path) -> pl.DataFrame:
    """The weekly columns as small integers, 0 where blank."""
    number = pl.col(COLUMNS).fill_null(0)
    if path.suffix == ".csv":
        types = dict.fromkeys(COLUMNS, pl.Int16)
        return pl.read_csv(path, columns=COLUMNS, schema_overrides=types).select(number)
    from polars_readstat import scan_readstat

    number = pl.col(COLUMNS).cast(pl.Int16, strict=False).fill_null(0)
    return scan_readstat(path, preserve_order=True).select(number).collect(engine="streaming")


def _starts(block: pl.DataFrame, first: int) -> pl.DataFrame:
    """Cells that differ from the column before; the first column of all wholly.

    `first` is the position of the first column to report; the one before it is in the block too.
    """
    names, lazy = block.columns, block.with_row_index("person").lazy()
    pairs = list(itertools.pairwise(names))
    found = [lazy.filter(pl.col(a) != pl.col(b)).select("person", _code(b)) for a, b in pairs]
    if first == 0:
        found.insert(0, lazy.select("person", _code(names[0])))
    weeks = [pl.lit(first + k, dtype=pl.Int16).alias("week") for k in range(len(found))]
    return pl.concat(
        [part.with_columns(week) for part, week in zip(found, weeks, strict=True)]
    ).collect()


def _code(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int16, strict=False).fill_null(0).alias("code")
