"""Buckets: a stable hash, files that are read in part, and the same content whatever the chunks."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from effektspor.config.shard import BUCKETS, Shard
from effektspor.registers.buckets import BUCKET, BucketWriter, bucket_of, read_buckets
from effektspor.tables import Column, Table

NUMBERS = Table("numbers", "Numbers", (Column("person", "int32", "place"), BUCKET))


def frame(n):
    keys = pa.array([f"S{number:09d}" for number in range(n)])
    return pd.DataFrame({"person": np.arange(n, dtype="int32"), "bucket": bucket_of(keys)})


def reference(key):
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return (value ^ (value >> 32)) % 64


def test_the_hash_is_the_documented_one():
    keys = ["", "a", "0101801234", "S000000001", "æøå", "S1"]
    assert list(bucket_of(pa.array(keys))) == [reference(key) for key in keys]
    sliced = pa.array(["skipped", *keys]).slice(1)
    assert list(bucket_of(sliced)) == [reference(key) for key in keys]


def test_serial_keys_spread_over_all_buckets():
    counts = np.bincount(frame(64_000)["bucket"], minlength=BUCKETS)
    assert counts.min() > 800
    assert counts.max() < 1200


@pytest.mark.parametrize("of", [1, 3, 8, 64])
def test_shards_share_the_buckets_without_rest(of):
    taken = sorted(b for number in range(of) for b in Shard(number=number, of=of).buckets)
    assert taken == list(range(BUCKETS))


@pytest.mark.parametrize(("chunk", "memory_mb"), [(10_000, 500), (700, 500), (5_000, 0)])
def test_reading_a_bucket_gives_its_rows_in_order_however_they_were_written(
    tmp_path, chunk, memory_mb
):
    rows = frame(10_000)
    path = tmp_path / "numbers.parquet"
    with BucketWriter(NUMBERS, path, memory_mb=memory_mb) as writer:
        for first in range(0, len(rows), chunk):
            writer.add(rows.iloc[first : first + chunk])
    assert writer.rows == len(rows)
    some = read_buckets(NUMBERS, path, (5, 3))
    expected = pd.concat([rows[rows["bucket"] == 3], rows[rows["bucket"] == 5]])
    pd.testing.assert_frame_equal(some, expected.reset_index(drop=True))
    metadata = pq.ParquetFile(path).metadata
    for group in range(metadata.num_row_groups):
        statistics = metadata.row_group(group).column(1).statistics
        assert statistics.min == statistics.max


def test_an_empty_table_can_be_written_and_read(tmp_path):
    with BucketWriter(NUMBERS, tmp_path / "none.parquet", memory_mb=500):
        pass
    assert read_buckets(NUMBERS, tmp_path / "none.parquet", range(64)).empty


def test_a_failure_leaves_neither_a_file_nor_a_part_of_one(tmp_path):
    path = tmp_path / "numbers.parquet"
    writer = BucketWriter(NUMBERS, path, memory_mb=0)
    writer.add(frame(600_000))
    writer.add(frame(600_000))  # waits until the rows before are written
    assert len(list(tmp_path.iterdir())) == 1
    writer.__exit__(ValueError, ValueError("the source broke off"), None)
    assert list(tmp_path.iterdir()) == []


def test_text_is_text_where_there_are_no_rows_yet_or_at_all(tmp_path):
    table = Table("keys", "Keys", (Column("pnr", "str", "key"), BUCKET))
    keys = pa.array(["a", "b"])
    some = pd.DataFrame({"pnr": keys.to_pylist(), "bucket": bucket_of(keys)})
    for name, parts in (("none", []), ("empty", [some[:0]]), ("later", [some[:0], some])):
        path = tmp_path / f"{name}.parquet"
        with BucketWriter(table, path, memory_mb=500) as writer:
            for part in parts:
                writer.add(part)
                writer._pass_on()
        rows = pq.read_table(path)
        assert rows.schema.field("pnr").type == pa.string(), name
        assert sorted(rows["pnr"].to_pylist()) == (["a", "b"] if name == "later" else [])
