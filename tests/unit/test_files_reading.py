"""Every format gives the same variables, columns and cells, in chunks and in file order."""

import numpy as np
import pytest

from effektspor.errors import InputError
from effektspor.registers.files.base import LARGEST_BYTES, rows_per_chunk
from effektspor.registers.files.convert import convert
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.paths import files_of
from register_files import ENDINGS, sample, write_file

ROWS = 700
TEXT = ["pnr", "y_1601", "y_1602", "navn"]


@pytest.fixture(params=ENDINGS, scope="module")
def opened(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / f"register{request.param}"
    return open_file(write_file(sample(ROWS), path))


def texts(cells):
    """Cells as stripped text."""
    if cells.labels is None:
        return [[cell.decode().rstrip() for cell in row] for row in cells.matrix]
    return [[cells.labels[cell].rstrip() for cell in row] for row in cells.matrix]


def test_variables_have_lower_case_names_and_keep_their_own(opened):
    assert [v.name for v in opened.variables] == [*TEXT, "timer", "kom"]
    assert opened.variables[0].original == "PNR"
    assert {v.kind for v in opened.variables[:4]} == {"text"}
    numbers = "text" if opened.path.suffix == ".csv" else "number"
    assert [v.kind for v in opened.variables[4:]] == [numbers, numbers]
    assert opened.rows in (ROWS, None)


def test_chunks_are_in_file_order_and_hold_only_what_is_asked_for(opened):
    before, keys = 0, []
    for chunk in opened.chunks(["pnr"], memory_mb=1):
        assert chunk.before == before
        before += chunk.rows
        keys += chunk.column("pnr").to_pylist()
        with pytest.raises(KeyError):
            chunk.column("navn")
    assert keys == sample(ROWS)["PNR"].tolist()


def test_columns_keep_leading_blanks_and_letters(opened):
    frame = sample(ROWS)
    got = {name: [] for name in [*TEXT, "timer", "kom"]}
    for chunk in opened.chunks(list(got), memory_mb=1):
        for name, values in got.items():
            values += chunk.column(name).to_pylist()
    for name in ("y_1601", "y_1602", "navn"):
        assert got[name] == frame[name].tolist()
    hours = [float(cell) if cell not in (None, "") else np.nan for cell in got["timer"]]
    np.testing.assert_array_equal(hours, frame["timer"].to_numpy())
    assert [float(cell) for cell in got["kom"]] == frame["kom"].tolist()


def test_cells_of_text_are_the_columns_side_by_side(opened):
    frame = sample(ROWS)
    for names in (["y_1601", "y_1602"], ["y_1602", "pnr", "navn"]):
        rows = []
        for chunk in opened.chunks(["y_1601", "y_1602", "pnr", "navn"], memory_mb=1):
            cells = chunk.cells(names)
            assert cells.matrix.shape == (chunk.rows, len(names))
            rows += texts(cells)
        expected = frame[["PNR" if name == "pnr" else name for name in names]]
        assert rows == [[cell.rstrip() for cell in row] for row in expected.to_numpy().tolist()]


def test_cells_of_equal_content_have_equal_bytes(opened):
    chunk = next(opened.chunks(TEXT, memory_mb=50))
    cells = chunk.cells(["y_1601", "y_1602"])
    same = cells.matrix[:, 0] == cells.matrix[:, 1]
    expected = sample(ROWS)["y_1601"] == sample(ROWS)["y_1602"]
    assert same.tolist() == expected.tolist()


def test_cells_of_numbers_say_what_is_missing(opened):
    chunk = next(opened.chunks(["timer", "kom"], memory_mb=50))
    cells = chunk.cells(["timer", "kom"])
    if cells.labels is not None:
        assert opened.path.suffix == ".csv"
        return
    assert cells.matrix.dtype == np.float64
    limit = np.inf if cells.missing_from is None else cells.missing_from
    missing = ~(cells.matrix[:, 0] <= limit)
    assert missing.tolist() == sample(ROWS)["timer"].isna().tolist()
    assert cells.matrix[:, 1].tolist() == sample(ROWS)["kom"].tolist()


def test_text_beside_numbers_makes_labels_of_all(opened):
    chunk = next(opened.chunks(["pnr", "kom"], memory_mb=50))
    first = texts(chunk.cells(["pnr", "kom"]))[0]
    assert first[0] == "P000000000"
    assert first[1] in ("101", "101.0")


def test_a_column_that_is_not_there(opened):
    with pytest.raises(InputError, match="Columns are missing: grad"):
        next(opened.chunks(["pnr", "grad"], memory_mb=50))


def test_numbers_have_no_letters_where_nothing_is_missing(opened):
    chunk = next(opened.chunks(["kom"], memory_mb=50))
    assert chunk.letters("kom").null_count == chunk.rows == len(chunk.letters("kom"))


def test_a_chunk_grows_with_the_memory_only_as_far_as_it_helps():
    assert rows_per_chunk(1000, 4) == 1000
    assert rows_per_chunk(1000, 8) == 2000
    assert rows_per_chunk(1000, 100_000) == LARGEST_BYTES / 1000
    assert rows_per_chunk(1e9, 1) == 256


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("change", [str.upper, str.title])
def test_upper_case_endings_and_names_with_blanks_and_danish_letters(tmp_path, ending, change):
    folder = tmp_path / "Ærø og Åbenrå 2016"
    folder.mkdir()
    path = write_file(sample(ROWS), folder / f"løn & børn (1){change(ending)}")
    assert [file.path for file in files_of(str(folder), ())] == [path]
    assert [file.path for file in files_of(f"{folder}/løn*", ())] == [path]
    rows = convert(path, ["pnr", "navn"], folder / "kopi æøå.parquet", 10)
    read = [chunk.column("pnr") for chunk in open_file(path).chunks(["pnr"], memory_mb=10)]
    assert rows == sum(map(len, read)) == ROWS
