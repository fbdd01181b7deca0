"""Ingest of a trial: every format gives the same tables, by label or by code, and what is made of them."""

import json

import numpy as np
import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.registers.mark import read_mark
from effektspor.registers.quality import read_quality
from effektspor.trial.jobs import alive, overlapping
from effektspor.trial.persons import full_years, place_letters
from effektspor.trial.tables import JOBS, PERSONS
from trial_files import (
    BOOKS,
    END,
    MUNICIPALITIES,
    ROOT,
    codes,
    ingest,
    job_values,
    jobs_file,
    labels_of,
    person_values,
    persons_file,
    read,
    write,
)


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".dta", ".csv"])
def test_every_format_gives_the_same_tables(tmp_path, suffix):
    trial, told = read(tmp_path, suffix=suffix)
    assert told == {}
    values = person_values()
    for name in values:
        read_back = trial.persons[name]
        if name in ("arm", "end_status"):
            assert read_back.tolist() == values[name].tolist()
        else:
            expected = values[name].astype(read_back.dtype)
            missing = expected.isna()
            assert (read_back.isna() == missing).all()
            assert (read_back[~missing] == expected[~missing]).all()
    assert trial.persons["grounds"].isna().all()  # a column that the file does not have
    assert trial.persons["ly_distance"].iloc[0] is None
    jobs = trial.jobs
    assert len(jobs) == 10
    assert jobs["job"].tolist() == list(range(1, 11))
    assert jobs["end"].notna().sum() == 2
    assert jobs["counted"].all()
    assert trial.summary == {
        "persons": 24,
        "municipalities": 2,
        "arms": {"municipality": 12, "other_actor": 12},
        "jobs": 10,
        "jobs_counted": 10,
    }


def test_a_code_is_understood_by_its_label(tmp_path):
    frame = persons_file()
    turned = {0.0: "Anden aktør", 1.0: "Kommune"}
    labels = labels_of(BOOKS[0], frame) | {"arm": turned}
    frame["arm"] = 1 - frame["arm"]
    write(frame, tmp_path / "p.sav", BOOKS[0], labels)
    write(jobs_file(), tmp_path / "j.sav", BOOKS[1])

    trial, told = ingest(tmp_path / "p.sav", tmp_path / "j.sav")
    assert trial.persons["arm"].tolist() == person_values()["arm"].tolist()
    assert told == {"trial_persons/scale_recoded": 24}


def test_labels_of_either_language_and_values_are_understood_in_text(tmp_path):
    frame = persons_file()
    sex = person_values()["sex"]
    frame["koen"] = np.resize(["Kvinde", "Woman", "woman", " KVINDE "], len(frame))
    frame["koen"] = frame["koen"].where(sex == "woman", "Mand")
    trial, _ = read(tmp_path, frame, suffix=".csv")
    assert trial.persons["sex"].tolist() == sex.tolist()


def test_municipalities_may_be_names(tmp_path):
    frame = persons_file()
    frame["kommune"] = np.where(frame["kommune"] == 101, "Københavns Kommune", "Helsingør")
    trial, _ = read(tmp_path, frame, suffix=".csv")
    assert sorted(trial.persons["municipality"].unique()) == list(MUNICIPALITIES)


def test_files_may_come_in_parts(tmp_path):

    frame, jobs = persons_file(), jobs_file()
    parts = [
        write(part, tmp_path / name, BOOKS[0])
        for name, part in (("a.sav", frame[frame["kommune"] == 101]),
                           ("b.dta", frame[frame["kommune"] != 101].drop(columns="samtaler")))
    ]  # fmt: skip
    whole = write(jobs, tmp_path / "jobs.sav", BOOKS[1])
    trial, told = ingest(parts, whole)
    assert len(trial.persons) == 24
    assert trial.persons["talks"].notna().sum() == 12
    assert told == {}


def test_optional_columns_may_be_left_out(tmp_path):
    needed = [i.column for i in BOOKS[0].items if i.required]
    of_jobs = [i.column for i in BOOKS[1].items if i.required]
    trial, told = read(tmp_path, persons_file()[needed], jobs_file()[of_jobs].iloc[:8])
    assert told == {}
    assert trial.persons["age"].isna().all()
    assert trial.persons["sex"].isna().all()
    assert trial.jobs["end"].isna().all()
    assert list(trial.persons.columns) == [c.name for c in PERSONS.columns]
    assert list(trial.jobs.columns) == [c.name for c in JOBS.columns]


def test_a_job_of_the_other_arm_does_not_count_for_either(tmp_path):
    jobs = job_values()
    jobs["created_by"] = jobs["created_by"].mask(jobs.index == 0, "municipality")

    trial, told = read(tmp_path, jobs=codes(BOOKS[1], jobs))
    assert told == {"trial_jobs/other_arms_job": 1}
    assert trial.jobs["counted"].sum() == 9
    assert trial.summary["jobs_counted"] == 9


