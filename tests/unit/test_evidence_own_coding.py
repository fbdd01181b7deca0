"""A coding of own reports: counts, means and sentences are those of its rows."""

import re

import pytest
from evidence_run import add, analysed, copied, staged

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.report.charts.forest import effect_decimals

REPORT = {
    "kind": "report", "author": "Egen", "year": "2015", "title_da": "Et forsøg", "target_da": "ledige",
    "method_da": "forløbsdata", "design": "quasi", "comparison": "yes", "pages": "1",
}  # fmt: skip
FINDING = {
    "theme": "company", "finding_da": "Noget blev fundet.", "direction": "positive", "studied": "finding",
    "evidence": "effect_measurement", "control_group": "yes", "page": "1",
}  # fmt: skip


def effect(value, low, high, unit="percentage_points", outcome="job"):
    return {"effect": str(value), "ci_low": str(low), "ci_high": str(high), "effect_unit": unit,
            "outcome": outcome}  # fmt: skip


def own(folder, reports, findings):
    """A copy of the lists with reports and findings of its own."""
    coding = copied(folder)
    for name, common, rows in (("reports", REPORT, reports), ("findings", FINDING, findings)):
        path = coding / f"discus2011_{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        add(path, *[common | row for row in rows])
    return coding


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    folder = tmp_path_factory.mktemp("three")
    reports = [{"report": f"r{i}", "label": f"Rapport {i}"} for i in (1, 2, 3)]
    findings = [
        {"finding": "a", "report": "r1", **effect(2, -1, 5)},
        {"finding": "b", "report": "r2", **effect(4, 1, 7)},
        {"finding": "c", "report": "r3", **effect(9, 6, 12)},
        {"finding": "d", "report": "r3", "theme": "talks",
         **effect(-7000, -11000, -3000, "kroner", "indkomst")},
        {"finding": "e", "report": "r1", "theme": "mentor", "direction": "none",
         "studied": "no_finding"},
    ]  # fmt: skip
    return staged(analysed(folder, own(folder, reports, findings)))


def test_what_was_studied_without_a_finding_is_no_finding(three):
    assert three.artefacts["overview.n_findings"].value == 4
    reports = three.data("overview", "evidence_reports").set_index("report")
    assert reports.loc["r1", "n_findings"] == 1


def test_the_table_of_effects_has_the_mean_that_the_figure_draws(three):
    pooled = three.data("effects", "evidence_pooled")
    mean = pooled[pooled["k"] >= 2]
    assert len(mean) == 1
    told = three.partial("tbl-effects")
    assert "Gennemsnit af 3" in told
    assert told.count("Gennemsnit af") == 1
    assert f"{float(mean['estimate'].iloc[0]):.2f}".replace(".", ",") in told


def test_large_amounts_have_no_decimals(three):
    told = three.partial("tbl-effects")
    assert "7.000" in told
    assert "7.000,00" not in told
    assert effect_decimals(-7000, float("nan"), float("nan")) == 0
    assert effect_decimals(99.4, -3, 12) == 2


def test_an_interval_that_cannot_be_pooled_is_named_by_finding_and_row(tmp_path, capsys):
    reports = [{"report": key, "label": key} for key in ("a", "b")]
    rows = [
        {"finding": "fine", "report": "a", **effect(2, 0, 4)},
        {"finding": "skewed", "report": "b", **effect(1, 0, 9)},
    ]
    coding = own(tmp_path, reports, rows)
    out = tmp_path / "out"
    out.mkdir()
    files = {name: coding / f"{name}.csv" for name in ("themes", "designs", "labels")} | {
        "reports": coding / "discus2011_reports.csv",
        "findings": coding / "discus2011_findings.csv",
        "out-reports": out / "r.parquet", "out-findings": out / "f.parquet",
        "quotes": out / "q.csv", "report": out / "e.json",
    }  # fmt: skip
    assert (
        main(["ingest-evidence", *(p for k, v in files.items() for p in (f"--{k}", str(v)))]) == 0
    )
    end = main(
        ["pool-evidence", "--settings", '{"confidence": 0.95}', "--findings", str(out / "f.parquet"),
         "--themes", str(coding / "themes.csv"), "--effects", str(out / "x.csv"),
         "--pooled", str(out / "p.csv")]
    )  # fmt: skip
    told = capsys.readouterr().err
    assert end == InputError.exit_code
    assert "skewed (row 3)" in told
    assert "Traceback" not in told


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """One report without direction: nothing to vote on."""
    folder = tmp_path_factory.mktemp("one")
    rows = [{"finding": "a", "report": "r1", "direction": "none", "quote": "Ikke med"}]
    coding = own(folder, [{"report": "r1", "label": "Rapport 1"}], rows)
    texts = folder / "texts"
    texts.mkdir()
    (texts / "r1.txt").write_text("Forside", encoding="utf-8")
    return staged(analysed(folder, coding, texts))


def test_one_report_is_told_in_the_singular(one):
    told = one.whole()
    assert "af én rapport: 1 række med" in told
    assert "Desk research af én analyse:" in told
    for wrong in ("1 rapporter", "én rapporter", "én analyser", "1 rækker"):
        assert not re.search(rf"\b{wrong}", told)


def test_a_coding_without_votes_has_no_reference_to_their_table(one, three):
    assert "@tbl-votes" not in one.whole()
    assert "[@tbl-votes]" in three.partial("tbl-votes")


def test_a_quote_that_stands_nowhere_says_so(one):
    assert "nan" not in one.partial("tbl-quotes")
    assert "Ikke søgt, fordi rapportens tekst mangler: 0." in one.whole()


def test_a_summary_has_one_full_stop_and_says_what_is_not_stated(tmp_path):
    reports = [
        {
            "report": "r1",
            "label": "Rapport 1",
            "title_da": "Hvad virker.",
            "commissioned_by": "A m.fl.",
        },
        {"report": "r2", "label": "Rapport 2", "title_da": "", "author": "", "target_da": ""},
    ]
    rows = [{"finding": key, "report": key} for key in ("r1", "r2")]
    told = staged(analysed(tmp_path, own(tmp_path, reports, rows))).partial("resumeer")
    assert "Hvad virker. Udarbejdet" in told
    assert ".." not in told
    assert "None" not in told
    assert "nan" not in told
