"""Artefacts of the desk research: what the coding holds, also with a report that is added to it."""

import json

import pandas as pd
import pytest
from evidence_run import add, analysed, copied

from effektspor.artefacts import Text
from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.discus2011 import printed
from effektspor.evaluations.discus2011.grades import truth
from effektspor.evaluations.discus2011.making import Maker, Study
from effektspor.evaluations.discus2011.tables import COLUMNS, read_tables
from effektspor.evaluations.discus2011.themes import marks
from effektspor.evaluations.plan import Plan, PlannedResult

PLAN = Plan(study="discus2011", results=(PlannedResult(id="matrix.*", question="What?"),))
TWELFTH = {
    "report": "eksempel_2012", "kind": "report", "label": "Eksempel 2012", "author": "Eksempel",
    "year": "2012", "title_da": "En tolvte rapport", "commissioned_by": "ikke oplyst",
    "target_da": "ledige", "method_da": "forsøg", "design": "rct", "comparison": "yes", "pages": "7",
}  # fmt: skip
FOUND = {
    "finding": "tolvte_1", "report": "eksempel_2012", "theme": "waiting", "finding_da": "Et nyt fund.",
    "finding_en": "A new finding.", "direction": "negative", "studied": "finding",
    "evidence": "randomised_trial", "control_group": "yes", "page": "7", "coder": "B",
    "effect": "-4", "ci_low": "-7", "ci_high": "-1", "effect_unit": "percentage_points",
    "outcome": "job",
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return analysed(tmp_path_factory.mktemp("evidence"))


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twelve")
    coding = copied(folder)
    add(coding / "discus2011_reports.csv", TWELFTH)
    add(coding / "discus2011_findings.csv", FOUND)
    return analysed(folder, coding)


def value(run, key):
    return run.artefacts[key].value


def test_counts_are_those_of_the_coding(run):
    rows = run.data("matrix", "evidence_findings")
    reports = run.data("overview", "evidence_reports")
    assert value(run, "overview.n_reports") == len(reports) == 11
    assert value(run, "matrix.rows") == len(rows) == 81
    own = ~rows["report"].isin(reports["report"])
    assert value(run, "matrix.own_rows") == own.sum() == 14
    assert value(run, "overview.n_findings") == 81 - 14
    cells = {name: value(run, f"matrix.cells.{name}") for name in
             ("all", "finding", "no_finding", "not_studied")}  # fmt: skip
    assert cells["all"] == 11 * value(run, "themes.n")
    assert cells["all"] == cells["finding"] + cells["no_finding"] + cells["not_studied"]


def test_every_theme_adds_up(run):
    for row in run.data("themes", "evidence_themes").to_dict("records"):
        key = f"themes.{row['theme']}"
        of = [value(run, f"{key}.{way}") for way in ("positive", "negative", "mixed", "none")]
        assert sum(of) == value(run, f"{key}.n_reports")
        silent = value(run, f"{key}.not_studied") + value(run, f"{key}.no_finding")
        assert silent == 11 - value(run, f"{key}.n_reports")


def test_nothing_is_synthetic_and_the_plan_decides_what_was_planned(run):
    artefacts = run.artefacts.values()
    assert not any(artefact.synthetic for artefact in artefacts)
    assert {a.id for a in artefacts if a.prespecified} == {
        a.id for a in artefacts if a.id.startswith("matrix.")
    }


def test_no_effect_is_stated_and_none_is_invented(run):
    assert value(run, "effects.n") == 0
    assert not {"effects.table", "figure.forest", "quotes.table"} & set(run.artefacts)


def test_a_number_that_is_not_stated_is_a_mark_and_no_zero(run):
    assert "not_evaluated.overview.flow.considered" in run.artefacts
    assert "overview.flow.considered" not in run.artefacts
    assert value(run, "overview.flow.read") == 11
    # Neither how many reports were known nor how many were considered is printed anywhere.
    assert value(run, "overview.flow_unknown") == 2
    assert "not_evaluated.overview.flow.known" in run.artefacts


def test_a_twelfth_report_changes_what_it_speaks_of_and_nothing_else(run, twelve):
    assert value(twelve, "overview.n_reports") == 12
    assert value(twelve, "themes.waiting.n_reports") == value(run, "themes.waiting.n_reports") + 1
    assert value(twelve, "grades.waiting.stock_high") > value(run, "grades.waiting.stock_high")
    assert value(twelve, "effects.n") == 1
    assert {"effects.table", "figure.forest"} <= set(twelve.artefacts)
    same = [key for key in run.artefacts if key.startswith("themes.mentor.")]
    assert len(same) > 5
    for key in same:
        if not key.endswith("not_studied"):
            assert value(twelve, key) == value(run, key), key


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({}, {"size_none"}),
        ({"positive": 1}, {"size_one", "one_direction"}),
        ({"none": 1}, {"size_one", "without_direction"}),
        ({"none": 2}, {"size_several", "without_direction"}),
        ({"positive": 1, "none": 1}, {"size_several", "one_direction", "some_without_direction"}),
        ({"negative": 2}, {"size_several", "agree_negative"}),
        ({"mixed": 3, "none": 1}, {"size_several", "agree_mixed", "some_without_direction"}),
        ({"positive": 2, "negative": 1}, {"size_several", "disagreement"}),
        ({"positive": 1, "mixed": 1}, {"size_several", "disagreement"}),
    ],
)
def test_marks_say_how_reports_agree(ways, expected):
    row = dict.fromkeys(("positive", "negative", "mixed", "none"), 0) | ways
    assert set(marks(row | {"n_reports": sum(ways.values()), "n_no_finding": 0})) == expected
    with_none = marks(row | {"n_reports": sum(ways.values()), "n_no_finding": 1})
    assert set(with_none) == expected | {"with_no_finding"}


