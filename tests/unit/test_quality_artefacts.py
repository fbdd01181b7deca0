"""Data quality, follow-up and balance as artefacts: what adds up, and what may not be shown."""

import itertools
import json

import numpy as np
import pandas as pd
import pytest
from brf_tables import make_artefacts, run_group, write_tables
from hypothesis import example, given, settings
from hypothesis import strategies as st

from effektspor.artefacts import read_artefacts
from effektspor.errors import EstimationError
from effektspor.evaluations.brf2019.words import WORDS
from effektspor.evaluations.masking import COMPLEMENT, SHOWN, SMALL, mask_parts
from effektspor.evaluations.municipalities.follow_up import REASON, masked
from effektspor.evaluations.quality_lines import ALL, ROWS_OUT, by_check
from effektspor.registers.quality import Ledger

REDUCING = ("out_of_range", "zero_hours", "merged_jobs")


def hours(years):
    """A ledger of one source; `years` gives rows read and what each reducing check found."""
    ledger = Ledger()
    for number, (read, *found) in enumerate(years):
        year = 2016 + number
        ledger.read("hours", f"bfl{year}.dta", year, read)
        for check, count in zip(REDUCING, found, strict=True):
            ledger.step(check, "hours", f"bfl{year}.dta", year, count)
    return ledger.frame()


def lookup(lines, column="n_affected"):
    return lines.set_index(["check", "year"])[column]


def test_a_source_adds_up_by_year_and_in_all():
    lines = by_check(hours([(1000, 10, 200, 30), (2000, 0, 400, 0)]), 5)
    counts = lookup(lines)
    assert counts["read", ALL] == 3000
    assert counts["zero_hours", "2017"] == 400
    assert ("merged_jobs", "2017") not in counts
    assert counts[ROWS_OUT, "2016"] == 1000 - 240
    assert counts[ROWS_OUT, ALL] == 3000 - 640
    assert lines["hidden"].eq(SHOWN).all()
    after = lookup(lines, "n_after")
    assert after["zero_hours", "2016"] == lookup(lines, "n_before")["merged_jobs", "2016"] == 790


def test_files_of_one_source_and_year_are_added():
    ledger = Ledger()
    for part, rows in (("a.csv", 300), ("b.csv", 500)):
        ledger.read("population", part, 2016, rows)
    counts = lookup(by_check(ledger.frame(), 5))
    assert counts["read", "2016"] == counts["read", ALL] == 800


def test_what_is_found_in_the_rows_left_stands_under_its_source():
    ledger = Ledger()
    ledger.read("hours", "bfl2016.dta", 2016, 1000)
    ledger.step("zero_hours", "hours", "bfl2016.dta", 2016, 100)
    ledger.read("stv", "stv.csv", None, 50)
    for file, rows, unknown in (("hours.parquet", 900, 40), ("stv.parquet", 50, 2)):
        ledger.read("cohort", file, None, rows)
        ledger.step("not_in_dream", "cohort", file, None, unknown)
    lines = by_check(ledger.frame(), 5)
    assert lines["source"].unique().tolist() == ["hours", "stv"]
    found = lines[lines["check"] == "not_in_dream"].set_index("source")
    assert found.loc["hours", ["n_before", "n_affected", "n_after"]].tolist() == [900, 40, 900]
    assert found.loc["stv", "hidden"] == SMALL
    assert lines["check"].tolist()[-1] == "not_in_dream"


def test_a_source_without_years_has_its_sum_only():
    ledger = Ledger()
    ledger.read("dream", "dream.dta", None, 900)
    assert set(by_check(ledger.frame(), 5)["year"]) == {ALL}


def test_a_small_loss_hides_what_is_left_and_the_sum_of_the_years():
    lines = by_check(hours([(1000, 0, 3, 100), (2000, 0, 400, 0)]), 5)
    marks, counts = lookup(lines, "hidden"), lookup(lines)
    assert marks["zero_hours", "2016"] == SMALL
    assert marks["zero_hours", ALL] == marks[ROWS_OUT, "2016"] == COMPLEMENT
    assert marks[ROWS_OUT, ALL] == COMPLEMENT
    assert counts["zero_hours", "2017"] == 400
    assert counts["merged_jobs", "2016"] == 100  # not small itself; what it leaves is hidden
    assert pd.isna(lookup(lines, "n_before")["merged_jobs", "2016"])


