"""Baseline and balance from sums are what the persons themselves give."""

import numpy as np
import pandas as pd
import pytest

from effektspor.cohort.background import background_sums, baseline
from effektspor.cohort.balance import balance
from effektspor.cohort.characteristics import Characteristic
from effektspor.config.design import Cohort, Cohorts

KNOWN = (
    Characteristic("age", "Alder", "Age", "years"),
    Characteristic("female", "Kvinder", "Women", "share"),
)
COHORTS = Cohorts(
    pre=Cohort(id="2016", first_year=2016, last_year=2016),
    post=Cohort(id="2017-18", first_year=2017, last_year=2018),
)


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(3)
    year = rng.integers(2016, 2019, 900)
    return pd.DataFrame(
        {
            "group": rng.choice(["participants", "comparison"], 900, p=[0.3, 0.7]),
            "cohort": np.where(year == 2016, "2016", "2017-18"),
            "year": year,
            "age": rng.integers(18, 64, 900),
            "female": rng.integers(0, 2, 900),
        }
    )


@pytest.fixture(scope="module")
def shards(people):
    return [background_sums(people[i::3], ["age", "female"]) for i in range(3)]


def standardised(a, b):
    return (a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2)


def test_the_baseline_table_is_that_of_persons(people, shards):
    table = baseline(shards, KNOWN).set_index(["covariate", "group", "cohort"])
    for (group, cohort), rows in people.groupby(["group", "cohort"]):
        for name in ("age", "female"):
            row = table.loc[name, group, cohort]
            assert row["n"] == len(rows)
            assert row["mean"] == pytest.approx(rows[name].mean())
            assert row["sd"] == pytest.approx(rows[name].std())
            sides = [people[(people["group"] == g) & (people["cohort"] == cohort)][name]
                     for g in ("participants", "comparison")]  # fmt: skip
            assert row["smd"] == pytest.approx(standardised(*sides))


def test_each_contrast_is_that_of_persons(people, shards):
    table = balance(shards, KNOWN, COHORTS)
    assert table["contrast"].unique().tolist() == [
        "participants_comparison_2016", "participants_comparison_2017_18",
        "participants_2017_2018", "comparison_2017_2018",
    ]  # fmt: skip
    table = table.set_index(["contrast", "covariate"])
    participants, year = people["group"] == "participants", people["year"]
    sides = {
        "participants_comparison_2016": (participants & (year == 2016), ~participants & (year == 2016)),
        "participants_comparison_2017_18": (participants & (year > 2016), ~participants & (year > 2016)),
        "participants_2017_2018": (participants & (year == 2017), participants & (year == 2018)),
        "comparison_2017_2018": (~participants & (year == 2017), ~participants & (year == 2018)),
    }  # fmt: skip
    for contrast, (first, second) in sides.items():
        for name in ("age", "female"):
            a, b, row = people.loc[first, name], people.loc[second, name], table.loc[contrast, name]
            assert (row["n_a"], row["n_b"]) == (len(a), len(b))
            assert (row["mean_a"], row["mean_b"]) == pytest.approx((a.mean(), b.mean()))
            assert (row["sd_a"], row["sd_b"]) == pytest.approx((a.std(), b.std()))
            assert row["smd"] == pytest.approx(standardised(a, b))


def test_a_later_cohort_of_one_year_has_no_contrast_of_years(shards):
    one_year = COHORTS.model_copy(
        update={"post": Cohort(id="2017-18", first_year=2017, last_year=2017)}
    )
    assert balance(shards, KNOWN, one_year)["contrast"].nunique() == 2


def test_what_does_not_vary_differs_by_nought_and_an_empty_side_has_no_difference(people):
    same = people.assign(female=1)
    table = balance([background_sums(same, ["age", "female"])], KNOWN, COHORTS)
    assert (table.loc[table["covariate"] == "female", "smd"] == 0).all()
    alone = people[people["group"] == "comparison"]
    table = balance([background_sums(alone, ["age", "female"])], KNOWN, COHORTS)
    table = table.set_index(["contrast", "covariate"])
    assert table.loc["participants_comparison_2016", "n_a"].tolist() == [0, 0]
    assert table.loc["participants_comparison_2016", "smd"].isna().all()
    assert table.loc["comparison_2017_2018", "smd"].notna().all()
