"""The ledger: every row that is read is written or explained."""

import pytest

from effektspor.errors import EstimationError
from effektspor.registers.checks import CHECKS, REDUCING
from effektspor.registers.quality import Ledger, join_quality, read_quality, refuse_gaps
from effektspor.tables import write_csv


def ledger():
    book = Ledger()
    for rows in (60, 40):
        book.read("hours", "bfl2016.dta", 2016, rows)
    book.step("zero_hours", "hours", "bfl2016.dta", 2016, 7)
    book.step("merged_jobs", "hours", "bfl2016.dta", 2016, 3)
    book.step("user_missing", "hours", "bfl2016.dta", 2016, 2)
    book.read("hours", "bfl2017.dta", 2017, 10)
    return book


def test_rows_are_followed_from_check_to_check():
    frame = ledger().frame()
    first = frame[frame["year"] == 2016]
    assert list(first["check"]) == ["read", "user_missing", "zero_hours", "merged_jobs"]
    assert list(first["n_after"]) == [100, 100, 93, 90]
    assert ledger().rows_left("hours") == 100


def test_the_ledger_survives_its_file_and_adds_up(tmp_path):
    write_csv(ledger().frame(), tmp_path / "quality.csv")
    book = join_quality([read_quality(tmp_path / "quality.csv")])
    refuse_gaps(book, {"hours": 100})


def test_a_row_without_explanation_is_found():
    with pytest.raises(EstimationError, match="differ"):
        refuse_gaps(ledger().frame(), {"hours": 99})
    broken = ledger().frame()
    broken.loc[2, "n_after"] += 1
    with pytest.raises(EstimationError, match="bfl2016"):
        refuse_gaps(broken, {"hours": 101})


def test_checks_have_labels_in_both_languages_and_reduce_by_rows_only():
    for check in CHECKS.values():
        assert check.label_da
        assert check.label_en
        assert check.action not in REDUCING or check.unit == "rows"


def test_an_unknown_check_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        Ledger().step("no_such_check", "hours", "bfl.dta", None, 1)
