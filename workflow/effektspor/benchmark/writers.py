"""DREAM in the formats that the benchmark reads, written block by block."""

from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from effektspor.benchmark.arrow import dream_table
from effektspor.simulate.files import LABEL
from effektspor.simulate.stata import StataWriter

ROW_GROUP = 122_880  # rows of a Parquet row group, DuckDB's own size


class Writer(Protocol):
    """A file that takes records of one layout."""

    def append(self, records: np.ndarray) -> None:
        """Add records."""

    def close(self) -> None:
        """End the file."""


class ParquetFile:
    """Parquet with text columns, zstd, and row groups of `ROW_GROUP` persons."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[pa.Table] = []
        self._writer: pq.ParquetWriter | None = None

    def append(self, records: np.ndarray) -> None:
        """Keep records until a row group is full."""
        self._waiting.append(dream_table(records))
        if sum(table.num_rows for table in self._waiting) >= ROW_GROUP:
            self._write(ROW_GROUP)

    def close(self) -> None:
        """Write what is left and the end of the file."""
        while self._waiting:
            self._write(ROW_GROUP)
        if self._writer is not None:
            self._writer.close()

    def _write(self, rows: int) -> None:
        table = pa.concat_tables(self._waiting)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table.slice(0, rows), row_group_size=rows)
        self._waiting = [table.slice(rows)] if table.num_rows > rows else []


class CsvFile:
    """Comma separated text without quotes."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def append(self, records: np.ndarray) -> None:
        """Write records; the names stand before the first."""
        if not self._file.tell():
            self._file.write((",".join(records.dtype.names or ()) + "\n").encode())
        options = pa_csv.WriteOptions(include_header=False, quoting_style="none")
        pa_csv.write_csv(dream_table(records), self._file, options)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def dream_writer(path: Path, ending: str, layout: np.dtype) -> Writer:
    """Writer of DREAM as ``dta``, ``parquet`` or ``csv``."""
    if ending == "dta":
        return StataWriter(path, layout, label=LABEL)
    return ParquetFile(path) if ending == "parquet" else CsvFile(path)
