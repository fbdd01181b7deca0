"""Coded tables that are wrong are refused by file, column and row; quotes are searched as printed."""

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

import coded_reports
from coded_reports import DATA, EFFECT

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evidence.findings import read_findings
from effektspor.evidence.lists import read_designs, read_selection, read_themes, read_weights
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
        (EFFECT | {"effect_unit": "odds_ratio", "ci_low": "0"}, "ci_low", "not above zero"),
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
    table = pd.read_csv(DATA / "weights.csv")
    table.loc[0, "source"] = ""
    path = coded_reports.write(tmp_path / "weights.csv", table)
    assert "column source, row 2" in refused(path, read_weights)


PAGES = "Her begynder teksten.\fEn borger får bed-\nre hjælp, når planen er \u201drealistisk\u201d \u2013 og kort.\fEn ikke-\nfaglig vurdering af for- og bagside, jobcenter's plan."


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
        ("En ikke-faglig vurdering", "3", "found", "3"),
        ("begynder teksten. En borger", "1", "found", "1"),
        ("begynder teksten. En borger", "2", "found_elsewhere", "1"),
        ("for-og bagside", "3", "found", "3"),
        ("Jobcenter´s plan", "3", "found", "3"),
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


def test_dashes_and_hyphens_of_numbers_stay():
    assert plain("4\u20135 borgere - ikke 45") == "4-5 borgere - ikke 45"


def ingest(folder, *findings, **files):
    given = {
        "reports": coded_reports.reports(folder, {}, {"report": "b_2002", "label": "B 2002"}),
        "findings": coded_reports.findings(folder, *findings),
        "themes": DATA / "themes.csv",
        "designs": DATA / "designs.csv",
        "labels": folder / "labels.csv",
    } | files
    if not given["labels"].exists():
        given["labels"].write_text("label,report\nA 2001 (kort),a_2001\n", encoding="utf-8")
    out = {
        name: folder / f"out-{name}" for name in ("out-reports", "out-findings", "quotes", "report")
    }
    parts = [(f"--{name}", str(path)) for name, path in (given | out).items() if name != "texts"]
    texts = ["--texts", *map(str, files["texts"])] if "texts" in files else []
    return main(["ingest-evidence", *(each for part in parts for each in part), *texts])


def test_remarks_name_the_row_and_do_not_stop_the_run(tmp_path, caplog):
    texts = [tmp_path / "a_2001.txt", tmp_path / "other.txt"]
    for path in texts:
        path.write_text("Forside\fEn plan.", encoding="utf-8")
    rows = [{"quote": "En plan.", "page": "1"}, EFFECT | {"ci_low": "", "ci_high": ""}]
    assert ingest(tmp_path, *rows, texts=texts) == 0
    told = caplog.text
    assert "finding f1, row 2: page 1 is stated, it stands on pages 2" in told
    assert "finding f2, row 3: an effect without interval" in told
    assert "report b_2002 has no finding" in told
    assert "other.txt is of no report" in told
    quotes = pd.read_csv(tmp_path / "out-quotes")
    assert quotes["state"].tolist() == ["found_elsewhere", "no_quote"]


def test_labels_of_another_coding_are_passed_over_and_told(tmp_path, caplog):
    shipped = DATA / "labels.csv"
    assert ingest(tmp_path, {}, labels=shipped) == 0
    assert "labels of reports that are not in the list" in caplog.text
    kept = json.loads((tmp_path / "out-report").read_text(encoding="utf-8"))["labels"]
    assert set(kept.values()) == {"a_2001", "b_2002"}


def test_a_finding_of_a_label_that_was_passed_over_is_refused(tmp_path, capsys):
    labels = tmp_path / "labels.csv"
    labels.write_text("label,report\nC,c_2003\n", encoding="utf-8")
    assert ingest(tmp_path, {}, {"report": "C"}, labels=labels) == InputError.exit_code
    told = capsys.readouterr().err
    assert "column report, row 3" in told
    assert "Traceback" not in told


