"""The tables that a municipality itself writes for its business case, with mistakes in them."""

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml

from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.business_case.status import MEASURES, read_status, status_table
from effektspor.registers.quality import Ledger

GOOD = [
    ("2018-09", "all", "238"), ("2018-09", "internship", "47"), ("2018-09", "wage", "20"),
    ("2018-09", "no_offer", "82"), ("2018-10", "all", "242"), ("2018-10", "no_offer", "0"),
]  # fmt: skip


def written(rows, path, header="month;measure;count", separator=";"):
    lines = [header, *(separator.join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def status(rows, tmp_path, **form):
    return read_status(
        written(rows, tmp_path / "status.csv", **form), "2018-09", "2019-12", Ledger()
    )


@pytest.mark.parametrize(
    ("place", "row", "words", "named"),
    [
        (1, ("2018-9", "internship", "47"), "no month", "row 3"),
        (1, ("2018-13", "internship", "47"), "no month", "row 3"),
        (1, ("september", "internship", "47"), "no month", "row 3"),
        (1, ("2018-09", "praktik", "47"), "one of all, internship", "row 3"),
        (1, ("2018-09", "no_offer", "47"), "2018-09 has the measure no_offer twice",
         "row 5, and row 3"),
        (1, ("2018-09", "internship", "-4"), "negative", "row 3"),
        (1, ("2018-09", "internship", "4,5"), "no whole number", "row 3"),
        (1, ("2018-09", "internship", "19 pct."), "no whole number", "row 3"),
        (1, ("2018-09", "internship", "239"), "internship is above that of all",
         "row 3, and row 2"),
        (1, ("2018-09", "internship", "157"), "internship and those without an offer",
         "row 3, row 5 and row 2"),
        (4, ("2018-10", "cv", "100"), "2018-10 does not say how many", "row 6"),
        (4, ("2018-10", "all", ""), "2018-10 does not say how many", "row 7"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_scheme_is_told_with_file_and_row(place, row, words, named, tmp_path):
    rows = [*GOOD[:place], row, *GOOD[place + 1 :]]
    with pytest.raises(InputError, match=words) as caught:
        status(rows, tmp_path)
    assert named in caught.value.where
    assert str(tmp_path / "status.csv") in caught.value.where


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


def test_a_scheme_may_have_commas_and_counts_that_are_not_stated(tmp_path):
    rows = [*GOOD, ("2018-11", "all", "240"), ("2018-11", "wage", "")]
    found = status(rows, tmp_path, header="month,measure,count", separator=",")
    assert not ((found["month"] == "2018-11") & (found["measure"] == "wage")).any()
    assert len(found) == len(GOOD) + 1


def test_months_outside_the_follow_up_are_set_aside_and_counted(tmp_path):
    rows = [("2018-08", "all", "230"), *GOOD, ("2020-01", "all", "200"), ("2018-11", "all", "9")]
    path = written([*rows, ("2018-11", "cv", "")], tmp_path / "status.csv")
    ledger = Ledger()
    found = read_status(path, "2018-09", "2019-12", ledger)
    counts = ledger.frame().set_index("check")["n_affected"]
    assert counts.to_dict() == {"read": 10, "other_months": 2, "no_count": 1}
    assert len(found) == counts["read"] - counts["other_months"] - counts["no_count"]


def test_two_files_may_not_have_the_same_month(tmp_path):
    part = status(GOOD, tmp_path)
    with pytest.raises(InputError, match="2018-09 stands in two files"):
        status_table([part, part], 5)


def test_counts_of_few_and_of_all_but_few_are_withheld(tmp_path):
    rows = [("2018-09", "all", "60"), ("2018-09", "internship", "4"), ("2018-09", "wage", "5"),
            ("2018-09", "cv", "57"), ("2018-09", "consultant", "60"), ("2018-10", "all", "4"),
            ("2018-10", "no_offer", "0")]  # fmt: skip
    table = status_table([status(rows, tmp_path)], 5).set_index(["month", "measure"])
    hidden = table.index[table["shown"] == "withheld"].tolist()
    assert hidden == [("2018-09", "internship"), ("2018-09", "cv"), ("2018-10", "all"),
                      ("2018-10", "no_offer")]  # fmt: skip
    assert table.loc[hidden, "count"].isna().all()
    assert table["all"].dropna().eq(60).all()
    assert table.loc[("2018-09", "consultant"), "count"] == 60


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
    flows = Path(__file__).parents[2] / "data/simulation/flows.yaml"
    shares = yaml.safe_load(flows.read_text(encoding="utf-8"))["case"]["status"]["from"]
    assert set(shares) <= set(MEASURES)
