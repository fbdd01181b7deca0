"""Reading alone: all weekly columns of a file, nothing made of them.

The Parquet readers also compare each column with the one before: the least that finding spells
can cost. Each function gives a number that depends on what was read.
"""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from effektspor.benchmark.layout import COLUMNS

AT_ONCE = 64


def effektspor(path: Path, _rows: int, memory_mb: int) -> int:
    """Cells of all chunks by effektspor's own reader."""
    from effektspor.registers.files.opening import open_file

    chunks = open_file(path).chunks(COLUMNS, memory_mb=memory_mb)
    return sum(int(chunk.cells(COLUMNS).matrix.size) for chunk in chunks)


def pyreadstat_chunks(path: Path, rows: int, _memory_mb: int) -> int:
    """Chunks of 20,000 rows by pyreadstat."""
    from effektspor.benchmark.peers import pandas_route

    return sum(chunk.size for chunk in pandas_route.chunks(path, 20_000, rows))


def polars_strings(path: Path, _rows: int, _memory_mb: int) -> int:
    """The whole file as one frame of strings by polars-readstat."""
    from polars_readstat import scan_readstat

    frame = scan_readstat(path, preserve_order=True).select(COLUMNS).collect()
    return frame.height * frame.width


def polars_compared(path: Path, _rows: int, _memory_mb: int) -> int:
    """Parquet by polars, 64 columns at a time, each compared with the one before."""
    import polars as pl

    changes = 0
    for first in range(0, len(COLUMNS), AT_ONCE):
        names = COLUMNS[max(first - 1, 0) : first + AT_ONCE]
        block = pl.read_parquet(path, columns=names)
        counts = [(pl.col(a) != pl.col(b)).sum().alias(b) for a, b in pairwise(names)]
        changes += sum(block.select(counts).row(0))
    return changes


def pyarrow_compared(path: Path, _rows: int, _memory_mb: int) -> int:
    """Parquet by pyarrow, a row group at a time, each column compared with the one before."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    file, changes = pq.ParquetFile(path), 0
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=COLUMNS)
        for a, b in pairwise(COLUMNS):
            changes += pc.sum(pc.not_equal(table[a], table[b])).as_py()
    return changes


READ: dict[str, Callable[[Path, int, int], int]] = {
    "read-effektspor": effektspor,
    "read-pyreadstat": pyreadstat_chunks,
    "read-polars": polars_strings,
    "compare-polars": polars_compared,
    "compare-pyarrow": pyarrow_compared,
}
