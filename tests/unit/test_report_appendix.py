"""The blocks on the study's persons and on data quality, as they stand in the staged report."""

import datetime
import re

import pandas as pd
import pytest
import yaml
from brf_tables import STUDY, make_artefacts, write_tables
from report_sample import THEME

from effektspor.registers.checks import CHECKS
from effektspor.registers.quality import Ledger
from effektspor.report.brf2019.partials import PARTS
from effektspor.report.htmltree import parse_html
from effektspor.report.numberlint import lint_danish
from effektspor.report.variables import Provenance, document

PROVENANCE = Provenance("0.1", "a" * 64, "b" * 64, datetime.date(2019, 9, 1))


def staged(paths, out, **how):
    artefacts = make_artefacts(paths, out, **how)
    folders = sorted(path for path in out.iterdir() if path.is_dir())
    return document(PARTS, STUDY, THEME, "da", artefacts, folders, PROVENANCE)


def table(content, name):
    """Rows of a partial's table as lists of texts."""
    rows = re.findall(r"<tr.*?</tr>", content.partials[name], re.DOTALL)
    return [
        [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    folder = tmp_path_factory.mktemp("appendix")
    return staged(write_tables(folder / "t"), folder / "o")


def test_every_finding_and_partial_of_the_document_is_there(content):
    text = (STUDY / "brf2019.qmd").read_text(encoding="utf-8")
    for name in re.findall(r"var finding\.(\w+)", text):
        assert content.variables["finding"][name].strip(), name
    for name in re.findall(r"_partials/([\w-]+)\.md", text):
        assert name in content.partials


def test_quality_has_a_group_per_source_and_a_column_per_year(content):
    rows = table(content, "tbl-quality")
    assert rows[0] == ["Kilde og kontrol", "Hvad der er talt", "I alt", "2016", "2017"]
    assert ["DREAM: ydelser uge for uge"] in rows
    assert ["Ydelseskoder skrevet med decimaler", "celler rettet", "120", "–", "–"] in rows
    assert ["Ansættelser uden løntimer", "rækker sat til side", "550", "300", "250"] in rows
    assert rows[-1] == ["Rækker tilbage", "rækker", "99.450", "49.700", "49.750"]
    assert "Syntetiske data." in content.partials["tbl-quality"]
    parse_html(content.partials["tbl-quality"])


def test_no_label_of_a_check_would_stop_the_report():
    words = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))
    for check in CHECKS.values():
        assert not list(lint_danish(words.get(f"check_{check.id}", check.label_da))), check.id
        assert f"{check.action}_{check.unit}" in words, check.id


def test_small_counts_are_words_and_the_remark_explains_them(content, tmp_path):
    assert "færre end" not in content.partials["tbl-quality"]
    assert "Et antal over nul" not in content.partials["tbl-quality"]
    paths = write_tables(tmp_path / "t")
    ledger = Ledger()
    ledger.read("stv", "stv.csv", None, 300)
    ledger.step("not_marked", "stv", "stv.csv", None, 2)
    pd.concat([pd.read_csv(paths["quality"]), ledger.frame()]).to_csv(paths["quality"], index=False)
    few = staged(paths, tmp_path / "o")
    rows = table(few, "tbl-quality")
    assert rows[-2][2] == "færre end 5"
    assert rows[-1][2] == "skjult"
    assert "Et antal over nul" in few.partials["tbl-quality"]
    assert few.variables["finding"]["quality_set_aside"].startswith("Nogle af dem")


def test_persons_with_and_without_hours_stand_after_the_rows_of_the_hours(tmp_path):
    paths = write_tables(tmp_path / "t")
    ledger = Ledger()
    ledger.read("cohort", "hours.parquet", None, 99_450)
    ledger.step("wage_and_hours", "cohort", "hours.parquet", None, 950)
    ledger.step("wage_without_hours", "cohort", "hours.parquet", None, 3)
    pd.concat([pd.read_csv(paths["quality"]), ledger.frame()]).to_csv(paths["quality"], index=False)
    rows = table(staged(paths, tmp_path / "o"), "tbl-quality")
    assert rows[-3][:3] == ["Rækker tilbage", "rækker", "99.450"]
    assert rows[-2][:3] == [CHECKS["wage_and_hours"].label_da, "personer talt", "950"]
    assert rows[-1][:3] == [CHECKS["wage_without_hours"].label_da, "personer talt", "færre end 5"]


def test_baseline_holds_means_and_differences_of_all_contrasts(content):
    head, below, age = table(content, "tbl-baseline")
    assert head[1:] == [
        "Gennemsnit 2017-18",
        "Forskel på grupperne",
        "Forskel på start i 2017 og i 2018",
    ]
    assert below == ["Deltagere", "Sammenligning", "2016", "2017-18", "Deltagere", "Sammenligning"]
    assert age == ["Alder, år", "43,0", "42,5", "0,05", "0,05", "0,02", "−0,01"]


def test_a_characteristic_that_does_not_vary_has_a_dash(tmp_path):
    paths = write_tables(tmp_path / "t")
    balance = pd.read_csv(paths["balance"])
    balance["smd"] = balance["smd"].where(balance["contrast"] != "comparison_2017_2018")
    balance.to_csv(paths["balance"], index=False)
    found = staged(paths, tmp_path / "o")
    assert table(found, "tbl-baseline")[-1][-1] == "–"
    assert "nan" not in found.variables["finding"]["baseline_years"]


def test_courses_end_in_columns_that_add_up(content):
    rows = table(content, "tbl-followup")
    assert rows[2] == ["Stadig i gang i opfølgningens sidste uge", "40", "40", "40", "40"]
    assert rows[-1] == ["I alt", "400", "400", "400", "400"]
    for column in range(1, 5):
        assert sum(int(row[column]) for row in rows[2:-1]) == int(rows[-1][column])


def test_a_further_step_of_the_flow_is_shown_by_its_own_label(tmp_path):
    paths = write_tables(tmp_path / "t")
    flow = pd.read_csv(paths["attrition"])
    last = flow.iloc[[-1]].assign(
        step=3, id="min_age", label_da="Mindst 18 år ved start", n_before=1600, n_after=1560,
        dropped=40, participants_2016=360,
    )  # fmt: skip
    pd.concat([flow, last]).to_csv(paths["attrition"], index=False)
    rows = table(staged(paths, tmp_path / "o"), "tbl-attrition")
    assert rows[-1][:5] == ["Mindst 18 år ved start", "1.600", "40", "1.560", "360"]


def test_real_data_carry_no_mark(tmp_path):
    found = staged(write_tables(tmp_path / "t"), tmp_path / "o", synthetic=False)
    assert "yntetisk" not in found.partials["tbl-quality"]
    assert "BFL" in found.partials["tbl-quality"]
