"""Ingest of DREAM: what it reads from Stata and CSV, and how it refuses bad input.

Each refusal is one message with what, where and what to do, names no person's value, and writes
nothing.
"""

import json

import pandas as pd
import pytest

from dream_files import (
    FIRST,
    LAST,
    SECRET,
    WEEKS,
    dream_frame,
    ingest_dream,
    quality,
    refused,
    tables,
    write,
)
from effektspor.calendar import month_number
from effektspor.registers.spells import to_weeks


@pytest.fixture(params=[".dta", ".csv", ".parquet", ".sav"])
def suffix(request):
    return request.param


def test_every_format_gives_the_same_tables(tmp_path, suffix):
    code, out = ingest_dream(write(dream_frame(), tmp_path / f"dream{suffix}"), tmp_path)
    assert code == 0
    persons, spells, employment = tables(out)
    assert persons["pnr"].tolist() == ["P000000001", SECRET, "P000000003"]
    assert persons["kom_2016"].tolist() == [101, 165, 461]
    weeks = to_weeks(spells, persons["person"].to_numpy(), range(FIRST, LAST + 1))
    assert weeks[0].tolist() == [730, 730, 810, 810, 817, 817, 0, 810]
    assert weeks[1].tolist() == [0, 0, 890, 890, 0, 0, 0, 0]
    assert employment[["person", "first_month", "months"]].values.tolist() == [
        [0, month_number(2015, 12), 1],
        [2, month_number(2015, 12), 1],
    ]
    for table in (spells, employment):
        assert (table["bucket"] == persons["bucket"].to_numpy()[table["person"]]).all()
    report = json.loads(out["report"].read_text(encoding="utf-8"))
    assert report["persons"] == 3
    assert report["synthetic"] is False
    assert quality(out) == {"read": 3}


def test_a_missing_file(tmp_path, capsys):
    refused(capsys, tmp_path, tmp_path / "dream.dta", "does not exist")


def test_a_type_that_cannot_be_read(tmp_path, capsys):
    path = tmp_path / "dream.xlsx"
    path.write_bytes(b"PK")
    refused(capsys, tmp_path, path, ".xlsx", ".dta, .csv")


def test_missing_weekly_columns(tmp_path, capsys, suffix):
    frame = dream_frame().drop(columns=WEEKS[3:5])
    path = write(frame, tmp_path / f"dream{suffix}")
    refused(capsys, tmp_path, path, "2 weekly columns", f"first {WEEKS[3]}", f"last {WEEKS[4]}")


def test_a_missing_person_key(tmp_path, capsys, suffix):
    path = write(dream_frame().rename(columns={"PNR": "id"}), tmp_path / f"dream{suffix}")
    refused(capsys, tmp_path, path, "pnr or lobenr is missing")


def test_no_residence_in_a_year_of_starts(tmp_path, capsys):
    path = write(dream_frame().drop(columns=["nykom2016"]), tmp_path / "dream.csv")
    refused(capsys, tmp_path, path, "residence in 2016")


def test_no_industry_in_a_month(tmp_path, capsys):
    path = write(dream_frame().drop(columns=["branche_2016_03"]), tmp_path / "dream.csv")
    refused(capsys, tmp_path, path, "industry in 1 months, first 2016-03")


def test_a_copy_of_synthetic_data_is_known_by_its_keys(tmp_path, capsys):
    frame = dream_frame()
    frame["PNR"] = frame["PNR"].str.replace("P", "S")
    code, out = ingest_dream(write(frame, tmp_path / "dream.csv"), tmp_path / "out")
    assert code == 12
    assert "presents them as real" in capsys.readouterr().err
    assert not out["persons"].exists()


def test_repeated_person_keys(tmp_path, capsys, suffix):
    frame = dream_frame()
    frame.loc[2, "PNR"] = SECRET
    path = write(frame, tmp_path / f"dream{suffix}")
    refused(capsys, tmp_path, path, "1 rows repeat a person key", "row 3")


def test_an_unknown_benefit_code(tmp_path, capsys, suffix):
    frame = dream_frame()
    frame.loc[1, WEEKS[2:4]] = "872"
    path = write(frame, tmp_path / f"dream{suffix}")
    refused(capsys, tmp_path, path, "872 (2 person-weeks)", "codes.allow_unknown")


