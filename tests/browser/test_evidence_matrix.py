"""The matrix of the desk research in a browser: sorted, filtered and opened by keyboard alone."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "unit"))

from evidence_run import analysed, rendered, staged  # noqa: E402


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return rendered(staged(analysed(tmp_path_factory.mktemp("matrix"))))[0]


SEEN = {}


@pytest.fixture
def seen(html, need):
    """What the browser met; looked at once, as a start takes seconds."""
    tools = [need(tool) for tool in ("node", "chromium", "axe")]
    if not SEEN:
        done = subprocess.run(
            [tools[0], str(HERE / "explore.mjs"), tools[1], str(html)],
            capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        SEEN.update(json.loads(done.stdout))
    return SEEN


def test_every_header_sorts_and_every_choice_has_a_label(seen):
    role = seen["role"]
    assert role["buttons"] == role["heads"] > 15
    assert role["status"] == "status"
    assert role["group"] == "group"
    assert role["name"]
    assert {"design", "target", "year", "rating", "column", "state"} == set(role["keys"])
    assert all(role["labels"])


def test_at_first_all_reports_are_shown_in_the_order_of_the_report(seen):
    first = seen["first"]
    assert first["status"] == "Viser 11 af 11 rapporter."
    assert len(first["heads"]) == first["all"] == 11
    assert set(first["sorts"]) == {"none"}
    assert first["open"] == 0


def test_a_header_sorts_up_down_and_back(seen):
    first = seen["first"]["heads"]
    up, down, back = seen["ascending"], seen["descending"], seen["unsorted"]
    assert up["heads"] == sorted(first, key=str.casefold)
    assert up["sorts"][0] == "ascending"
    assert up["sorts"].count("none") == len(up["sorts"]) - 1
    assert "stigende" in up["status"]
    assert down["heads"] == sorted(first, key=str.casefold, reverse=True)
    assert down["sorts"][0] == "descending"
    assert "faldende" in down["status"]
    assert back["heads"] == first
    assert set(back["sorts"]) == {"none"}


def test_a_theme_shows_its_strongest_first(seen):
    keys = seen["themeKeys"]
    assert keys == sorted(keys, reverse=True)
    assert keys[0] > keys[-1]
    assert seen["theme"]["sorts"][1] == "descending"
    assert seen["visible"]


def test_every_filter_leaves_the_reports_that_fit_and_says_how_many(seen):
    assert len(seen["filters"]) == 6
    for each in seen["filters"]:
        assert each["heads"], each["key"]
        assert sorted(each["heads"]) == sorted(each["fitting"]), each["key"]
        assert len(each["heads"]) < 11 or each["key"] in ("rating",), each["key"]
        told = re.match(r"Viser (\d+) af (\d+) rapporter\.", each["status"])
        assert told, each["key"]
        assert [int(told[1]), int(told[2])] == [len(each["heads"]), 11]
    assert len(seen["released"]["heads"]) == 11


def test_filters_add_up_and_are_taken_back_at_once(seen):
    alone = {each["key"]: set(each["heads"]) for each in seen["filters"]}
    assert set(seen["both"]["heads"]) <= alone["column"] & alone["state"]
    assert seen["reset"]["heads"] == seen["first"]["heads"]
    assert seen["reset"]["status"] == "Viser 11 af 11 rapporter."


def test_all_findings_open_with_one_key_and_axe_finds_nothing_then(seen):
    assert seen["opened"]["open"] == seen["plain"]["details"] > 30
    assert seen["violations"] == []
    assert seen["complaints"] == []
    assert seen["requests"] == []


def test_without_script_the_table_is_whole_and_has_no_dead_buttons(seen):
    assert seen["plain"]["rows"] == 11
    assert seen["plain"]["buttons"] == 0


def test_on_a_phone_the_table_scrolls_and_the_page_does_not(seen):
    phone = seen["phone"]
    assert phone["page"] <= 375
    assert phone["role"] == "region"
    assert phone["tab"] == 0
    assert "Tabel" in phone["label"]
    assert phone["moved"] > 0
    assert abs(phone["head"]) < 2  # the report's name stays in sight


def test_on_paper_there_are_no_controls(seen):
    assert seen["paper"] == {"controls": "none", "details": "none", "scroll": "visible"}