def people_of(places, each):
    """Persons of municipalities, born on days of their own."""
    n = len(places) * each
    return pd.DataFrame(
        {
            "person": [f"K{i:04d}" for i in range(n)],
            "municipality": np.repeat(places, each),
            "birth_date": pd.Timestamp("1950-01-01") + pd.to_timedelta(np.arange(n), unit="D"),
        }
    )


def test_letters_follow_neither_numbers_nor_the_order_of_rows_nor_keys():
    persons = people_of(range(100, 120), 20)
    letters = place_letters(persons)
    assert sorted(letters.values()) == [chr(65 + i) for i in range(20)]
    assert [letters[n] for n in range(100, 120)] != sorted(letters.values())
    assert place_letters(persons.sample(frac=1, random_state=1)) == letters
    assert place_letters(persons.assign(person=persons["person"].str.replace("K", "9"))) == letters
    assert len(set(place_letters(people_of(range(60), 1)).values())) == 60
    # Without dates of birth keys decide, and equal dates do not share a letter.
    for other in (pd.NaT, pd.Timestamp("1960-01-01")):
        own = place_letters(persons.assign(birth_date=other))
        assert sorted(own.values()) == [chr(65 + i) for i in range(20)]


def test_full_years_change_on_the_birthday():
    day = pd.Timestamp("2005-10-01")
    born = pd.Series(pd.to_datetime(["1955-10-01", "1955-10-02", "1956-02-29", None]))
    assert full_years(born, day).tolist()[:3] == [50, 49, 49]
    assert full_years(born, day).isna().tolist() == [False, False, False, True]


def test_alive_counts_the_last_day():
    jobs = pd.DataFrame(
        {
            "start": pd.to_datetime(["2006-10-01", "2006-10-02", "2006-01-01", "2006-01-01"]),
            "end": pd.to_datetime([None, None, "2006-10-01", "2006-09-30"]),
        }
    )
    assert alive(jobs, END).tolist() == [True, False, True, False]


def test_overlap_is_by_person_and_a_lasting_job_overlaps_all_later_ones():
    jobs = pd.DataFrame(
        {
            "person": ["a", "a", "b", "b", "c", "c", "c"],
            "start": pd.to_datetime(
                ["2006-01-01", "2006-03-01", "2006-01-01", "2006-02-01",
                 "2006-05-01", "2006-01-01", "2006-02-01"]
            ),
            "end": pd.to_datetime(
                ["2006-02-28", None, "2006-02-01", None, None, "2006-12-31", "2006-02-10"]
            ),
        }
    )  # fmt: skip
    assert overlapping(jobs).tolist() == [False, False, False, True, True, False, True]


def command(folder, persons, jobs, **changes):
    outputs = {name: folder / "out" / name for name in ("persons", "jobs", "quality", "report")}
    outputs["persons"].parent.mkdir(exist_ok=True)
    settings = {
        "trial": {"persons": {"path": str(persons)}, "jobs": {"path": str(jobs)}},
        "waiting": {}, "synthetic": False, "project_start": "2005-10-01",
        "project_end": "2006-10-01", **changes,
    }  # fmt: skip
    argv = ["ingest-trial", "--settings", json.dumps(settings)]
    argv += ["--files", str(persons), str(jobs)]
    argv += ["--codebooks", *(str(ROOT / f"data/trial/{f}.csv") for f in ("persons", "jobs"))]
    argv += ["--scales", str(ROOT / "data/trial/scales.csv")]
    argv += ["--municipalities", str(ROOT / "data/codes/municipalities_by_year.csv")]
    for name, path in outputs.items():
        argv += [f"--{name}", str(path)]
    return main(argv), outputs


def test_the_command_writes_tables_ledger_and_mark(tmp_path):
    persons = write(persons_file(), tmp_path / "p.sav", BOOKS[0])
    jobs = write(jobs_file(), tmp_path / "j.dta", BOOKS[1])
    code, out = command(tmp_path, persons, jobs)
    assert code == 0
    assert len(PERSONS.read(out["persons"])) == 24
    assert len(JOBS.read(out["jobs"])) == 10
    assert set(read_quality(out["quality"])["source"]) == {"trial_persons", "trial_jobs"}
    assert read_mark(out["report"]) is False
    assert json.loads(out["report"].read_text())["jobs"] == 10


def test_data_without_the_mark_are_not_called_synthetic(tmp_path, capsys):
    persons = write(persons_file(), tmp_path / "p.sav", BOOKS[0])
    jobs = write(jobs_file(), tmp_path / "j.sav", BOOKS[1])
    assert command(tmp_path, persons, jobs, synthetic=True)[0] == 12
    assert "does not carry the mark" in capsys.readouterr().err
    (tmp_path / "SYNTHETIC.json").write_text("{}")
    assert command(tmp_path, persons, jobs)[0] == 12
    assert command(tmp_path, persons, jobs, synthetic=True)[0] == 0
