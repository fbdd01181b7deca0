"""Ingest of BFL, BEF and lists: what is read from Stata and CSV, and what is refused."""

import json

import pandas as pd
import pyreadstat
import pytest

from effektspor.calendar import month_number
from effektspor.cli import main
from effektspor.registers.hours import HOURS
from effektspor.registers.population import FLAGS, POPULATION

SECRET = "P000000042"  # a person key that no message may show


def write(frame, path):
    if path.suffix == ".dta":
        pyreadstat.write_dta(frame, path)
    else:
        frame.to_csv(path, index=False)
    return path


@pytest.fixture(params=[".dta", ".csv"])
def suffix(request):
    return request.param


def bfl_frame():
    return pd.DataFrame(
        {
            "pnr": ["a", "a", "a", SECRET],
            "ajo_job_slut_dato": ["2016-01-31", "2016-01-15", "2016-02-29", "2016-03-31"],
            "ajo_loentimer": [100.0, 20.5, 80, 0],
            "ajo_loentime_kode": [1, 0, 1, 1],
        }
    )


def ingest_hours(tmp_path, suffix):
    settings = {
        "hours": {"path": str(tmp_path / f"bfl{{year}}{suffix}"), "years": [2016]},
        "synthetic": False,
    }
    out = tmp_path / "hours.parquet"
    given = ["--hours", str(out), "--quality", str(tmp_path / "quality.csv")]
    return main(["ingest-hours", "--settings", json.dumps(settings), *given]), out


def test_hours_are_summed_to_person_months(tmp_path, suffix):
    frame = bfl_frame()
    if suffix == ".dta":
        frame["ajo_job_slut_dato"] = pd.to_datetime(frame["ajo_job_slut_dato"])
    write(frame, tmp_path / f"bfl2016{suffix}")
    code, out = ingest_hours(tmp_path, suffix)
    assert code == 0
    assert HOURS.read(out).drop(columns="bucket").values.tolist() == [
        ["a", month_number(2016, 1), 120.5, 100.0, 2],
        ["a", month_number(2016, 2), 80.0, 80.0, 1],
    ]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("ajo_loentimer", "-3", "at least zero"),
        ("ajo_loentimer", "12,5", "at least zero"),
        ("ajo_loentimer", "5000", "More hours in a month"),
        ("ajo_job_slut_dato", "31/12 2016", "dates"),
        ("ajo_job_slut_dato", "", "missing"),
        ("ajo_job_slut_dato", "2015-12-31", "outside 2016"),
        ("ajo_loentime_kode", "2", "from 0 to 1"),
        ("pnr", "", "person key"),
    ],
)
def test_hours_that_are_none_are_refused(tmp_path, capsys, column, value, said):
    frame = bfl_frame().astype(str)
    frame.loc[3, column] = value
    write(frame, tmp_path / "bfl2016.csv")
    code, out = ingest_hours(tmp_path, ".csv")
    message = capsys.readouterr().err
    assert code == 12
    assert said in message
    assert "row 4" in message
    assert f"column {column}" in message
    assert SECRET not in message
    assert not out.exists()


def bef_frame():
    return pd.DataFrame(
        {
            "pnr": ["a", SECRET],
            "koen": [2, 1],
            "foed_dag": ["1970-05-01", "1985-12-24"],
            "civst": ["G", "u"],
            "ikkevestlig": [0, 1],
        }
    )


def ingest_population(tmp_path, frame):
    write(frame, tmp_path / "bef2016.csv")
    write(pd.DataFrame({"pnr": ["a", "b"], "stv": [1, 0]}), tmp_path / "stv.csv")
    settings = {
        "population": {"path": str(tmp_path / "bef{year}.csv"), "years": [2016]},
        "stv": {"path": str(tmp_path / "stv.csv")},
        "synthetic": False,
    }
    out = tmp_path / "population.parquet", tmp_path / "stv.parquet"
    given = ["--population", str(out[0]), "--stv", str(out[1])]
    given += ["--quality", str(tmp_path / "quality.csv")]
    return main(["ingest-population", "--settings", json.dumps(settings), *given]), *out


def test_population_and_flags(tmp_path):
    code, population, stv = ingest_population(tmp_path, bef_frame())
    assert code == 0
    table = POPULATION.read(population).sort_values("birth_date")
    assert table["female"].tolist() == [1, 0]
    assert table["married"].tolist() == [1, 0]
    assert table["birth_date"].dt.year.tolist() == [1970, 1985]
    assert FLAGS.read(stv)["pnr"].tolist() == ["a"]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("koen", "3", "from 1 to 2"),
        ("koen", "", "missing"),
        ("foed_dag", "2018-01-01", "after the year"),
        ("civst", "X", "Marital status"),
        ("foed_dag", "", "missing"),
        ("ikkevestlig", "ja", "whole numbers"),
        ("pnr", "a", "repeat a person key"),
    ],
)
def test_population_outside_its_codes_is_refused(tmp_path, capsys, column, value, said):
    frame = bef_frame().astype(str)
    frame.loc[1, column] = value
    code, population, _ = ingest_population(tmp_path, frame)
    message = capsys.readouterr().err
    assert code == 12
    assert said in message
    assert "row 2" in message
    assert SECRET not in message
    assert not population.exists()
