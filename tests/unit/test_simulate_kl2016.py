"""The registers of a study that counts courses at a date: what is written, and what is told of it."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.calendar import week_number
from effektspor.cli import main
from effektspor.config.simulation import SimulationSettings
from effektspor.errors import ConfigError
from effektspor.simulate.completed import CountedAt, CourseCounts
from effektspor.simulate.engine import open_world
from effektspor.simulate.jobcentres.parameters import load_job_centres
from effektspor.simulate.jobcentres.run import JobCentrePlan
from effektspor.simulate.kl2016 import OVERLAY, KlStudy, SeriesPlan, simulate_kl
from effektspor.simulate.leaving import leave_shares, true_incidence
from effektspor.simulate.parameters import Parameters, load_parameters
from effektspor.simulate.series.parameters import load_series_parameters
from effektspor.simulate.states import COURSE, EXITS

FOLDER = Path(__file__).parents[2] / "data" / "simulation"
SMALL = {"starters": 1500, "other_persons": 300, "last_year": 2015, "chunk_persons": 700}
AT = CountedAt(week_number(2015, 53))
STUDY = KlStudy(AT, (52, 104))


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters(FOLDER, OVERLAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, parameters: Parameters) -> Path:
    out = tmp_path_factory.mktemp("kl")
    simulate_kl(SimulationSettings(**SMALL, replications=2), parameters, STUDY, out)
    return out


def test_only_the_files_of_the_study_are_written(folder: Path) -> None:
    years = range(2011, 2016)
    assert {path.name for path in folder.iterdir()} == {
        "dream.dta",
        *(f"bef{year}.csv" for year in years),
        "SYNTHETIC.json",
        "truth.json",
    }
    weeks = [name for name in pd.read_stata(folder / "dream.dta") if name.startswith("y_")]
    assert weeks[-1] == "y_1553"


def test_series_and_surveys_change_neither_the_registers_nor_the_rest_of_the_truth(
    folder: Path, tmp_path: Path, parameters: Parameters
) -> None:
    plan = SeriesPlan(("awards_age", "fulltime"), load_series_parameters(FOLDER))
    codebooks = FOLDER.parent / "surveys"
    surveys = JobCentrePlan(("jobcentres",), load_job_centres(FOLDER), codebooks)
    settings = SimulationSettings(**SMALL, replications=2)
    study = replace(STUDY, series=plan, surveys=surveys)
    simulate_kl(settings, parameters, study, tmp_path)
    more = {path.name for path in tmp_path.iterdir()} - {path.name for path in folder.iterdir()}
    assert more == {"foertidspension_alder.csv", "fuldtidspersoner.json", "jobcentre.sav"}
    assert (folder / "dream.dta").read_bytes() == (tmp_path / "dream.dta").read_bytes()
    told = json.loads(_text(tmp_path))
    assert told.pop("series")["sha256"] == plan.parameters.sha256
    assert told.pop("surveys")["jobcentres"]["invited"] == 98
    assert told == json.loads(_text(folder))
    assert "2015M12" in (tmp_path / "fuldtidspersoner.json").read_text(encoding="utf-8")
    assert "2016" not in (tmp_path / "foertidspension_alder.csv").read_text(encoding="utf-8")


def test_all_who_are_asked_for_start_since_the_reform(folder: Path) -> None:
    dream = pd.read_stata(folder / "dream.dta").filter(regex=r"^y_")
    inside = dream.apply(lambda week: week.str.startswith("81"))
    assert inside.any(axis=1).sum() == SMALL["starters"]
    assert not inside.filter(regex=r"^y_1[12]").to_numpy().any()
    assert inside.filter(regex=r"^y_1[345]").any().all()


def test_the_truth_agrees_with_a_slow_reading_of_the_file(folder: Path) -> None:
    """Person by person, with the rule of gaps spelt out."""
    found = _slow_values(folder / "dream.dta")
    told = {row["id"]: row["achieved"] for row in json.loads(_text(folder))["targets"]}
    for name, value in found.items():
        assert told[name] == pytest.approx(value, abs=6e-4), name
    assert found["completed"] > 100


def _slow_values(path: Path) -> dict[str, float]:
    dream = pd.read_stata(path).filter(regex=r"^y_")
    n: Counter[str] = Counter()
    for row in dream.to_numpy():
        weeks = [i for i, code in enumerate(row) if code[:2] == "81"]
        if not weeks:
            continue
        first, last, end = weeks[0], weeks[-1], len(row) - 1
        n["started"] += 1
        gap = list(row[last + 1 :])
        open_gap = len(gap) <= 4 and all(code == "" or code[:2] == "89" for code in gap)
        if open_gap:
            last = end
            n["in_course"] += 1
            n["company"] += row[end] in ("815", "816", "817", "818")
        for week in (26, 52):
            if first + week <= last:
                n[f"followed{week}"] += 1
                n[f"passive{week}"] += row[first + week] == "810"
        if end - last > 4:
            n["completed"] += 1
            before = [code for code in row[first - 4 : first] if code]
            n["from_" + (before[-1][:2] if before else "none")] += 1
            gap = row[last + 1 : last + 6]
            ends = [code for code in gap[:4] if code != "" and code[:2] != "89"]
            n["to_" + (ends[0] if ends else gap[4])] += 1
    done = n["completed"]
    return {
        "ever_started": n["started"],
        "completed": done,
        "exit.pension": 100 * n["to_783"] / done,
        "exit.flexjob": 100 * n["to_771"] / done,
        "exit.self_support": 100 * n["to_"] / done,
        "origin.kontanthjaelp": 100 * (n["from_73"] + n["from_72"]) / done,
        "origin.sygedagpenge": 100 * (n["from_89"] + n["from_78"]) / done,
        "origin.self_support": 100 * n["from_none"] / done,
        "company_now": 100 * n["company"] / n["in_course"],
        "passive.w26": 100 * n["passive26"] / n["followed26"],
        "passive.w52": 100 * n["passive52"] / n["followed52"],
    }


def test_the_truth_agrees_with_what_the_pipeline_counts(folder: Path, tmp_path: Path) -> None:
    """Through the commands that a study runs."""
    table, activity = _counted(folder, tmp_path)
    done = table[table["completed"]]
    now = table[table["in_course_now"]]
    found = {"ever_started": len(table), "completed": len(done)}
    found["company_now"] = 100 * (now["activity_now"] == "company").mean()
    for kind in ("exit", "origin"):
        names = done[kind].replace("no_benefit", "self_support")
        found |= {f"{kind}.{name}": 100 * share for name, share in names.value_counts(True).items()}
    for week in (26, 52):
        then = activity[activity["week"] == week].set_index("activity")["n"]
        found[f"passive.w{week}"] = 100 * then["passive"] / then.sum()
    pension = done[done["exit"] == "pension"]
    found["pension_over_40"] = 100 * (pension["age"] >= 40).mean()
    long = done[done["end_week"] - done["start_week"] > 52]
    found["pension_long"] = 100 * (long["exit"] == "pension").mean()
    told = {row["id"]: row["achieved"] for row in json.loads(_text(folder))["targets"]}
    for name, value in told.items():
        assert found[name] == pytest.approx(value, abs=6e-4), name


def _counted(folder: Path, out: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """First courses and what is done in them, as `ingest-dream` and `kl-courses` give them."""
    years = [2013, 2014, 2015]
    weeks = {"first_week": week_number(2012, 1), "last_week": AT.week, "start_years": years}
    read = {"dream": {"path": str(folder / "dream.dta")}, "codes": {}, "synthetic": True}
    _run("ingest-dream", read | weeks | {"extract_date": "2016-01-01"}, out, "persons spells "
         "employment quality report")  # fmt: skip
    people = {"path": str(folder / "bef{year}.csv"), "years": years}
    _run("ingest-population", {"population": people, "stv": None, "synthetic": True}, out,
         "population stv quality")  # fmt: skip
    company = [
        f"{what}_{sector}"
        for what in ("wage_subsidy", "workplace_training")
        for sector in ("private", "public")
    ]
    count = {
        "programme": {},
        "codes": {},
        "shard": {"number": 0, "of": 1},
        "origin_weeks": 4,
        "first_week": weeks["first_week"],
        "reform_week": week_number(2013, 1),
        "as_of_week": AT.week,
        "passive_activity": "passive",
        "company_activities": company,
    }
    _run("kl-courses", count, out, "persons spells population courses activity")
    return pd.read_parquet(out / "courses"), pd.read_parquet(out / "activity")


def _run(command: str, settings: dict, out: Path, files: str) -> None:
    paths = [part for name in files.split() for part in (f"--{name}", str(out / name))]
    assert main([command, "--settings", json.dumps(settings), *paths]) == 0


def _text(folder: Path) -> str:
    return (folder / "truth.json").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_bytes(
    folder: Path, tmp_path: Path, parameters: Parameters
) -> None:
    simulate_kl(SimulationSettings(**SMALL, replications=2), parameters, STUDY, tmp_path)
    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


@pytest.mark.parametrize(("last_year", "as_of"), [(2014, (2014, 40)), (2018, (2018, 52))])
def test_other_years_and_dates_only_count_what_is_known_then(
    parameters: Parameters, tmp_path: Path, last_year: int, as_of: tuple[int, int]
) -> None:
    settings = SimulationSettings(**{**SMALL, "last_year": last_year}, replications=0)
    study = KlStudy(CountedAt(week_number(*as_of)), (52,))
    simulate_kl(settings, parameters, study, tmp_path)
    told = {row["id"]: row["achieved"] for row in json.loads(_text(tmp_path))["targets"]}
    dream = pd.read_stata(tmp_path / "dream.dta").filter(regex=r"^y_")
    known = dream.loc[:, : f"y_{as_of[0] % 100}{as_of[1]:02d}"]
    started = known.apply(lambda week: week.str.startswith("81")).any(axis=1).sum()
    assert told["ever_started"] == started
    assert json.loads(_text(tmp_path))["incidence"]["starters"] == started


def test_expected_values_meet_the_targets_over_other_seeds(parameters: Parameters) -> None:
    """At the size of the published register; give or take two Monte Carlo standard errors."""
    settings = SimulationSettings(
        starters=17_503, other_persons=0, last_year=2015, chunk_persons=20_000
    )
    worlds = []
    for number in range(12):
        world = open_world(settings, parameters, (2323, number))
        counts = CourseCounts(world, AT)
        for chunk in world.chunks(with_off=False):
            counts.add(chunk)
        worlds.append(counts.values())
    missed = {}
    for target in parameters.targets.to_dict("records"):
        values = np.array([world[target["id"]] for world in worlds])
        slack = 2 * values.std(ddof=1) / len(values) ** 0.5
        if abs(values.mean() - target["target"]) > target["tolerance"] + slack:
            missed[target["id"]] = values.mean()
    assert not missed
    mean = {key: np.mean([world[key] for world in worlds]) for key in worlds[0]}
    assert mean["pension_long"] > mean["pension_short"] + 5  # KL 2016 p. 6, in words


def test_completed_shares_are_no_chances_of_starters(folder: Path) -> None:
    """Who has left early tells of all who left, not of all who began."""
    truth = json.loads(_text(folder))
    share = {row["id"]: row["achieved"] for row in truth["targets"]}["exit.pension"]
    assert truth["incidence"]["weeks"] == [52, 104]
    pension = truth["incidence"]["shares"]["pension"]
    assert 0.02 < pension[0] < pension[1] < share / 400


def test_true_incidence_is_what_long_followed_starters_do(parameters: Parameters) -> None:
    """Against the places of simulated starters of the first year, followed for 156 weeks."""
    settings = SimulationSettings(
        starters=40_000, other_persons=0, last_year=2017, chunk_persons=40_000
    )
    chunk = next(open_world(settings, parameters, 5).chunks(with_off=False))
    start = chunk.persons.start
    early = np.flatnonzero(start + 156 < len(chunk.on.place))
    told = true_incidence(parameters, chunk.persons.age[early], 156)
    place = chunk.on.place[:, early]
    out = (place != COURSE) & (np.arange(len(place))[:, None] > start[early])
    first = np.where(out.any(axis=0), out.argmax(axis=0), len(place) - 1)
    way, length = place[first, np.arange(len(early))], first - start[early]
    for week in (52, 104, 156):
        for column in range(len(EXITS)):
            left = (out.any(axis=0) & (length <= week) & (way == column + 1)).mean()
            error = np.sqrt(told[week, column] / len(early))
            assert left == pytest.approx(told[week, column], abs=4 * error), (week, column)


def test_old_persons_and_long_courses_tilt_to_pension(parameters: Parameters) -> None:
    pension = EXITS.index("pension")

    def share(elapsed: int, age: float) -> float:
        edges = leave_shares(parameters.course, np.array([elapsed]), np.array([age]))[0]
        assert edges[-1] == 1
        return float(np.diff(edges, prepend=0)[pension])

    assert share(10, 30) < share(10, 50) < share(60, 50)
    assert share(10, 30) < share(60, 30)
    untilted = parameters.course.model_copy(update={"pension_tilt": None})
    alike = leave_shares(untilted, np.array([10, 60]), np.array([20.0, 60.0]))
    assert np.array_equal(alike[0], alike[1])


def test_an_overlay_replaces_what_it_names_only(parameters: Parameters) -> None:
    shared = load_parameters(FOLDER)
    assert parameters.sha256 != shared.sha256
    assert parameters.course.switch_rate == shared.course.switch_rate
    assert parameters.course.leave_to != shared.course.leave_to
    assert parameters.municipalities == shared.municipalities
    assert "completed" in set(parameters.targets["id"]) - set(shared.targets["id"])
    for name, shares in parameters.baseline.origin.model_dump().items():
        assert sum(shares.values()) == pytest.approx(1), name
    assert sum(parameters.course.leave_to.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("course: {leave_to: {pensoin: 0.5}}", "leave_to"),
        ("coarse: {leave_rate: [[0, 0.1]]}", "coarse"),
        ("baseline: {origin: {participants: {pension: 1.0}}}", "origin"),
        ("- course", "sections"),
    ],
)
def test_a_misspelt_overlay_is_refused_by_name(tmp_path: Path, overlay: str, said: str) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "kl2016.yaml").write_text(overlay, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_parameters(tmp_path, OVERLAY)
    assert "kl2016.yaml" in str(caught.value)


def test_an_overlay_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "targets_kl2016.csv").unlink()
    with pytest.raises(ConfigError, match=r"targets_kl2016\.csv is missing"):
        load_parameters(tmp_path, OVERLAY)


def test_the_command_counts_at_the_day_before_the_date(tmp_path: Path) -> None:
    told = _command(tmp_path, "2015-06-15")
    assert date(2015, 6, 14).isocalendar().week == 24
    dream = pd.read_stata(tmp_path / "dream.dta").filter(regex=r"^y_").loc[:, :"y_1524"]
    started = dream.apply(lambda week: week.str.startswith("81")).any(axis=1).sum()
    assert told["incidence"]["starters"] == started
    assert told["last_week"] == "y_1524"


def test_a_date_after_the_registers_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_arguments(tmp_path, "2016-02-01")) == ConfigError.exit_code
    assert "simulate.last_year must reach as_of" in capsys.readouterr().err


def _command(folder: Path, as_of: str) -> dict:
    assert main(_arguments(folder, as_of)) == 0
    return json.loads(_text(folder))


def _arguments(folder: Path, as_of: str) -> list[str]:
    settings = {
        "simulate": {"starters": 300, "other_persons": 0, "last_year": 2015, "replications": 0},
        "as_of": as_of,
        "origin_weeks": 4,
        "passive_weeks": [26, 52],
        "incidence_weeks": [52],
    }
    return [
        *("kl-simulate", "--settings", json.dumps(settings)),
        *("--parameters", str(FOLDER), "--out-dir", str(folder)),
    ]
