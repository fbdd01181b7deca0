"""The whole workflow on a small synthetic study: from raw files to both reports, and again."""

import hashlib
import json
import os
import re
import shutil
from fnmatch import fnmatchcase

import pandas as pd
import pyreadstat
import pytest
import yaml
from project import REPORT, STUDY, Project

from effektspor.artefacts import read_artefacts
from effektspor.config.simulation import SimulationSettings
from effektspor.estimators.moments import MOMENTS
from effektspor.evaluations.plan import read_plan
from effektspor.simulate.engine import open_world
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.tally import tally

pytestmark = pytest.mark.slow
RESULTS = f"results/{STUDY}"
TABLES = [
    f"{RESULTS}/{name}.csv"
    for name in (
        "weekly_shares", "weekly_effects", "panel", "survival", "rate_ratio", "spread",
        "attrition", "baseline", "balance", "follow_up", "hours_weekly", "exits", "flows",
        "effect_curves", "endpoints", "clusters", "diagnostics", "diagnostic_curves",
        "heterogeneity", "heterogeneity_summary", "exit_effects", "event_study", "panel_persons",
        "restricted_means", "counterfactual", "incidence", "incidence_did", "rate_checks",
        "survey_fidelity", "survey_change", "survey_reliability", "progression",
        "progression_shift", "progression_attrition", "citizens", "citizens_options",
        "citizens_response", "efa_suitability", "efa_loadings", "municipal_factor", "link",
        "link_power",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project that has been built once; tests that change it leave it built."""
    project = Project(tmp_path_factory.mktemp("study"))
    run = project.run()
    assert run.code == 0, run.output
    return project


def test_both_reports_are_there_and_a_second_run_does_nothing(built):
    for ending in ("html", "pdf"):
        assert built.path(f"{REPORT}.{ending}").stat().st_size > 20_000
    assert built.run().nothing_to_do


def test_new_times_alone_rerun_nothing(built):
    for folder in ("data", "reports", "resources", "rules", "workflow"):
        for path in built.path(folder).rglob("*"):
            os.utime(path)
    assert built.run().nothing_to_do


def test_synthetic_data_are_marked_in_every_report_and_name(built):
    html = built.path(f"{REPORT}.html").read_text(encoding="utf-8")
    assert "SYNTETISK" in html.upper()
    released = [path.name for path in built.path("release").rglob("*") if path.is_file()]
    assert released
    assert all(".syntetisk." in name for name in released)
    figures = list(built.path(f"{RESULTS}/figures").iterdir())
    assert len(figures) == 16
    assert all(path.name.endswith(".syntetisk.svg") for path in figures)


def test_the_numbers_are_those_of_the_simulated_world(built):
    """Raw files, ingest, spells, cohort and moments give the counts that the simulator kept."""
    settings = SimulationSettings.model_validate(built.study["data"]["simulate"])
    world = open_world(settings, load_parameters(built.path("data/simulation")), settings.seed)
    kept = tally(world).cells()
    kept = kept[kept["n"] > 0].assign(post=lambda c: c["cohort"] != "2016")
    keys = ["outcome", "denominator", "municipality", "post", "week"]
    own = MOMENTS.read(built.path(f"{RESULTS}/moments.parquet"))
    both = kept.merge(own, on=keys, how="outer", suffixes=("_kept", "_own"))
    assert len(both) > 10_000
    assert (both["n_kept"] == both["n_own"]).all()
    assert (both["events"] == both["y"]).all()


def test_no_person_key_leaves_the_tables_of_persons(built):
    """Logs, Snakemake's own records, results and reports hold none of the keys."""
    raw = built.path(f"resources/synthetic/{STUDY}/bef2016.csv").read_bytes()
    keys = set(re.findall(rb"S\d{9}", raw))
    assert len(keys) > 3000
    persons = {"converted", "register", "shards", "surveys"}
    for folder in ("logs", "benchmarks", ".snakemake", "results", "release"):
        for path in built.path(folder).rglob("*"):
            if path.is_file() and not persons & set(path.parts):
                assert not keys & set(re.findall(rb"S\d{9}", path.read_bytes())), path


def test_attrition_ends_at_the_n_of_the_baseline_table(built):
    attrition = pd.read_csv(built.path(f"{RESULTS}/attrition.csv"))
    baseline = pd.read_csv(built.path(f"{RESULTS}/baseline.csv"))
    n = baseline.groupby(["group", "cohort"])["n"].unique().explode()
    last = attrition.iloc[-1]
    assert last["comparison_2017_18"] == n["comparison", "2017-18"]
    assert last["n_after"] == n.sum()
    steps = attrition["n_after"].to_numpy()
    assert (steps[1:] <= steps[:-1]).all()


def test_one_changed_cell_of_table_3_reruns_what_depends_on_it_only(built):
    path = built.path("data/published/brf2019.csv")
    original = path.read_text(encoding="utf-8")
    before = built.hashes(RESULTS)
    lines = original.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if ",brf.t3.vejen.cv.slut," in line)
    frame = pd.read_csv(path, dtype=str)
    value = frame.set_index("item_id").loc["brf.t3.vejen.cv.slut", "value"]
    lines[at] = lines[at].replace(f",{value},percent", f",{int(value) + 1},percent")
    path.write_text("".join(lines), encoding="utf-8")
    try:
        run = built.run()
        assert run.code == 0, run.output
        assert {
            "fidelity",
            f"artefacts_fidelity_{STUDY}",
            "replication",
            f"stage_report_{STUDY}",
        } <= run.jobs
        untouched = {"ingest_dream", "cohort", "moments", "effects", "survival", "panel"}
        assert not untouched & run.jobs
        after = built.hashes(RESULTS)
        assert before[f"{RESULTS}/fidelity.csv"] != after[f"{RESULTS}/fidelity.csv"]
        assert before[f"{RESULTS}/weekly_effects.csv"] == after[f"{RESULTS}/weekly_effects.csv"]
    finally:
        path.write_text(original, encoding="utf-8")
        assert built.run().code == 0
    assert built.hashes(RESULTS) == before


def test_changed_code_reruns_the_rules_that_import_it(built):
    module = built.path("workflow/effektspor/estimators/survival.py")
    original = module.read_text(encoding="utf-8")
    try:
        module.write_text(original + "\n# a comment decides nothing\n", encoding="utf-8")
        assert built.run().nothing_to_do
        module.write_text(original + "\nUNUSED = 1\n", encoding="utf-8")
        planned = built.run("--dry-run")
        assert planned.code == 0, planned.output
        for rule in ("moments", "survival"):
            assert f"would run  {rule} " in planned.output
        for rule in ("ingest_dream", "ingest_hours", "fidelity", "simulate"):
            assert f"would run  {rule} " not in planned.output
    finally:
        module.write_text(original, encoding="utf-8")
    assert built.run().nothing_to_do


def test_bad_input_stops_with_one_message_and_leaves_earlier_results(built):
    path = built.path(f"resources/synthetic/{STUDY}/stv.csv")
    original = path.read_text(encoding="utf-8")
    before = built.hashes("results", "release")
    try:
        path.write_text(original.replace(",1\n", ",7\n", 1), encoding="utf-8")
        for _ in range(2):  # also the second time: a failure is never taken for up to date
            run = built.run()
            assert run.code != 0
            assert "whole numbers from 0 to 1" in run.output
            assert "stv.csv, column stv, row" in run.output
            assert "to do:" in run.output
            assert "Traceback" not in run.output
            # The copy of the raw file is new, and nothing that was made of it.
            assert made_of_copies(built.hashes("results", "release")) == made_of_copies(before)
    finally:
        path.write_text(original, encoding="utf-8")
    assert built.run().code == 0
    assert built.hashes("results", "release") == before


def made_of_copies(hashes):
    return {path: value for path, value in hashes.items() if "/converted/" not in path}


def test_every_planned_pattern_covers_a_result(built):
    made = read_artefacts(sorted(built.path(f"{RESULTS}/artefacts").glob("*.json")))
    planned = [result.id for result in read_plan(built.path("docs/plan-brf2019.md")).results]
    assert not [each for each in planned if not any(fnmatchcase(key, each) for key in made)]


def test_the_plan_is_registered_before_anything_is_estimated(built):
    path = built.path("docs/plan-brf2019.md")
    original = path.read_text(encoding="utf-8")
    registered = json.loads(built.path(f"{RESULTS}/plan.json").read_text(encoding="utf-8"))
    assert registered["sha256"] == hashlib.sha256(original.encode()).hexdigest()
    try:
        path.write_text(original.replace("Does the", "Did the", 1), encoding="utf-8")
        planned = built.run("--dry-run")
        for rule in ("plan", "effects", "survival", "panel", "fidelity"):
            assert f"would run  {rule} " in planned.output
        assert "would run  moments " not in planned.output
    finally:
        path.write_text(original, encoding="utf-8")


def test_a_job_that_dies_before_python_starts_is_run_again(built, tmp_path):
    dead = tmp_path / "effektspor"
    dead.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    dead.chmod(0o755)
    path = built.path(f"{RESULTS}/survival.csv")
    before = path.read_bytes()
    built.study["estimation"]["confidence"] = 0.9
    built.write_config()
    try:
        run = built.run(f"{RESULTS}/survival.csv", programs=tmp_path)
        assert run.code != 0
        assert path.read_bytes() == before
        again = built.run(f"{RESULTS}/survival.csv")
        assert again.jobs == {"survival"}, again.output
        assert path.read_bytes() != before
    finally:
        built.study["estimation"]["confidence"] = 0.95
        built.write_config()
        assert built.run().code == 0
    assert path.read_bytes() == before


def test_a_changed_setting_reruns_what_uses_it(built):
    built.study["estimation"]["confidence"] = 0.9
    built.write_config()
    planned = built.run("--dry-run")
    for rule in ("effects", "survival"):
        assert f"would run  {rule} " in planned.output
    assert "would run  moments " not in planned.output
    built.study["estimation"]["confidence"] = 0.95
    built.write_config()
    assert built.run().nothing_to_do


def test_shards_change_no_result_and_csv_gives_what_stata_gives(built, tmp_path):
    other = Project(tmp_path, compute={"threads": 1, "memory_mb": 1000, "shards": 3})
    data = other.study["data"]
    data["simulate"]["file_format"] = "csv"
    for source in ("dream", "hours"):
        data[source]["path"] = data[source]["path"].replace(".dta", ".csv")
    other.write_config()
    run = other.run(*TABLES)
    assert run.code == 0, run.output
    for table in TABLES:
        assert other.path(table).read_text() == built.path(table).read_text(), table


def test_a_study_file_replaces_the_config_wholly(built):
    study = built.path("my-study.yaml")
    text = built.path("config.yaml").read_text(encoding="utf-8").replace("brf2019:", "mine:", 1)
    study.write_text(text, encoding="utf-8")
    planned = built.run("--configfile", "my-study.yaml", "--dry-run")
    assert planned.code == 0, planned.output
    assert "release/mine/mine.da.syntetisk" in planned.output
    assert "(mine" in planned.output
    assert "(brf2019" not in planned.output
    assert f"release/{STUDY}" not in planned.output


def test_own_files_of_other_formats_give_the_same_numbers(built, tmp_path):
    """The simulator's records under other keys, names and formats stand for a user's own."""
    own = Project(tmp_path / "project", compute={"threads": 1, "memory_mb": 1000, "shards": 8})
    data = own.study["data"]
    del data["simulate"]
    source = built.path(f"resources/synthetic/{STUDY}")
    for key, settings in own_files(source, tmp_path / "raw").items():
        data[key] |= settings
    data["surveys"] = own_surveys(source, tmp_path / "raw")
    own.write_config()
    run = own.run()
    assert run.code == 0, run.output
    for table in TABLES:
        if table.endswith("/heterogeneity.csv"):
            continue  # synthetic municipalities are shown with one uncertainty
        assert own.path(table).read_text() == built.path(table).read_text(), table
    released = sorted(path.name for path in own.path(f"release/{STUDY}").iterdir())
    assert released == [f"{STUDY}.da.html", f"{STUDY}.da.pdf"]
    html = own.path(f"release/{STUDY}/{STUDY}.da.html").read_text(encoding="utf-8")
    assert "SYNTETISKE DATA" not in html
    assert not own.path(f"{RESULTS}/truth_comparison.csv").exists()
    assert "(opdigtet eksempel)" not in html
    assert "opdigtede" not in html
    assert "Vi fik en fast kontaktperson" in html


def own_keys(frame):
    """Keys of another form: those of the simulator would give the data away."""
    return frame.assign(pnr=frame["pnr"].str.replace("S", "1"))


def own_files(source, raw):
    """Write DREAM as a partitioned set, BFL as one SPSS file, BEF as one SAS transport file."""
    raw.mkdir()
    (raw / "dream").mkdir()

    dream = own_keys(pyreadstat.read_dta(source / "dream.dta")[0]).rename(columns={"pnr": "LobeNr"})
    for number in range(3):
        part = dream.iloc[number::3].reset_index(drop=True)
        part.to_parquet(raw / "dream" / f"part-{number}.parquet")
    jobs = pd.concat(
        [pyreadstat.read_dta(source / f"bfl{year}.dta")[0] for year in range(2013, 2019)]
    )
    pyreadstat.write_sav(own_keys(jobs).rename(columns=str.upper), raw / "bfl.sav")
    people = pd.concat(
        [
            pd.read_csv(source / f"bef{year}.csv", parse_dates=["foed_dag"]).assign(aar=year)
            for year in range(2013, 2019)
        ]
    )
    people["foed_dag"] = people["foed_dag"].dt.date
    pyreadstat.write_xport(own_keys(people), raw / "bef.xpt")
    stv = own_keys(pd.read_csv(source / "stv.csv"))
    stv.to_csv(raw / "stv.csv", sep=";", index=False, encoding="utf-8-sig")
    return {
        "dream": {"path": str(raw / "dream"), "variables": {"person": ["pnr", "lobenr"]}},
        "hours": {"path": str(raw / "bfl.sav")},
        "population": {"path": str(raw / "bef.xpt"), "variables": {"year": "aar"}},
        "stv": {"path": str(raw / "*.csv")},
    }


def own_surveys(source, raw):
    """Write each wave of the staff as a file, the progression as text, the rest compressed."""
    folder = raw / "surveys"
    folder.mkdir()
    staff, described = pyreadstat.read_sav(source / "medarbejdere.sav", user_missing=True)
    labels = {
        "variable_value_labels": described.variable_value_labels,
        "missing_ranges": described.missing_ranges,
    }
    for wave, rows in staff.groupby("maaling"):
        pyreadstat.write_sav(
            rows.reset_index(drop=True), folder / f"staff-{wave:.0f}.sav", **labels
        )
    progression, _ = pyreadstat.read_sav(source / "progression.sav", user_missing=True)
    own_keys(progression).to_csv(
        folder / "progression.csv", sep=";", decimal=",", index=False, encoding="utf-8-sig"
    )
    for survey in ("borgere_visitation", "borgere_6mdr"):
        answers, described = pyreadstat.read_sav(source / f"{survey}.sav", user_missing=True)
        pyreadstat.write_sav(
            answers,
            folder / f"{survey}.zsav",
            compress=True,
            variable_value_labels=described.variable_value_labels,
            missing_ranges=described.missing_ranges,
        )
    (folder / "quotes.csv").write_text(
        "theme,municipality,respondent_type,quote,source,made\n"
        "organisation,,caseworker,Vi fik en fast kontaktperson i teamet.,interview 1,0\n",
        encoding="utf-8",
    )
    key = folder / "key.csv"
    key.write_bytes((source / "kommunenoegle.csv").read_bytes())
    return {
        "staff": {"path": str(folder / "staff-*.sav")},
        "municipality_key": str(key),
        "progression": {"path": str(folder / "progression.csv")},
        "referral": {"path": str(folder / "borgere_visitation.zsav")},
        "later": {"path": str(folder / "borgere_6mdr.zsav")},
        "quotes": str(folder / "quotes.csv"),
    }


def test_a_study_without_surveys_says_so_and_one_with_them_again_is_as_before(built):
    before = built.hashes("release")
    surveys = built.study["data"].pop("surveys")
    built.write_config()
    run = built.run()
    assert run.code == 0, run.output
    html = built.path(f"{REPORT}.html").read_text(encoding="utf-8")
    for section in ("Progression og effekt", "Tilfredshedsmålinger"):
        assert section in html
    assert "Ændringernes størrelse" not in html
    assert "Egne svar ved siden af de trykte" not in html
    assert built.hashes("release") != before
    built.study["data"]["surveys"] = surveys
    built.write_config()
    assert built.run().code == 0
    assert built.hashes("release") == before


def test_a_missing_file_stops_with_one_message(built):
    study = yaml.safe_load(built.path("config.yaml").read_text(encoding="utf-8"))
    data = study["studies"][STUDY]["data"]
    del data["simulate"]
    data["dream"]["path"] = "raw/dream.dta"
    built.path("missing.yaml").write_text(yaml.safe_dump(study), encoding="utf-8")
    run = built.run("--configfile", "missing.yaml")
    assert run.code != 0
    assert "The file does not exist" in run.output
    assert "where: raw/dream.dta" in run.output
    assert "to do: Check the path in the config under data.dream" in run.output
    assert "Traceback" not in run.output


def test_a_wrong_key_stops_before_anything_runs(built):
    shutil.copy(built.path("config.yaml"), built.path("wrong.yaml"))
    with built.path("wrong.yaml").open("a", encoding="utf-8") as file:
        file.write("reprot: {}\n")
    run = built.run("--configfile", "wrong.yaml")
    assert run.code != 0
    assert "reprot: unknown key; did you mean report?" in run.output
    assert "Traceback" not in run.output