def test_few_rows_left_are_no_more_told_than_few_rows_lost():
    ledger = Ledger()
    ledger.read("stv", "stv.csv", None, 100)
    ledger.step("not_marked", "stv", "stv.csv", None, 97)
    marks = lookup(by_check(ledger.frame(), 5), "hidden")
    assert marks["not_marked", ALL] == marks[ROWS_OUT, ALL] == COMPLEMENT


def test_columns_are_nobody_s():
    ledger = Ledger()
    ledger.read("dream", "dream.dta", None, 900)
    ledger.step("week_order", "dream", "dream.dta", None, 2)
    ledger.step("float_codes", "dream", "dream.dta", None, 2)
    lines = by_check(ledger.frame(), 5)
    assert lookup(lines)["week_order", ALL] == 2
    assert lookup(lines, "hidden")["float_codes", ALL] == SMALL
    assert lookup(lines)[ROWS_OUT, ALL] == 900  # a repaired cell takes no row out


@given(
    st.lists(
        st.tuples(st.integers(0, 30), *[st.integers(0, 9)] * len(REDUCING)),
        min_size=1,
        max_size=4,
    )
)
@example([(0, 0, 0, 5), (1, 0, 0, 0)])
@settings(max_examples=150, deadline=None)
def test_no_hidden_count_follows_from_those_that_are_printed(years):
    years = [(read + sum(found), *found) for read, *found in years]
    lines = by_check(hours(years), 5)
    shown = {key: value for key, value in lookup(lines).items() if not pd.isna(value)}
    hidden = sorted(set(lookup(lines).index) - set(shown))
    where = {key: place for place, key in enumerate(hidden)}
    checks, columns = sorted(set(lines["check"])), sorted(set(lines["year"]))
    equations = []
    for year in columns:  # rows read are rows left and rows lost
        equations.append({(check, year): 1 if check == "read" else -1 for check in checks})
    for check in checks:  # all years are the sum of the years
        equations.append({(check, year): -1 if year == ALL else 1 for year in columns})
    matrix = np.zeros((len(equations), len(hidden)))
    for row, equation in enumerate(equations):
        for key, sign in equation.items():
            if key in where:
                matrix[row, where[key]] = sign
    rank = np.linalg.matrix_rank(matrix) if hidden else 0
    true = lookup(by_check(hours(years), 1))
    for place in range(len(hidden)):
        if not 0 < true[hidden[place]] < 5:
            continue  # a sum that hides no few may follow from its parts
        unit = np.eye(len(hidden))[place]
        assert np.linalg.matrix_rank(np.vstack([matrix, unit])) > rank, hidden[place]
    small = lookup(by_check(hours(years), 1))
    for key, value in shown.items():
        assert value == small[key]
        assert not 0 < value < 5, key


def test_rows_that_are_not_accounted_for_stop_the_artefacts(tmp_path):
    paths = write_tables(tmp_path / "t")
    quality = pd.read_csv(paths["quality"])
    quality.loc[quality["check"] == "zero_hours", "n_after"] += 1
    quality.to_csv(paths["quality"], index=False)
    mark = tmp_path / "mark.json"
    mark.write_text(json.dumps({"synthetic": True}), encoding="utf-8")
    assert run_group("quality", paths, tmp_path / "o", mark) == EstimationError.exit_code
    assert not (tmp_path / "o" / "quality.artefacts.json").exists()


def test_sums_are_told_unless_a_part_is_hidden(tmp_path):
    paths = write_tables(tmp_path / "t")
    artefacts = make_artefacts(paths, tmp_path / "o")
    assert artefacts["quality.rows_read"].value == 109_000
    assert artefacts["quality.read.hours"].value == 100_000
    assert artefacts["quality.rows_set_aside"].value == 550
    assert artefacts["quality.cells_repaired"].value == 120
    assert artefacts["quality.rows_merged"].value == 0
    assert artefacts["quality.sources"].value == 2
    assert artefacts["quality.table"].prespecified
    ledger = Ledger()
    ledger.read("stv", "stv.csv", None, 300)
    ledger.step("not_marked", "stv", "stv.csv", None, 2)
    pd.concat([pd.read_csv(paths["quality"]), ledger.frame()]).to_csv(paths["quality"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "again")
    assert "quality.rows_set_aside" not in artefacts
    assert "withheld.quality.rows_set_aside" in artefacts


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5), st.integers(2, 6))
def test_small_parts_of_a_known_sum_cannot_be_told(counts, min_cell):
    marks = mask_parts(counts, min_cell)
    for count, mark in zip(counts, marks, strict=True):
        assert (mark == SMALL) == (0 < count < min_cell)
    hidden = [count for count, mark in zip(counts, marks, strict=True) if mark != SHOWN]
    if SMALL not in marks:
        assert not hidden
    elif COMPLEMENT not in marks and SHOWN in marks:
        # What a reader can take the hidden counts for, each of them from 1 to one below the least.
        possible = [
            each
            for each in itertools.product(range(1, min_cell), repeat=len(hidden))
            if sum(each) == sum(hidden)
        ]
        assert sum(hidden) >= min_cell
        assert all(len(set(values)) > 1 for values in zip(*possible, strict=True))


