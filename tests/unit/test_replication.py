"""The replication table: arithmetic on the print, estimates beside it, and honest verdicts."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.arithmetic import Figures, items_of
from effektspor.evaluations.coding import Coding, read_coding
from effektspor.evaluations.formulas import FORMULAS, RESTATEMENTS
from effektspor.evaluations.own_values import OWN_COLUMNS, read_own_values
from effektspor.evaluations.replication import COLUMNS, VERDICTS, replicate, totals
from effektspor.published import read_basis_rules, read_published

FOLDER = Path(__file__).parents[2] / "data/published"
CODING = read_coding(FOLDER)


@pytest.fixture(scope="module")
def published():
    return read_published(FOLDER)


@pytest.fixture(scope="module")
def rules():
    return read_basis_rules(FOLDER)


def own_table(*rows):
    return pd.DataFrame(list(rows), columns=list(OWN_COLUMNS)).astype(
        {"own_value": float, "ci_low": float, "ci_high": float}
    )


@pytest.fixture(scope="module")
def alone(published, rules):
    """The table without any estimate."""
    return replicate(published, rules, own_table(), ["brf2019"], CODING).set_index("item_id")


def with_own(published, rules, *rows):
    table = replicate(published, rules, own_table(*rows), ["brf2019"], CODING)
    return table.set_index("item_id")


def test_every_published_figure_has_one_row(alone, published):
    assert alone.index.tolist() == published["item_id"].tolist()
    assert set(alone["verdict"]) <= set(VERDICTS)
    assert alone[["reason", "reason_da"]].ne("").all(axis=None)


def test_formulas_are_exactly_the_recomputed_items(published):
    recomputed = published.loc[published["basis"] == "recomputed", "item_id"]
    targets = [formula.item_id for formula in FORMULAS]
    assert len(set(targets)) == len(targets)
    assert set(targets) == set(recomputed)


def test_no_formula_copies_a_figure_or_uses_its_own(published):
    known = set(published["item_id"])
    for formula in FORMULAS:
        items = items_of(formula.expression)
        assert set(items) <= known
        assert formula.item_id not in items
        assert f"{{{items[0] if items else ''}}}" != formula.expression.strip("() ")


def test_a_formula_moves_with_what_it_is_computed_from(published):
    """Each item that an expression names decides its value."""
    for formula in FORMULAS:
        before = Figures(published, CODING).evaluate(formula.expression)
        for item in items_of(formula.expression):
            moved = published.copy()
            moved.loc[moved["item_id"] == item, "value"] += 1
            assert Figures(moved, CODING).evaluate(formula.expression) != before, item


@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("brf.box.vp.part.change", 7),
        ("brf.box.vp.comp.change", 3),
        ("brf.box.vp.effect", 10),
        ("brf.box.ot.effect", 1.1),
        ("brf.box.ot.part.change", 0.7),
        ("brf.box.tts.reduction", 37.888),
        ("brf.s141.tts.example_after", 18.6),
        ("brf.fig1.figure_week", 95),
        ("brf.fig1.week_last", 104),
        ("brf.prog.n_sig", 6),
        ("brf.s142.progress.n_total", 11),
        ("brf.int.n_ordinary", 1),
        ("brf.t3.title.n_municipalities", 17),
    ],
)
def test_arithmetic_of_the_brf_text(alone, item, value):
    assert alone.loc[item, "own_value"] == pytest.approx(value, abs=5e-4)
    assert alone.loc[item, "verdict"] == "equal_within_rounding"


@pytest.mark.parametrize(
    ("check", "items"),
    [
        ("brf.did.vp", ["brf.box.vp.effect"]),
        ("brf.did.ot", ["brf.box.ot.effect"]),
        ("brf.ot.change", ["brf.s141.ot.part.change"]),
        ("brf.hr.reduction", ["brf.fig2.tts.reduction"]),
        ("brf.week95", ["brf.fig1.figure_week"]),
        ("brf.prog.count", ["brf.prog.n_sig"]),
        ("hed.share52", ["hed.over_52w.share"]),
        ("d07.55_240", ["d07.flexjob.12m.trial", "d07.flexjob_after_1y.share_words"]),
        ("d07.sum240", ["d07.n_citizens.p7"]),
        ("d07.sum23", ["d07.end.rest.n"]),
        ("d07.sum145", ["d07.end.ledighedsydelse.n.p9"]),
        ("d07.nonwestern", ["d07.nonwestern.trial"]),
        ("d11.typology_sum", ["d11.mploy.n_typologies.restated"]),
    ],
)
def test_agrees_with_the_arithmetic_of_the_transcription(alone, check, items):
    checks = pd.read_csv(FOLDER / "arithmetic_checks.csv", dtype=str).set_index("check_id")
    printed = checks.loc[check, "computed"]
    half_unit = 0.5 * 10.0 ** -len(printed.partition(".")[2])
    for item in items:
        assert alone.loc[item, "own_value"] == pytest.approx(float(printed), abs=half_unit + 1e-9)


def test_contradictions_are_shown_and_not_smoothed_over(alone):
    differing = set(alone.index[alone["verdict"] == "differs"])
    assert differing == {
        "d11.commissioner.br_syddanmark",
        "d11.mploy.n_typologies.restated",
        "hed.over_1y.share",
        "d07.fee.bonus_step_4",
    }
    assert alone.loc["d07.fee.bonus_step_4", "reason"] == "contradicts d07.fee.bonus_month_b"


def test_restated_figures_exist_are_documents_and_are_checked(published, rules, alone):
    basis = published.set_index("item_id")["basis"]
    assert set(basis[list(RESTATEMENTS)]) == {"document"}
    assert set(RESTATEMENTS.values()) <= set(basis.index)
    assert alone.loc["brf.t3.total.cv.slut", "verdict"] == "document"
    changed = published.copy()
    changed.loc[changed["item_id"] == "brf.t3.total.cv.slut", "value"] = 54
    after = with_own(changed, rules)
    different = after.index[after["verdict"] != alone["verdict"]].tolist()
    assert different == ["brf.t3.total.cv.slut"]
    assert after.loc[different[0], "verdict"] == "differs"


def test_without_estimates_nothing_calibrated_or_simulated_has_a_value(alone):
    rows = alone[~alone["basis"].eq("recomputed")]
    assert rows["own_value"].isna().all()
    assert rows["difference"].isna().all()
    assert "study not in this build" in alone.loc["kl.exit.flexjob", "reason"]
    assert "no result of this run" in alone.loc["brf.cs1.heard", "reason"]
    assert alone.loc["brf.prog.q3.p", "reason"] == "no n and no means are published"


@pytest.mark.parametrize(
    ("own", "low", "high", "verdict"),
    [
        (20.6, 19.0, 22.0, "equal_within_rounding"),
        (20.4, 19.0, 22.0, "within_interval"),
        (20.4, None, None, "differs"),
        (24.0, 22.0, 26.0, "differs"),
        (None, None, None, "withheld"),
    ],
)
def test_verdict_of_an_estimate(published, rules, own, low, high, verdict):
    item = "brf.box.vp.part.after"
    table = with_own(published, rules, (item, own, low, high, "percent"))
    assert table.loc[item, "verdict"] == verdict
    if own is not None:
        assert table.loc[item, "difference"] == pytest.approx(own - 21)


def test_an_estimate_never_decides_a_recomputed_item(published, rules, alone):
    item = "brf.box.vp.effect"
    table = with_own(published, rules, (item, 3.0, 2.0, 4.0, "percentage_points"))
    assert table.loc[item].equals(alone.loc[item])


def test_an_estimate_from_real_registers_is_no_round_trip(published, rules, alone):
    item = "brf.box.vp.part.after"
    own = own_table((item, 20.8, 19.0, 22.5, "percent"))
    table = replicate(published, rules, own, ["brf2019"], CODING, ["brf2019"])
    by_item = table.set_index("item_id")
    assert by_item.loc[item, "basis"] == "register"
    assert by_item.loc[item, "verdict"] == "equal_within_rounding"
    assert "simulator" not in by_item.loc[item, "reason_da"]
    # What has no own value keeps its basis, and nothing is said of a simulator that is not there.
    assert by_item.drop(item)["basis"].equals(alone.drop(item)["basis"])
    missing = by_item[by_item["verdict"] == "not_evaluated"].filter(like="brf.", axis=0)
    assert len(missing) > 10
    assert not missing["reason_da"].str.contains("simul|syntetisk").any()
    counted = totals(table).set_index("basis")["all"]
    assert counted["register"] == 1
    assert counted.sum() == len(published)


def test_totals_are_per_basis_only(alone, published):
    table = totals(alone.reset_index()).set_index("basis")
    assert table["all"].to_dict() == published["basis"].value_counts().to_dict()
    assert table.loc["recomputed", ["equal_within_rounding", "differs"]].tolist() == [55, 3]
    assert table.loc["document", "equal_within_rounding"] == 0


def write_own(path, *lines):
    path.write_text("\n".join([",".join(OWN_COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("brf.no.such,1,,,percent", "no published figure"),
        ("brf.report_date,201909,,,date_yyyymm", "has basis document"),
        ("brf.box.vp.part.after,0.21,,,share", "printed in percent"),
        ("brf.box.vp.part.after,many,,,percent", "not a finite number"),
        ("brf.box.vp.part.after,inf,,,percent", "not a finite number"),
        ("brf.box.vp.part.after,21,20,,percent", "lacks an end"),
        ("brf.box.vp.part.after,21,22,20,percent", "swapped"),
        ("brf.box.vp.part.after,21", "fields instead of"),
    ],
)
def test_malformed_own_values_stop(published, tmp_path, line, message):
    path = write_own(tmp_path / "own.csv", line)
    with pytest.raises(InputError, match=message) as caught:
        read_own_values([path], published)
    assert caught.value.where == f"{path}, row 2"


def test_two_own_values_for_one_item_stop(published, tmp_path):
    line = "brf.box.vp.part.after,21,20,22,percent"
    paths = [write_own(tmp_path / name, line) for name in ("a.csv", "b.csv")]
    with pytest.raises(InputError, match="two own values") as caught:
        read_own_values(paths, published)
    assert "b.csv" in caught.value.where


@pytest.mark.parametrize(
    "expression", ["__import__('os')", "{brf.int.n} ** 2", "[1]", "weeks('x')"]
)
def test_only_the_described_expressions_are_evaluated(published, expression):
    with pytest.raises(ValueError, match="not a"):
        Figures(published, CODING).evaluate(expression)


@pytest.mark.parametrize(
    ("item", "value", "verdict"),
    [
        ("d11.n_reports.p4", 11, "equal_within_rounding"),
        ("d11.mploy.n_typologies.restated", 6, "differs"),
        ("d11.commissioner.br_midtjylland", 1, "equal_within_rounding"),
        ("d11.commissioner.br_nord_hs", 1, "equal_within_rounding"),
        ("d11.commissioner.br_syddanmark", 1, "differs"),
        ("d11.typology_reports.p4", 2, "equal_within_rounding"),
        ("d11.n_psych_reports", 2, "equal_within_rounding"),
        ("d11.n_reports_caseworker_theme", 1, "equal_within_rounding"),
    ],
)
def test_counts_of_the_coding(alone, item, value, verdict):
    assert alone.loc[item, ["own_value", "verdict"]].tolist() == [value, verdict]
    assert "count_" not in alone.loc[item, "reason_da"]


def test_own_statements_of_the_reviewers_count_nowhere():
    findings = [("A", "x"), ("A", "x"), ("A", "y"), ("B", "y"), ("own", "x"), ("own", "z")]
    coding = Coding(
        pd.DataFrame({"report_id": ["A", "B"], "commissioned_by": ["one", "two"],
                      "target_group": ["young", "all"]}),
        pd.DataFrame(findings, columns=["report", "theme"]),
    )  # fmt: skip
    assert (coding.count(), coding.on_theme("x"), coding.on_theme("z")) == (2, 1, 0)
    assert (coding.mainly_on("x"), coding.mainly_on("y")) == (1, 1)
    assert (coding.commissioned("o"), coding.aimed_at("young")) == (2, 1)


def test_missing_or_zero_figure_in_a_formula_stops(published):
    gone = published[published["item_id"] != "hed.n_citizens"]
    with pytest.raises(InputError, match=r"hed\.n_citizens is missing"):
        Figures(gone, CODING).evaluate("{hed.over_52w.n} / {hed.n_citizens}")
    zero = published.copy()
    zero.loc[zero["item_id"] == "hed.n_citizens", "value"] = 0
    with pytest.raises(InputError, match="is zero"):
        Figures(zero, CODING).evaluate("{hed.over_52w.n} / {hed.n_citizens}")


def test_command_writes_the_table(tmp_path):
    own = write_own(tmp_path / "own.csv", "brf.box.vp.part.after,20.8,19,22.5,percent")
    out = tmp_path / "results/replication.csv"
    settings = json.dumps({"studies": ["brf2019"]})
    command = ["replication", "--settings", settings, "--published", str(FOLDER)]
    assert main([*command, "--own", str(own), "--out", str(out)]) == 0
    table = pd.read_csv(out)
    assert tuple(table.columns) == COLUMNS
    assert table.loc[table["item_id"] == "brf.box.vp.part.after", "own_value"].tolist() == [20.8]


def test_command_keeps_the_earlier_table_when_the_input_is_bad(tmp_path, capsys):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "published"))
    (folder / "hedensted2019.csv").write_text("source,page\n", encoding="utf-8")
    out = tmp_path / "replication.csv"
    out.write_text("earlier\n", encoding="utf-8")
    command = ["replication", "--settings", '{"studies": []}', "--published", str(folder)]
    assert main([*command, "--out", str(out)]) == InputError.exit_code
    assert out.read_text(encoding="utf-8") == "earlier\n"
    assert "hedensted2019.csv" in capsys.readouterr().err
