"""A programme that nobody had in mind: from the page's commands to a report that finds its effect."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from project import ROOT, Project

PAGE = "docs/evaluate-your-own.md"
NAME, TITLE, CONFIG = "virksomhedsforloeb", "Virksomhedsforløb for alle", "my-study.yaml"
REPORT = f"release/{NAME}/{NAME}.da.syntetisk"
OTHERS = ("ressourceforløb", "Ressourceforløb", "81x", "817")


class Told:
    """The page's commands as they were executed, and what each said."""

    def __init__(self, project):
        self.project, self.said = project, {}
        page = (ROOT / PAGE).read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL):
            run = self.shell(block)
            assert run.returncode == 0, f"{block}\n{run.stdout[-3000:]}\n{run.stderr[-6000:]}"
            self.said[" ".join(block.split()[:2])] = run.stdout

    def shell(self, commands):
        """Run commands in the project as a user does."""
        programs = Path(sys.executable).parent
        environment = os.environ | {
            "PYTHONPATH": str(self.project.folder / "workflow"),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        }
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.project.folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return Told(Project(tmp_path_factory.mktemp("programme")))


def read(told, name):
    return pd.read_csv(told.project.path(f"results/{NAME}/{name}.csv"))


def settings(told):
    config = yaml.safe_load(told.project.path(CONFIG).read_text(encoding="utf-8"))
    return config["studies"][NAME]


def headline(told, outcome, denominator):
    rows = read(told, "endpoints")
    chosen = rows[rows["headline"] & (rows["endpoint"] == "total")].set_index(
        ["outcome", "denominator"]
    )
    return chosen.loc[outcome, denominator]


def text_of(path):
    """The words of an HTML report, without its markup."""
    page = path.read_text(encoding="utf-8")
    body = re.sub(r"<(style|script|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def test_the_config_is_short_and_its_effect_is_not_the_demos(told):
    assert len(told.project.path(CONFIG).read_text(encoding="utf-8").splitlines()) <= 40
    assert settings(told)["data"]["simulate"]["effect"]["internship"] == 2.2
    assert settings(told)["programme"]["family"] == "kontanthjaelp"


def test_the_effect_that_was_put_in_is_found(told):
    truth = json.loads(
        told.project.path(f"resources/synthetic/{NAME}/truth.json").read_text(encoding="utf-8")
    )
    known = truth["quantities"]["internship|in_programme|total"]["contrast"]
    own = headline(told, "internship", "in_programme")
    assert known > 0
    assert own["ci_low"] <= known <= own["ci_high"]
    assert abs(own["estimate"] - known) < abs(own["estimate"])
    ratio = read(told, "rate_ratio").iloc[0]
    contrast = truth["quantities"]["rate_ratio"]["contrast"]
    assert ratio["ci_low"] <= contrast <= ratio["ci_high"]
    assert ratio["ci_low"] > 1


def test_the_truth_stands_beside_each_estimate(told):
    table = read(told, "truth_comparison")
    totals = table[table["quantity"].str.endswith("|total")]
    outcomes = {f"{o}|{d}|total" for o, d in read(told, "endpoints")[["outcome", "denominator"]]
                .drop_duplicates().itertuples(index=False)}  # fmt: skip
    assert set(totals["quantity"]) == outcomes
    assert totals["truth_contrast"].notna().all()


def test_the_check_counted_those_whom_the_run_studied(told):
    checked = told.said["effektspor check"]
    assert "made by the run" in checked
    assert "OK. Build it" in checked
    last = read(told, "attrition").iloc[-1]
    lines = checked.partition("Starts that would be studied")[2].splitlines()[2:4]
    counts = [int(cell.replace(",", "")) for line in lines for cell in line.split()[1:]]
    columns = [f"{g}_{c}" for g in ("participants", "comparison") for c in ("2014", "2015_16")]
    assert counts == [int(last[column]) for column in columns]
    evaluated = read(told, "weekly_effects").groupby(["outcome", "denominator"])["evaluated"].sum()
    assert (evaluated > 0).any()
    assert not list(told.project.path("results").glob(".check-*"))


def test_both_reports_are_there_and_name_the_programme(told):
    for ending in ("html", "pdf"):
        assert told.project.path(f"{REPORT}.{ending}").stat().st_size > 50_000
    text = text_of(told.project.path(f"{REPORT}.html"))
    assert TITLE in text
    assert "2015-16" in text or "2015–16" in text
    assert not [word for word in OTHERS if word in text]


def test_no_key_and_no_participants_name_is_in_the_report_or_the_tables(told):
    folder = told.project.folder
    paths = [*folder.glob("results/**/*.csv"), *folder.glob("release/**/*.html")]
    for path in paths:
        if "register" not in path.parts and "shards" not in path.parts:
            assert not re.search(r"\bS\d{9}\b", path.read_text(encoding="utf-8")), path.name
    names = pd.read_csv(folder / "data/codes/municipalities.csv").set_index("number")["name"]
    text = text_of(told.project.path(f"{REPORT}.html"))
    assert not [
        n for n in settings(told)["municipalities"]["participants"] if f" {names[n]} " in text
    ]


def test_a_second_run_does_nothing_and_compares_nothing_printed(told):
    again = told.project.run("--configfile", CONFIG)
    assert again.nothing_to_do, again.output
    replication = told.project.path("results/replication.csv")
    if replication.exists():
        assert NAME not in replication.read_text(encoding="utf-8")


def test_an_outcome_less_changes_the_report_and_needs_no_code(told):
    file = told.project.path(CONFIG)
    before = file.read_text(encoding="utf-8")
    config = yaml.safe_load(before)
    config["studies"][NAME]["outcomes"] = [{"outcome": "hours", "denominator": "started"}]
    config["studies"][NAME]["programme"]["event"] = "employment"
    try:
        file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
        run = told.project.run("--configfile", CONFIG)
        assert run.code == 0, run.output
        assert set(read(told, "endpoints")["outcome"]) == {"hours"}
        assert TITLE in text_of(told.project.path(f"{REPORT}.html"))
    finally:
        file.write_text(before, encoding="utf-8")
