"""The commands that count courses at a date: parts, memory, dates, bad settings; their artefacts."""

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from course_people import (
    COMPANY,
    GUIDANCE,
    HELP,
    INTERN,
    PASSIVE,
    PENSION,
    REFORM,
    ROOT,
    week_of_day,
)

from effektspor.cli import main
from effektspor.evaluations.kl2016 import courses
from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.plan import Plan, PlannedResult
from effektspor.evaluations.result_tables import Layout, Tables, read_tables
from effektspor.registers.buckets import bucket_of
from plain_spells import to_spells

TABLES = ("counts", "exits", "origins", "activity", "incidence", "age")
LAST = week_of_day("2015-12-31")
PLAN = Plan(study="kl2016", results=(PlannedResult(id="courses.exit.*", question="Where?"),))
BACK, PERSONS = 52, 900
CODES = {
    name: str(ROOT / "data/codes" / file)
    for name, file in (
        ("benefits", "dream_codes.csv"),
        ("municipalities", "municipalities.csv"),
        ("states", "exit_states.csv"),
    )
}


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """Persons, spells and population of 900 persons, until half a year after the date of the count."""
    folder = tmp_path_factory.mktemp("registers")
    rng = np.random.default_rng(7)
    weeks = LAST + 26 - REFORM + BACK
    codes = np.zeros((PERSONS, weeks), dtype=np.uint16)
    for n in range(PERSONS):
        start = BACK + int(rng.integers(0, 150))
        length = int(rng.geometric(0.01))
        codes[n, :start] = HELP
        codes[n, start : start + length] = rng.choice([PASSIVE, PASSIVE, INTERN, GUIDANCE])
        codes[n, start + length :] = rng.choice([PENSION, 0, HELP])
    pnr = np.array([f"{n:010d}" for n in range(PERSONS)])
    bucket = bucket_of(pa.array(pnr)).astype("uint8")
    spells = to_spells(codes, REFORM - BACK)
    born = pd.to_datetime("1950-01-01") + pd.to_timedelta(rng.integers(0, 15_000, PERSONS), "D")
    frames = {
        "persons": pd.DataFrame(
            {"person": np.arange(PERSONS, dtype="int32"), "pnr": pnr, "bucket": bucket}
        ),
        "spells": spells.assign(bucket=bucket[spells["person"]]),
        "population": pd.DataFrame(
            {"pnr": pnr, "year": 2013, "birth_date": born, "bucket": bucket}
        ),
    }
    for name, frame in frames.items():
        pq.write_table(
            pa.Table.from_pandas(frame.sort_values("bucket"), preserve_index=False),
            folder / f"{name}.parquet", row_group_size=100,
        )  # fmt: skip
    return folder


def count(registers, out, *, shards=1, as_of=LAST, memory_mb=1000, ages=True, **changed):
    """Both commands; the six tables, or the exit code of the first command that stops."""
    found: dict[str, list[str]] = {"courses": [], "activity": []}
    for number in range(shards):
        settings = {
            "programme": {}, "codes": CODES, "first_week": REFORM - BACK, "reform_week": REFORM,
            "as_of_week": as_of, "origin_weeks": 4, "passive_activity": "passive",
            "company_activities": COMPANY, "shard": {"number": number, "of": shards},
        } | changed  # fmt: skip
        argv = ["kl-courses", "--settings", json.dumps(settings), "--memory-mb", str(memory_mb)]
        for name in ("persons", "spells", *(["population"] if ages else [])):
            argv += [f"--{name}", str(registers / f"{name}.parquet")]
        for name, paths in found.items():
            paths.append(str(out / f"{name}{number}.parquet"))
            argv += [f"--{name}", paths[-1]]
        code = main(argv)
        if code:
            return code
    settings = {
        "programme": {}, "codes": CODES, "as_of_week": as_of, "passive_weeks": [26, 52],
        "incidence_weeks": [52, 104], "confidence": 0.95, "disclosure": {"min_cell": 5},
    }  # fmt: skip
    argv = ["kl-register", "--settings", json.dumps(settings)]
    for name, paths in found.items():
        argv += [f"--{name}-parts", *paths]
    for name in TABLES:
        argv += [f"--{name}", str(out / f"courses_{name}.csv")]
    assert main(argv) == 0
    return {name: (out / f"courses_{name}.csv").read_text() for name in TABLES}


