"""Fidelity tables 1-3: counts known from the rule, and that a change of one cell moves one row."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.brf2019.fidelity_change import (
    COLUMNS,
    ELEMENTS,
    MarkRule,
    count_marks,
    fidelity_tables,
    mark_rule,
    municipal_means,
)
from effektspor.published import read_published

FOLDER = Path(__file__).parents[2] / "data/published"


@pytest.fixture(scope="module")
def published():
    return read_published(FOLDER)


@pytest.fixture(scope="module")
def tables(published):
    return fidelity_tables(published)


def row(tables, table, unit, element):
    chosen = tables[
        (tables["table"] == table) & (tables["unit_id"] == unit) & (tables["element"] == element)
    ]
    return chosen.iloc[0]


def test_marks_by_table(tables):
    counts = count_marks(tables).pivot_table(index="table", columns="mark", values="n")
    assert counts.loc[1, ["green", "yellow", "red"]].tolist() == [6, 1, 0]
    assert counts.loc[2, ["green", "yellow", "red"]].tolist() == [27, 8, 0]
    assert counts.loc[3, ["green", "yellow", "red"]].tolist() == [82, 16, 21]


def test_cells_on_the_limit_are_yellow(tables):
    silkeborg = row(tables, 3, "silkeborg", "ready")
    assert (silkeborg["change"], silkeborg["mark"]) == (-5, "yellow")
    leader = row(tables, 2, "leader", "followup")
    assert (leader["change"], leader["mark"]) == (5, "yellow")


def test_labels_are_danish(tables):
    assert row(tables, 2, "consultant", "cv")["unit_label"] == "Virksomhedskonsulent"
    assert row(tables, 3, "taarnby", "cv")["unit_label"] == "Tårnby"
    assert set(tables["element_label_da"]) == set(ELEMENTS.values())


def test_each_row_names_its_cells_and_page(tables, published):
    values = published.set_index("item_id")["value"]
    assert values[tables["start_item"]].tolist() == tables["start"].tolist()
    assert values[tables["slut_item"]].tolist() == tables["slut"].tolist()
    assert tables.groupby("table")["pages"].unique().map(list).to_dict() == {
        1: ["20"], 2: ["21"], 3: ["22"],
    }  # fmt: skip


def test_printed_total_is_no_plain_mean(tables):
    means = municipal_means(tables).set_index("element")
    assert means.loc["cv", "slut_mean"] == pytest.approx(51.82, abs=0.005)
    assert means.loc["cv", "slut_total"] == 55
    assert means.loc["cv", "start_mean"] == pytest.approx(32.94, abs=0.005)


def test_one_changed_cell_changes_exactly_its_row(tmp_path):
    folder = Path(shutil.copytree(FOLDER, tmp_path / "published"))
    command = ["fidelity", "--settings", json.dumps({}), "--published"]
    assert main([*command, str(FOLDER), "--out", str(tmp_path / "before.csv")]) == 0
    path = folder / "brf2019.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "brf.t3.gribskov.plan.slut," in line)
    lines[at] = lines[at].replace(",73,percent", ",69,percent")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main([*command, str(folder), "--out", str(tmp_path / "after.csv")]) == 0

    before, after = (pd.read_csv(tmp_path / f"{name}.csv") for name in ("before", "after"))
    assert tuple(before.columns) == COLUMNS
    changed = before.index[(before != after).any(axis=1)]
    assert before.loc[changed, ["unit_id", "element"]].to_numpy().tolist() == [["gribskov", "plan"]]
    assert before.loc[changed[0], ["slut", "change", "mark"]].tolist() == [73, 9, "green"]
    assert after.loc[changed[0], ["slut", "change", "mark"]].tolist() == [69, 5, "yellow"]


def test_limits_come_from_the_notes(published):
    frame = published.copy()
    for limit, value in (("green", 8), ("yellow_high", 8), ("yellow_low", -5), ("red", 5)):
        frame.loc[frame["item_id"] == f"brf.t1.note.{limit}", "value"] = value
    assert mark_rule(frame, 1) == MarkRule(low=-5, high=8)
    marks = fidelity_tables(frame).query("table == 1")["mark"]
    assert (marks == "yellow").sum() == 3  # rises of 8, 8 and 4


def test_note_that_contradicts_itself_stops(published):
    frame = published.copy()
    frame.loc[frame["item_id"] == "brf.t3.note.green", "value"] = 6
    with pytest.raises(InputError, match="table 3 leaves changes"):
        fidelity_tables(frame)


def test_missing_note_stops(published):
    with pytest.raises(InputError, match=r"brf\.t2\.note\.red is missing"):
        fidelity_tables(published[published["item_id"] != "brf.t2.note.red"])


@pytest.mark.parametrize(
    "gone",
    [
        ["brf.t3.vejen.cv.slut"],
        ["brf.t3.vejen.cv.start"],
        ["brf.t3.vejen.cv.start", "brf.t3.vejen.cv.slut"],
    ],
)
def test_missing_cell_stops(published, gone):
    with pytest.raises(InputError, match="Table 3 is not whole: unit vejen, element cv"):
        fidelity_tables(published[~published["item_id"].isin(gone)])


@pytest.mark.parametrize("value", [37.5, 101, -1])
def test_cell_that_is_no_share_stops(published, value):
    frame = published.copy()
    frame.loc[frame["item_id"] == "brf.t3.vejen.cv.slut", "value"] = value
    with pytest.raises(InputError, match="not a whole per cent"):
        fidelity_tables(frame)


@given(change=st.integers(-100, 100), low=st.integers(-20, 0), high=st.integers(0, 20))
def test_every_change_has_the_one_mark_of_the_rule(change, low, high):
    mark = MarkRule(low=low, high=high).mark(change)
    assert (mark == "green") == (change > high)
    assert (mark == "red") == (change < low)
    assert (mark == "yellow") == (low <= change <= high)


@given(change=st.integers(-100, 100), limit=st.integers(0, 20))
def test_a_symmetric_rule_treats_rise_and_fall_alike(change, limit):
    rule = MarkRule(low=-limit, high=limit)
    mirrored = {"green": "red", "red": "green", "yellow": "yellow"}
    assert rule.mark(-change) == mirrored[rule.mark(change)]
