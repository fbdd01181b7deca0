"""Codes that an SPSS file declares missing are no benefits, no wages and no persons.

They are read so from the file itself and from its copy in Parquet, and every cell is counted.
"""

import json

import pandas as pd
import pyreadstat
import pytest

from dream_files import FIRST, SECRET, WEEKS, dream_frame, ingest_dream, quality, refused, tables
from effektspor.calendar import month_number
from effektspor.cli import main
from effektspor.registers.files.convert import convert
from effektspor.registers.quality import read_quality, refuse_gaps
from effektspor.registers.user_missing import is_user_missing

MONTHS = [name for name in dream_frame() if name.startswith("branche_")]


def numbers(frame, names):
    return frame.assign(**frame[names].apply(pd.to_numeric, errors="coerce").astype(float))


def write_sav(frame, folder, missing, *, converted):
    """The file, or its copy in Parquet."""
    path = folder / "dream.sav"
    pyreadstat.write_sav(frame, path, missing_ranges=missing)
    if not converted:
        return path
    convert(path, [name.lower() for name in frame], folder / "dream.parquet", memory_mb=500)
    return folder / "dream.parquet"


converted = pytest.mark.parametrize("converted", [False, True], ids=["file", "copy"])


@converted
@pytest.mark.parametrize("form", ["text", "numbers", "range", "mixed"])
def test_user_missing_weeks_and_months(tmp_path, form, converted):
    frame = dream_frame()
    frame.loc[2, MONTHS[2:5]] = "999999"
    names = {"text": [], "mixed": [*WEEKS[::2], *MONTHS[::2]]}.get(form, [*WEEKS, *MONTHS])
    frame = numbers(frame, names)
    missing = {name: ["999"] for name in WEEKS} | {name: ["999999"] for name in MONTHS}
    for name in names:
        code = int(missing[name][0])
        missing[name] = [{"lo": code - 0.5, "hi": code}] if form == "range" else [code]
    path = write_sav(frame, tmp_path, missing, converted=converted)
    status, out = ingest_dream(path, tmp_path / "out")
    assert status == 0
    persons, spells, employment = tables(out)
    assert spells["person"].tolist() == [0, 0, 0, 0, 1]
    assert employment[["person", "first_month", "months"]].values.tolist() == [
        [0, month_number(2015, 12), 1],
        [2, month_number(2015, 12), 1],
    ]
    assert quality(out) == {"read": 3, "user_missing": 8 + 3}
    refuse_gaps(read_quality(out["quality"]), {"dream": len(persons)})


@converted
@pytest.mark.parametrize("form", ["text", "numbers"])
def test_columns_that_declare_differently(tmp_path, form, converted):
    """A run of one code goes on only as far as no column declares it missing."""
    frame = dream_frame()
    declaring = [WEEKS[0], WEEKS[1], WEEKS[5]]
    missing = {name: ["999"] for name in declaring}
    if form == "numbers":
        frame = numbers(frame, WEEKS)
        missing = {name: [999] for name in declaring}
    path = write_sav(frame, tmp_path, missing, converted=converted)
    status, out = ingest_dream(path, tmp_path / "out")
    assert status == 0
    spells = tables(out)[1].query("person == 2")
    assert spells[["code", "first_week", "weeks"]].values.tolist() == [
        [999, FIRST + 2, 3],
        [999, FIRST + 6, 2],
    ]
    assert quality(out) == {"read": 3, "user_missing": 3}


@converted
def test_user_missing_in_weeks_that_must_be_blank(tmp_path, converted):
    frame = dream_frame().assign(y_1920="999", y_1653=["", "999", ""])
    missing = {"y_1920": ["999"], "y_1653": ["999"]}
    path = write_sav(frame, tmp_path, missing, converted=converted)
    status, out = ingest_dream(path, tmp_path / "out")
    assert status == 0
    assert quality(out) == {"read": 3, "user_missing": 4, "empty_week_53": 1, "empty_future": 1}


@converted
def test_a_code_that_is_not_declared_is_a_code(tmp_path, converted):
    path = write_sav(
        dream_frame(), tmp_path, {name: ["998"] for name in WEEKS}, converted=converted
    )
    status, out = ingest_dream(path, tmp_path / "out")
    assert status == 0
    assert tables(out)[1].query("code == 999")["weeks"].tolist() == [8]
    assert quality(out) == {"read": 3}


@converted
@pytest.mark.parametrize(
    ("keys", "declared"),
    [
        (["10180123", "99999999", "30180123"], "99999999"),
        ([1018012345.0, 9999999999.0, 3018012345.0], 9999999999),
        (["P0000001", "UKENDT", "P0000003"], "UKENDT"),
    ],
    ids=["digits", "numbers", "text"],
)
def test_a_key_that_is_declared_missing_is_no_person(tmp_path, capsys, keys, declared, converted):
    frame = dream_frame().assign(PNR=keys)
    path = write_sav(frame, tmp_path, {"PNR": [declared]}, converted=converted)
    refused(capsys, tmp_path, path, "key is missing or damaged", "column pnr", "row 2")


@converted
def test_a_key_of_bfl_that_is_declared_missing_is_no_person(tmp_path, capsys, converted):
    frame = pd.DataFrame(
        {
            "pnr": [1018012345.0, 9999999999.0],
            "ajo_job_slut_dato": ["2016-01-31", "2016-01-31"],
            "ajo_loentimer": [100.0, 20.5],
            "ajo_loentime_kode": [1.0, 1.0],
        }
    )
    path = write_sav(frame, tmp_path, {"pnr": [9999999999]}, converted=converted)
    settings = {"hours": {"path": str(path), "years": [2016]}, "synthetic": False}
    out = tmp_path / "hours.out"
    given = ["--hours", str(out), "--quality", str(tmp_path / "quality.csv")]
    assert main(["ingest-hours", "--settings", json.dumps(settings), *given]) == 12
    message = capsys.readouterr().err
    assert "key is missing or damaged" in message
    assert "row 2" in message
    assert SECRET not in message
    assert "9999999999" not in message
    assert not out.exists()


@pytest.mark.parametrize(
    ("content", "ranges", "expected"),
    [
        (None, ((999.0, 999.0),), False),
        (999.0, (), False),
        (999.0, ((999.0, 999.0),), True),
        (998.5, ((998.0, 999.0),), True),
        (-3.0, ((float("-inf"), 0.0),), True),
        (810.0, ((998.0, 999.0),), False),
        ("999", ((999.0, 999.0),), True),
        ("nan", ((float("-inf"), float("inf")),), False),
        (" 999 ", (("999  ", "999  "),), True),
        ("99", (("999", "999"),), False),
        ("UKENDT", ((1.0, 2.0), ("UKENDT", "UKENDT")), True),
    ],
)
def test_what_is_declared(content, ranges, expected):
    assert is_user_missing(content, ranges) is expected
