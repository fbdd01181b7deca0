"""The table of prices and rules of a business case, with mistakes in it."""

import csv
from pathlib import Path

import pytest

from effektspor.errors import InputError
from effektspor.evaluations.business_case.parameters import read_parameters

SHIPPED = Path(__file__).parents[2] / "data/business_case/parameters.csv"


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(rows, path):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("parameter", "changed", "words"),
    [
        ("share_providers", {"high": "1.4"}, "A share is at most 1"),
        ("share_providers", {"low": "40"}, "must ascend"),
        ("job_wage", {"base": "99000"}, "must ascend"),
        ("job_wage", {"low": "-1"}, "below what it can be"),
        ("job_wage", {"base": "26.000,00"}, "A number"),
        ("job_wage", {"base": ""}, "A number"),
        ("job_wage", {"unit": "kr_year"}, "The unit of job_wage is kr_month"),
        ("job_wage", {"assumed": "no", "source": ""}, "without a source"),
        ("job_wage", {"assumed": "maybe"}, "yes or no"),
        ("job_wage", {"distribution": "normal"}, "distribution is one of"),
        ("job_wage", {"distribution": "fixed"}, "fixed value"),
        ("job_wage", {"label_da": ""}, "label in both languages"),
        ("refund_3", dict.fromkeys(("low", "base", "high"), "0.5"), "must descend"),
        ("refund_weeks_2", dict.fromkeys(("low", "base", "high"), "3"), "must ascend"),
        ("refund_weeks_2", dict.fromkeys(("low", "base", "high"), "30"), "to week 26"),
        ("refund_2", {"low": "0.35", "distribution": "pert"}, "fixed"),
        ("discount_rate", dict.fromkeys(("low", "base", "high"), "4"), "0.04"),
        ("municipal_tax", dict.fromkeys(("low", "base", "high"), "0.9"), "take all income"),
    ],
)
def test_a_mistake_is_told_with_parameter_and_row(parameter, changed, words, tmp_path):
    rows = rows_of(SHIPPED)
    number = next(at for at, row in enumerate(rows, start=2) if row["parameter"] == parameter)
    rows[number - 2].update(changed)
    with pytest.raises(InputError, match=words) as caught:
        read_parameters(written(rows, tmp_path / "parameters.csv"))
    assert f"row {number}, parameter {parameter}" in caught.value.where


def test_absent_unknown_and_repeated_parameters_are_refused(tmp_path):
    rows = rows_of(SHIPPED)
    path = tmp_path / "parameters.csv"
    with pytest.raises(InputError, match="rate_provider is missing"):
        read_parameters(written(rows[1:], path))
    with pytest.raises(InputError, match="no such parameter") as caught:
        read_parameters(written([*rows, rows[0] | {"parameter": "wage"}], path))
    assert f"row {len(rows) + 2}, parameter wage" in caught.value.where
    with pytest.raises(InputError, match="twice"):
        read_parameters(written([*rows, rows[0]], path))
    with pytest.raises(InputError, match="does not exist"):
        read_parameters(tmp_path / "none.csv")


def test_the_shipped_table_names_a_source_or_says_that_it_is_assumed():
    table = read_parameters(SHIPPED)
    sourced = table[table["assumed"] == "no"]
    assert (sourced["source"] != "").all()
    assert (table.loc[table["assumed"] == "yes", "source"] == "").all()
    # Steps and weeks of the act, and the rates of 2019.
    assert table.loc[["refund_1", "refund_2", "refund_3", "refund_4"], "base"].tolist() == [
        0.8, 0.4, 0.3, 0.2,
    ]  # fmt: skip
    highest = table.loc["unemployment_month", "base"]
    assert table.loc["flexjob_subsidy_max", "base"] == pytest.approx(0.98 * highest, abs=1)
    assert table.loc["availability_month", "base"] == pytest.approx(0.89 * highest, abs=1)
