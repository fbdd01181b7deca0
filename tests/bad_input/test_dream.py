"""DREAM files with something wrong in what they say: refused, or repaired and counted.

Each case takes the small sound file, spoils it, and says what must come of it. A refusal is one
message with what, where and what to do that shows no person's value; a repair gives the tables of
the sound file and stands in the ledger, in which every row is accounted for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest

from dream_files import SECRET, WEEKS, dream_frame, ingest_dream, quality, refused, tables, write
from effektspor.registers.files.convert import convert
from effektspor.registers.quality import read_quality, refuse_gaps

Frame = pd.DataFrame
MONTHS = [name for name in dream_frame() if name.startswith("branche_")]


@dataclass(frozen=True)
class Case:
    """One way to spoil a file.

    Attributes
    ----------
    id
        What is wrong, in words.
    spoil
        From the sound frame to the spoilt one.
    refusal
        What the message must say; empty where the file is read.
    counted
        What the ledger must hold beside the rows read.
    """

    id: str
    spoil: Callable[[Frame], Frame]
    refusal: tuple[str, ...] = ()
    counted: dict[str, int] = field(default_factory=dict)
    suffix: str = ".csv"
    settings: dict[str, Any] = field(default_factory=dict)


def cell(column: str, value: object, row: int = 1) -> Callable[[Frame], Frame]:
    def spoil(frame: Frame) -> Frame:
        frame = frame.astype({column: object})
        frame.loc[row, column] = value
        return frame

    return spoil


def weeks(change: Callable[[Frame], Frame]) -> Callable[[Frame], Frame]:
    return lambda frame: frame.assign(**change(frame[WEEKS]))


def numeric(frame: Frame) -> Frame:
    return weeks(lambda codes: codes.apply(pd.to_numeric, errors="coerce"))(frame)


def keys(*values: object) -> Callable[[Frame], Frame]:
    return lambda frame: frame.assign(PNR=list(values))


def narrow_keys(*values: int) -> Callable[[Frame], Frame]:
    return lambda frame: frame.assign(PNR=pd.Series(values, dtype="float32"))


CASES = (
    # --- the columns ---
    Case("a gap in the weeks", lambda f: f.drop(columns=WEEKS[3:5]),
         ("2 weekly columns", f"first {WEEKS[3]}", f"last {WEEKS[4]}")),
    Case("2015 without its week 53", lambda f: f.drop(columns=["y_1553"]),
         ("1 weekly columns, first y_1553",)),
    Case("codes in a week 53 that does not exist", lambda f: f.assign(y_1653=["", "810", ""]),
         ("no such week", "column y_1653", "row 2")),
    Case("a blank week 53 that does not exist", lambda f: f.assign(y_1653=""),
         counted={"empty_week_53": 1}),
    Case("codes after the extract", lambda f: f.assign(y_1920=["", "", "810"]),
         ("after data.extract_date", "column y_1920", "row 3")),
    Case("blank weeks after the extract", lambda f: f.assign(y_1920="", y_1921=""),
         counted={"empty_future": 2}),
    Case("weeks that the study needs after the extract", lambda f: f,
         ("weeks after the extract of 2016-01-10", "first y_1602"),
         settings={"extract_date": "2016-01-10"}),
    Case("weeks out of order", lambda f: f[[*f.columns[:2], *WEEKS[::-1], *f.columns[10:]]],
         counted={"week_order": 7}),
    Case("weeks out of order in Stata", lambda f: f[[*f.columns[:2], *WEEKS[::-1], *f.columns[10:]]],
         counted={"week_order": 7}, suffix=".dta"),
    Case("lower-case names", lambda f: f.rename(columns=str.lower)),
    Case("upper-case names", lambda f: f.rename(columns=str.upper)),
    Case("the key under its other name", lambda f: f.rename(columns={"PNR": "LobeNr"})),
    Case("no person key", lambda f: f.rename(columns={"PNR": "id"}),
         ("pnr or lobenr is missing", "data.dream.variables.person")),
    Case("two columns of one name", lambda f: f.rename(columns={"kon": "pnr"}),
         ("two columns of one name", "number 1, 2")),
    Case("no industry in a month", lambda f: f.drop(columns=["branche_2016_03"]),
         ("industry in 1 months, first 2016-03",)),
    Case("no residence in a year of starts", lambda f: f.drop(columns=["nykom2016"]),
         ("residence in 2016",)),
    # --- the codes ---
    Case("codes written with decimals",
         weeks(lambda c: c.where(c == "", c + ".0")), counted={"float_codes": 17}),
    Case("some codes with decimals, within a spell", cell(WEEKS[3], "810.0", row=0),
         counted={"float_codes": 1}),
    Case("codes with blanks around them", weeks(lambda c: c.where(c == "", " " + c)),
         counted={"padded_codes": 17}),
    Case("codes with blanks around them in Parquet", weeks(lambda c: c.where(c == "", " " + c + " ")),
         counted={"padded_codes": 17}, suffix=".parquet"),
    Case("codes as numbers in Stata", numeric, suffix=".dta"),
    Case("codes as numbers in SPSS", numeric, suffix=".sav"),
    Case("codes as numbers in Parquet", numeric, suffix=".parquet"),
    Case("codes as whole numbers with nulls in Parquet",
         weeks(lambda c: c.apply(pd.to_numeric, errors="coerce").astype("Int16")), suffix=".parquet"),
    Case("no benefit as 0", weeks(lambda c: c.where(c != "", "0"))),
    Case("no benefit as 000", weeks(lambda c: c.where(c != "", "000"))),
    Case("no benefit as 0.0", weeks(lambda c: c.where(c != "", "0.0"))),
    Case("no benefit as 00 in Parquet", weeks(lambda c: c.where(c != "", "00")), suffix=".parquet"),
    Case("no benefit as the number 0", lambda f: numeric(f).fillna(dict.fromkeys(WEEKS, 0)),
         suffix=".dta"),
    Case("no wage as 0", lambda f: f.assign(**f[MONTHS].where(f[MONTHS] != "", "0"))),
    Case("no wage as the number 0",
         lambda f: f.assign(**f[MONTHS].apply(pd.to_numeric).fillna(0)), suffix=".dta"),
    Case("zeros in weeks that must be blank", lambda f: f.assign(y_1653="0", y_1920="000"),
         counted={"empty_week_53": 1, "empty_future": 1}),
    Case("missing codes as a point", weeks(lambda c: c.where(c != "", "."))),
    Case("a letter in a code", cell(WEEKS[4], "8l0"), ("three-digit", WEEKS[4], "row 2")),
    Case("a code of two digits", cell(WEEKS[4], "81"), ("three-digit", WEEKS[4], "row 2")),
    Case("a negative code", cell(WEEKS[4], "-10"),
         ("three-digit", WEEKS[4], "row 2")),
    Case("a code with half a decimal", cell(WEEKS[4], "810.5"), ("three-digit", WEEKS[4])),
    Case("a number that is no code in Stata",
         lambda f: cell(WEEKS[4], 8100.0)(numeric(f)).astype({WEEKS[4]: float}),
         ("three-digit", WEEKS[4], "row 2"), suffix=".dta"),
    Case("a code that no list has", cell(WEEKS[2], "872"), ("872 (1 person-weeks)",)),
    # --- municipalities ---
    Case("a municipality of before 2007", cell("nykom2016", 225),
         ("municipality numbers: 225", "from 2007 on", "nykom2016")),
    Case("a municipality by name", cell("nykom2016", "Albertslund"),
         ("whole numbers", "nykom2016", "row 2")),
    Case("no municipality", cell("nykom2016", 0), counted={"no_residence": 1}),
    # --- person keys ---
    Case("a person twice", keys("P000000001", SECRET, SECRET),
         ("1 rows repeat a person key", "row 3")),
    Case("a blank key", keys("P000000001", "", "P000000003"),
         ("key is missing or damaged", "row 2")),
    Case("a key with decimals", keys("101801234.0", "201801234.0", "301801234.5"),
         ("key is missing or damaged", "row 1, 2, 3")),
    Case("keys that Excel has saved", keys("1.02E+09", "2.02E+09", "3.02E+09"),
         ("key is missing or damaged", "row 1, 2, 3")),
    Case("keys that a Danish Excel has saved", keys("1018012345", "2,02E+09", "3018012345"),
         ("key is missing or damaged", "row 2")),
    Case("a key without decimals that Excel has saved", keys("1018012345", "2E+09", "3018012345"),
         ("key is missing or damaged", "row 2")),
    Case("a negative key", keys("1018012345", "-201801234", "3018012345"),
         ("key is missing or damaged", "row 2")),
    Case("a negative whole number as key", keys(1018012345, -2018012345, 3018012345),
         ("key is missing or damaged", "row 2"), suffix=".parquet"),
    Case("keys of letters that look like powers of ten", keys("101801E345", "2018E12345", "3e18012345")),
    Case("keys in floats of four bytes in Parquet", narrow_keys(10_000_001, 16_777_215, 99_999_999),
         ("key is missing or damaged", "row 3"), suffix=".parquet"),
    Case("short keys in floats of four bytes", narrow_keys(10_000_001, 16_777_215, 10_000_003),
         suffix=".parquet"),
    Case("leading zeros of keys lost", keys("101801234", "2018012345", "3018012345"),
         ("differ in length", "row 1", "data.key_digits")),
    Case("leading zeros of keys lost, length given", keys("101801234", "2018012345", "3018012345"),
         counted={"key_digits": 1}, settings={"key_digits": 10}),
    Case("keys as numbers in Stata, length given",
         lambda f: f.assign(PNR=[101801234.0, 2018012345.0, 3018012345.0]),
         counted={"key_digits": 1}, settings={"key_digits": 10}, suffix=".dta"),
    Case("more digits than a key has", keys("1018012341", "20180123451", "3018012345"),
         ("more digits than data.key_digits", "row 2"), settings={"key_digits": 10}),
    Case("no rows", lambda f: f.head(0), ("no rows",)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_comes_of_a_spoilt_file(case, tmp_path, capsys):
    path = write(case.spoil(dream_frame()), tmp_path / f"dream{case.suffix}")
    if case.refusal:
        refused(capsys, tmp_path, path, *case.refusal, **case.settings)
        return
    code, out = ingest_dream(path, tmp_path / "out", **case.settings)
    assert code == 0, capsys.readouterr().err
    assert quality(out) == {"read": 3, **case.counted}
    persons, spells, employment = tables(out)
    refuse_gaps(read_quality(out["quality"]), {"dream": len(persons)})
    # Keys may be other than in the sound file; nothing else is.
    assert list(persons["person"]) == [0, 1, 2]
    expected = tables(ingest_dream(write(dream_frame(), tmp_path / "sound.csv"), tmp_path)[1])
    for got, sound in zip((spells, employment), expected[1:], strict=True):
        pd.testing.assert_frame_equal(got.drop(columns="bucket"), sound.drop(columns="bucket"))


def test_persons_in_two_files_of_a_set(tmp_path, capsys):
    frame = dream_frame()
    write(frame, tmp_path / "dream" / "part-0.csv")
    write(frame.iloc[[1]], tmp_path / "dream" / "part-1.csv")
    refused(
        capsys, tmp_path, tmp_path / "dream", "1 rows repeat a person key", "part-1.csv", "row 1"
    )


def test_a_file_of_a_set_with_other_columns(tmp_path, capsys):
    frame = dream_frame()
    write(frame.iloc[:2], tmp_path / "dream" / "part-0.csv")
    write(frame.iloc[2:].drop(columns=WEEKS[0]), tmp_path / "dream" / "part-1.csv")
    refused(capsys, tmp_path, tmp_path / "dream", "1 weekly columns", "part-1.csv")


def test_a_set_gives_what_the_whole_gives(tmp_path):
    frame = dream_frame()
    for number, suffix in enumerate((".csv", ".parquet", ".dta")):
        part = frame.iloc[[number]].reset_index(drop=True)
        write(part, tmp_path / "dream" / f"part-{number}{suffix}")
    code, parts = ingest_dream(tmp_path / "dream", tmp_path / "parts")
    assert code == 0
    whole = ingest_dream(write(frame, tmp_path / "dream.csv"), tmp_path / "whole")[1]
    for got, expected in zip(tables(parts), tables(whole), strict=True):
        pd.testing.assert_frame_equal(got, expected)


def test_codes_outside_the_period_of_the_code_list_are_counted(tmp_path):
    frame = dream_frame()
    frame.loc[1, WEEKS] = "872"
    extension = tmp_path / "codes.csv"
    extension.write_text(
        "code,label_da,family,family_label_da,activity,valid_from,valid_to,source,confidence\n"
        "872,Egen ydelse,egen_ydelse,Egen ydelse,,2015-12-21,2016-01-10,own list,user\n",
        encoding="utf-8",
    )
    path = write(frame, tmp_path / "dream.csv")
    code, out = ingest_dream(path, tmp_path / "out", codes={"extension": str(extension)})
    assert code == 0
    # Eight weeks from 2015-W50; those with a Thursday from 24 December to 7 January are three.
    assert quality(out)["outside_validity"] == 5


@pytest.mark.parametrize("copied", [False, True])
@pytest.mark.parametrize("version", [114, 117, 118])
def test_keys_in_floats_of_four_bytes_in_stata(tmp_path, capsys, version, copied):
    """They stop at 2 to the power of 24, above which several persons get one key."""
    for last, code in ((16_777_215, 0), (16_777_217, 12)):
        frame = narrow_keys(10_000_001, 10_000_003, last)(dream_frame())
        path = tmp_path / f"{last}.dta"
        frame.to_stata(path, write_index=False, version=version)
        if copied:
            copy = path.with_suffix(".parquet")
            convert(path, [name.lower() for name in frame], copy, memory_mb=500)
            path = copy
        if code:
            refused(capsys, tmp_path, path, "key is missing or damaged", "column pnr", "row 3")
        else:
            out = ingest_dream(path, tmp_path / "sound")[1]
            assert tables(out)[0]["pnr"].tolist() == ["10000001", "10000003", "16777215"]


def test_an_unknown_code_is_found_and_counted_in_its_own_file(tmp_path, capsys):
    frame = dream_frame()
    write(frame.iloc[:2], tmp_path / "dream" / "a" / "part.csv")
    other = frame.iloc[2:].reset_index(drop=True)
    other.loc[0, WEEKS[2:5]] = "872"
    write(other, tmp_path / "dream" / "b" / "part.csv")
    refused(
        capsys, tmp_path, tmp_path / "dream", "872 (3 person-weeks)",
        f"b/part.csv, column {WEEKS[2]}, row 1", "codes.allow_unknown",
    )  # fmt: skip
    code, out = ingest_dream(
        tmp_path / "dream", tmp_path / "allowed", codes={"allow_unknown": [872]}
    )
    assert code == 0
    book = read_quality(out["quality"]).set_index(["file", "check"])["n_affected"]
    assert book.to_dict() == {
        ("a/part.csv", "read"): 2,
        ("b/part.csv", "read"): 1,
        ("b/part.csv", "allowed_unknown"): 3,
    }
