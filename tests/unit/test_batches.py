"""Buckets are read together while they fit the memory, and rows are written as they come."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from effektspor.cohort import batches
from effektspor.cohort.row_groups import RowGroups, read_row_groups
from effektspor.config.shard import BUCKETS
from effektspor.registers.quality import Ledger
from effektspor.tables import Column, Table

TABLE = Table("sample", "Sample", (Column("start", "int32", "x"), Column("group", "str", "y")))


@pytest.fixture
def batches_of(tmp_path, monkeypatch):
    """Buckets of each batch under a bound of memory; every bucket holds 1,000 persons."""
    path = tmp_path / "persons.parquet"
    pq.write_table(pa.table({"bucket": pa.array(list(range(BUCKETS)) * 1000, "uint8")}), path)
    paths = batches.RegisterPaths(*[path] * 6)
    monkeypatch.setattr(batches, "_read", lambda paths, batch, programme, ledger: batch)

    def read(memory_mb, buckets=range(BUCKETS)):
        return list(batches.read_batches(paths, buckets, None, Ledger(), memory_mb=memory_mb))

    return read


def test_the_batch_grows_with_the_memory(batches_of):
    assert [len(batch) for batch in batches_of(5000)] == [64]
    assert [len(batch) for batch in batches_of(500)] == [15, 15, 15, 15, 4]
    assert batches_of(500, [7, 3]) == [[3, 7]]


@pytest.mark.parametrize("memory_mb", [260, 1])
def test_a_bucket_is_the_smallest_batch(batches_of, memory_mb):
    assert [len(batch) for batch in batches_of(memory_mb)] == [1] * 64


@pytest.mark.parametrize("order", [[0, 2], [2, 0], [0, 0]])
def test_a_part_without_rows_does_not_decide_on_the_columns(tmp_path, order):
    path = tmp_path / "out.parquet"
    with RowGroups(TABLE, path) as out:
        for rows in order:
            out.add(pd.DataFrame({"start": range(rows), "group": ["a"] * rows}))
    assert pq.read_schema(path).field("group").type == pa.string()
    assert sum(len(part) for part in read_row_groups(path, ["start"])) == sum(order)