def test_ends_of_courses_are_hidden_within_their_own_group():
    ends = pd.DataFrame(
        [("participants", "2016", "left", 400), ("participants", "2016", "death", 3),
         ("participants", "2016", "pension", 40), ("comparison", "2016", "left", 900)],
        columns=["group", "cohort", "reason", "n"],
    )  # fmt: skip
    table = masked(ends, 5, WORDS).set_index(["group", "cohort", "reason"]).sort_index()
    assert len(table) == 4 * len(REASON)
    own = table.loc["participants", "2016"]
    assert own["hidden"].to_dict() == {
        "end_of_data": SHOWN, "left": SHOWN, "pension": COMPLEMENT, "emigration": SHOWN,
        "death": SMALL,
    }  # fmt: skip
    assert own.loc["left", "n"] == 400
    assert pd.isna(own.loc["pension", "n"])
    assert table.loc[("comparison", "2016"), "hidden"].eq(SHOWN).all()


@pytest.mark.parametrize(("deaths", "told"), [(20, 80), (2, None)])
def test_a_sum_over_groups_is_withheld_where_a_group_has_few(deaths, told, tmp_path):
    paths = write_tables(tmp_path / "t")
    ends = pd.read_csv(paths["follow_up"])
    dead = (ends["reason"] == "death") & (ends["group"] == "participants")
    ends.loc[dead, "n"] = deaths
    ends.to_csv(paths["follow_up"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    assert (artefacts["follow_up.lost"].value if told else None) == told
    assert ("withheld.follow_up.lost" in artefacts) == (told is None)


def test_balance_tells_the_largest_difference_of_each_contrast_and_of_whom(tmp_path):
    paths = write_tables(tmp_path / "t")
    balance = pd.read_csv(paths["balance"])
    years = balance["contrast"] == "participants_2017_2018"
    female = balance.assign(covariate="female", smd=np.where(years, -0.3, np.nan))
    pd.concat([balance, female.assign(n_a=150, n_b=250)]).to_csv(paths["balance"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    assert artefacts["baseline.covariates"].value == 2
    assert artefacts["baseline.participants_2017_2018.largest"].value == pytest.approx(0.3)
    assert artefacts["baseline.participants_2017_2018.notable"].value == 1
    assert artefacts["baseline.comparison_2017_2018.largest"].value == pytest.approx(0.01)
    assert artefacts["baseline.comparison_2017_2018.notable"].n == {
        "start_2017": 400, "start_2018": 400,
    }  # fmt: skip


def test_definitions_follow_the_settings(tmp_path):
    paths = write_tables(tmp_path / "t")
    make_artefacts(paths, tmp_path / "o")
    mark = tmp_path / "o" / "mark.json"
    how = {"bridge_weeks": 6, "bridge_family_weeks": 13, "censor": True, "min_cell": 30}
    assert run_group("cohort", paths, tmp_path / "again", mark, **how) == 0
    plain = read_artefacts([tmp_path / "o" / "cohort.artefacts.json"])
    other = read_artefacts([tmp_path / "again" / "cohort.artefacts.json"])
    assert "op til 4 uger, blanke eller" in plain["attrition.table"].definition.da
    assert "op til 6 blanke uger og 13 uger" in other["attrition.table"].definition.da
    assert "fortsat med, hvor" in plain["follow_up.table"].definition.da
    assert "ikke med i nævnerne" in other["follow_up.table"].definition.da
    assert other["disclosure.min_cell"].value == 30
    assert "withheld.follow_up.lost" in other
    assert plain["follow_up.lost"].value == 80
