"""A table written and read a row group at a time."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from effektspor.registers.buckets import with_text
from effektspor.tables import Table


class RowGroups:
    """Write a table in parts, each a row group; the file gets its name when it is whole."""

    def __init__(self, table: Table, path: Path) -> None:
        self._table, self._path = table, path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished = path.with_name(f".{path.name}.part")
        self._writer: pq.ParquetWriter | None = None

    def add(self, frame: pd.DataFrame) -> None:
        """Check a part and write it."""
        rows = with_text(pa.Table.from_pandas(self._table.conform(frame), preserve_index=False))
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._unfinished, rows.schema, compression="zstd")
        self._writer.write_table(rows, row_group_size=max(len(rows), 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.close()
        if kind is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)


def read_row_groups(path: Path, columns: list[str]) -> Iterator[pd.DataFrame]:
    """Read some columns of a file, a row group at a time."""
    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        yield file.read_row_group(group, columns=columns).to_pandas()
