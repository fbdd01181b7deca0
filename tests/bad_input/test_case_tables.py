"""The tables that a municipality itself writes for its business case, with mistakes in them."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.business_case.baseline import read_baseline
from effektspor.evaluations.business_case.printed_items import refuse_other_values
from effektspor.evaluations.business_case.status import MEASURES, read_status, status_table
from effektspor.evaluations.business_case.targets import read_targets
from effektspor.inhabitants import read_inhabitants
from effektspor.registers.quality import Ledger

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "data" / "business_case"
GOOD = [
    ("2018-09", "all", "238"), ("2018-09", "internship", "47"), ("2018-09", "wage", "20"),
    ("2018-09", "no_offer", "82"), ("2018-10", "all", "242"), ("2018-10", "no_offer", "0"),
]  # fmt: skip


def written(rows, path, header="month;measure;count", separator=";"):
    lines = [header, *(separator.join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def status(rows, tmp_path, ledger=None, **form):
    path = written(rows, tmp_path / "status.csv", **form)
    return read_status(path, "2018-09", "2019-12", ledger or Ledger())


@pytest.mark.parametrize(
    ("place", "row", "words", "named"),
    [
        (1, ("2018-9", "internship", "47"), "YYYY-MM", "row 3"),
        (1, ("2018-13", "internship", "47"), "YYYY-MM", "row 3"),
        (1, ("september", "internship", "47"), "YYYY-MM", "row 3"),
        (1, ("2018-09", "praktik", "47"), "one of all, internship", "row 3"),
        (1, ("2018-09", "no_offer", "47"), "twice", "row 5, month 2018-09, measure no_offer"),
        (1, ("2018-09", "internship", "-4"), "no whole number from 0", "row 3"),
        (1, ("2018-09", "internship", "4,5"), "no whole number", "row 3"),
        (1, ("2018-09", "internship", "19 pct."), "no whole number", "row 3"),
        (1, ("2018-09", "internship", ""), "no whole number", "row 3"),
        (1, ("2018-09", "internship", "239"), "above that of all", "row 3"),
        (1, ("2018-09", "internship", "157"), "together above all", "row 3"),
        (4, ("2018-10", "cv", "100"), "no row of the measure all", "row 6, month 2018-10"),
        (4, ("2018-10", "all", "0"), "base is zero", "row 6, month 2018-10"),
    ],
)
def test_a_mistake_in_the_scheme_is_told_with_file_and_row(place, row, words, named, tmp_path):
    rows = [*GOOD[:place], row, *GOOD[place + 1 :]]
    with pytest.raises(InputError, match=words) as caught:
        status(rows, tmp_path)
    assert f"{tmp_path / 'status.csv'}, {named}" in caught.value.where


@pytest.mark.parametrize(
    ("header", "words"),
    [("maaned;measure;count", "lacks the columns month"), ("month;measure", "lacks the columns")],
)
def test_a_scheme_with_other_columns_is_refused(header, words, tmp_path):
    with pytest.raises(InputError, match=words):
        status(GOOD, tmp_path, header=header)


def test_a_scheme_cut_off_within_a_row_is_refused(tmp_path):
    with pytest.raises(InputError, match="2 fields instead of 3"):
        status([*GOOD, ("2018-11", "all")], tmp_path)


def test_a_scheme_may_have_commas(tmp_path):
    found = status(GOOD, tmp_path, header="month,measure,count", separator=",")
    assert list(zip(found["month"], found["measure"], found["count"], strict=True)) == [
        (month, measure, int(count)) for month, measure, count in GOOD
    ]


def test_months_outside_the_follow_up_are_set_aside_and_counted(tmp_path):
    ledger = Ledger()
    rows = [("2018-08", "all", "230"), *GOOD, ("2020-01", "all", "200")]
    found = status(rows, tmp_path, ledger)
    counts = ledger.frame().set_index("check")["n_affected"]
    assert counts.to_dict() == {"read": len(rows), "other_months": 2}
    assert len(found) == len(GOOD)


def test_counts_of_few_and_of_all_but_few_are_withheld(tmp_path):
    rows = [("2018-09", "all", "60"), ("2018-09", "internship", "4"), ("2018-09", "wage", "5"),
            ("2018-09", "cv", "57"), ("2018-09", "consultant", "60"), ("2018-10", "all", "4"),
            ("2018-10", "no_offer", "0")]  # fmt: skip
    table = status_table(status(rows, tmp_path), 5).set_index(["month", "measure"])
    hidden = set(table.index[table["shown"] == "withheld"])
    assert hidden == {("2018-09", "internship"), ("2018-09", "cv"), ("2018-10", "all"),
                      ("2018-10", "no_offer")}  # fmt: skip
    assert table.loc[list(hidden), ["n", "share"]].isna().all(axis=None)
    assert table["of"].dropna().eq(60).all()
    assert table.loc[("2018-09", "wage"), "share"] == pytest.approx(5 / 60)


def test_the_command_writes_tables_and_empty_ones_where_there_is_no_scheme(tmp_path, capsys):
    settings = {
        "as_of": "2018-09-01",
        "followed_until": "2019-12-28",
        "disclosure": {"min_cell": 5},
    }
    out = ["--status", str(tmp_path / "out.csv"), "--quality", str(tmp_path / "quality.csv")]
    command = ["ingest-status", "--settings", json.dumps(settings), *out]
    assert main([*command, "--files", str(written(GOOD, tmp_path / "status.csv"))]) == 0
    assert len(pd.read_csv(tmp_path / "out.csv")) == len(GOOD)
    assert main([*command, "--files"]) == 0
    for name in ("out.csv", "quality.csv"):
        assert pd.read_csv(tmp_path / name).empty
    assert main([*command, "--files", str(tmp_path / "none.csv")]) == InputError.exit_code
    assert "does not exist" in capsys.readouterr().err


def test_the_simulator_writes_no_measure_that_is_refused():
    flows = ROOT / "data" / "simulation" / "flows.yaml"
    shares = yaml.safe_load(flows.read_text(encoding="utf-8"))["case"]["status"]["from"]
    assert set(shares) <= set(MEASURES)


def changed(name, key, cells, tmp_path, place=0):
    """A shipped table in which the row whose first cell is `key` has other cells; and its number."""
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = next(iter(rows[0]))
    numbers = [at for at, row in enumerate(rows, start=2) if row[first] == key]
    rows[numbers[place] - 2].update(cells)
    path = tmp_path / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path, numbers[place]


@pytest.mark.parametrize(
    ("measure", "cells", "words"),
    [
        ("citizens", {"value": "0"}, "base is zero"),
        ("citizens", {"value": "-3"}, "number from 0 on"),
        ("citizens", {"value": "mange"}, "number from 0 on"),
        ("citizens", {"value": "inf"}, "number from 0 on"),
        ("over_1y", {"value": "101"}, "above 100 per cent"),
        ("over_52w", {"value": "219"}, "above that of all citizens"),
        ("over_1y", {"unit": "share"}, "unit must be one of"),
        ("over_1y", {"who": "Hedensted"}, "who must be one of"),
        ("over_1y", {"measure": ""}, "measure is blank"),
        ("over_2y", {"measure": "over_1y"}, "twice"),
    ],
)
def test_a_mistake_in_the_baseline_is_told_with_measure_and_row(measure, cells, words, tmp_path):
    path, number = changed("baseline", measure, cells, tmp_path)
    with pytest.raises(InputError, match=words) as caught:
        read_baseline(path)
    named = cells.get("measure", measure) or "(blank)"
    assert f"row {number}, measure {named}" in caught.value.where


@pytest.mark.parametrize(
    ("target", "cells", "words"),
    [
        ("over_1y", {"value_long": "101"}, "between 0 and 100"),
        ("over_1y", {"value_long": "57"}, "value_long lies above value_short"),
        ("over_1y", {"value_short": "62"}, "value_short lies above baseline"),
        ("flexjob", {"value_long": "14"}, "value_long lies below baseline"),
        ("flexjob", {"value_long": ""}, "value_long is blank"),
        ("flexjob", {"direction": "more"}, "direction must be"),
        ("flexjob", {"unit": "points"}, "unit must be"),
        ("flexjob", {"order": "first"}, "no whole number"),
    ],
)
def test_a_mistake_in_the_targets_is_told_with_target_and_row(target, cells, words, tmp_path):
    path, number = changed("targets", target, cells, tmp_path)
    with pytest.raises(InputError, match=words) as caught:
        read_targets(path)
    assert f"row {number}, target {target}" in caught.value.where


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"value": "36"}, "differs from the printed figure"),
        ({"item": "hed.none"}, "no printed figure of this id"),
    ],
)
def test_the_baseline_says_what_is_printed(cells, words):
    printed = pd.Series({"hed.base.exit_ordinary_job": 35.7, "hed.x.increase": 10.0})
    row = {"measure": "exit_job", "value": "35,7", "item": "hed.base.exit_ordinary_job"}
    pairs, path = {"item": "value"}, Path("baseline.csv")
    kept = [row, row | {"item": ""}, row | {"item": "hed.x.increase"}]
    refuse_other_values(pd.DataFrame(kept), path, pairs, "measure", printed)
    with pytest.raises(InputError, match=words) as caught:
        refuse_other_values(pd.DataFrame([row, row | cells]), path, pairs, "measure", printed)
    assert "baseline.csv, row 3, exit_job" in caught.value.where


def test_inhabitants_are_positive_and_each_municipality_stands_once(tmp_path):
    for rows in (["101,0"], ["101,-5"], ["101,mange"], ["101,10", "101,12"]):
        path = tmp_path / "inhabitants.csv"
        path.write_text("\n".join(["number,inhabitants", "147,9", *rows]) + "\n", encoding="utf-8")
        with pytest.raises(InputError, match="twice or its inhabitants") as caught:
            read_inhabitants(path)
        assert caught.value.where.endswith(f"row {2 + len(rows)}")
