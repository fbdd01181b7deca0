"""The report on KL's survey: built whole, for another year, and without its parts."""

import copy
import csv
import re
import shutil
from pathlib import PurePath

import pandas as pd
import pyreadstat
import pytest
from project import KL_STUDY, Project

REPORT = "release/{0}/{0}.da.syntetisk"
YEAR = 2018


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("kl2016"), KL_STUDY)
    run = project.run()
    assert run.code == 0, run.output
    return project


def text_of(project, name=KL_STUDY):
    """The words of the HTML report, without its markup."""
    page = project.path(f"{REPORT.format(name)}.html").read_text(encoding="utf-8")
    body = re.sub(r"<(style|script|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def table(project, name):
    return pd.read_csv(project.path(f"results/{project.name}/{name}.csv"))


def test_both_reports_are_there_and_a_second_run_does_nothing(built):
    for ending in ("html", "pdf"):
        assert built.path(f"{REPORT.format(KL_STUDY)}.{ending}").stat().st_size > 100_000
    assert built.run().nothing_to_do


def test_the_seventeen_figures_have_the_numbers_of_the_print(built):
    page = built.path(f"{REPORT.format(KL_STUDY)}.html").read_text(encoding="utf-8")
    found = re.findall(r'id="(fig-[a-z-]+)"', page)
    order = [name for name in dict.fromkeys(found) if not name.endswith("-caption")]
    assert order[:17] == [
        "fig-awards-age", "fig-awards-cause", "fig-fulltime", "fig-challenges", "fig-cooperation",
        "fig-other-offers", "fig-sectors", "fig-company", "fig-expectation", "fig-consultants",
        "fig-companies", "fig-progression-time", "fig-motivation-change", "fig-motivation-time",
        "fig-citizen-meeting", "fig-meetings", "fig-expected-exits",
    ]  # fmt: skip


def test_every_published_figure_is_compared_or_told_why_not(built):
    published = built.path("data/published/kl2016.csv").read_text(encoding="utf-8")
    items = {row["item_id"] for row in csv.DictReader(published.splitlines())}
    rows = pd.read_csv(built.path("results/replication.csv")).set_index("item_id")
    mine = rows.loc[sorted(items)]
    assert mine["basis"].notna().all()
    assert mine["verdict"].notna().all()
    assert mine["reason"].notna().all()
    calibrated = mine[mine["basis"] == "calibration"]
    # Counts of persons are of the default size; everything else has an own value in every size.
    assert calibrated["own_value"].notna().mean() > 0.95
    text = text_of(built)
    assert "Om tallene" in text
    assert "syntetisk" in text.lower()


def test_answers_of_the_job_centres_are_those_of_the_print_within_rounding(built):
    rows = pd.read_csv(built.path("results/replication.csv")).set_index("item_id")
    answers = rows[rows.index.str.match(r"kl\.(fig4\.[a-z_]+$|coop|challenge|fig1[0-6])")]
    exact = answers[answers["basis"] == "calibration"]
    assert (exact["verdict"] == "equal_within_rounding").sum() >= 30
    assert (exact["verdict"] == "differs").sum() == 0


def test_shares_of_the_completed_are_not_shares_of_all_who_started(built):
    exits = table(built, "courses_exits").set_index("way")
    assert exits.loc["pension", "completed_share"] > 2 * exits.loc["pension", "incidence_104"]


def test_no_person_key_leaves_the_tables_of_persons(built):
    with built.path(f"resources/synthetic/{KL_STUDY}/bef2015.csv").open(encoding="utf-8") as file:
        keys = {row["pnr"] for row in csv.DictReader(file)}
    for path in (*built.path("results").rglob("*.csv"), *built.path("release").rglob("*.html")):
        if "shards" not in path.parts and "register" not in path.parts:
            words = set(re.findall(r"\d{9,}", path.read_text(encoding="utf-8")))
            assert not words & keys, path.name


def test_the_same_report_for_another_year_by_config_alone(built, tmp_path):
    project = Project(tmp_path, KL_STUDY)
    project.config["studies"] = {"kl2018": of_another_year(built.study, "kl2018")}
    project.name = "kl2018"
    project.write_config()
    run = project.run()
    assert run.code == 0, run.output
    text = text_of(project, "kl2018")
    title = text[: text.index("Indhold")] if "Indhold" in text else text[:400]
    assert str(YEAR) in title
    assert "2016" not in title
    assert f"1. januar {YEAR}" in text
    assert "1. januar 2016" not in text.split("Om tallene")[0]
    shares = table(project, "jobcentres")
    assert set(shares["year"]) == {"main", "before"}
    own = pd.read_csv(project.path("results/kl2018/own_values.csv"))
    assert own.empty  # numbers of 2018 are not set beside printed ones of 2016


def test_own_files_are_counted_alike_and_nothing_is_called_synthetic(built, tmp_path):
    project = Project(tmp_path, KL_STUDY)
    raw = project.path("raw")
    shutil.copytree(built.path(f"resources/synthetic/{KL_STUDY}"), raw)
    for name in ("SYNTHETIC.json", "truth.json"):
        (raw / name).unlink()
    # The simulator's keys, and its word for the country, would give the data away.
    dream = pyreadstat.read_dta(raw / "dream.dta")[0]
    pyreadstat.write_dta(dream.assign(pnr=own_key(dream["pnr"])), raw / "dream.dta")
    for path in raw.glob("bef*.csv"):
        people = pd.read_csv(path, dtype=str)
        people.assign(pnr=own_key(people["pnr"])).to_csv(path, index=False)
    for path in raw.glob("f*.*"):
        text = path.read_text(encoding="utf-8-sig")
        path.write_text(text.replace(" (syntetisk)", ""), encoding="utf-8")
    data = project.study["data"]
    del data["simulate"], data["surveys"]["quotes"]  # made quotes have no place in a real study
    for source in sources_of(data):
        source["path"] = f"raw/{PurePath(source['path']).name}"
    project.write_config()
    run = project.run()
    assert run.code == 0, run.output
    page = project.path(f"release/{KL_STUDY}/{KL_STUDY}.da.html").read_text(encoding="utf-8")
    assert "synthetic-banner" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
    rows = pd.read_csv(project.path("results/replication.csv")).set_index("item_id")
    assert rows.loc["kl.exit.disability_pension", "basis"] == "register"
    for name in ("courses_exits", "courses_origins", "jobcentres", "series_levels"):
        assert table(project, name).equals(table(built, name)), name


def own_key(keys):
    """Keys of another form than the simulator's."""
    return keys.str.replace("S", "1")


def sources_of(data):
    """All settings of a study that name files."""
    surveys = [data["surveys"][key] for key in ("jobcentres", "jobcentres_before")]
    return [data["dream"], data["population"], *data["series"].values(), *surveys]


def of_another_year(study, name):
    """A study of 2018, compared with a survey of 2016; everything else as it was."""
    other = copy.deepcopy(study)
    other |= {"as_of": f"{YEAR}-01-01", "survey_year": YEAR, "before_year": 2016}
    data = other["data"]
    data["extract_date"] = f"{YEAR}-01-15"
    data["simulate"] |= {"last_year": YEAR - 1, "seed": YEAR}
    data["population"]["years"] = list(range(2013, YEAR))
    data["surveys"]["jobcentres"]["collected"] = f"{YEAR}-03"
    data["surveys"]["jobcentres_before"]["collected"] = "2016-03"
    for source in sources_of(data):
        source["path"] = source["path"].replace(KL_STUDY, name)
    return other


def test_a_study_without_some_series_and_survey_says_so_and_one_with_them_again_is_as_before(built):
    before = built.hashes("release")
    data = built.study["data"]
    before_survey = data["surveys"].pop("jobcentres_before")
    built.write_config()
    run = built.run()
    assert run.code == 0, run.output
    assert 'id="fig-change"' not in built.path(f"{REPORT.format(KL_STUDY)}.html").read_text("utf-8")
    data["surveys"]["jobcentres_before"] = before_survey
    kept = {key: data.pop(key) for key in ("series", "surveys")}
    data["series"] = {"fulltime": kept["series"]["fulltime"]}
    built.write_config()
    try:
        run = built.run()
        assert run.code == 0, run.output
        text = text_of(built)
        assert "Kørslen har ingen svar fra jobcentrene" in text
        assert "Kørslen har ingen serie over nye førtidspensioner efter alder" in text
        page = built.path(f"{REPORT.format(KL_STUDY)}.html").read_text(encoding="utf-8")
        assert 'id="fig-challenges"' not in page
        assert 'id="fig-fulltime"' in page
        assert 'id="fig-company"' in page
    finally:
        data |= kept
        built.write_config()
    assert built.run().code == 0
    assert built.hashes("release") == before
