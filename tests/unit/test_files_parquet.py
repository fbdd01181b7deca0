"""Parquet files of others: types, dictionaries, and columns that no register has."""

import datetime
import decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from effektspor.errors import InputError
from effektspor.registers.files.opening import open_file

DAY = datetime.date(2016, 2, 29)
COLUMNS = {
    "large": (pa.array(["a ", None], pa.large_string()), ["a", None], "text"),
    "coded": (pa.array(["x", "y"]).dictionary_encode(), ["x", "y"], "text"),
    "bytes": (pa.array([b"ab", b"c"]), ["ab", "c"], "text"),
    "small": (pa.array([1, None], pa.int16()), [1, None], "number"),
    "exact": (pa.array([decimal.Decimal("1.50"), None]), [1.5, None], "number"),
    "half": (pa.array([0.5, 2], pa.float32()), [0.5, 2.0], "number"),
    "flag": (pa.array([True, None]), [1, None], "number"),
    "day": (pa.array([DAY, None]), [DAY, None], "date"),
    "moment": (pa.array([datetime.datetime(2016, 2, 29, 23, 1), None]), [DAY, None], "date"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_types(tmp_path, name):
    array, expected, kind = COLUMNS[name]
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({name: array}), path)
    file = open_file(path)
    assert file.variables[0].kind == kind
    assert next(file.chunks([name], memory_mb=10)).column(name).to_pylist() == expected


def test_cells_of_whole_numbers_keep_their_type(tmp_path):
    path = tmp_path / "a.parquet"
    table = pa.table({"a": pa.array([1, 2], pa.int16()), "b": pa.array([3, 4], pa.int16())})
    pq.write_table(table, path)
    cells = next(open_file(path).chunks(["a", "b"], memory_mb=10)).cells(["b", "a"])
    assert cells.matrix.dtype == np.int16
    assert cells.matrix.tolist() == [[3, 1], [4, 2]]
    assert cells.labels is None


def test_labels_are_common_to_columns_and_need_more_bytes_when_many(tmp_path):
    path = tmp_path / "a.parquet"
    many = [f"t{k}" for k in range(300)]
    pq.write_table(pa.table({"a": many, "b": [*many[::-1][:-1], None]}), path)
    cells = next(open_file(path).chunks(["a", "b"], memory_mb=10)).cells(["a", "b"])
    assert cells.matrix.dtype == np.uint16
    assert [cells.labels[k] for k in cells.matrix[1]] == ["t1", "t298"]
    assert cells.labels[cells.matrix[-1, 1]] is None


def test_row_groups_follow_each_other(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [str(k // 7) for k in range(5000)]}), path, row_group_size=999)
    read = [c.column("a") for c in open_file(path).chunks(["a"], memory_mb=1)]
    assert pa.chunked_array(read).to_pylist() == [str(k // 7) for k in range(5000)]


def test_a_column_of_lists_is_refused_only_where_it_is_asked_for(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": [[1], [2]], "b": ["x", "y"]}), path)
    file = open_file(path)
    assert next(file.chunks(["b"], memory_mb=10)).column("b").to_pylist() == ["x", "y"]
    with pytest.raises(InputError, match="holds lists"):
        next(file.chunks(["a"], memory_mb=10))
