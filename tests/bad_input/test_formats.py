"""Malformed register files of every format: one clear message each, or a documented repair.

The table is the corpus: what a file is, how it is made, and what is said of it or read from it.
"""

import making
import pytest

from effektspor.errors import InputError
from effektspor.registers.files.opening import open_file
from register_files import ENDINGS, SECRET, sample, write_file

BROKEN = "truncated or damaged"
BEGINNING = "beginning is damaged"
NAMES = ["pnr", "y_1601", "y_1602", "navn", "timer", "kom"]
HEAD = "PNR,y_1601,y_1602,navn,timer,kom\n"
ROW = f"{SECRET},810,,Åse,1.5,101\n"


def table(*columns):
    """A frame with the columns of the sample under other names."""
    return sample().set_axis(list(columns), axis=1)


def case(name, ending, make, said):
    return pytest.param(ending, make, said, id=name.replace(" ", "-"))


REFUSED = [
    *(case(f"{e[1:]} empty", e, making.empty, "is empty") for e in ENDINGS),
    *(case(f"{e[1:]} only head", e, making.only_head, "no rows") for e in ENDINGS),
    *(
        case(f"{e[1:]} cut at {share:.0%}", e, lambda p, s=share: making.truncated(p, s), None)
        for e in ENDINGS
        if e != ".csv"
        for share in making.TRUNCATED_AT
    ),
    case("csv cut in a row", ".csv", lambda p: making.text(p, HEAD + ROW + "P1,81"), "row 2"),
    *(
        case(f"xpt {version} cut between records at {share:.0%}", ".xpt",
             lambda p, s=share, v=version: making.cut_between_records(p, s, v), BROKEN)
        for version in (5, 8)
        for share in (0.01, 0.25, 0.5, 0.7, 0.9, 0.99, 0.999)
    ),
    case("xpt of two tables", ".xpt", making.two_tables, "more than one table"),
    case("xpt without rows of its number", ".xpt",
         lambda p: making.replaced(p, b"!             40 ", b"!             41 "), BROKEN),
    *(case(f"{e[1:]} first byte flipped", e, lambda p: making.flipped(p, 0), BEGINNING)
      for e in ENDINGS if e not in (".csv",)),
    case("dta other release", ".dta",
         lambda p: making.replaced(p, b"<release>11", b"<release>99"), BEGINNING),
    case("dta map of parts damaged", ".dta",
         lambda p: making.replaced_after(p, b"<map>", 9 * 8, b"\xff"), BROKEN),
    case("dta more rows than are there", ".dta",
         lambda p: making.replaced(p, b"<N>\x28", b"<N>\x29"), BROKEN),
    case("dta fewer rows than are there", ".dta",
         lambda p: making.replaced(p, b"<N>\x28", b"<N>\x27"), BROKEN),
    case("dta unknown type of variable", ".dta",
         lambda p: making.replaced(p, b"<variable_types>\x0a\x00", b"<variable_types>\x0a\xf0"), BROKEN),
    case("sas pages missing", ".sas7bdat", lambda p: making.truncated(p, 0.67), BROKEN),
    case("sas page size of nought", ".sas7bdat",
         lambda p: making.replaced(p, (4096).to_bytes(4, "little") * 2, b"\0" * 8), BROKEN),
    case("parquet end flipped", ".parquet", lambda p: making.flipped(p, -1), BROKEN),
    case("parquet length of end flipped", ".parquet", lambda p: making.flipped(p, -6), BROKEN),
    case("zsav table of blocks flipped", ".zsav", lambda p: making.flipped(p, -5, bit=6), BROKEN),
    *(
        case(f"{real[1:]} called {ending[1:]}", ending,
             lambda p, r=real: making.wrong_ending(p, r), BEGINNING)
        for ending, real in (
            (".dta", ".csv"), (".csv", ".dta"), (".parquet", ".csv"), (".sas7bdat", ".dta"),
            (".sav", ".sas7bdat"), (".xpt", ".sas7bdat"), (".csv", ".parquet"), (".zsav", ".dta"),
        )
    ),
    case("ending that is not read", ".xlsx", lambda p: making.text(p, "PK"), ".xlsx cannot be read"),
    case("no ending", "", lambda p: making.text(p, HEAD), "without an ending"),
    case("no file", ".dta", lambda p: p, "does not exist"),
    case("folder in place of a file", ".csv", lambda p: p.mkdir() or p, "is a folder"),
    *(
        case(f"{e[1:]} one name in two cases", e,
             lambda p: write_file(table("PNR", "pnr", "y_1602", "navn", "timer", "kom"), p),
             "two columns of one name")
        for e in (".dta", ".csv", ".parquet")
    ),
    case("csv without head", ".csv", lambda p: making.text(p, ROW.replace(",,", ",810,") * 3),
         "columns number 2, 3"),
    *(
        case(f"{e[1:]} column not there", e,
             lambda p: write_file(table("PNR", "y_1601", "y_1603", "navn", "timer", "kom"), p),
             "Columns are missing: y_1602")
        for e in ENDINGS
    ),
    case("csv of two encodings", ".csv",
         lambda p: making.text(p, (HEAD + ROW).encode() + ROW.encode("latin-1")), "two encodings"),
    case("csv of two encodings, Latin-1 first", ".csv",
         lambda p: making.text(p, HEAD.encode() + ROW.encode("latin-1") + ROW.encode()), "two encodings"),
    case("csv in UTF-16", ".csv", lambda p: making.text(p, HEAD + ROW, "utf-16"), BEGINNING),
    case("csv with a value too many", ".csv", lambda p: making.text(p, HEAD + ROW + ROW.replace(
        ".5", ",5")), "row 2"),
    case("csv with a quote left open", ".csv",
         lambda p: making.text(p, HEAD + ROW + '"' + ROW * 3), "more or fewer values"),
    case("csv separated by tabs", ".csv",
         lambda p: making.text(p, (HEAD + ROW).replace(",", "\t")), "Columns are missing: pnr"),
    case("csv of blank lines", ".csv", lambda p: making.text(p, "\n\n\n"), None),
    case("csv head without line end", ".csv", lambda p: making.text(p, HEAD.strip()), "no rows"),
]  # fmt: skip

