"""Rows of persons on disk by bucket, between the reading of a source and its table.

What concerns all rows of a person, such as sums over jobs and persons who occur twice, is found out
bucket by bucket, in memory for a 64th of the persons. A spill lives as long as one command.
"""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa

from effektspor.config.shard import BUCKETS
from effektspor.registers.buckets import bucket_of

SHARE_OF_MEMORY = 0.1
ROWS_AT_ONCE = 1 << 19


class Spill:
    """Rows that wait on disk.

    Parameters
    ----------
    schema
        Columns, among them `pnr`.
    path
        File for the time being: removed at the end, whatever happens.
    memory_mb
        Bound of the process; rows held back before they are written take a tenth of it at most.
    """

    def __init__(self, schema: pa.Schema, path: Path, *, memory_mb: int) -> None:
        self._schema, self._path = schema, path
        self._bound = memory_mb * 1e6 * SHARE_OF_MEMORY
        self._held: list[pa.Table] = []
        self._batches: list[list[int]] = [[] for _ in range(BUCKETS)]
        self._written = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = pa.OSFile(str(path), "wb")
        self._writer = pa.ipc.new_file(
            self._file, schema, options=pa.ipc.IpcWriteOptions(compression="lz4")
        )

    def add(self, rows: pa.Table) -> None:
        """Add rows; within a bucket their order is kept."""
        self._held.append(rows.cast(self._schema))
        if sum(part.nbytes for part in self._held) > self._bound:
            self._write()

    def buckets(self) -> Iterator[tuple[int, pa.Table]]:
        """End the writing, and give each bucket that has rows with all its rows."""
        self._write()
        self._close()
        with pa.OSFile(str(self._path)) as source:
            reader = pa.ipc.open_file(source)
            for bucket, numbers in enumerate(self._batches):
                if numbers:
                    batches = [reader.get_batch(number) for number in numbers]
                    yield bucket, pa.Table.from_batches(batches).combine_chunks()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        if not self._file.closed:
            self._writer.close()
            self._file.close()

    def _write(self) -> None:
        if not self._held:
            return
        rows = pa.concat_tables(self._held).combine_chunks()
        self._held = []
        buckets = bucket_of(rows["pnr"])
        order = np.argsort(buckets, kind="stable")
        edges = np.searchsorted(buckets[order], np.arange(BUCKETS + 1))
        rows = rows.take(pa.array(order)).combine_chunks()
        for bucket in np.flatnonzero(np.diff(edges)):
            part = rows.slice(edges[bucket], edges[bucket + 1] - edges[bucket])
            for batch in part.to_batches():
                self._writer.write_batch(batch)
                self._batches[bucket].append(self._written)
                self._written += 1


def in_parts(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """A large table in parts: what writes it makes several copies."""
    for begin in range(0, len(frame), ROWS_AT_ONCE):
        yield frame.iloc[begin : begin + ROWS_AT_ONCE]
