"""Conversion to Parquet: nothing lost, the same bytes every time, and whole or not there."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from effektspor.errors import InputError
from effektspor.registers.files import convert as module
from effektspor.registers.files.convert import convert
from effektspor.registers.files.opening import open_file
from register_files import ENDINGS, SECRET, sample, write_file
from sas_writer import write_sas7bdat

NAMES = ["navn", "pnr", "y_1601", "timer"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_columns_and_variables_come_through(tmp_path, ending):
    path = write_file(sample(700), tmp_path / f"a{ending}")
    target = tmp_path / "out" / "a.parquet"
    assert convert(path, NAMES, target, 1) == 700
    assert [file.name for file in target.parent.iterdir()] == ["a.parquet"]
    before, after = open_file(path), open_file(target)
    known = {variable.name: variable for variable in before.variables}
    assert list(after.variables) == [known[name] for name in NAMES]
    for name in NAMES:
        read = [c.column(name) for c in before.chunks([name], memory_mb=1)]
        kept = [c.column(name) for c in after.chunks([name], memory_mb=1)]
        assert pa.chunked_array(kept).to_pylist() == pa.chunked_array(read).to_pylist()
    text = pq.read_metadata(target).row_group(0).column(0)
    assert "RLE_DICTIONARY" in text.encodings


def test_bytes_depend_on_the_input_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SMALLEST_GROUP", 1000)
    monkeypatch.setattr(module, "CELLS_PER_GROUP", 1000)
    path = write_file(sample(3300), tmp_path / "a.dta")
    written = []
    for memory in (1, 2, 500):
        convert(path, NAMES, tmp_path / "a.parquet", memory)
        written.append((tmp_path / "a.parquet").read_bytes())
    assert written[0] == written[1] == written[2]
    assert pq.read_metadata(tmp_path / "a.parquet").num_row_groups == 4


def test_whole_numbers_stay_whole(tmp_path):
    numbers = pd.DataFrame({"pnr": [2**60 + 1, 2**60 + 3], "few": [1, None], "part": [0.5, 1]})
    numbers.astype({"few": "Int8"}).to_parquet(tmp_path / "a.parquet")
    convert(tmp_path / "a.parquet", ["pnr", "few", "part"], tmp_path / "b.parquet", 10)
    chunk = next(open_file(tmp_path / "b.parquet").chunks(["pnr", "few", "part"], memory_mb=10))
    columns = [chunk.column(name) for name in ("pnr", "few", "part")]
    assert [column.type for column in columns] == [pa.int64(), pa.int8(), pa.float64()]
    assert columns[0].to_pylist() == [2**60 + 1, 2**60 + 3]
    assert columns[1].to_pylist() == [1, None]


def test_categories_of_numbers_are_numbers(tmp_path):
    frame = pd.DataFrame({"koen": pd.Categorical([2, 1, 2]), "t": pd.Categorical(["b", "a", "b"])})
    frame.to_parquet(tmp_path / "a.parquet")
    convert(tmp_path / "a.parquet", ["koen", "t"], tmp_path / "b.parquet", 10)
    for path in (tmp_path / "a.parquet", tmp_path / "b.parquet"):
        file = open_file(path)
        assert [variable.kind for variable in file.variables] == ["number", "text"]
        chunk = next(file.chunks(["koen", "t"], memory_mb=10))
        assert chunk.column("koen").to_pylist() == [2, 1, 2]
        assert chunk.column("t").to_pylist() == ["b", "a", "b"]


def test_what_the_library_says_of_a_cell_stays_unsaid(tmp_path, monkeypatch):
    path = write_file(sample(700), tmp_path / "a.dta")

    def refuse(*_, **__):
        raise pa.ArrowInvalid(f"{SECRET} is not a number")

    monkeypatch.setattr(module, "_as", refuse)
    with pytest.raises(InputError, match="cannot be copied") as error:
        convert(path, NAMES, tmp_path / "a.parquet", 1)
    assert error.value.where.endswith("a.dta, row 1 or after")
    assert SECRET not in str(error.value)


def test_a_copy_without_columns_is_not_made(tmp_path):
    with pytest.raises(InputError, match="none of the variables"):
        convert(write_file(sample(), tmp_path / "a.csv"), [], tmp_path / "a.parquet", 10)
    assert not (tmp_path / "a.parquet").exists()


def test_letters_of_missing_values_are_kept(tmp_path):
    frame = pd.DataFrame({"svar": [1.0, ".b", None, ".z"], "t": ["a", "b", "c", "d"]})
    path = write_sas7bdat(frame.astype({"svar": object}), tmp_path / "a.sas7bdat")
    convert(path, ["t", "svar"], tmp_path / "a.parquet", 10)
    file = open_file(tmp_path / "a.parquet")
    assert [variable.name for variable in file.variables] == ["t", "svar"]
    chunk = next(file.chunks(["svar"], memory_mb=10))
    assert chunk.column("svar").to_pylist() == [1.0, None, None, None]
    assert chunk.letters("svar").to_pylist() == [None, ".b", None, ".z"]


def test_labels_and_missing_codes_are_kept(tmp_path):
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"Q": [1.0, 99.0]}), path, column_labels=["Spørgsmål"],
        variable_value_labels={"Q": {1: "ja"}}, missing_ranges={"Q": [99]},
    )  # fmt: skip
    convert(path, ["q"], tmp_path / "a.parquet", 10)
    (variable,) = open_file(tmp_path / "a.parquet").variables
    assert (variable.original, variable.label) == ("Q", "Spørgsmål")
    assert variable.value_labels == ((1.0, "ja"),)
    assert variable.missing == ((99.0, 99.0),)


def test_a_file_that_breaks_off_leaves_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 900_000 + b"3\n")
    target = tmp_path / "out" / "a.parquet"
    with pytest.raises(InputError, match="more or fewer values"):
        convert(path, ["a"], target, 2)
    assert not list(target.parent.iterdir())
