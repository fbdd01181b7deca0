"""A twelfth report: rows are added, and matrix, map, counts and grades follow without code."""

import coded_reports
import pandas as pd
import pytest
from coded_reports import DATA, EFFECT, FINDING, REPORT
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.cli import main
from effektspor.evaluations.evidence.evidence_map import map_table
from effektspor.evaluations.evidence.matrix import matrix_table
from effektspor.evaluations.evidence.themes import themes_table
from effektspor.evaluations.evidence.votes import votes_table
from effektspor.evidence.lists import read_designs, read_themes, read_weights
from effektspor.evidence.tables import FINDINGS, REPORTS

READ = ("out-reports", "matrix", "out-findings", "out-themes", "map", "gaps", "flow")
GRADED = ("votes", "grades", "ratings")
POOLED = ("effects", "pooled")
DESIGNS = read_designs(DATA / "designs.csv")
THEMES = read_themes(DATA / "themes.csv")
WEIGHTS = read_weights(DATA / "weights.csv")
TRIAL = {"report": "tolv_2012", "label": "Tolv 2012", "year": "2012", "design": "rct",
         "comparison": "yes", "n": "800", "n_unit": "persons", "quality": "good", "journal": "top"}  # fmt: skip
NEW = [
    {"theme": "waiting", "direction": "negative", **EFFECT},
    {"theme": "talks", "direction": "positive", "evidence": "randomised_trial"},
    {"theme": "mentor", "studied": "no_finding", "direction": "none"},
    {"theme": "company", "direction": "negative"},
]


def call(command, folder, given, out):
    """Run a command; its tables by the names of their options."""
    parts = [(f"--{name}", str(path)) for name, path in given.items()]
    parts += [(f"--{name}", str(folder / f"{name}.csv")) for name in out]
    settings = {"grade-evidence": '{"grading": {}}', "pool-evidence": '{"confidence": 0.95}'}
    more = ["--settings", settings[command]] if command in settings else []
    assert main([command, *more, *(each for part in parts for each in part)]) == 0
    return {name: pd.read_csv(folder / f"{name}.csv", keep_default_na=False) for name in out}


def analysed(folder, lists):
    """All four commands on a coding."""
    ingested = {"out-reports": folder / "r.parquet", "out-findings": folder / "f.parquet",
                "quotes": folder / "quotes.csv", "report": folder / "evidence.json"}  # fmt: skip
    call("ingest-evidence", folder, lists | ingested, ())
    coded = {
        "reports": folder / "r.parquet", "findings": folder / "f.parquet",
        "themes": lists["themes"], "designs": lists["designs"],
    }  # fmt: skip
    found = call("evidence", folder, coded | {"selection": DATA / "discus2011_selection.csv"}, READ)
    found |= call("grade-evidence", folder, coded | {"weights": DATA / "weights.csv"}, GRADED)
    few = {name: coded[name] for name in ("findings", "themes")}
    return found | call("pool-evidence", folder, few, POOLED)


def lists_of(folder, reports=(), findings=(), themes=()):
    """The coding of the eleven with rows added at the end of its files, as a user would."""
    lists = {name: DATA / f"{name}.csv" for name in ("designs", "labels")}
    added = {"reports": ("discus2011_reports", reports), "findings": ("discus2011_findings", findings),
             "themes": ("themes", themes)}  # fmt: skip
    for name, (file, rows) in added.items():
        table = pd.read_csv(DATA / f"{file}.csv", dtype=str, keep_default_na=False)
        more = pd.DataFrame(list(rows), columns=table.columns if not rows else None)
        path = folder / f"{name}.csv"
        lists[name] = coded_reports.write(path, pd.concat([table, more]).fillna(""))
    return lists


def findings_of(report, changes):
    return [
        FINDING | {"finding": f"{report}_{i}", "report": report} | change
        for i, change in enumerate(changes, start=1)
    ]


