"""Coded tables that are wrong are refused by file, column and row; quotes are searched as printed."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

import coded_reports
from coded_reports import DATA, EFFECT

from effektspor.errors import InputError
from effektspor.evidence.findings import read_findings
from effektspor.evidence.lists import read_designs, read_themes, read_weights
from effektspor.evidence.quotes import plain, read_texts, search
from effektspor.evidence.reports import read_reports

DESIGNS = read_designs(DATA / "designs.csv")
THEMES = set(read_themes(DATA / "themes.csv")["theme"])
KEYS = {"a_2001": "a_2001", "A 2001": "a_2001"}


def refused(path, read):
    with pytest.raises(InputError) as error:
        read(path)
    assert str(path) in error.value.where
    return f"{error.value} {error.value.where}"


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"theme": "motivaton"}, "theme", "not one of those that are known"),
        ({"report": "b_2002"}, "report", "not one of those that are known"),
        ({"evidence": "trial"}, "evidence", "not one of those that are known"),
        ({"direction": "good"}, "direction", "not one of those that are known"),
        ({"direction": ""}, "direction", "empty"),
        ({"control_group": "maybe"}, "control_group", "not one of those that are known"),
        ({"page": ""}, "page", "page is missing"),
        ({"page": "p. 4"}, "page", "no whole number"),
        ({"page": "4;"}, "page", "no whole number"),
        ({"finding": "f1"}, "finding", "more than once"),
        (EFFECT | {"effect_unit": ""}, "effect_unit", "no unit"),
        (EFFECT | {"outcome": ""}, "outcome", "no outcome"),
        (EFFECT | {"effect_unit": "points"}, "effect_unit", "not one of those that are known"),
        (EFFECT | {"effect": ""}, "effect", "unit stands without effect"),
        (EFFECT | {"ci_low": ""}, "ci_low", "one end only"),
        (EFFECT | {"ci_low": "5"}, "ci_low", "does not hold its effect"),
        (EFFECT | {"effect": "four"}, "effect", "no number"),
        ({"n": "40"}, "n_unit", "no unit"),
        ({"studied": "no_finding"}, "direction", "has a direction"),
    ],
)
def test_a_wrong_finding_is_refused_with_its_row(tmp_path, change, column, said):
    path = coded_reports.findings(tmp_path, {}, change)
    told = refused(path, lambda file: read_findings(file, KEYS, THEMES, DESIGNS.of))
    assert said in told
    assert f"column {column}, row" in told
    assert "row 3" in told or "row 2, 3" in told


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"report": "A 2001"}, "report", "other signs"),
        ({"design": "guess"}, "design", "not one of those that are known"),
        ({"comparison": ""}, "comparison", "empty"),
        ({"year": "01"}, "year", "no year"),
        ({"pages": ""}, "pages", "page is missing"),
        ({"kind": "book"}, "kind", "not one of those that are known"),
        ({"label": "B"}, "label", "more than once"),
        ({"n_unit": "persons"}, "n_unit", "unit no number"),
        ({"quality": "fine"}, "quality", "not one of those that are known"),
    ],
)
def test_a_wrong_report_is_refused_with_its_row(tmp_path, change, column, said):
    path = coded_reports.reports(
        tmp_path, {"report": "b", "label": "B"}, {"report": "c", "label": "C"} | change
    )
    told = refused(path, lambda file: read_reports(file, DESIGNS.of))
    assert said in told
    assert f"column {column}, row" in told


def test_a_label_stands_for_its_report_and_a_design_may_be_given_by_its_evidence(tmp_path):
    found = read_findings(
        coded_reports.findings(tmp_path, {"report": "A 2001"}), KEYS, THEMES, DESIGNS.of
    )
    assert found["report"].tolist() == ["a_2001"]
    read = read_reports(coded_reports.reports(tmp_path, {"design": "randomised_trial"}), DESIGNS.of)
    assert read["design"].tolist() == ["rct"]


def test_files_of_a_danish_spreadsheet_are_read(tmp_path):
    path = coded_reports.findings(tmp_path, EFFECT, {})
    rows = path.read_text(encoding="utf-8").replace(",", ";").replace(";4;1;7;", ";4,5;1,0;7,5;")
    path.write_text("\ufeff" + rows + ";" * 19 + "\n", encoding="utf-8")
    found = read_findings(path, KEYS, THEMES, DESIGNS.of)
    assert found["effect"].tolist()[0] == 4.5
    assert len(found) == 2  # the empty row that spreadsheets leave is passed over


@pytest.mark.parametrize("content", ["", "finding;report\n", "finding,report\nx\n"])
def test_a_file_that_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "findings.csv"
    path.write_text(content, encoding="utf-8")
    refused(path, lambda file: read_findings(file, KEYS, THEMES, DESIGNS.of))


def test_a_weight_without_source_is_refused(tmp_path):
    text = (DATA / "weights.csv").read_text(encoding="utf-8")
    path = tmp_path / "weights.csv"
    path.write_text(text.replace("jobeffekter.dk", "", 1).replace(",Jobeffekter", ","), "utf-8")
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[1] = rows[1][: rows[1].index('"')] if '"' in rows[1] else rows[1].rsplit(",", 1)[0] + ","
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert "row 2" in refused(path, read_weights)


PAGES = "Her begynder teksten.\fEn borger får bed-\nre hjælp, når planen er \u201drealistisk\u201d \u2013 og kort.\fSlut."


@pytest.mark.parametrize(
    ("quote", "page", "state", "pages"),
    [
        ("får bedre hjælp", "2", "found", "2"),
        ('planen er "realistisk" - og', "2", "found", "2"),
        ("Får  BEDRE\nhjælp", "2;3", "found", "2"),
        ("får bedre hjælp", "1", "found_elsewhere", "2"),
        ("får god hjælp", "2", "not_found", ""),
        ("", "2", "no_quote", ""),
        ("får be\u00addre hjælp", "2", "found", "2"),
    ],
)
def test_a_quote_is_searched_on_its_page(tmp_path, quote, page, state, pages):
    text = tmp_path / "a_2001.txt"
    text.write_text(PAGES, encoding="utf-8")
    path = coded_reports.findings(tmp_path, {"quote": quote, "page": page})
    found = search(read_findings(path, KEYS, THEMES, DESIGNS.of), read_texts([text]))
    assert found[["state", "pages_found"]].iloc[0].tolist() == [state, pages]


def test_a_report_without_text_is_told_apart_from_a_quote_that_is_not_found(tmp_path):
    path = coded_reports.findings(tmp_path, {"quote": "noget"})
    found = search(read_findings(path, KEYS, THEMES, DESIGNS.of), {})
    assert found["state"].tolist() == ["no_text"]


def test_a_hyphen_within_a_line_stays():
    assert plain("UU-center og for-\nløb") == "uu-center og forløb"


def test_a_text_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "a_2001.txt"
    path.write_bytes("få".encode("latin-1"))
    assert "UTF-8" in refused(path, lambda file: read_texts([file]))
