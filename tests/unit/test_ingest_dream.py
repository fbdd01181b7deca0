"""Ingest of DREAM: what it reads from Stata and CSV, and how it refuses bad input.

Each refusal is one message with what, where and what to do, names no person's value, and writes
nothing.
"""

import json
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from effektspor.calendar import column_of_week, month_number, week_number
from effektspor.cli import main
from effektspor.registers.dream import EMPLOYMENT, PERSONS
from effektspor.registers.spells import SPELLS, to_weeks

ROOT = Path(__file__).parents[2]
FIRST, LAST = week_number(2015, 50), week_number(2016, 4)
WEEKS = [column_of_week(week) for week in range(FIRST, LAST + 1)]
SECRET = "P000000042"  # a person key that no message may show


def dream_frame():
    codes = [
        ["730", "730", "810", "810", "817", "817", "", "810"],
        ["", "", "890", "890", "", "", "", ""],
        ["999"] * 8,
    ]
    frame = pd.DataFrame({"PNR": ["P000000001", SECRET, "P000000003"], "kon": [1, 2, 1]})
    frame = pd.concat([frame, pd.DataFrame(codes, columns=WEEKS)], axis=1)
    frame["branche_2015_11"] = ["471110", "", ""]
    frame["branche_2015_12"] = ["471110", "", "561010"]
    for month in range(1, 13):
        frame[f"branche_2016_{month:02d}"] = ""
    frame["nykom2015"] = [101, 165, 461]
    frame["nykom2016"] = [101, 165, 461]
    return frame


def write(frame, path):
    if path.suffix == ".dta":
        pyreadstat.write_dta(frame, path)
    else:
        frame.to_csv(path, index=False)
    return path


def dream_settings(path, **changes):
    return json.dumps(
        {
            "dream": {"path": str(path)},
            "codes": {
                "benefits": str(ROOT / "data/codes/dream_codes.csv"),
                "municipalities": str(ROOT / "data/codes/municipalities.csv"),
                **changes.pop("codes", {}),
            },
            "synthetic": False,
            "first_week": FIRST,
            "last_week": LAST,
            "start_years": [2016],
            **changes,
        }
    )


def ingest_dream(path, out, **changes):
    names = ("persons", "spells", "employment", "report")
    outputs = {name: out / f"{name}.parquet" for name in names}
    given = [part for name, file in outputs.items() for part in (f"--{name}", str(file))]
    code = main(["ingest-dream", "--settings", dream_settings(path, **changes), *given])
    return code, outputs


@pytest.fixture(params=[".dta", ".csv"])
def suffix(request):
    return request.param


def test_stata_and_csv_give_the_same_tables(tmp_path, suffix):
    code, out = ingest_dream(write(dream_frame(), tmp_path / f"dream{suffix}"), tmp_path)
    assert code == 0
    persons = PERSONS.read(out["persons"])
    assert persons["pnr"].tolist() == ["P000000001", SECRET, "P000000003"]
    assert persons["kom_2016"].tolist() == [101, 165, 461]
    spells = SPELLS.read(out["spells"])
    weeks = to_weeks(spells, persons["person"].to_numpy(), range(FIRST, LAST + 1))
    assert weeks[0].tolist() == [730, 730, 810, 810, 817, 817, 0, 810]
    assert weeks[1].tolist() == [0, 0, 890, 890, 0, 0, 0, 0]
    employment = EMPLOYMENT.read(out["employment"])
    assert employment.values.tolist() == [
        [0, month_number(2015, 12), 1],
        [2, month_number(2015, 12), 1],
    ]
    report = json.loads(out["report"].read_text(encoding="utf-8"))
    assert report["persons"] == 3
    assert report["synthetic"] is False


def refused(capsys, tmp_path, path, *said, **changes):
    code, out = ingest_dream(path, tmp_path / "out", **changes)
    message = capsys.readouterr().err
    assert code == 12, message
    for part in (*said, "where:", "to do:", path.name):
        assert part in message
    assert SECRET not in message
    assert not [file for file in out.values() if file.exists()]


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
    refused(capsys, tmp_path, path, "municipality numbers: 102", "nykom2016", "1 rows")


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