@pytest.fixture(scope="module")
def eleven(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eleven")
    return analysed(folder, lists_of(folder))


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twelve")
    lists = lists_of(folder, [REPORT | TRIAL], findings_of("tolv_2012", NEW))
    return analysed(folder, lists)


def by(table, *keys):
    return table.set_index(list(keys))


def test_the_matrix_has_one_more_row_and_no_other_cell_changes(eleven, twelve):
    before, after = eleven["matrix"], twelve["matrix"]
    assert len(after) == len(before) + len(THEMES)
    own = by(after[after["report"] == "tolv_2012"], "theme")["word_da"]
    assert own[["waiting", "talks", "mentor", "sanctions"]].tolist() == [
        "negativ", "positiv", "undersøgt, intet fund", "ikke undersøgt",
    ]  # fmt: skip
    rest = after[after["report"] != "tolv_2012"].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, before)


def test_counts_and_verdicts_follow(eleven, twelve):
    before, after = by(eleven["out-themes"], "theme"), by(twelve["out-themes"], "theme")
    more = after["n_reports"] - before["n_reports"]
    assert more[more > 0].to_dict() == {"waiting": 1, "talks": 1, "company": 1}
    assert after.loc["mentor", "n_no_finding"] == before.loc["mentor", "n_no_finding"] + 1
    assert (before.loc["waiting", "verdict"], after.loc["waiting", "verdict"]) == ("none", "single")
    assert (before.loc["talks", "verdict"], after.loc["talks", "verdict"]) == (
        "single", "disagreement",
    )  # fmt: skip
    assert len(twelve["out-reports"]) == 12
    assert (
        twelve["out-reports"].loc[0, "report"] == "tolv_2012"
    )  # the strongest design stands first
    assert by(twelve["flow"], "step").loc["coded", "n"] == "12"
    assert by(eleven["flow"], "step").loc["coded", "n"] == "11"


def test_the_map_has_a_design_that_was_not_there_and_gaps_close(eleven, twelve):
    assert "rct" not in set(eleven["map"]["design"])
    cells = by(twelve["map"], "theme", "design")["n_reports"]
    assert cells["waiting", "rct"] == cells["talks", "rct"] == 1
    assert cells["company", "rct"] == 0  # that finding rests on interviews
    gaps = [set(each["gaps"].query("theme == 'waiting'")["kind"]) for each in (eleven, twelve)]
    assert gaps == [{"no_report"}, {"single"}]
    kinds = [set(each["gaps"].query("theme == 'talks'")["kind"]) for each in (eleven, twelve)]
    assert kinds == [{"single"}, set()]


def test_grades_follow_the_weights_of_the_trial(eleven, twelve):
    before, after = by(eleven["grades"], "theme"), by(twelve["grades"], "theme")
    # Good (1) x randomised (1) x Denmark (1) x leading journal (1) x one result (1).
    assert (
        float(after.loc["waiting", "stock_low"]) == float(after.loc["waiting", "stock_high"]) == 1
    )
    assert before.loc["waiting", "jobeffekter_word"] == "Få studier"
    assert after.loc["waiting", ["jobeffekter_word", "clear_word", "campbell_word"]].tolist() == [
        "Negativ", "Høj", "Høj",
    ]  # fmt: skip
    changed = [theme for theme in before.index if not before.loc[theme].equals(after.loc[theme])]
    assert set(changed) == {"waiting", "talks"}  # interviews on companies have no vote


def test_its_effect_is_listed_and_not_pooled_alone_and_pooled_with_a_second(twelve, tmp_path):
    assert twelve["effects"]["report"].tolist() == ["tolv_2012"]
    assert twelve["pooled"]["k"].tolist() == [1]
    assert twelve["pooled"]["estimate"].tolist() == [""]
    other = TRIAL | {"report": "tretten_2013", "label": "Tretten 2013"}
    rows = [*findings_of("tolv_2012", NEW), *findings_of("tretten_2013", NEW[:1])]
    pooled = analysed(tmp_path, lists_of(tmp_path, [REPORT | TRIAL, REPORT | other], rows))[
        "pooled"
    ]
    assert pooled["k"].tolist() == [2]
    assert float(pooled["estimate"].item()) == pytest.approx(float(EFFECT["effect"]))


