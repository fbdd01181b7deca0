"""The report on the flexjob trial: built whole, from own files, and from files that are wrong."""

import csv
import re
import shutil
from pathlib import PurePath

import pandas as pd
import pyreadstat
import pytest
from project import TRIAL, Project

REPORT = f"release/{TRIAL}/{TRIAL}.da.syntetisk"
NOT_RECOMPUTED = ("calibration", "simulation", "document", "not_reproducible")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("discus2007"), TRIAL)
    run = project.run()
    assert run.code == 0, run.output
    return project


def table(project, name):
    return pd.read_csv(project.path(f"results/{project.name}/{name}.csv"))


def replication(project):
    return pd.read_csv(project.path("results/replication.csv")).set_index("item_id")


def text_of(path):
    """The words of an HTML report, without its markup."""
    page = path.read_text(encoding="utf-8")
    body = re.sub(r"<(style|script|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def test_both_reports_are_there_and_a_second_run_does_nothing(built):
    for ending in ("html", "pdf"):
        assert built.path(f"{REPORT}.{ending}").stat().st_size > 100_000
    assert built.run().nothing_to_do


def test_every_published_figure_is_compared_or_told_why_not(built):
    published = built.path("data/published/discus2007.csv").read_text(encoding="utf-8")
    items = [row["item_id"] for row in csv.DictReader(published.splitlines())]
    mine = replication(built).loc[items]
    assert len(mine) == 135
    for column in ("basis", "verdict", "reason"):
        assert mine[column].notna().all(), column
    recomputed = mine[mine["basis"] == "recomputed"]
    assert recomputed["own_value"].notna().all()
    assert not (recomputed["verdict"] == "withheld").any()


def test_the_trial_has_the_counts_of_the_print(built):
    rows = replication(built)
    for item in (
        "d07.end.flexjob.n",
        "d07.end.ledighedsydelse.n.p7",
        "d07.end.disability_pension.n.p7",
        "d07.end.moved.n",
        "d07.ly.stuck.n",
        "d07.nonwestern.n",
        "d07.created.municipalities",
        "d07.created.other_actors",
    ):
        own = rows.loc[item]
        assert own["verdict"] == "equal_within_rounding", (item, own.to_dict())
    # Three persons are too few to be shown, and so are two jobs, which twelve others would give away.
    for item in ("d07.end.selfsupport.n", "d07.half_subsidy.municipalities.n"):
        assert rows.loc[item, "verdict"] == "withheld", item


def test_all_who_were_drawn_are_counted_by_the_arm_they_were_drawn_to(built):
    outcomes = table(built, "trial_outcomes")
    primary = outcomes[outcomes["primary"] & (outcomes["scope"] == "all")].iloc[0]
    assert (primary["of_other_actor"], primary["of_municipality"]) == (120, 120)
    assert 0 < primary["p_randomisation"] <= 1
    assert primary["diff_low"] <= primary["difference"] <= primary["diff_high"]
    assert primary["draws"] == 0  # every draw within municipalities is counted, none is sampled


def test_no_key_and_no_place_leaves_the_tables_of_persons(built):
    folder = built.path(f"resources/synthetic/{TRIAL}")
    people = pyreadstat.read_sav(folder / "forsoegspersoner.sav")[0]
    keys = set(people["pnr"].astype(str))
    paths = [*built.path("results").rglob("*.csv"), *built.path("release").rglob("*.html")]
    for path in paths:
        if "register" not in path.parts:
            words = set(re.findall(r"\d{9,}", path.read_text(encoding="utf-8")))
            assert not words & keys, path.name
    numbers = {f"{number:.0f}" for number in people["kommune"].unique()}
    places = table(built, "trial_municipalities")["place"].astype(str)
    assert not numbers & set(places)
    names = pd.read_csv(built.path("data/codes/municipalities_by_year.csv"))
    of_trial = names[(names["valid_to"] == 2006) & names["number"].astype(str).isin(numbers)]
    text = text_of(built.path(f"{REPORT}.html"))
    assert not [name for name in of_trial["name"] if f" {name} " in text]


def test_own_files_are_counted_alike_and_nothing_is_called_synthetic(built, tmp_path):
    project = Project(tmp_path, TRIAL)
    raw = project.path("raw")
    shutil.copytree(built.path(f"resources/synthetic/{TRIAL}"), raw)
    for name in ("SYNTHETIC.json", "truth.json"):
        (raw / name).unlink()
    # The simulator's keys would give the data away.
    dream = pyreadstat.read_dta(raw / "dream.dta")[0]
    pyreadstat.write_dta(dream.assign(pnr=own_key(dream["pnr"])), raw / "dream.dta")
    for path in raw.glob("bef*.csv"):
        people = pd.read_csv(path, dtype=str)
        people.assign(pnr=own_key(people["pnr"])).to_csv(path, index=False)
    for name in ("forsoegspersoner", "fleksjob"):
        rows, meta = pyreadstat.read_sav(raw / f"{name}.sav")
        pyreadstat.write_sav(
            rows.assign(pnr=own_key(rows["pnr"])),
            raw / f"{name}.sav",
            variable_value_labels=meta.variable_value_labels,
        )
    data = project.study["data"]
    del data["simulate"]
    sources = (data["dream"], data["population"], data["trial"]["persons"], data["trial"]["jobs"])
    for source in sources:
        source["path"] = f"raw/{PurePath(source['path']).name}"
    project.write_config()
    run = project.run()
    assert run.code == 0, run.output
    page = project.path(f"release/{TRIAL}/{TRIAL}.da.html")
    body = re.sub(r"<style.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "synthetic-banner" not in body
    rows = replication(project)
    assert rows.loc["d07.created.municipalities", "basis"] == "register"
    assert (rows.loc["d07.flexjob.12m.trial", "basis"]) == "recomputed"
    for name in ("trial_outcomes", "trial_national", "trial_durability", "trial_fees"):
        assert (
            table(project, name)
            .drop(columns="place", errors="ignore")
            .equals(table(built, name).drop(columns="place", errors="ignore"))
        ), name


def own_key(keys):
    """Keys of another form than the simulator's."""
    return keys.str.replace("S", "1")


def test_a_job_of_nobody_stops_the_run_and_leaves_the_report(built):
    path = built.path(f"resources/synthetic/{TRIAL}/fleksjob.sav")
    before = built.hashes("release")
    keep = path.read_bytes()
    rows, meta = pyreadstat.read_sav(path)
    broken = rows.assign(pnr=rows["pnr"].where(rows.index != 3, "0"))
    pyreadstat.write_sav(broken, path, variable_value_labels=meta.variable_value_labels)
    try:
        table = f"results/{TRIAL}/trial/jobs.parquet"
        run = built.run(table, "--forcerun", "ingest_trial", "--allowed-rules", "ingest_trial")
        assert run.code != 0
        assert "fleksjob.sav" in run.output + "".join(
            log.read_text(encoding="utf-8") for log in built.path("logs").rglob("ingest_trial*.log")
        )
        assert built.hashes("release") == before
    finally:
        path.write_bytes(keep)
