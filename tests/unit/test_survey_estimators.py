"""Shares, differences and bounds of surveys against published examples, other code and worlds."""

import doctest
import importlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from effektspor.errors import InputError
from effektspor.estimators.survey.bounds import bounds
from effektspor.estimators.survey.differences import correlation, difference
from effektspor.estimators.survey.margins import margins
from effektspor.estimators.survey.proportions import clustered_share, wilson


@pytest.mark.parametrize("module", ["differences", "bounds"])
def test_published_examples(module):
    result = doctest.testmod(importlib.import_module(f"effektspor.estimators.survey.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
       st.sampled_from([0.8, 0.95, 0.99]))  # fmt: skip
def test_wilson_equals_statsmodels(counts, confidence):
    k, n = counts
    expected = proportion_confint(k, n, alpha=1 - confidence, method="wilson")
    assert np.allclose(wilson(k / n, n, confidence), expected, atol=1e-12)


def test_answers_all_alike_within_respondents_count_as_respondents():
    one = clustered_share([1] * 30 + [0] * 20, [1] * 50, confidence=0.95)
    four = clustered_share([4] * 30 + [0] * 20, [4] * 50, confidence=0.95)
    assert (four.low, four.high) == pytest.approx((one.low, one.high), abs=1e-12)
    assert four.answers == 200
    assert four.effective_n < 50  # the variance itself is estimated from 50 respondents


def test_independent_answers_count_more_than_respondents():
    rng = np.random.default_rng(3)
    found = clustered_share(rng.binomial(4, 0.6, 400), [4] * 400, confidence=0.95)
    assert 1000 < found.effective_n <= 1600


def test_intervals_hold_their_level_for_clustered_answers():
    rng = np.random.default_rng(11)
    held = naive = 0
    worlds = 1500
    for _ in range(worlds):
        own = rng.beta(1.4, 0.6, 25)  # mean .7, strong likeness within respondents
        answers = rng.integers(2, 5, 25)
        agree = rng.binomial(answers, own)
        found = clustered_share(agree, answers, confidence=0.95)
        held += found.low <= 0.7 <= found.high
        low, high = wilson(found.value, found.answers, 0.95)
        naive += low <= 0.7 <= high
    assert 0.93 < held / worlds < 0.98
    assert naive / worlds < 0.88  # answers counted as if they were persons


def test_population_narrows_and_a_census_has_no_width():
    agree, answers = [3, 4, 0, 2, 4, 1, 3, 4], [4] * 8
    wide = clustered_share(agree, answers, confidence=0.95)
    some = clustered_share(agree, answers, confidence=0.95, population=12)
    whole = clustered_share(agree, answers, confidence=0.95, population=8)
    assert wide.low < some.low < some.value < some.high < wide.high
    assert whole.low == whole.value == whole.high
    with pytest.raises(InputError, match="more than the population"):
        clustered_share(agree, answers, confidence=0.95, population=7)


def test_no_answer_gives_no_share_and_all_agreeing_has_a_width():
    assert np.isnan(clustered_share([0, 0], [0, 0], confidence=0.95).low)
    all_agree = clustered_share([4] * 10, [4] * 10, confidence=0.95)
    assert all_agree.high == 1
    assert all_agree.low == pytest.approx(float(wilson(1, 10, 0.95)[0]))
    with pytest.raises(InputError, match="more agreeing than valid"):
        clustered_share([3], [2], confidence=0.95)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_share_lies_within_its_interval(pairs):
    agree = [min(pair) for pair in pairs]
    found = clustered_share(agree, [pair[1] for pair in pairs], confidence=0.95)
    if found.n:
        assert 0 <= found.low <= found.value <= found.high <= 1
        assert found.effective_n <= found.answers + 1e-9


def panel_world(rng, persons, stay):
    """Start and end answers of partly the same respondents; true change .1."""
    start = pd.Series(range(persons))
    end = pd.concat([start[: int(stay * persons)], pd.Series(range(persons, 2 * persons))])
    end = end[:persons]
    own = rng.normal(0, 1.2, 2 * persons)

    def agreeing(ids, shift):
        return rng.binomial(4, np.clip(0.5 + 0.15 * own[ids] + shift, 0.02, 0.98))

    # Both waves draw from one population: the true shares are means over its persons.
    return start, agreeing(start, 0.0), end, agreeing(end, 0.1)


def test_difference_uses_the_panel_and_agrees_with_a_bootstrap_over_respondents():
    rng = np.random.default_rng(5)
    start, first, end, last = panel_world(rng, 150, 0.6)
    before = clustered_share(first, [4] * 150, confidence=0.95)
    after = clustered_share(last, [4] * 150, confidence=0.95)
    shared = correlation(before, after, start, end)
    assert 0.2 < shared < 0.6
    _, low, high = difference(before, after, shared)
    frame = pd.DataFrame({"a": pd.Series(first, index=start), "b": pd.Series(last, index=end)})
    values = frame.to_numpy(dtype=float)
    drawn = []
    for _ in range(2000):
        chosen = values[rng.integers(0, len(values), len(values))]
        drawn.append((np.nanmean(chosen[:, 1]) - np.nanmean(chosen[:, 0])) / 4)
    boot = np.quantile(drawn, [0.025, 0.975])
    assert np.allclose([low, high], boot, atol=0.015)
    _, low_alone, high_alone = difference(before, after)
    assert high - low < high_alone - low_alone


def test_difference_holds_its_level_in_small_panels():
    rng = np.random.default_rng(8)
    big = panel_world(rng, 40_000, 0.6)
    truth = (big[3].mean() - big[1].mean()) / 4
    held, worlds = 0, 800
    for _ in range(worlds):
        start, first, end, last = panel_world(rng, 20, 0.6)
        before = clustered_share(first, [4] * 20, confidence=0.95)
        after = clustered_share(last, [4] * 20, confidence=0.95)
        _, low, high = difference(before, after, correlation(before, after, start, end))
        held += low <= truth <= high
    assert 0.925 < held / worlds < 0.985


def test_difference_keeps_a_width_where_all_agree_both_times():
    one = clustered_share([3] * 9, [3] * 9, confidence=0.95)
    change, low, high = difference(one, one, 0.0)
    assert change == 0
    assert low < -0.2
    assert high > 0.2


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_bounds_hold_whatever_the_silent_would_say(agree, other, silent):
    if agree + other + silent:
        found = bounds(agree, agree + other, agree + other + silent)
        asked = agree + other + silent
        for extra in (0, silent // 2, silent):
            assert found.low <= (agree + extra) / asked <= found.high
        assert found.width == pytest.approx(silent / asked)


def test_contradicting_counts_are_refused():
    with pytest.raises(InputError, match="contradict"):
        bounds(5, 4, 10)
    with pytest.raises(InputError, match="contradict"):
        bounds(0, 0, 0)


def test_margins_find_the_weights_that_made_the_whole():
    rng = np.random.default_rng(2)
    parts = np.round(rng.uniform(20, 90, (4, 7)))
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    found = margins(weights @ parts, parts, 0.5)
    assert found.excess == 0
    assert (found.low <= weights + 1e-9).all()
    assert (weights <= found.high + 1e-9).all()
    exact = margins(weights @ parts, parts, 0.0)
    assert np.allclose(exact.low, weights, atol=1e-6)
    assert np.allclose(exact.high, weights, atol=1e-6)


def test_margins_say_by_how_much_the_whole_is_out_of_reach():
    parts = np.array([[10.0, 50.0], [20.0, 60.0]])
    found = margins(np.array([24.0, 55.0]), parts, 0.5)
    # The first share reaches 20 with all weight on the second part, the second asks for half.
    share = np.linspace(0, 1, 10_001)
    missed = np.maximum(np.abs(10 + 10 * share - 24), np.abs(50 + 10 * share - 55)).min() - 1
    assert found.excess == pytest.approx(missed, abs=1e-3)
