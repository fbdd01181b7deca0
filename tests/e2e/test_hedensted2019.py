"""The business case: built whole, with own tables, and with tables that are wrong."""

import csv
import re

import pandas as pd
import pytest
from project import CASE, Project

REPORT = f"release/{CASE}/{CASE}.da.syntetisk"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("hedensted2019"), CASE)
    run = project.run()
    assert run.code == 0, run.output
    return project


def table(project, name):
    return pd.read_csv(project.path(f"results/{CASE}/{name}.csv"))


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
    published = built.path("data/published/hedensted2019.csv").read_text(encoding="utf-8")
    items = [row["item_id"] for row in csv.DictReader(published.splitlines())]
    mine = pd.read_csv(built.path("results/replication.csv")).set_index("item_id").loc[items]
    assert len(mine) == 58
    for column in ("basis", "verdict", "reason"):
        assert mine[column].notna().all(), column
    recomputed = mine[mine["basis"] == "recomputed"]
    assert len(recomputed) >= 4
    assert recomputed["own_value"].notna().all()
    # 25 full-year persons are 12.5 per cent of 200: nobody can recompute them from 218 citizens.
    assert mine.loc["hed.long.fewer_persons.n", "basis"] == "not_reproducible"


def test_the_parties_share_what_all_gain(built):
    flows = table(built, "case_flows")
    years = flows[flows["scenario"] == "all"].groupby(["party", "year"])["value"].sum().unstack(0)
    parts = years[["municipality", "region", "state", "citizen"]].sum(axis=1)
    assert (parts - years["all"]).abs().max() < 1
    assert years["municipality"].abs().max() > 1000


def test_a_scenario_without_change_changes_nothing(built):
    projection = table(built, "flow_projection")
    start = projection[projection["month"] == 0].pivot_table(
        index="state", columns="scenario", values="persons"
    )
    assert (start["all"] - start["base"]).abs().max() < 1e-6
    stock = projection[projection["state"] == "jobafklaring"]
    last = stock[stock["month"] == stock["month"].max()].set_index("scenario")["persons"]
    assert last["all"] < last["base"]


def test_no_municipality_stands_beside_an_own_value(built):
    names = pd.read_csv(built.path("data/codes/municipalities.csv")).set_index("number")["name"]
    compared = built.study["units"]["cluster"]
    text = text_of(built.path(f"{REPORT}.html"))
    assert "syntetisk" in text.lower()
    # "Vejen" is the way, too, and begins a sentence.
    named = [name for name in names.loc[compared] if name != "Vejen"]
    assert len(named) >= 5
    assert not [name for name in named if f" {name} " in text]


def test_a_dearer_consultant_lowers_the_result_and_only_money_is_calculated_again(built):
    rows = pd.read_csv(built.path("data/business_case/parameters.csv"), dtype=str)
    dear = rows["parameter"] == "consultant_year"
    assert dear.sum() == 1
    for column in ("low", "base", "high"):
        rows.loc[dear, column] = str(10 * float(rows.loc[dear, column].iloc[0]))
    rows.to_csv(built.path("own_parameters.csv"), index=False)
    before = npv(built)
    built.study["tables"] = {"parameters": "own_parameters.csv"}
    built.write_config()
    try:
        run = built.run(f"results/{CASE}/case_results.csv")
        assert run.code == 0, run.output
        assert run.jobs == {"case_economics"}
        assert npv(built) < before
    finally:
        del built.study["tables"]
        built.write_config()


def npv(project):
    results = table(project, "case_results").set_index(["scenario", "party", "quantity"])["value"]
    return results["all", "municipality", "npv"]