@pytest.fixture(scope="module")
def whole(registers, tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    return count(registers, out), out


def test_all_persons_have_started(whole):
    counts = pd.read_csv(whole[1] / "courses_counts.csv").set_index("quantity")
    assert counts.loc["ever_started", "n"] == PERSONS
    assert 100 < counts.loc["completed", "n"] < PERSONS - 100
    exits = pd.read_csv(whole[1] / "courses_exits.csv")
    assert exits["n"].sum() == counts.loc["completed", "n"]


@pytest.mark.parametrize(("shards", "memory_mb"), [(3, 1000), (1, 1), (5, 1)])
def test_parts_and_memory_change_nothing(registers, whole, tmp_path, shards, memory_mb):
    assert count(registers, tmp_path, shards=shards, memory_mb=memory_mb) == whole[0]


def test_weeks_after_the_date_change_nothing(registers, whole, tmp_path):
    spells = pd.read_parquet(registers / "spells.parquet")
    keep = (LAST + 1 - spells["first_week"]).clip(upper=spells["weeks"])
    cut = spells.assign(weeks=keep.astype("int16"))[keep > 0]
    cut.to_parquet(tmp_path / "spells.parquet", index=False)
    for name in ("persons", "population"):
        (tmp_path / f"{name}.parquet").write_bytes((registers / f"{name}.parquet").read_bytes())
    assert count(tmp_path, tmp_path) == whole[0]


def test_another_date_is_a_setting(registers, whole, tmp_path):
    count(registers, tmp_path, as_of=week_of_day("2014-12-31"))
    earlier, later = (
        pd.read_csv(folder / "courses_counts.csv").set_index("quantity")["n"]
        for folder in (tmp_path, whole[1])
    )
    assert earlier["ever_started"] < later["ever_started"]
    assert earlier["completed"] < later["completed"]
    assert pd.read_csv(tmp_path / "courses_activity.csv")["week"].max() <= 104


def test_without_population_there_are_no_ages(registers, whole, tmp_path):
    found = count(registers, tmp_path, ages=False)
    assert "pension_age" in whole[0]["age"]
    assert "pension_age" not in found["age"]
    assert {n: found[n] for n in TABLES[:5]} == {n: whole[0][n] for n in TABLES[:5]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"passive_activity": "idle"}, "no activity 'idle'"),
        ({"company_activities": ["passive"]}, "both passive and"),
        ({"programme": {"family": "jobfirst"}}, "no benefit family"),
    ],
)
def test_a_wrong_setting_is_named(registers, tmp_path, capsys, changed, said):
    assert count(registers, tmp_path, **changed) == 11
    assert said in capsys.readouterr().err


def artefacts_of(folder, **changed):
    """Artefacts by id, of the tables in a folder with some columns changed."""
    layout = Layout("kl2016", courses.COURSE_COLUMNS, ())
    tables = read_tables(
        {f"courses_{name}": folder / f"courses_{name}.csv" for name in TABLES}, layout
    )
    frames = tables.frames | changed
    study = Study(extract_date="2016-01-15", synthetic=True, plan=PLAN)
    return {a.id: a for a in courses.artefacts(Tables(frames, tables.data_hash), study)}, frames


