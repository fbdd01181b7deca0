"""Stata files: types, missing letters, dates, labels, byte order, and what goes to the library."""

import datetime

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from effektspor.registers.files.opening import open_file
from effektspor.registers.files.readstat import ReadStatFile
from effektspor.registers.files.stata import StataChunk, StataFile
from effektspor.registers.files.stata_labels import letters_of

FRAME = pd.DataFrame(
    {
        "c_byte": np.array([1, -3, 100], dtype="int8"),
        "c_int": np.array([1, 32_740, -5], dtype="int16"),
        "c_long": np.array([1, 2_147_483_620, -7], dtype="int32"),
        "c_float": np.array([0.5, np.nan, -2], dtype="float32"),
        "c_double": np.array([0.1, np.nan, 1e300]),
        "code": ["810", "", " 73"],
        "next": ["890", "810", "1"],
        "day": pd.to_datetime(["2016-02-29", "1950-01-01", None]),
    }
)


def chunk_of(path, names):
    return next(open_file(path).chunks(names, memory_mb=10))


@pytest.fixture(params=[(117, "<"), (118, "<"), (119, "<"), (118, ">")], ids=str)
def path(request, tmp_path):
    version, order = request.param
    target = tmp_path / "file.dta"
    FRAME.to_stata(
        target,
        write_index=False,
        version=version,
        byteorder=order,
        convert_dates={"day": "td"},
        variable_labels={"code": "Ydelse"},
        value_labels={"c_byte": {1: "ja", 100: "nej"}},
    )
    return target


def test_types_of_every_release_and_byte_order(path):
    chunk = chunk_of(path, list(FRAME.columns))
    assert isinstance(chunk, StataChunk)
    for name in ("c_byte", "c_int", "c_long"):
        assert chunk.column(name).to_pylist() == FRAME[name].tolist()
    assert chunk.column("c_float").to_pylist() == [0.5, None, -2.0]
    assert chunk.column("c_double").to_pylist() == [0.1, None, 1e300]
    assert chunk.column("code").to_pylist() == ["810", "", " 73"]
    days = [datetime.date(2016, 2, 29), datetime.date(1950, 1, 1), None]
    assert chunk.column("day").to_pylist() == days


def test_labels_and_kinds(path):
    known = {v.name: v for v in open_file(path).variables}
    assert known["c_byte"].value_labels == ((1.0, "ja"), (100.0, "nej"))
    assert known["code"].label == "Ydelse"
    assert known["day"].kind == "date"


def test_columns_of_one_type_side_by_side_are_not_copied(path):
    chunk = chunk_of(path, ["code", "next", "c_byte"])
    cells = chunk.cells(["code", "next"])
    assert np.shares_memory(cells.matrix, chunk.buffer)
    assert cells.matrix.tolist() == [[b"810", b"890"], [b"", b"810"], [b" 73", b"1"]]
    turned = chunk.cells(["next", "code"])
    assert turned.matrix.tolist() == [row[::-1] for row in cells.matrix.tolist()]
    alone = chunk.cells(["c_byte"])
    assert (alone.matrix.tolist(), alone.missing_from) == ([[1], [-3], [100]], 100)


def test_numbers_of_differing_types_become_floats(path):
    cells = chunk_of(path, ["c_int", "c_float", "c_double"]).cells(["c_int", "c_float", "c_double"])
    assert cells.missing_from is None
    np.testing.assert_array_equal(cells.matrix[1], [32_740, np.nan, np.nan])


@pytest.mark.parametrize("kind", ["int8", "int16", "int32", "float32", "float64"])
def test_missing_letters(tmp_path, kind):
    path = tmp_path / "letters.dta"
    frame = pd.DataFrame({"svar": [1, "a", "z", 4]})
    pyreadstat.write_dta(
        frame, path, missing_user_values={"svar": ["a", "z"]},
        variable_value_labels={"svar": {"a": "ved ikke", 1: "ja"}},
    )  # fmt: skip
    # The library writes doubles; the cells of other types are made from these.
    chunk = chunk_of(path, ["svar"])
    assert chunk.column("svar").to_pylist() == [1.0, None, None, 4.0]
    assert chunk.letters("svar").to_pylist() == [None, ".a", ".z", None]
    assert open_file(path).variables[0].missing == ((".a", ".a"),)
    of = {
        "int8": [100, 101, 102, 127],
        "int16": [32_740, 32_741, 32_742, 32_767],
        "int32": [2_147_483_620, 2_147_483_621, 2_147_483_622, 2_147_483_647],
        "float32": np.array([0x7EFFFFFF, 0x7F000000, 0x7F000800, 0x7F00D000], "u4").view("f4"),
        "float64": np.array(
            [0x7FDFFFFFFFFFFFFF, 0x7FE0000000000000, 0x7FE0010000000000, 0x7FE01A0000000000], "u8"
        ).view("f8"),
    }
    cells = np.array(of[kind], dtype=kind)
    assert letters_of(cells).to_pylist() == [None, None, ".a", ".z"]
    assert letters_of(cells.astype(cells.dtype.newbyteorder(">"))).to_pylist()[2] == ".a"


def test_text_ends_at_its_first_nul_and_falls_back_to_latin_1(tmp_path):
    path = tmp_path / "nul.dta"
    pyreadstat.write_dta(pd.DataFrame({"t": ["abcd", "efgh", "ijkl"]}), path)
    path.write_bytes(path.read_bytes().replace(b"abcd", b"a\0xy").replace(b"efgh", b"\xc6r  "))
    assert chunk_of(path, ["t"]).column("t").to_pylist() == ["a", "Ær", "ijkl"]


def test_long_text_and_old_files_go_through_the_library(tmp_path):
    long = tmp_path / "long.dta"
    FRAME[["code", "c_byte"]].to_stata(long, write_index=False, version=118, convert_strl=["code"])
    file = open_file(long)
    assert isinstance(file, StataFile)
    chunk = next(file.chunks(["code", "c_byte"], memory_mb=10))
    assert chunk.column("code").to_pylist() == ["810", "", " 73"]
    assert isinstance(next(file.chunks(["c_byte"], memory_mb=10)), StataChunk)
    old = tmp_path / "old.dta"
    FRAME.to_stata(old, write_index=False, version=114, convert_dates={"day": "tc"})
    file = open_file(old)
    assert isinstance(file, ReadStatFile)
    chunk = next(file.chunks(["day", "c_double"], memory_mb=10))
    assert chunk.column("day").to_pylist()[0] == datetime.date(2016, 2, 29)
    assert chunk.column("c_double").to_pylist() == [0.1, None, 1e300]


def test_a_moment_in_milliseconds_is_its_day(tmp_path):
    path = tmp_path / "moment.dta"
    moments = pd.to_datetime(["2016-02-29 23:59", "1959-12-31 00:01"])
    pd.DataFrame({"t": moments}).to_stata(path, write_index=False, convert_dates={"t": "tc"})
    days = [datetime.date(2016, 2, 29), datetime.date(1959, 12, 31)]
    assert chunk_of(path, ["t"]).column("t").to_pylist() == days
