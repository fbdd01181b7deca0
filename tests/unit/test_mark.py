"""The mark of synthetic data stops a study that is called real, wherever a copy may stand."""

import json
import os
import shutil

import pandas as pd
import pytest

from dream_files import dream_frame, dream_settings, ingest_dream, write
from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.registers.mark import MARK, find_mark, refuse_false_label

REAL = "synthetic but the config presents them as real"


@pytest.fixture
def marked(tmp_path):
    """A folder with the mark, and a file two folders below it."""
    folder = tmp_path / "synthetic"
    file = folder / "part" / "year=2016" / "dream.csv"
    file.parent.mkdir(parents=True)
    file.write_text("pnr\n", encoding="utf-8")
    (folder / MARK).write_text("{}", encoding="utf-8")
    return folder, file


def test_the_mark_holds_for_all_that_is_below_it(marked, tmp_path, monkeypatch):
    folder, file = marked
    assert find_mark(file) == folder / MARK
    with pytest.raises(InputError, match=REAL):
        refuse_false_label(file, declared=False)
    refuse_false_label(file, declared=True)
    monkeypatch.chdir(file.parent)
    assert find_mark(type(file)("dream.csv")) == folder / MARK
    other = tmp_path / "other" / "dream.csv"
    other.parent.mkdir()
    other.write_text("pnr\n", encoding="utf-8")
    assert find_mark(other) is None
    refuse_false_label(other, declared=False)
    with pytest.raises(InputError, match="does not carry the mark"):
        refuse_false_label(other, declared=True)


def test_the_mark_holds_through_links_both_ways(marked, tmp_path):
    folder, file = marked
    link = tmp_path / "link.csv"
    link.symlink_to(file)
    assert find_mark(link) == folder / MARK
    real = tmp_path / "real.csv"
    real.write_text("pnr\n", encoding="utf-8")
    (folder / "part" / "real.csv").symlink_to(real)
    assert find_mark(folder / "part" / "real.csv") == folder / MARK
    assert find_mark(real) is None


def test_a_path_that_leaves_the_folder_again_is_not_below_it(marked, tmp_path):
    real = tmp_path / "real.csv"
    real.write_text("pnr\n", encoding="utf-8")
    assert find_mark(marked[0] / ".." / "real.csv") is None


@pytest.mark.parametrize(
    "keys",
    [
        ["S000000001", "S000000042", "S000000003"],
        ["S000000001", "S000000042", "P000000003"],
        ["P000000001", "s000000042", "P000000003"],
        ["1018012345", "S000000042", "3018012345"],
    ],
    ids=["all", "all_but_one", "lower_case", "one"],
)
@pytest.mark.parametrize("suffix", [".csv", ".dta", ".parquet"])
def test_any_key_of_the_simulator_in_dream(tmp_path, capsys, keys, suffix):
    path = write(dream_frame().assign(PNR=keys), tmp_path / f"dream{suffix}")
    code, out = ingest_dream(path, tmp_path / "out")
    message = capsys.readouterr().err
    assert code == 12
    assert REAL in message
    assert "column pnr" in message
    assert "000000042" not in message
    assert not [file for file in out.values() if file.exists()]


def test_keys_of_the_simulator_pass_where_the_study_says_so(tmp_path):
    (tmp_path / MARK).write_text("{}", encoding="utf-8")
    frame = dream_frame().assign(PNR=["S000000001", "S000000042", "s000000003"])
    path = write(frame, tmp_path / "dream.csv")
    assert ingest_dream(path, tmp_path / "out", synthetic=True)[0] == 0


@pytest.mark.parametrize("key", ["S00000004", "S0000000042", "S00000000a", "sS00000042", "x"])
def test_keys_that_only_resemble_those_of_the_simulator(tmp_path, key):
    frame = dream_frame().assign(PNR=["P000000001", key, "P000000003"])
    assert ingest_dream(write(frame, tmp_path / "dream.csv"), tmp_path / "out")[0] == 0


FILES = {
    "bfl.csv": {
        "pnr": ["P000000001"],
        "ajo_job_slut_dato": ["2016-01-31"],
        "ajo_loentimer": [100],
        "ajo_loentime_kode": [1],
    },
    "bef.csv": {
        "pnr": ["P000000001"],
        "year": [2016],
        "koen": [1],
        "foed_dag": ["1970-05-20"],
        "civst": ["U"],
        "ikkevestlig": [0],
    },
    "stv.csv": {"pnr": ["P000000001"], "stv": [1]},
}


def ingest(folder):
    """Exit codes of the two commands that read the other sources, called real."""
    for name, columns in FILES.items():
        target = folder / name.removesuffix(".csv") / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            pd.DataFrame(columns).to_csv(target, index=False)
    years = {"years": [2016]}
    population = {"path": str(folder / "bef/bef.csv"), "variables": {"year": "year"}, **years}
    settings = {
        "hours": {"hours": {"path": str(folder / "bfl/bfl.csv"), **years}},
        "population": {
            "population": population,
            "stv": {"path": str(folder / "stv/stv.csv")},
        },
    }
    outputs = {"hours": ("hours", "quality"), "population": ("population", "stv", "quality")}
    codes = []
    for name, given in settings.items():
        out = [part for o in outputs[name] for part in (f"--{o}", str(folder / f"{name}-{o}.out"))]
        task = json.dumps(given | {"synthetic": False})
        codes.append(main([f"ingest-{name}", "--settings", task, *out]))
    return codes


def test_sound_files_of_all_sources(tmp_path):
    assert ingest(tmp_path) == [0, 0]


@pytest.mark.parametrize(
    ("name", "expected"), [("bfl", [12, 0]), ("bef", [0, 12]), ("stv", [0, 12])]
)
@pytest.mark.parametrize("way", ["folder", "key", "lower_case_key"])
def test_every_source_is_looked_at(tmp_path, capsys, name, expected, way):
    target = tmp_path / name / f"{name}.csv"
    target.parent.mkdir()
    columns = FILES[target.name]
    if way == "folder":
        (target.parent / MARK).write_text("{}", encoding="utf-8")
    else:
        key = "S000000042" if way == "key" else "s000000042"
        columns = columns | {"pnr": [key]}
    pd.DataFrame(columns).to_csv(target, index=False)
    assert ingest(tmp_path) == expected
    message = capsys.readouterr().err
    assert REAL in message
    assert target.name in message
    assert "000000042" not in message


def test_a_copy_is_judged_by_the_file_that_it_was_made_of(tmp_path, capsys, marked):
    folder, file = marked
    write(dream_frame(), file)
    copy = tmp_path / "results" / "dream.csv"
    copy.parent.mkdir()
    shutil.copy(file, copy)
    out = [p for o in ("persons", "spells", "employment", "quality", "report")
           for p in (f"--{o}", str(tmp_path / o))]  # fmt: skip
    settings = ["--settings", dream_settings(file), "--files", os.fspath(copy)]
    assert main(["ingest-dream", *settings, *out]) == 12
    message = capsys.readouterr().err
    assert REAL in message
    assert str(folder / MARK) in message
