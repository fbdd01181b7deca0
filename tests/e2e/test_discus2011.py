"""The desk research: built whole, with a twelfth report, with quotes, and from rows that are wrong."""

import csv
import re

import pandas as pd
import pytest
from project import DESK, Project

REPORT = f"release/{DESK}/{DESK}.da"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("discus2011"), DESK)
    run = project.run()
    assert run.code == 0, run.output
    return project


def table(project, name):
    return pd.read_csv(project.path(f"results/{project.name}/evidence_{name}.csv"))


def text_of(path):
    """The words of an HTML report, without its markup."""
    page = path.read_text(encoding="utf-8")
    body = re.sub(r"<(style|script|svg).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def add_rows(path, *rows):
    """Add rows to a CSV; a column that a row does not name is left empty."""
    with path.open(encoding="utf-8") as file:
        names = csv.DictReader(file).fieldnames
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writerows(rows)


def test_both_reports_are_there_and_a_second_run_does_nothing(built):
    for ending in ("html", "pdf"):
        assert built.path(f"{REPORT}.{ending}").stat().st_size > 100_000
    assert built.run().nothing_to_do
    page = built.path(f"{REPORT}.html").read_text(encoding="utf-8")
    # Nothing is simulated: the banner of synthetic data would be wrong here.
    assert "synthetic-banner" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)


def test_every_published_figure_is_compared_or_told_why_not(built):
    published = built.path("data/published/discus2011.csv").read_text(encoding="utf-8")
    items = [row["item_id"] for row in csv.DictReader(published.splitlines())]
    rows = pd.read_csv(built.path("results/replication.csv")).set_index("item_id").loc[items]
    assert len(rows) == 32
    for column in ("basis", "verdict", "reason"):
        assert rows[column].notna().all(), column
    recomputed = rows[rows["basis"] == "recomputed"]
    assert len(recomputed) >= 5
    assert recomputed["own_value"].notna().all()


def test_the_coding_of_the_eleven_reports_is_all_there(built):
    reports, matrix = table(built, "reports"), table(built, "matrix")
    assert reports["report"].nunique() == 11
    published = pd.read_csv(built.path("data/published/desk_research_matrix.csv"))
    assert len(table(built, "findings")) == len(published)
    assert set(matrix["state"]) <= {"finding", "no_finding", "not_studied"}
    assert len(matrix) == 11 * matrix["theme"].nunique()
    page = text_of(built.path(f"{REPORT}.html")).lower()
    for word in ("ikke undersøgt", "undersøgt, intet fund", "ikke oplyst"):
        assert word in page


def test_a_twelfth_report_changes_matrix_map_counts_and_grades(built, tmp_path):
    project = Project(tmp_path, DESK)
    design = pd.read_csv(project.path("data/evidence/designs.csv"))
    trial = design.loc[design["design"] == "rct", "evidence"].iloc[0]
    theme = table(built, "themes")
    single = theme.loc[theme["verdict"] == "single", "theme"].iloc[0]
    add_rows(
        project.path("data/evidence/discus2011_reports.csv"),
        {
            "report": "eksempel_2012", "label": "Eksempel 2012", "author": "Eksempel",
            "year": "2012", "title_da": "En tolvte rapport", "commissioned_by": "ikke oplyst",
            "target_da": "ledige", "method_da": "lodtrækningsforsøg", "design": trial,
            "comparison": "yes", "pages": "7",
        },
    )  # fmt: skip
    add_rows(
        project.path("data/evidence/discus2011_findings.csv"),
        {
            "finding": "tolvte_1", "report": "eksempel_2012", "theme": single,
            "finding_da": "Et fund i den tolvte rapport.", "finding_en": "A finding.",
            "direction": "positive", "studied": "finding", "evidence": trial,
            "control_group": "yes", "n": "400", "n_unit": "persons", "effect": "4.0",
            "ci_low": "1.0", "ci_high": "7.0", "effect_unit": "percentage_points",
            "outcome": "employment", "page": "7", "coder": "test",
        },
    )  # fmt: skip
    run = project.run()
    assert run.code == 0, run.output
    assert table(project, "reports")["report"].nunique() == 12
    assert len(table(project, "matrix")) == len(table(built, "matrix")) + theme["theme"].nunique()
    for name in ("themes", "map", "grades", "votes"):
        assert not table(project, name).equals(table(built, name)), name
    now = table(project, "themes").set_index("theme")
    assert now.loc[single, "n_reports"] == theme.set_index("theme").loc[single, "n_reports"] + 1
    text = text_of(project.path(f"{REPORT}.html"))
    assert "Eksempel 2012" in text
    assert "Et fund i den tolvte rapport." in text


def test_a_quote_on_another_page_is_told(tmp_path):
    project = Project(tmp_path, DESK)
    path = project.path("data/evidence/discus2011_findings.csv")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    own = rows.index[rows["report"] == rows["report"].iloc[0]][:2]
    rows.loc[own, "quote"] = ["en sætning på side to", "en sætning, der står et andet sted"]
    rows.loc[own, "page"] = ["2", "1"]
    rows.to_csv(path, index=False)
    texts = project.path("texts")
    texts.mkdir()
    pages = "Side et.\fHer er en sæt-\nning på side to.\fOg en sætning, der står et andet sted."
    (texts / f"{rows['report'].iloc[0]}.txt").write_text(pages, encoding="utf-8")
    project.study["data"]["texts"] = "texts"
    project.write_config()
    run = project.run()
    assert run.code == 0, run.output
    states = table(project, "quotes").set_index("finding")["state"]
    named = rows.loc[own, "finding"].tolist()
    assert states[named].tolist() == ["found", "found_elsewhere"]


def test_a_finding_without_page_stops_the_run_and_leaves_the_report(built):
    path = built.path("data/evidence/discus2011_findings.csv")
    keep, before = path.read_bytes(), built.hashes("release")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.assign(page=rows["page"].where(rows.index != 4, "")).to_csv(path, index=False)
    try:
        run = built.run()
        assert run.code != 0
        logs = "".join(p.read_text(encoding="utf-8") for p in built.path("logs").rglob("*.log"))
        assert "Traceback" not in logs
        assert re.search(r"page.*row 6|row 6.*page", run.output + logs, re.DOTALL)
        assert built.hashes("release") == before
    finally:
        path.write_bytes(keep)
