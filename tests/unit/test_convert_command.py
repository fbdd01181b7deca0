"""The sub-command that copies a raw file: the columns of the study, or one message."""

import json

import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.registers.files.opening import open_file
from register_files import ENDINGS, write_file

SOURCES = {
    "hours": ({}, "ajo_loentimer"),
    "population": ({}, "koen or kon"),
    "stv": ({"person": ["pnr", "lobenr"], "flag": ["stv"]}, "stv"),
}
COLUMNS = {
    "hours": ["LOBENR", "ajo_job_slut_dato", "ajo_loentimer", "ajo_loentime_kode", "cvr"],
    "population": ["pnr", "KON", "foed_dag", "civst", "ikkevestlig", "alder"],
    "stv": ["pnr", "STV", "andet"],
}


def copy(tmp_path, source, columns, ending):
    frame = pd.DataFrame({name: ["1", "2"] for name in columns})
    raw = write_file(frame, tmp_path / f"raw{ending}")
    settings = json.dumps({source: SOURCES[source][0]})
    target = tmp_path / "copy.parquet"
    return target, main(
        ["convert", "--settings", settings, "--raw", str(raw), "--parquet", str(target)]
    )


@pytest.mark.parametrize("source", SOURCES)
def test_the_columns_of_the_study_are_copied(tmp_path, source):
    target, code = copy(tmp_path, source, COLUMNS[source], ".csv")
    assert code == 0
    names = [variable.original for variable in open_file(target).variables]
    assert names == COLUMNS[source][:-1]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_file_without_a_column_of_the_study(tmp_path, capsys, source, ending):
    target, code = copy(tmp_path, source, ["a", "b"], ending)
    assert code == 12
    said = capsys.readouterr().err
    assert "The variable pnr or lobenr is missing" in said
    assert f"raw{ending}" in said
    assert f"data.{source}" in said
    assert not target.exists()


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_without_one_column_that_is_needed(tmp_path, capsys, source):
    missing = SOURCES[source][1]
    columns = [name for name in COLUMNS[source] if name.lower() not in missing.split(" or ")]
    target, code = copy(tmp_path, source, columns, ".csv")
    assert code == 12
    assert f"The variable {missing} is missing" in capsys.readouterr().err
    assert not target.exists()
