"""Tables of persons in 64 buckets: any number of shards reads only its own persons.

A person's bucket is a stable hash of the key, so it depends neither on the order of the file nor on
the number of shards. A Parquet file holds each bucket in row groups of its own; a reader takes
the row groups whose statistics name its buckets and never opens the others.
"""

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from effektspor.config.shard import BUCKETS
from effektspor.tables import Column, Table

BUCKET = Column("bucket", "uint8", "part of the persons, a stable hash of the key")
_FNV_OFFSET, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_SHARE_OF_MEMORY = 0.1
_LARGEST_GROUP = 1 << 20
_ROWS_AT_A_TIME = 1 << 19
_KEYS_AT_A_TIME = 1 << 14  # stays in the processor's cache


def bucket_of(keys: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.uint8]:
    """Bucket of each person key (text without nulls): uint8, shape (keys,)."""
    return bucket_of_hash(hash_of(keys))


def bucket_of_hash(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    """Bucket of each hash of `hash_of`: its high and low half folded, modulo 64."""
    return ((hashes ^ (hashes >> np.uint64(32))) % np.uint64(BUCKETS)).astype(np.uint8)


def hash_of(keys: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.uint64]:
    """FNV-1a (64 bit) over the UTF-8 bytes of each key: the same on every machine.

    Parameters
    ----------
    keys
        Text without nulls.

    Returns
    -------
    numpy.ndarray
        uint64, shape (keys,).
    """
    if isinstance(keys, pa.ChunkedArray):
        keys = keys.combine_chunks()
    binary = pc.cast(keys, pa.large_binary())
    lengths = pc.binary_length(binary).to_numpy(zero_copy_only=False)
    offsets = np.frombuffer(binary.buffers()[1], "int64")[binary.offset : binary.offset + len(keys)]
    data = binary.buffers()[2]
    content = np.frombuffer(data, "uint8") if data else np.zeros(0, "uint8")
    hashed = np.full(len(keys), _FNV_OFFSET, dtype=np.uint64)
    width = int(lengths.max(initial=0))
    if width and int(lengths.min()) == width:
        # Keys of one length, the rule, lie side by side: no place need be looked up.
        whole = content[offsets[0] : offsets[0] + len(keys) * width].reshape(len(keys), width)
        for first in range(0, len(keys), _KEYS_AT_A_TIME):
            block = hashed[first : first + _KEYS_AT_A_TIME]
            for octet in whole[first : first + _KEYS_AT_A_TIME].T:
                block ^= octet
                block *= _FNV_PRIME
        return hashed
    for position in range(width):
        there = lengths > position
        hashed[there] = (hashed[there] ^ content[offsets[there] + position]) * _FNV_PRIME
    return hashed


class BucketWriter:
    """Write a table with a column `bucket`, rows of one bucket a row group.

    Rows are held back by bucket until they fill a row group or the memory, so that a file of many
    chunks does not fall into crumbs. They are sorted and written by a thread of the writer's own,
    while the next chunk is read. The file gets its name when it is whole.

    Parameters
    ----------
    table
        Declares the columns; the frames given to `add` are checked against it.
    memory_mb
        Bound of the process; the rows held back take a tenth of it at most.
    """

    def __init__(self, table: Table, path: Path, *, memory_mb: int) -> None:
        self.rows = 0
        self._table, self._path = table, path
        self._bound = int(memory_mb * 1e6 * _SHARE_OF_MEMORY)
        self._given: list[pd.DataFrame] = []
        self._rows_given = 0
        self._held: list[list[pa.Table]] = [[] for _ in range(BUCKETS)]
        self._bytes = np.zeros(BUCKETS, dtype=np.int64)
        self._schema: pa.Schema | None = None
        self._writer: pq.ParquetWriter | None = None
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._working: Future[None] | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        self._unfinished = path.with_name(f".{path.name}.part")

    def add(self, frame: pd.DataFrame) -> None:
        """Add rows in any order; within a bucket the order is kept."""
        self._given.append(frame)
        self._rows_given += len(frame)
        self.rows += len(frame)
        if self._rows_given >= _ROWS_AT_A_TIME:
            self._pass_on()

    def close(self) -> None:
        """Write what is held back and give the file its name."""
        if not self._given and self._working is None:
            self._given = [empty_frame(self._table)]
        if self._given:
            self._pass_on()
        self._finish_work()
        for bucket in range(BUCKETS):
            self._flush(bucket)
        self._open().close()
        self._thread.shutdown()
        self._unfinished.replace(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
            return
        self._thread.shutdown(cancel_futures=True)
        if self._writer is not None:
            self._writer.close()
        self._unfinished.unlink(missing_ok=True)

    def _pass_on(self) -> None:
        """Give the rows to the thread, once it has done with those before."""
        self._finish_work()
        frame = (
            pd.concat(self._given, ignore_index=True) if len(self._given) > 1 else self._given[0]
        )
        self._given, self._rows_given = [], 0
        self._working = self._thread.submit(self._sort_in, frame)

    def _finish_work(self) -> None:
        if self._working is not None:
            self._working.result()

    def _sort_in(self, frame: pd.DataFrame) -> None:
        frame = self._table.conform(frame, unique=False)
        rows = pa.Table.from_pandas(frame, preserve_index=False, schema=self._schema)
        if self._schema is None:
            rows = with_text(rows)
            self._schema = rows.schema.remove_metadata()
        buckets = frame["bucket"].to_numpy()
        order = np.argsort(buckets, kind="stable")
        rows = rows.replace_schema_metadata().take(pa.array(order))
        edges = np.searchsorted(buckets[order], np.arange(BUCKETS + 1))
        for bucket in np.flatnonzero(np.diff(edges)):
            part = rows.slice(edges[bucket], edges[bucket + 1] - edges[bucket])
            self._held[bucket].append(part)
            self._bytes[bucket] += part.nbytes
        while self._bytes.sum() > self._bound:
            self._flush(int(self._bytes.argmax()))

    def _open(self) -> pq.ParquetWriter:
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._unfinished, self._schema, compression="zstd")
        return self._writer

    def _flush(self, bucket: int) -> None:
        if self._held[bucket]:
            rows = pa.concat_tables(self._held[bucket])
            self._open().write_table(rows, row_group_size=_LARGEST_GROUP)
        self._held[bucket] = []
        self._bytes[bucket] = 0


def read_buckets(
    table: Table, path: Path, buckets: Collection[int], columns: list[str] | None = None
) -> pd.DataFrame:
    """Read the rows of some buckets, ordered by bucket and as written within it.

    Parameters
    ----------
    columns
        Columns to read; all where it is left out.
    """
    file = pq.ParquetFile(path)
    names = columns or file.schema_arrow.names
    wanted = [(b, g) for g, b in enumerate(_bucket_of_groups(file)) if b in buckets]
    groups = [group for _, group in sorted(wanted)]
    frame = file.read_row_groups(groups, columns=names).to_pandas()
    return table.conform(frame, unique=False) if columns is None else frame


def with_text(rows: pa.Table) -> pa.Table:
    """The rows with text where a column has no type: without rows none shows that it holds text."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_null(field.type):
            text = rows[place].cast(pa.string())
            rows = rows.set_column(place, field.with_type(pa.string()), text)
    return rows


def empty_frame(table: Table) -> pd.DataFrame:
    """No rows, with the declared columns and dtypes."""
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in table.columns})


def _bucket_of_groups(file: pq.ParquetFile) -> list[int]:
    """Bucket of each row group, from the statistics in the file's footer."""
    place = file.schema_arrow.names.index("bucket")
    metadata = file.metadata
    return [
        int(metadata.row_group(group).column(place).statistics.min)
        for group in range(metadata.num_row_groups)
    ]
