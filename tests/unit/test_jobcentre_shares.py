"""Surveys of job centres: counts, bases, intervals and bounds, against counting by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jobcentre_answers import SUMS, book, everything, one_item, survey
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from effektspor.errors import InputError
from effektspor.estimators.survey.finite import finite_wilson
from effektspor.evaluations.jobcentres.shares import jobcentre_shares
from effektspor.evaluations.jobcentres.sums import read_sums

BOOKS = [book("main"), book("before")]
SUM = read_sums(SUMS, BOOKS)
ITEM, COUNTED, NO_ANSWER = "challenge_motivation", "progression_time", ["dont_know", "missing"]


def table(held, item=None):
    found = jobcentre_shares(held, SUM, "main", 0.95)
    return found if item is None else found[found["item"] == item].set_index("answer")


def test_dont_know_is_out_of_the_base_where_the_codebook_leaves_it_out():
    found = table(
        one_item(ITEM, [1, 2, 4, 4, 5, "dont_know", "dont_know", "missing", "refused"]), ITEM
    )
    assert found.loc["large", ["n", "base"]].tolist() == [2, 5]
    assert found.loc["large_or_more", "share"] == pytest.approx(3 / 5)
    assert found.loc["dont_know", "n"] == 2
    assert np.isnan(found.loc["dont_know", "share"])
    line = found.loc["none"]
    assert line[["invited", "answered", "dont_know", "missing"]].tolist() == [98, 9, 2, 2]


def test_dont_know_is_an_answer_where_the_codebook_counts_it():
    found = table(one_item(COUNTED, [1, 1, 2, "dont_know", "missing"]), COUNTED)
    assert found.loc["within_year", "share"] == pytest.approx(3 / 4)
    assert found.loc["dont_know", ["n", "base", "share"]].tolist() == [1, 4, 0.25]
    assert found.loc["dont_know", "bound_low"] == pytest.approx(1 / 98)
    assert found.loc["dont_know", "bound_high"] == pytest.approx((1 + 94) / 98)


def test_answers_stand_in_the_order_of_the_scale_then_sums_then_dont_know():
    found = table(one_item(ITEM, [1]), ITEM)
    assert found["order"].tolist() == list(range(1, len(found) + 1))
    assert found.index.tolist() == [
        "none", "small", "some", "large", "very_large", "large_or_more", "small_some", "dont_know",
    ]  # fmt: skip
    assert found["kind"].tolist() == ["value"] * 5 + ["sum"] * 2 + ["dont_know"]
    assert found["place"].tolist() == [1, 2, 3, 4, 5, 4, 2, 6]


def test_a_set_is_of_those_who_answered_it_and_adds_to_more_than_one():
    options = [q.item for q in book().sets["sectors"]]
    cells = {101: dict.fromkeys(options, 1), 147: {**dict.fromkeys(options, 0), options[0]: 1}}
    cells[151] = dict.fromkeys(options, "missing")
    found = table(survey(cells), "sectors")
    assert found.loc["health", ["n", "base", "kind"]].tolist() == [2, 2, "option"]
    assert found.loc["private", ["n", "share"]].tolist() == [1, 0.5]
    assert found["share"].sum() > 1
    assert (found["missing"] == 1).all()
    assert found["item_da"].str.contains("sektorer").all()


def test_intervals_are_wilsons():
    found = table(survey(everything()))
    found = found[found["share"].notna()]
    low, high = proportion_confint(
        found["n"].to_numpy(), found["base"].to_numpy(), alpha=0.05, method="wilson"
    )
    np.testing.assert_allclose(found["ci_low"], low, atol=1e-12)
    np.testing.assert_allclose(found["ci_high"], high, atol=1e-12)


@pytest.mark.parametrize("item", [ITEM, COUNTED])
def test_nobody_who_answers_a_question_leaves_it_open(item):
    found = table(one_item(item, ["missing", "missing"]), item)
    assert (found["base"] == 0).all()
    assert found[["share", "ci_low", "ci_high", "fpc_low"]].isna().all().all()
    known = found[found["kind"] != "dont_know"]
    assert (known["bound_low"] == 0).all()
    assert (known["bound_high"] == 1).all()


def test_where_all_have_answered_nothing_is_uncertain_about_them():
    found = table(one_item(ITEM, [4] * 30 + [1] * 68), ITEM).loc["large"]
    assert found[["fpc_low", "fpc_high", "bound_low", "bound_high"]].tolist() == [30 / 98] * 4
    assert found["ci_low"] < 30 / 98 < found["ci_high"]


ANSWERS = st.lists(st.sampled_from([1, 2, 3, 4, 5, *NO_ANSWER]), min_size=1, max_size=98)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from([ITEM, "companies_barrier", "motivation_time"]))
def test_a_distribution_adds_up_and_its_sums_are_sums(answers, item):
    found = table(one_item(item, answers), item)
    whole = found[found["kind"] != "sum"]
    base = found["base"].iloc[0]
    counted = whole if whole.loc["dont_know", "share"] >= 0 else whole.drop("dont_know")
    assert counted["n"].sum() == base
    assert base == 0 or counted["share"].sum() == pytest.approx(1)
    for one in SUM.get(item, ()):
        assert found.loc[one.name, "n"] == found.loc[list(one.answers), "n"].sum()
    parts = found.iloc[0][["dont_know", "missing", "not_asked"]].sum()
    valid = whole[whole["kind"] == "value"]["n"].sum()
    assert valid + parts == found["answered"].iloc[0] == len(answers)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_intervals_and_bounds_hold_the_share_and_each_other(answers):
    found = table(one_item(ITEM, answers), ITEM)
    found = found[found["share"].notna()]
    for low, high in (("ci_low", "ci_high"), ("fpc_low", "fpc_high"), ("bound_low", "bound_high")):
        assert (found[low] <= found["share"] + 1e-12).all()
        assert (found["share"] <= found[high] + 1e-12).all()
    assert (found["ci_low"] <= found["fpc_low"] + 1e-12).all()
    assert (found["fpc_high"] <= found["ci_high"] + 1e-12).all()
    assert (found["bound_low"] <= found["fpc_low"] + 1e-12).all()
    assert (found["fpc_high"] <= found["bound_high"] + 1e-12).all()


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.data())
def test_no_answers_of_the_silent_lead_out_of_the_bounds(answers, data):
    found = table(one_item(ITEM, answers), ITEM)
    found = found[found["share"].notna()]
    theirs = st.sampled_from([1, 2, 3, 4, 5])
    valid = [each for each in answers if not isinstance(each, str)]
    silent = 98 - len(valid)
    rest = data.draw(st.lists(theirs, min_size=silent, max_size=silent))
    whole = table(one_item(ITEM, valid + rest), ITEM).loc[found.index]
    assert (whole["share"] >= found["bound_low"] - 1e-12).all()
    assert (whole["share"] <= found["bound_high"] + 1e-12).all()


def test_the_finite_interval_holds_the_truth_as_often_as_it_says():
    """Exact coverage by the hypergeometric: all samples of 70 of 98, for every number that may agree."""
    found = np.array([finite_wilson(drawn, 70, 98, 0.95) for drawn in range(71)])
    truths = np.arange(99)
    chance = stats.hypergeom.pmf(np.arange(71), 98, truths[:, None], 70)
    within = (found[:, 0] <= truths[:, None] / 98 + 1e-12) & (
        truths[:, None] / 98 <= found[:, 1] + 1e-12
    )
    covered = (chance * within).sum(axis=1)
    assert covered.min() > 0.915
    assert 0.945 < covered.mean() < 0.96


@pytest.mark.parametrize(("agree", "answered", "population"), [(1, 0, 5), (3, 2, 5), (2, 3, 2)])
def test_counts_that_contradict_each_other_are_refused(agree, answered, population):
    with pytest.raises(InputError):
        finite_wilson(agree, answered, population, 0.95)


def test_results_name_no_municipality():
    found = table(survey(everything()))
    assert "municipality" not in found.columns
    assert isinstance(found, pd.DataFrame)
    assert (found["year"] == "main").all()
