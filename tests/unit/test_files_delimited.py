"""Text files: separators, quotes, encodings and decimal commas."""

import pytest

from effektspor.errors import InputError
from effektspor.registers.files.opening import open_file


def read(path, data):
    path.write_bytes(data)
    file = open_file(path)
    names = [v.name for v in file.variables]
    columns = {name: [] for name in names}
    for chunk in file.chunks(names, memory_mb=10):
        for name in names:
            columns[name] += chunk.column(name).to_pylist()
    return columns


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"PNR,kode\n1, 73\n", {"pnr": ["1"], "kode": [" 73"]}, id="comma"),
        pytest.param(b"PNR;kode\n1;810 \n", {"pnr": ["1"], "kode": ["810"]}, id="semicolon"),
        pytest.param(b'"PNR","a;b"\n"1","x,y"\n', {"pnr": ["1"], "a;b": ["x,y"]}, id="quotes"),
        pytest.param(b'a,b\n"say ""hi""",2\n', {"a": ['say "hi"'], "b": ["2"]}, id="quote in text"),
        pytest.param(b"\xef\xbb\xbfPNR,k\n1,2\n", {"pnr": ["1"], "k": ["2"]}, id="byte order mark"),
        pytest.param("Å,k\nÆrø,2\n".encode(), {"å": ["Ærø"], "k": ["2"]}, id="utf-8"),
        pytest.param("Å,k\nÆrø,2\n".encode("latin-1"), {"å": ["Ærø"], "k": ["2"]}, id="latin-1"),
        pytest.param(b"a,b\r\n1,2\r\n", {"a": ["1"], "b": ["2"]}, id="windows lines"),
        pytest.param(b"\n\na,b\n1,2\n", {"a": ["1"], "b": ["2"]}, id="blank lines before"),
        pytest.param(
            b"\xef\xbb\xbf\r\n\r\na;b\r\n\r\n1;2\r\n",
            {"a": ["1"], "b": ["2"]},
            id="blank lines of Windows behind a byte order mark",
        ),
        pytest.param(b"\r\ra,b\r1,2\r", {"a": ["1"], "b": ["2"]}, id="blank lines of old Macs"),
        pytest.param(b"a,b\n1,2", {"a": ["1"], "b": ["2"]}, id="no last line end"),
        pytest.param(b"a,b\n,\n", {"a": [""], "b": [""]}, id="empty cells are text"),
        pytest.param(b"a,b\nNA,null\n", {"a": ["NA"], "b": ["null"]}, id="no word means missing"),
        pytest.param(b"a\n1\n2\n", {"a": ["1", "2"]}, id="one column"),
        pytest.param(
            b"a;b\n12,5;-0,25\n1,2,3;x,y\n",
            {"a": ["12.5", "1,2,3"], "b": ["-0.25", "x,y"]},
            id="decimal comma with semicolon",
        ),
        pytest.param(b'a,b\n"12,5",1\n', {"a": ["12,5"], "b": ["1"]}, id="none with comma"),
    ],
)
def test_ways_of_writing(tmp_path, data, expected):
    assert read(tmp_path / "a.csv", data) == expected


def test_the_encoding_may_show_late(tmp_path):
    rows = b"".join(b"%07d,abc\n" % k for k in range(900_000))
    for last in ("øre".encode("latin-1"), "øre".encode()):
        columns = read(tmp_path / "a.csv", b"nr,navn\n" + rows + b"9999999," + last + b"\n")
        assert len(columns["nr"]) == 900_001
        assert columns["navn"][-1] == "øre"


def test_letters_cut_by_a_block_of_reading(tmp_path):
    line = "æøå,ÆØÅ\n".encode()
    columns = read(tmp_path / "a.csv", b"a,b\n" + line * 700_000)
    assert set(columns["a"]) == {"æøå"}
    assert len(columns["b"]) == 700_000


def test_both_encodings_in_one_file_stop_with_the_line(tmp_path):
    start = "a,b\n" + "1,2\n" * 700_000 + "Ærø,1\n" + "1,2\n" * 700_000
    data = start.encode() + "Åse,1\n".encode("latin-1")
    with pytest.raises(InputError, match="mixes two encodings") as error:
        read(tmp_path / "a.csv", data)
    assert "line 1400003" in error.value.where


def test_latin_1_that_can_be_read_as_utf_8_is_to_be_saved_anew(tmp_path):
    with pytest.raises(InputError, match="Latin-1 letters that can be read as UTF-8") as error:
        read(tmp_path / "a.csv", "a,b\nÅ¦,1\nøre,2\n".encode("latin-1"))
    assert "as UTF-8" in error.value.todo


def test_a_header_longer_than_a_block_behind_a_blank_line(tmp_path):
    names = ["x" * 1000 + str(k) for k in range(1500)]
    data = "\n" + ",".join(names) + "\n" + ",".join("1" for _ in names) + "\n"
    assert list(read(tmp_path / "a.csv", data.encode())) == names


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"a,b\n1,160\n", ""), (b"a,b\n1,16", "row 1"), (b"a,b\r\n1,2\r\n3,1", "row 2")],
)
def test_a_last_line_without_its_end_may_be_cut_off(tmp_path, caplog, data, told):
    read(tmp_path / "a.csv", data)
    assert bool(told) == ("may be cut off" in caplog.text)
    assert told in caplog.text


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (b"3", "more or fewer values"),
        (b'"3"', "more or fewer values"),
        (b'"3","x', "leaves a quote open"),
        (b'"3","', "leaves a quote open"),
        (b'"3","x\n', "leaves a quote open"),
        (b'"3","x""\r\n', "leaves a quote open"),
    ],
)
def test_a_last_line_that_is_cut_stops(tmp_path, end, said):
    with pytest.raises(InputError, match=said) as error:
        read(tmp_path / "a.csv", b'"a","b"\n"1","2"\n' + end)
    assert error.value.where.endswith("a.csv, row 2")


def test_a_quote_within_a_value_is_no_open_one(tmp_path):
    assert read(tmp_path / "a.csv", b'a,b\n1,5"\n')["b"] == ['5"']


@pytest.mark.parametrize("start", [b"", b"\n\n"])
def test_a_row_with_more_values_is_named_by_number_alone(tmp_path, start):
    secret = b"P000000042"
    with pytest.raises(InputError, match="more or fewer values") as error:
        read(tmp_path / "a.csv", start + b"a,b\n1,2\n3,4\n" + secret + b",5,6\n")
    assert error.value.where.endswith("a.csv, row 3")
    assert secret.decode() not in str(error.value)