def test_arithmetic_on_the_printed_figures():
    values = {
        **{f"d11.mploy.{name}": float(n) for name, n in
           (("n_mental", 4), ("n_physical", 1), ("n_combination", 1), ("n_typologies", 8))},
        **{f"d11.commissioner.{name}": float(n) for name, n in
           (("br_midtjylland", 1), ("br_nord_hs", 1), ("br_syddanmark", 2))},
        "d11.dp_mental_share.2009": 52.0, "d11.dp_mental_share.2000": 28.0, "d11.n_reports.p4": 11.0,
    }  # fmt: skip
    found = {name: check[0] for name, check in printed.checks(values).items()}
    assert found == {
        "typologies_classed": 6, "typologies_left": 2, "commissioned": 4, "commissioned_rest": 7,
        "pension_rise": pytest.approx(0.24),
    }  # fmt: skip


def test_a_count_that_is_missing_is_not_evaluated():
    study = Study("2011", synthetic=False, plan=PLAN)
    text = Text(da="Antal.", en="Count.")
    made = Maker(study, "0" * 64).count("overview.x", None, text, text)
    assert made.id == "not_evaluated.overview.x"


@pytest.mark.parametrize(("cell", "expected"), [("True", True), (True, True), ("1", True),
                                                ("False", False), (False, False), ("", False)])  # fmt: skip
def test_truth_as_it_stands_in_a_csv(cell, expected):
    assert truth(cell) is expected


def test_a_table_without_its_column_is_told_by_name(tmp_path):
    path = tmp_path / "evidence_themes.csv"
    columns = [name for name in COLUMNS["evidence_themes"] if name != "n_reports"]
    pd.DataFrame([dict.fromkeys(columns, 1)]).to_csv(path, index=False)
    with pytest.raises(InputError, match="n_reports"):
        read_tables({"evidence_themes": path})


def test_the_command_says_which_table_a_group_lacks(tmp_path, capsys):
    code = main(["evidence-artefacts", "--group", "matrix", "--settings",
                 json.dumps({"extract_date": "2011"})])  # fmt: skip
    assert code != 0
    told = capsys.readouterr().err
    assert "--in-evidence-matrix" in told
    assert "Traceback" not in told