REPAIRED = [
    case("byte order mark", ".csv", lambda p: making.text(p, HEAD + ROW, "utf-8-sig"), None),
    case("Latin-1", ".csv", lambda p: making.text(p, HEAD + ROW, "latin-1"), None),
    case("semicolons and decimal comma", ".csv",
         lambda p: making.text(p, (HEAD + ROW).replace(",", ";").replace(".", ",")), None),
    case("every cell quoted", ".csv",
         lambda p: making.text(p, "".join(
             ",".join(f'"{cell}"' for cell in line.split(",")) + "\n"
             for line in (HEAD + ROW).splitlines())), None),
    case("lines of Windows", ".csv",
         lambda p: making.text(p, (HEAD + ROW).replace("\n", "\r\n")), None),
    case("upper-case head", ".csv", lambda p: making.text(p, HEAD.upper() + ROW), None),
    case("lower-case head", ".csv", lambda p: making.text(p, HEAD.lower() + ROW), None),
    case("blanks around names", ".csv",
         lambda p: making.text(p, HEAD.replace(",", " , ") + ROW), None),
    case("blank lines between rows", ".csv",
         lambda p: making.text(p, HEAD + "\n" + ROW + "\n\n"), None),
    case("no last line end", ".csv", lambda p: making.text(p, (HEAD + ROW).strip()), None),
]  # fmt: skip


def read(path):
    """All columns of a file as lists, by name."""
    columns = {name: [] for name in NAMES}
    for chunk in open_file(path).chunks(NAMES, memory_mb=10):
        for name, values in columns.items():
            values += chunk.column(name).to_pylist()
    return columns


@pytest.mark.parametrize(("ending", "make", "said"), REFUSED)
def test_one_message_without_anyones_value(tmp_path, ending, make, said):
    path = make(tmp_path / f"register{ending}")
    with pytest.raises(InputError) as error:
        read(path)
    message = str(error.value)
    assert (said or "") in message
    assert path.name in error.value.where
    assert error.value.todo
    assert SECRET not in message
    assert "Åse" not in message


@pytest.mark.parametrize(("ending", "make", "said"), REPAIRED)
def test_ways_of_writing_that_are_read_as_meant(tmp_path, ending, make, said):
    columns = read(make(tmp_path / f"register{ending}"))
    assert {name: cells[0] for name, cells in columns.items()} == {
        "pnr": SECRET, "y_1601": "810", "y_1602": "", "navn": "Åse", "timer": "1.5", "kom": "101",
    }  # fmt: skip
    assert {len(cells) for cells in columns.values()} == {1}


@pytest.mark.parametrize("ending", [e for e in ENDINGS if e != ".csv"])
@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_the_case_of_names_does_not_matter(tmp_path, ending, change):
    frame = sample().rename(columns=change)
    assert read(write_file(frame, tmp_path / f"a{ending}"))["pnr"] == sample()["PNR"].tolist()