def test_an_unknown_code_passes_when_the_config_allows_it_and_is_counted(tmp_path):
    frame = dream_frame()
    frame.loc[1, WEEKS[2:4]] = "872"
    path = write(frame, tmp_path / "dream.csv")
    code, out = ingest_dream(path, tmp_path, codes={"allow_unknown": [872]})
    assert code == 0
    report = json.loads(out["report"].read_text(encoding="utf-8"))
    assert report["allowed_unknown_codes"] == {"872": 2}


def test_a_code_of_the_users_own_list_is_known(tmp_path):
    frame = dream_frame()
    frame.loc[1, WEEKS[2]] = "872"
    path = write(frame, tmp_path / "dream.csv")
    extension = tmp_path / "codes.csv"
    extension.write_text(
        "code,label_da,family,family_label_da,activity,valid_from,valid_to,source,confidence\n"
        "872,Egen ydelse,egen_ydelse,Egen ydelse,,,,own list,user\n",
        encoding="utf-8",
    )
    assert ingest_dream(path, tmp_path, codes={"extension": str(extension)})[0] == 0


def test_an_unknown_municipality(tmp_path, capsys, suffix):
    frame = dream_frame()
    frame.loc[1, "nykom2016"] = 102
    path = write(frame, tmp_path / f"dream{suffix}")
    refused(capsys, tmp_path, path, "municipality numbers: 102", "nykom2016", "row 2")


def test_wrong_types(tmp_path, capsys):
    frame = dream_frame()
    frame.loc[1, WEEKS[4]] = "8l0"
    refused(
        capsys, tmp_path, write(frame, tmp_path / "dream.csv"), "three-digit", WEEKS[4], "row 2"
    )
    frame = dream_frame()
    frame["nykom2016"] = ["101", "Albertslund", "461"]
    refused(capsys, tmp_path, write(frame, tmp_path / "other.csv"), "whole numbers", "nykom2016")


def test_a_truncated_file(tmp_path, capsys, suffix):
    path = write(pd.concat([dream_frame()] * 400), tmp_path / f"dream{suffix}")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * 0.7) - 11])
    refused(capsys, tmp_path, path, "truncated")


def test_an_empty_file(tmp_path, capsys):
    refused(capsys, tmp_path, write(dream_frame().head(0), tmp_path / "dream.csv"), "no rows")


def test_a_file_without_a_header_row_shows_no_value(tmp_path, capsys):
    frame = pd.concat([dream_frame()] * 3)
    path = tmp_path / "dream.csv"
    frame.to_csv(path, index=False, header=False)
    code, _ = ingest_dream(path, tmp_path / "out")
    message = capsys.readouterr().err
    assert code == 12
    assert "810" not in message
    assert "P000000001" not in message


def test_digits_of_other_scripts_are_no_codes(tmp_path, capsys):
    frame = dream_frame()
    frame.loc[1, WEEKS[4]] = "²³¹"
    path = write(frame, tmp_path / "dream.csv")
    refused(capsys, tmp_path, path, "three-digit", WEEKS[4])


def test_two_columns_of_one_name(tmp_path, capsys):
    path = write(dream_frame(), tmp_path / "dream.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("kon,", "pnr,", 1), encoding="utf-8")
    refused(capsys, tmp_path, path, "two columns of one name")


def test_synthetic_data_cannot_be_presented_as_real(tmp_path, capsys):
    path = write(dream_frame(), tmp_path / "dream.csv")
    (tmp_path / "SYNTHETIC.json").write_text("{}", encoding="utf-8")
    code, _ = ingest_dream(path, tmp_path / "out")
    assert code == 12
    assert "synthetic but the config presents them as real" in capsys.readouterr().err


def test_real_data_cannot_be_presented_as_synthetic(tmp_path, capsys):
    path = write(dream_frame(), tmp_path / "dream.csv")
    code, _ = ingest_dream(path, tmp_path / "out", synthetic=True)
    assert code == 12
    assert "does not carry the mark" in capsys.readouterr().err
