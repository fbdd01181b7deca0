"""SPSS and SAS transport files: labels and codes of missing values survive."""

import datetime

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from effektspor.registers.files.opening import open_file
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile

FRAME = pd.DataFrame(
    {
        "Q1": [1.0, 99.0, np.nan, 97.25, 5.0],
        "ord": ["ja", "NA", "", " x", "æøå"],
        "dag": [datetime.date(2016, 2, 29)] * 4 + [None],
        "langt": ["z" * 300] * 5,
    }
)
RANGES = {"Q1": [{"lo": 90.0, "hi": 99.0}, 5.0], "ord": ["NA"]}


@pytest.fixture(params=[".sav", ".zsav"])
def path(request, tmp_path):
    target = tmp_path / f"survey{request.param}"
    pyreadstat.write_sav(
        FRAME,
        target,
        compress=request.param == ".zsav",
        column_labels=["Spørgsmål 1", "", "", ""],
        variable_value_labels={"Q1": {1: "ja", 99: "ved ikke"}},
        missing_ranges=RANGES,
    )
    return target


@pytest.fixture(params=["fast", "slow"])
def file(request, path):
    opened = open_file(path) if request.param == "fast" else open_readstat(path)
    assert isinstance(opened, RustFile) == (request.param == "fast")
    return opened


def test_labels_and_missing_codes_of_variables(file):
    first, word = file.variables[:2]
    assert (first.name, first.original, first.label) == ("q1", "Q1", "Spørgsmål 1")
    assert first.value_labels == ((1.0, "ja"), (99.0, "ved ikke"))
    assert set(first.missing) == {(90.0, 99.0), (5.0, 5.0)}
    assert word.missing == (("NA", "NA"),)


def test_cells_keep_codes_of_missing_values(file):
    chunk = next(file.chunks(["q1", "ord", "dag", "langt"], memory_mb=10))
    assert chunk.column("q1").to_pylist() == [1.0, 99.0, None, 97.25, 5.0]
    assert chunk.column("ord").to_pylist() == FRAME["ord"].tolist()
    assert chunk.column("dag").to_pylist() == FRAME["dag"].tolist()
    assert chunk.column("langt").to_pylist() == FRAME["langt"].tolist()


@pytest.mark.parametrize("version", [5, 8])
def test_transport_files_of_both_versions(tmp_path, version):
    path = tmp_path / "a.xpt"
    frame = FRAME[["Q1", "ord", "dag"]]
    pyreadstat.write_xport(
        frame, path, file_format_version=version, column_labels=["Spm 1", "", ""],
        variable_format={"dag": "DATE9"},
    )  # fmt: skip
    file = open_file(path)
    assert isinstance(file, RustFile)
    assert (file.variables[0].label, file.variables[2].kind) == ("Spm 1", "date")
    for opened in (file, open_readstat(path)):
        chunk = next(opened.chunks(["q1", "ord", "dag"], memory_mb=10))
        assert chunk.column("q1").to_pylist() == [1.0, 99.0, None, 97.25, 5.0]
        assert chunk.column("ord").to_pylist() == FRAME["ord"].tolist()
        assert chunk.column("dag").to_pylist() == FRAME["dag"].tolist()