def test_blank_lines_are_passed_over_and_rows_keep_their_numbers(tmp_path):
    path = coded_reports.findings(tmp_path, {}, {"page": "nine"})
    first, second, third = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n{second}\n\n\n{third}\n\n", encoding="utf-8")
    told = refused(path, lambda file: read_findings(file, KEYS, THEMES, DESIGNS.of))
    assert "column page, row 5" in told


def test_a_table_of_another_encoding_is_refused_with_what_to_do(tmp_path):
    path = coded_reports.findings(tmp_path, {"finding_da": "få"})
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert "not UTF-8" in refused(path, lambda file: read_findings(file, KEYS, THEMES, DESIGNS.of))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("good,God,1,", "good,God,2,", "outside 0 to 1"),
        (
            "combination,single,Ét resultat,1,",
            "combination,single,Ét resultat,,",
            "combination single",
        ),
        ("geography,other,Andre lande,,ikke set offentliggjort\n", "", "geography other"),
    ],
)
def test_weights_that_cannot_be_counted_with_are_refused(tmp_path, old, new, said):
    text = (DATA / "weights.csv").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "weights.csv"
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert said in refused(path, read_weights)


def test_a_text_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "a_2001.txt"
    path.write_bytes("få".encode("latin-1"))
    assert "UTF-8" in refused(path, lambda file: read_texts([file]))


@pytest.mark.parametrize(("read", "told"), [("1", True), ("2", False), ("", False)])
def test_more_reports_coded_than_read_are_remarked(tmp_path, caplog, read, told):
    assert ingest(tmp_path, {}) == 0
    selection = tmp_path / "selection.csv"
    rows = f"read,{read},Læst,liste\ncoded,,Kodet,kodningen\n"
    selection.write_text(f"step,n,label_da,source\n{rows}", encoding="utf-8")
    out = ("out-reports", "flow", "matrix", "out-findings", "out-themes", "map", "gaps")
    given = {
        "reports": tmp_path / "out-out-reports",
        "findings": tmp_path / "out-out-findings",
        "themes": DATA / "themes.csv",
        "designs": DATA / "designs.csv",
        "selection": selection,
    } | {name: tmp_path / f"{name}.csv" for name in out}
    parts = [each for name, path in given.items() for each in (f"--{name}", str(path))]
    assert main(["evidence", *parts]) == 0
    assert ("correct n of the step read" in caplog.text) is told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"theme": "gæld"}, "column theme, row 2"),
        ({"theme": "Debt"}, "column theme, row 2"),
        ({"label_da": "IT"}, "column label_da, row 2"),
        ({"label_en": "x"}, "column label_en, row 2"),
    ],
)
def test_themes_whose_names_results_cannot_have_are_refused(tmp_path, change, told):
    row = {"theme": "debt", "order": "1", "label_da": "Gæld", "label_en": "", "chapter": "2.1",
           "definition_da": ""}  # fmt: skip
    path = tmp_path / "themes.csv"
    pd.DataFrame([row]).to_csv(path, index=False)
    assert read_themes(path)["theme"].tolist() == ["debt"]
    pd.DataFrame([row | change]).to_csv(path, index=False)
    assert told in refused(path, read_themes)


@pytest.mark.parametrize("change", [{"step": "Læst"}, {"label_da": "N"}])
def test_steps_whose_names_results_cannot_have_are_refused(tmp_path, change):
    path = tmp_path / "selection.csv"
    pd.DataFrame([{"step": "read", "n": "", "label_da": "Læst", "source": ""} | change]).to_csv(
        path, index=False
    )
    assert "row 2" in refused(path, read_selection)


def test_signs_that_a_report_does_not_print_are_written_as_it_does(tmp_path):
    path = coded_reports.findings(
        tmp_path, {"finding_da": "Fra 20 % til 35%. Og så ...", "quote": "fra 20 % ..."}
    )
    found = read_findings(path, KEYS, THEMES, DESIGNS.of)
    assert found["finding_da"].tolist() == ["Fra 20 pct. til 35 pct. Og så …"]
    assert found["quote"].tolist() == ["fra 20 % ..."]
    assert search(found, {"a_2001": [plain("Steg fra 20 % ... året efter")] * 20})[
        "state"
    ].tolist() == ["found"]
