"""SAS files: plain and compressed ones, missing letters, dates, and when the slow library reads."""

import datetime
import struct

import numpy as np
import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest

from effektspor.errors import InputError
from effektspor.registers.files import readstat, rust
from effektspor.registers.files.dates import DAY_MS, FROM_1960, Calendar, calendar_of
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.readstat import ReadStatFile, open_readstat
from effektspor.registers.files.rust import RustFile
from register_files import SECRET, sample
from sas_writer import write_sas7bdat

FRAME = pd.DataFrame(
    {"svar": [1.5, ".b", np.nan, ".z"], "dag": [20_513.0, np.nan, -3652.0, 0.0], "t": ["a", "", " b", "æ"]}
)  # fmt: skip


def columns_of(file, names):
    columns = {name: [] for name in names}
    for chunk in file.chunks(names, memory_mb=1):
        for name in names:
            columns[name] += chunk.column(name).to_pylist()
    return columns


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "compressed"])
def test_both_libraries_give_the_same_cells(tmp_path, compressed):
    path = write_sas7bdat(sample(3000), tmp_path / "a.sas7bdat", compressed=compressed)
    file = open_file(path)
    assert isinstance(file, RustFile)
    assert file.rows == 3000
    columns = columns_of(file, [v.name for v in file.variables])
    frame, meta = pyreadstat.read_sas7bdat(path)
    assert [v.original for v in file.variables] == meta.column_names
    for name in meta.column_names:
        expected = [None if value != value else value for value in frame[name]]
        assert columns[name.lower()] == expected


def test_letters_dates_and_labels(tmp_path):
    path = tmp_path / "a.sas7bdat"
    write_sas7bdat(FRAME, path, formats={"dag": "DATE9"}, labels={"svar": "Svar på spørgsmål"})
    file = open_file(path)
    assert (file.variables[0].kind, file.variables[0].label) == ("number", "Svar på spørgsmål")
    chunk = next(file.chunks(["svar", "dag", "t"], memory_mb=10))
    assert chunk.column("svar").to_pylist() == [1.5, None, None, None]
    assert chunk.letters("svar").to_pylist() == [None, ".b", None, ".z"]
    days = [datetime.date(2016, 2, 29), None, datetime.date(1950, 1, 1), datetime.date(1960, 1, 1)]
    assert chunk.column("dag").to_pylist() == days
    assert chunk.column("t").to_pylist() == ["a", "", " b", "æ"]


@pytest.mark.parametrize("kind", [0x0180, 0x4000], ids=["deleted rows", "meta 2"])
def test_pages_that_the_fast_library_leaves_out_are_read_by_the_other(tmp_path, kind):
    path = write_sas7bdat(sample(), tmp_path / "a.sas7bdat")
    data = bytearray(path.read_bytes())
    page = struct.unpack_from("<I", data, 204)[0] if data[35] == 0x33 else 4096
    struct.pack_into("<H", data, len(data) - page + 32, kind)
    path.write_bytes(data)
    assert isinstance(open_file(path), ReadStatFile)


def test_times_of_day_count_seconds_beyond_a_day(tmp_path):
    path = tmp_path / "a.sas7bdat"
    write_sas7bdat(pd.DataFrame({"t": [90_000.0, 1.0]}), path, formats={"t": "TIME8"})
    assert columns_of(open_file(path), ["t"]) == {"t": [90_000.0, 1.0]}


def test_texts_may_grow_from_batch_to_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(rust, "BYTES_PER_CELL", 1000)
    words = ["ab"] * 600 + ["æøåæøå"] * 300 + ["z" * 40] * 300
    frame = pd.DataFrame({"t": words, "kode": ["810", "1"] * 600})
    file = open_file(write_sas7bdat(frame, tmp_path / "a.sas7bdat"))
    assert columns_of(file, ["t", "kode"]) == {"t": words, "kode": frame["kode"].tolist()}
    rows, widths = [], set()
    for chunk in file.chunks(["t", "kode"], memory_mb=1):
        widths.add(str(chunk.columns["t"].type))
        cells = chunk.cells(["kode", "t"])
        rows += [
            [cells.labels[cell] if cells.labels else cell.decode() for cell in row]
            for row in cells.matrix
        ]
    assert rows == frame[["kode", "t"]].to_numpy().tolist()
    assert len(widths) == 3


def test_where_the_fast_library_gives_nothing_the_other_one_reads(tmp_path, monkeypatch):
    path = write_sas7bdat(sample(), tmp_path / "a.sas7bdat")
    monkeypatch.setattr(rust, "batches_of", lambda process: iter(()))
    file = open_file(path)
    assert isinstance(file, RustFile)
    assert columns_of(file, ["pnr"])["pnr"] == sample()["PNR"].tolist()


def test_where_the_fast_library_ends_too_early_nothing_is_given_as_whole(tmp_path, monkeypatch):
    path = write_sas7bdat(sample(), tmp_path / "a.sas7bdat")
    whole = rust.batches_of
    monkeypatch.setattr(rust, "batches_of", lambda process: [next(whole(process)).slice(0, 30)])
    with pytest.raises(InputError, match="truncated or damaged") as error:
        columns_of(open_file(path), ["pnr"])
    assert error.value.where.endswith(", row 31")


@pytest.mark.parametrize(
    ("form", "value"),
    [("EURDFDD10", 20_513.0), ("DANDFDE9", 20_513.0), ("EURDFDT20", 20_513 * 86_400.0)],
)
def test_dates_in_a_language(tmp_path, form, value):
    path = tmp_path / "a.sas7bdat"
    write_sas7bdat(pd.DataFrame({"dag": [value, np.nan]}), path, formats={"dag": form})
    file = open_file(path)
    assert file.variables[0].kind == "date"
    assert columns_of(file, ["dag"]) == {"dag": [datetime.date(2016, 2, 29), None]}


@pytest.mark.parametrize(
    ("form", "step"),
    [
        *((form, DAY_MS) for form in
          ("EURDFDD10.", "DANDFDD10.", "DANDFDE9.", "EURDFWDX18.", "EURDFWKX28.", "EURDFDN",
           "EURDFMY7.", "DDMMYY10.", "DDMMYYP10.", "YYMMDDN8.", "DATE9.", "B8601DA8.")),
        *((form, 1000) for form in ("EURDFDT20.", "DANDFDT18.", "DATETIME20.", "E8601DT19.")),
    ],
)  # fmt: skip
def test_formats_that_write_dates(form, step):
    assert calendar_of(form, "sas") == Calendar(step, FROM_1960)


@pytest.mark.parametrize("form", ["BEST12.", "F8.2", "TIME8.", "COMMA12.", "EURO10.", "XYZDFXX9."])
def test_formats_that_write_no_dates(form):
    assert calendar_of(form, "sas") is None


@pytest.mark.parametrize("library", [rust, readstat])
def test_what_the_library_says_of_a_cell_stays_unsaid(tmp_path, monkeypatch, library):
    def refuse(*_):
        raise pa.ArrowInvalid(f"{SECRET} is not a number")

    monkeypatch.setattr(library, "_chunk", refuse)
    path = write_sas7bdat(sample(), tmp_path / "a.sas7bdat")
    file = open_file(path) if library is rust else open_readstat(path)
    with pytest.raises(InputError, match="truncated or damaged") as error:
        next(file.chunks(["pnr"], memory_mb=10))
    assert SECRET not in str(error.value)
    assert error.value.where.endswith("a.sas7bdat, row 1")
