"""Fidelity from the survey of staff: pooled by hand, masked, and beside the printed tables."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from staff_waves import ITEMS, staff_waves

from effektspor.cli import main
from effektspor.estimators.infer import Inference
from effektspor.estimators.survey.proportions import clustered_share
from effektspor.evaluations.brf2019.fidelity_change import MarkRule, fidelity_tables
from effektspor.evaluations.brf2019.staff.changes import changes, whole_percent
from effektspor.evaluations.brf2019.staff.printed import comparison, printed_margins, reachable
from effektspor.evaluations.brf2019.staff.reliability import reliability
from effektspor.evaluations.brf2019.staff.shares import fidelity, measure, states
from effektspor.evaluations.brf2019.staff.units import counted, units
from effektspor.published import read_published

ROOT = Path(__file__).parents[2]
NAMES = {101: ("koebenhavn", "København"), 159: ("m159", "Gladsaxe"), 165: ("m165", "Albertslund"),
         185: ("taarnby", "Tårnby"), 187: ("m187", "Vallensbæk"), 270: ("gribskov", "Gribskov"),
         316: ("holbaek", "Holbæk"), 430: ("m430", "Faaborg")}  # fmt: skip
RULES = dict.fromkeys((1, 2, 3), MarkRule(-5, 5))


def estimated(answers, min_cell=5):
    measured = measure(units(counted(answers), NAMES), 0.95)
    marks = states(measured, min_cell)
    return fidelity(measured, marks), changes(measured, marks, RULES), measured, marks


def one(frame, **where):
    for name, value in where.items():
        frame = frame[frame[name] == value]
    return frame.iloc[0]


def test_shares_are_pooled_over_items_and_respondents():
    answers = staff_waves()
    frame, _, _, _ = estimated(answers)
    own = answers[(answers["role"] == "caseworker") & (answers["wave"] == 3)
                  & (answers["element"] == "plan") & (answers["state"] == "answered")]  # fmt: skip
    row = one(frame, level="role", unit_id="caseworker", wave="slut", element="plan")
    assert (row["answers"], row["agree"]) == (len(own), int((own["value"] >= 4).sum()))
    assert row["share"] == pytest.approx((own["value"] >= 4).mean())
    assert row["n"] == own["respondent"].nunique()
    assert row["ci_low"] < row["share"] < row["ci_high"]


def test_levels_add_up_to_the_total():
    frame, _, _, _ = estimated(staff_waves(), min_cell=1)
    sums = frame.groupby(["level", "wave", "element"])[["n", "answers", "agree"]].sum()
    assert sums.loc["role"].equals(sums.loc["total"])
    assert sums.loc["municipality"].equals(sums.loc["total"])


def test_unanswered_questions_do_not_count_and_respondents_without_answers_are_not_there():
    answers = staff_waves(silent=0.0)
    frame, _, _, _ = estimated(answers)
    silenced = answers.copy()
    lost = (silenced["respondent"] == "r0") & (silenced["element"] == "cv")
    silenced.loc[lost, ["value", "counts"]] = pd.NA
    silenced.loc[lost, "state"] = "dont_know"
    after, _, _, _ = estimated(silenced)
    for wave in ("start", "midway", "slut"):
        before_row = one(frame, level="total", wave=wave, element="cv")
        row = one(after, level="total", wave=wave, element="cv")
        assert row["n"] == before_row["n"] - 1
        assert row["answers"] == before_row["answers"] - ITEMS["cv"]
        assert one(after, level="total", wave=wave, element="plan")["n"] == before_row["n"]


def test_weights_stand_beside_and_equal_the_share_where_they_are_one():
    answers = staff_waves()
    frame, _, _, _ = estimated(answers)
    assert np.allclose(frame["share"].astype(float), frame["weighted"].astype(float),
                       equal_nan=True)  # fmt: skip
    heavy = answers.assign(weight=np.where(answers["role"] == "mentor", 4.0, 1.0))
    weighted, _, _, _ = estimated(heavy)
    assert weighted["share"].equals(frame["share"])
    total = weighted[weighted["level"] == "total"]
    assert (total["weighted"] - total["share"]).abs().max() > 0.001


def test_a_role_of_one_respondent_is_hidden_with_a_complement():
    answers = staff_waves()
    answers.loc[answers["role"] == "mentor", "role"] = "caseworker"
    single = (answers["respondent"] == "r3") & (answers["wave"] == 1)
    answers.loc[single, "role"] = "mentor"
    frame, change, _, _ = estimated(answers)
    start = frame[(frame["level"] == "role") & (frame["wave"] == "start")]
    assert set(start.loc[start["unit_id"] == "mentor", "state"]) == {"small"}
    hidden = start[start["state"] != "shown"]
    assert set(hidden["state"]) == {"small", "complement"}
    assert hidden[["n", "answers", "agree", "share", "weighted", "ci_low"]].isna().all(axis=None)
    mentors = change[change["unit_id"] == "mentor"]
    assert set(mentors["state"]) == {"small"}
    assert mentors[["start", "change", "ci_low"]].isna().all(axis=None)
    assert set(mentors["mark"]) == {""}


def test_respondents_without_a_role_do_not_show_by_subtraction():
    answers = staff_waves()
    answers.loc[answers["respondent"].isin(["r1", "r2"]), "role"] = ""
    frame, _, _, _ = estimated(answers)
    unknown = frame[(frame["level"] == "role") & (frame["unit_id"] == "unknown")]
    assert set(unknown.loc[unknown["wave"] == "start", "state"]) == {"small"}
    hidden = frame[(frame["level"] == "role") & (frame["wave"] == "start")
                   & (frame["element"] == "cv") & (frame["state"] != "shown")]  # fmt: skip
    assert len(hidden) >= 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=1, max_size=7), st.integers(3, 6))
def test_nothing_hidden_can_be_solved_by_subtraction(sizes, min_cell):
    rows = [
        ("staff", 1, f"r{unit}_{person}", list(NAMES)[unit], "leader", 1.0, "a", "prep",
         5, 1, "answered")
        for unit, size in enumerate(sizes) for person in range(size)
    ]  # fmt: skip
    if not rows:
        return
    names = ["survey", "wave", "respondent", "municipality", "role", "weight", "item", "element",
             "value", "counts", "state"]  # fmt: skip
    frame, _, _, _ = estimated(pd.DataFrame(rows, columns=names), min_cell)
    cells = frame[(frame["wave"] == "start") & (frame["element"] == "prep")]
    total = one(cells, level="total")
    parts = cells[cells["level"] == "municipality"]
    if total["state"] != "shown":
        assert (parts.loc[parts["n"] != 0, "state"] != "shown").all()
        return
    hidden = parts[parts["state"] != "shown"]
    if hidden.empty:
        return
    rest = int(total["n"]) - int(parts["n"].sum())
    assert rest >= min_cell  # what subtraction gives is never of few
    if len(hidden) == len(parts) and (hidden["state"] == "small").all():
        return  # the total is all that is told of them
    small = (hidden["state"] == "small").to_numpy()
    least = np.where(small, 1, 0)
    most = np.where(small, min_cell - 1, rest)
    for at in range(len(hidden)):
        others = np.arange(len(hidden)) != at
        low = max(least[at], rest - most[others].sum())
        high = min(most[at], rest - least[others].sum())
        assert high > low  # more than one size fits


@pytest.mark.parametrize("value", [1, 5])
def test_hidden_units_together_do_not_all_answer_alike(value):
    sizes, min_cell = (2, 8, 9, 30), 5
    rows = [
        ("staff", 1, f"r{unit}_{person}", list(NAMES)[unit], "leader", 1.0, "a", "prep",
         given, int(given >= 4), "answered")
        for unit, size in enumerate(sizes) for person in range(size)
        for given in [value if unit < 2 else (1, 5)[person % 2]]
    ]  # fmt: skip
    names = ["survey", "wave", "respondent", "municipality", "role", "weight", "item", "element",
             "value", "counts", "state"]  # fmt: skip
    frame, _, _, _ = estimated(pd.DataFrame(rows, columns=names), min_cell)
    cells = frame[(frame["wave"] == "start") & (frame["element"] == "prep")]
    total, parts = one(cells, level="total"), cells[cells["level"] == "municipality"]
    assert sorted(parts["state"]) == ["complement", "complement", "shown", "small"]
    answers = int(total["answers"]) - int(parts["answers"].sum())
    assert 0 < int(total["agree"]) - int(parts["agree"].sum()) < answers


def test_change_is_of_whole_per_cents_and_marked_by_the_rule():
    _, change, measured, _ = estimated(staff_waves())
    shown = change[(change["state"] == "shown") & (change["element"] != "belief")]
    assert len(shown) > 50
    assert (shown["change"] == shown["slut"] - shown["start"]).all()
    for row in shown.to_dict("records"):
        assert row["mark"] == MarkRule(-5, 5).mark(row["change"])
        assert abs(row["difference"] - row["change"]) <= 1
        assert row["ci_low"] <= row["difference"] <= row["ci_high"]
    assert set(change.loc[change["element"] == "belief", "mark"]) == {""}
    share = measured["total", "total", "slut", "cv"].share
    row = one(shown, level="total", element="cv")
    assert row["slut"] == int(np.floor(100 * share.value + 0.5))


def test_half_a_per_cent_rounds_up():
    assert whole_percent(clustered_share([1] * 25 + [0] * 175, [1] * 200, confidence=0.9)) == 13
    assert whole_percent(clustered_share([1] * 3, [1] * 3, confidence=0.9)) == 100


def test_a_wave_that_a_municipality_lacks_leaves_no_change():
    answers = staff_waves()
    answers = answers[~((answers["municipality"] == 101) & (answers["wave"] == 3))]
    frame, change, _, _ = estimated(answers)
    row = one(frame, unit_id="koebenhavn", wave="slut", element="prep")
    assert (row["n"], row["state"]) == (0, "shown")
    assert np.isnan(row["share"])
    absent = change[change["unit_id"] == "koebenhavn"]
    assert set(absent["state"]) == {"absent"}
    assert absent["change"].isna().all()


def test_panel_respondents_narrow_the_interval_of_the_change():
    answers = staff_waves(persons=300, stay=1.0)
    _, panel, _, _ = estimated(answers)
    apart = answers.assign(respondent=answers["respondent"] + answers["wave"].astype(str))
    _, alone, _, _ = estimated(apart)
    width = [
        (frame["ci_high"] - frame["ci_low"])[frame["level"] == "total"].mean()
        for frame in (panel, alone)
    ]
    assert width[0] < 0.9 * width[1]


def test_reliability_by_wave_and_element():
    answers = staff_waves(persons=200)
    found = reliability(answers, Inference(0.95, 300, 1))
    assert len(found) == 24
    assert found["note"].isin(["", "boundary"]).all()
    row = one(found, wave="start", element="plan")
    wide = answers[(answers["wave"] == 1) & (answers["element"] == "plan")].pivot_table(
        index="respondent", columns="item", values="value", dropna=False
    )
    complete = wide.dropna().astype(float)
    k = complete.shape[1]
    expected = k / (k - 1) * (1 - complete.var().sum() / complete.sum(axis=1).var())
    assert row["n"] == len(complete)
    assert row["alpha"] == pytest.approx(expected)
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    assert row["omega"] == pytest.approx(row["alpha"], abs=0.03)  # items of equal loadings
    few = reliability(answers[answers["respondent"].isin([f"r{i}" for i in range(15)])],
                      Inference(0.95, 50, 1))  # fmt: skip
    assert set(few["note"]) == {"few_respondents"}
    assert few["n"].isna().all()
    two = answers[answers["item"].isin(["cv_1", "cv_2"])]
    notes = reliability(two, Inference(0.95, 50, 1))
    assert one(notes, wave="slut", element="cv")["note"] == "few_items"
    assert not np.isnan(one(notes, wave="slut", element="cv")["alpha"])
    assert np.isnan(one(notes, wave="slut", element="cv")["omega"])


def test_comparison_has_every_printed_cell_and_knows_rounding():
    tables = fidelity_tables(read_published(ROOT / "data/published"))
    answers = staff_waves()
    _, _, measured, marks = estimated(answers)
    found = comparison(tables, measured, marks, synthetic=True)
    assert found.groupby("table").size().to_dict() == {1: 14, 2: 70, 3: 252}
    assert set(found["basis"]) == {"calibration"}
    assert set(comparison(tables, measured, marks, synthetic=False)["basis"]) == {"register"}
    own = one(found, table=1, element="cv", wave="slut")
    share = measured["total", "total", "slut", "cv"].share.value
    assert own["own"] == pytest.approx(100 * share)
    assert own["difference"] == pytest.approx(100 * share - 55)
    assert own["within_rounding"] == int(54.5 <= 100 * share < 55.5)
    absent = found[found["unit_id"] == "vejen"]
    assert set(absent["state"]) == {"absent"}
    assert absent[["own", "within_rounding"]].isna().all(axis=None)
    total = found[(found["table"] == 3) & (found["unit_id"] == "total")]
    assert total["own"].tolist() == found.loc[found["table"] == 1, "own"].tolist()


@given(st.integers(0, 100), st.integers(1, 130))
def test_reachable_is_what_trying_every_count_finds(printed, answers):
    tried = {(200 * agree + answers) // (2 * answers) for agree in range(answers + 1)}
    assert reachable(printed, answers) == (printed in tried)


def test_printed_tables_ask_for_many_mentors():
    tables = fidelity_tables(read_published(ROOT / "data/published"))
    found = printed_margins(tables)
    assert (found["excess"] == 0).all()
    mentor = one(found, table=2, wave="start", part="mentor")
    checks = pd.read_csv(ROOT / "data/published/arithmetic_checks.csv", dtype=str)
    stated = checks.loc[checks.eq("brf.t2.mentor_weight").any(axis=1)].iloc[0]
    text = f"{mentor['weight_low']:.3f} to {mentor['weight_high']:.3f}"
    assert text in stated.to_list()


def run_command(tmp_path, answers, *more, synthetic=True):
    path = tmp_path / "answers.parquet"
    answers.to_parquet(path)
    mark = tmp_path / "survey.json"
    mark.write_text(json.dumps({"synthetic": synthetic, "invited": None}), encoding="utf-8")
    outputs = ("fidelity", "change", "reliability", "comparison", "margins")
    return main([
        "fidelity-survey", "--answers", str(path), "--mark", str(mark),
        "--settings", json.dumps({"estimation": {"draws": 199}}),
        "--municipalities", str(ROOT / "data/codes/municipalities.csv"),
        "--published", str(ROOT / "data/published"), *more,
        *[part for name in outputs
          for part in (f"--out-{name}", str(tmp_path / f"{name}.csv"))],
    ])  # fmt: skip


def test_command_writes_the_tables_and_uses_published_ids(tmp_path):
    assert run_command(tmp_path, staff_waves()) == 0
    frame = pd.read_csv(tmp_path / "fidelity.csv")
    assert {"koebenhavn", "taarnby", "holbaek"} <= set(frame["unit_id"])
    assert len(pd.read_csv(tmp_path / "change.csv")) == (1 + 5 + 8) * 8
    assert len(pd.read_csv(tmp_path / "comparison.csv")) == 336


def test_population_narrows_intervals_and_is_checked(tmp_path, capsys):
    answers = staff_waves()
    assert run_command(tmp_path, answers) == 0
    wide = pd.read_csv(tmp_path / "fidelity.csv")
    staff = tmp_path / "staff.csv"
    pairs = answers[["municipality", "role"]].drop_duplicates()
    lines = [f"{m},{r},60" for m, r in pairs.itertuples(index=False)]
    staff.write_text("municipality,role,n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert run_command(tmp_path, answers, "--population", str(staff)) == 0
    narrow = pd.read_csv(tmp_path / "fidelity.csv")
    both = wide["ci_low"].notna()
    assert ((narrow["ci_high"] - narrow["ci_low"])[both]
            <= (wide["ci_high"] - wide["ci_low"])[both] + 1e-9).all()  # fmt: skip
    staff.write_text("municipality,role,n\n101,leader,1\n", encoding="utf-8")
    assert run_command(tmp_path, answers, "--population", str(staff)) == 12
    assert "more than the population" in capsys.readouterr().err
    for content, told in (
        ("municipality,role,n\n101,chief,3\n", "row 2"),
        ("municipality,role,n\n101,leader,many\n", "whole number"),
    ):
        staff.write_text(content, encoding="utf-8")
        assert run_command(tmp_path, answers, "--population", str(staff)) == 12
        assert told in capsys.readouterr().err


def test_all_dont_know_stops_with_a_message(tmp_path, capsys):
    assert run_command(tmp_path, staff_waves(silent=1.0)) == 12
    message = capsys.readouterr().err
    assert "valid answer" in message
    assert "Traceback" not in message


def test_municipalities_stand_in_the_order_of_the_printed_table():
    printed = ("Silkeborg", "Svendborg", "Sønderborg", "Tønder", "Tårnby", "Vejen")
    names = {number: (label.lower(), label) for number, label in enumerate(sorted(printed))}
    counts = pd.DataFrame({"role": "leader", "municipality": list(names), "wave": 1})
    found = [unit.label for unit in units(counts, names) if unit.level == "municipality"]
    assert found == list(printed)