def test_a_new_theme_is_a_row_of_themes(eleven, tmp_path):
    theme = {"theme": "transport", "order": "17", "label_da": "Transport", "label_en": "Transport",
             "chapter": "2.4", "definition_da": "At komme frem."}  # fmt: skip
    row = findings_of("sfi_2010", [{"theme": "transport", "direction": "negative"}])
    found = analysed(tmp_path, lists_of(tmp_path, findings=row, themes=[theme]))
    assert by(found["out-themes"], "theme").loc["transport", "label_da"] == "Transport"
    assert (found["matrix"]["theme"] == "transport").sum() == 11
    assert set(found["grades"]["theme"]) - set(eleven["grades"]["theme"]) == {"transport"}
    assert (found["map"]["theme"] == "transport").any()
    assert set(found["gaps"].query("theme == 'transport'")["kind"]) == {
        "single", "no_effect", "no_control",
    }  # fmt: skip


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "report": st.sampled_from(["a", "b", "c", "over"]),
            "theme": st.sampled_from(["talks", "mentor", "waiting"]),
            "direction": st.sampled_from(["positive", "negative", "mixed", "none"]),
            "evidence": st.sampled_from(["interviews", "effect_measurement", "randomised_trial"]),
            "nothing": st.booleans(),
        }
    ),
    max_size=12,
)


def conformed(rows):
    """Reports a, b, c and a reading across, with some findings, as they come out of ingest."""
    reports = [
        REPORT | {"report": key, "label": key, "kind": "synthesis" if key == "over" else "report"}
        for key in ("a", "b", "c", "over")
    ]
    findings = [
        FINDING | {
            "finding": f"f{i}", "row": i, "report": row["report"], "theme": row["theme"],
            "evidence": row["evidence"], "design": DESIGNS.of[row["evidence"]],
            "studied": "no_finding" if row["nothing"] else "finding",
            "direction": "none" if row["nothing"] else row["direction"],
        }
        for i, row in enumerate(rows)
    ]  # fmt: skip
    numbers = {name: float("nan") for name in ("n", "effect", "ci_low", "ci_high")}
    columns = [column.name for column in FINDINGS.columns]
    frame = pd.DataFrame(findings, columns=columns).assign(**numbers)
    return REPORTS.conform(pd.DataFrame(reports).assign(n=float("nan"))), FINDINGS.conform(frame)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_counts_add_up(rows):
    reports, findings = conformed(rows)
    matrix = matrix_table(reports, findings, THEMES)
    themes = themes_table(matrix, findings, THEMES, {"over"})
    table = map_table(reports, findings, THEMES, DESIGNS.table)
    said = findings[(findings["report"] != "over") & (findings["studied"] == "finding")]
    assert len(matrix) == 3 * len(THEMES)
    assert matrix["n_findings"].sum() == themes["n_findings"].sum() == len(said)
    assert table["n_findings"].sum() == len(said)
    ways = ["positive", "negative", "mixed", "none"]
    assert (themes[ways].sum(axis=1) == themes["n_reports"]).all()
    assert (matrix[[f"n_{way}" for way in ways]].sum(axis=1) == matrix["n_findings"]).all()
    # A report may stand under several designs, but not more often than it has findings.
    assert (table["n_reports"] <= table["n_findings"]).all()


@settings(max_examples=40, deadline=None)
@given(ROWS, ROWS)
def test_more_rows_never_take_a_report_from_a_theme(rows, more):
    counts = []
    for coding in (rows, rows + more):
        reports, findings = conformed(coding)
        matrix = matrix_table(reports, findings, THEMES)
        counts.append(themes_table(matrix, findings, THEMES, {"over"})["n_reports"])
    assert (counts[1] >= counts[0]).all()


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_votes_of_reports_do_not_depend_on_each_other(rows):
    """The stock of all reports is the sum of the stocks of each alone."""
    both = votes_table(*conformed(rows), WEIGHTS)
    alone = [
        votes_table(*conformed([row for row in rows if row["report"] == key]), WEIGHTS)
        for key in ("a", "b", "c")
    ]
    for end in ("product_low", "product_high"):
        whole = both.groupby("theme")[end].sum().astype(float)
        parts = [votes.groupby("theme")[end].sum().astype(float) for votes in alone]
        for theme, stock in whole.items():
            assert stock == pytest.approx(sum(part.get(theme, 0.0) for part in parts))
    assert not both.duplicated(["theme", "report"]).any()