def test_artefacts_are_the_numbers_of_the_tables(whole):
    found, frames = artefacts_of(whole[1])
    exits = frames["courses_exits"].set_index("way")
    pension = found["courses.exit.pension.share"]
    assert pension.value == exits.loc["pension", "completed_share"]
    assert (pension.ci_low, pension.ci_high) == tuple(exits.loc["pension", ["ci_low", "ci_high"]])
    assert pension.n == {"completed": exits.loc["pension", "base"]}
    assert found["courses.exit.pension.incidence_52"].value == exits.loc["pension", "incidence_52"]
    assert found["courses.ever_started"].value == PERSONS
    assert found["courses.completed_share"].basis == "calibration"
    assert pension.prespecified
    for week in (26, 52):
        assert 0 < found[f"courses.passive.{week}"].value < 1
        assert 0 < found[f"courses.company.{week}"].value < 1
    data = {a.data for a in found.values() if a.data}
    assert data == set(courses.figure_data(Tables(frames, "0" * 64)))


def test_what_is_hidden_or_unknown_is_marked_so(whole):
    exits = pd.read_csv(whole[1] / "courses_exits.csv")
    numbers = [name for name in exits if name not in ("way", "label_da", "label_en", "withheld")]
    few = exits["way"] == "pension"
    hidden = exits.assign(withheld=few)
    hidden[numbers] = hidden[numbers].mask(few)
    hidden["incidence_104_low"] = np.nan
    age = pd.read_csv(whole[1] / "courses_age.csv")
    found, _ = artefacts_of(
        whole[1], courses_exits=hidden, courses_age=age[age["measure"] != "pension_age"]
    )
    for part in ("share", "n", "incidence_52"):
        assert f"withheld.courses.exit.pension.{part}" in found
        assert f"courses.exit.pension.{part}" not in found
    assert "not_evaluated.courses.exit.self_support.incidence_104" in found
    assert "not_evaluated.courses.pension_over_40" in found
    assert "courses.pension_long" in found


def test_the_incidence_speaks_of_those_who_can_be_followed(registers, tmp_path):
    first = REFORM + 30  # half of what was read before is now of courses from before the reform
    last = week_of_day("2014-12-31")
    count(registers, tmp_path, reform_week=first, as_of=last)
    counts = pd.read_csv(tmp_path / "courses_counts.csv").set_index("quantity")["n"]
    courses = pd.read_parquet(tmp_path / "courses0.parquet")
    assert counts["began_before"] == (courses["start_week"] < first).sum() > 50
    assert counts["ever_started"] == (courses["start_week"] >= first).sum()
    followed = (courses["start_week"] >= first) & (courses["start_week"] < last - 4)
    assert counts["followed"] == followed.sum() < counts["ever_started"]
    activity = pd.read_csv(tmp_path / "courses_activity.csv").set_index("week")
    assert activity.loc[0, "in_course"] == counts["ever_started"]
    found, frames = artefacts_of(tmp_path)
    at_52 = next(name for name in found if name.endswith("courses.exit.pension.incidence_52"))
    for name in ("figure.early_leavers", at_52):
        assert found[name].n == {"followed": counts["followed"]}
    curves = frames["courses_incidence"]
    assert abs(curves["at_risk"].max() - counts["followed"]) <= 5


def test_differences_have_intervals_and_assumed_sizes_are_no_calibration(whole):
    found, frames = artefacts_of(whole[1])
    for key, before, after in (
        ("pension_length", "pension_short", "pension_long"),
        ("company", "company.26", "company.52"),
    ):
        change = found[f"courses.{key}.change"]
        expected = found[f"courses.{after}"].value - found[f"courses.{before}"].value
        assert change.value == pytest.approx(expected)
        assert change.ci_low < change.value < change.ci_high
    for key in ("pension_over_40", "pension_long", "pension_short"):
        assert found[f"courses.{key}"].basis == "simulation"
    counts = frames["courses_counts"]
    few = counts["quantity"] == "company_52"
    hidden = counts.assign(**{n: counts[n].mask(few) for n in ("n", "base", "share")})
    found, _ = artefacts_of(whole[1], courses_counts=hidden)
    assert "withheld.courses.company.change" in found
