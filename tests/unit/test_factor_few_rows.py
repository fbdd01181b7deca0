"""What few rows can bear: tests hold their level, intervals cover, nothing depends on scale or sign."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.factor.bootstrap import bca, without_each_row
from effektspor.estimators.factor.common import common, mean_correlation
from effektspor.estimators.factor.correlation import correlations
from effektspor.estimators.factor.index import (
    index,
    item_rest,
    standardised,
    summary,
    without_each_item,
)
from effektspor.estimators.factor.single import component, congruence, heywood, loadings, scores


def table(seed=1, loading=0.7, n=17, p=7):
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((n, p)) * np.sqrt(1 - loading**2)
    return rng.standard_normal((n, 1)) * loading + noise


def test_unrelated_columns_are_found_related_as_often_as_the_level_says():
    found = [common(table(seed, 0.0), draws=199, seed=seed) for seed in range(300)]
    for name in ("p_first", "p_mean", "p_parallel"):
        hits = sum(getattr(each, name) <= 0.05 for each in found)
        assert stats.binomtest(hits, len(found), 0.05).pvalue > 0.001, name


def test_a_common_factor_is_found():
    found = common(table(2, 0.8), draws=999, seed=1)
    assert found.p_first == found.p_mean == 0.001
    assert found.first_eigenvalue > found.null_upper > found.null_mean
    assert (found.rows, found.items) == (17, 7)


def test_the_permutation_p_is_that_of_all_permutations():
    rows = np.array([[1.0, 2, 1.5], [2, 1, 2.5], [3, 4, 2.0], [4, 3, 4.2]])
    first = np.linalg.eigvalsh(np.corrcoef(rows.T))[-1]
    every = [
        np.linalg.eigvalsh(np.corrcoef([rows[:, 0], rows[list(b), 1], rows[list(c), 2]]))[-1]
        for b in permutations(range(4))
        for c in permutations(range(4))
    ]
    exact = np.mean(np.array(every) >= first - 1e-9)
    assert common(rows, draws=20_000, seed=3).p_first == pytest.approx(exact, abs=0.015)


def test_ranks_do_not_see_an_outlier_of_a_column():
    rows = table(4)
    wild = rows.copy()
    wild[np.argmax(rows[:, 0]), 0] = 1e6
    by_rank = [common(each, draws=99, seed=1, spearman=True) for each in (rows, wild)]
    assert by_rank[0] == by_rank[1]
    assert common(rows, draws=99, seed=1) != common(wild, draws=99, seed=1)


def test_intervals_of_the_mean_correlation_cover_it():
    truth, hits = 0.49, 0
    for seed in range(200):
        found = bca(table(seed), summary, draws=399, seed=seed, confidence=0.95)
        hits += found.low[0] <= truth <= found.high[0]
    assert 0.83 <= hits / 200 <= 0.99


def test_alpha_and_omega_of_equal_loadings_are_one_number():
    found = summary(table(1, 0.7, n=200_000)[None])[0]
    expected = 7 * 0.49 / (1 + 6 * 0.49)
    assert found == pytest.approx([0.49, expected, expected], abs=0.01)


def test_loadings_keep_their_sign_over_the_draws():
    rows = table(3) * [1, 1, 1, 1, -1, -1, -1]
    own = loadings(correlations(rows))
    found = bca(
        rows, lambda stack: loadings(correlations(stack), own), draws=300, seed=1, confidence=0.95
    )
    assert ((found.drawn @ own) > 0).all()
    assert (found.low <= found.estimate).all()
    assert (found.estimate <= found.high).all()
    free = loadings(correlations(rows[np.random.default_rng(1).integers(0, 17, (300, 17))]))
    assert (free.sum(axis=1) >= -1e-12).all()


def test_a_statistic_that_most_draws_lack_has_no_interval():
    rows = np.column_stack([np.arange(8.0), [0.0] * 7 + [1.0], np.arange(8.0) ** 2])
    found = bca(rows, summary, draws=200, seed=1, confidence=0.95)
    assert np.isfinite(found.estimate).all()
    assert np.isnan([*found.low, *found.high]).all()


def test_too_few_rows_are_refused():
    with pytest.raises(EstimationError, match="4 rows are too few"):
        bca(table(n=4), summary, draws=99, seed=1, confidence=0.95)


def test_the_index_and_its_parts():
    rows = table(5)
    z = standardised(rows)
    assert index(rows) == pytest.approx(z.mean(axis=1))
    assert without_each_item(rows)[:, 2] == pytest.approx(np.delete(z, 2, axis=1).mean(axis=1))
    by_hand = [
        np.corrcoef(rows[:, j], np.delete(z, j, axis=1).mean(axis=1))[0, 1] for j in range(7)
    ]
    assert item_rest(rows) == pytest.approx(by_hand)
    assert without_each_row(rows)[3] == pytest.approx(np.delete(rows, 3, axis=0))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_nothing_moves_with_the_scale_of_a_column_or_the_order_of_rows(seed):
    rng = np.random.default_rng(seed)
    rows = table(seed)
    moved = (rows * rng.uniform(0.1, 50, 7) + rng.standard_normal(7))[rng.permutation(17)]
    assert np.sort(index(moved)) == pytest.approx(np.sort(index(rows)))
    assert summary(moved[None]) == pytest.approx(summary(rows[None]))
    assert loadings(correlations(moved)) == pytest.approx(loadings(correlations(rows)), abs=1e-4)


def test_scores_follow_the_factor_and_a_negative_loading_turns_round():
    rng = np.random.default_rng(6)
    factor = rng.standard_normal(400)
    truth = np.array([0.9, 0.7, 0.6, -0.8, 0.5])
    rows = np.outer(factor, truth) + rng.standard_normal((400, 5)) * np.sqrt(1 - truth**2)
    found = loadings(correlations(rows))
    assert congruence(found, truth) > 0.99
    assert np.corrcoef(scores(rows, found), factor)[0, 1] > 0.9
    assert not heywood(found).any()


def test_a_ridge_says_nothing_of_one_factor():
    """It multiplies all loadings by one number, which is why none is reported."""
    matrix = correlations(table(7))
    drawn = loadings(0.7 * matrix + 0.3 * np.eye(7))
    assert drawn == pytest.approx(loadings(matrix) * np.sqrt(0.7), abs=1e-4)


def test_the_first_component_is_that_of_a_singular_value_decomposition():
    rows = table(8)
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    _, size, way = np.linalg.svd(z, full_matrices=False)
    expected = way[0] * size[0] / np.sqrt(len(rows) - 1)
    assert component(correlations(rows)) == pytest.approx(expected * np.sign(expected.sum()))


def test_mean_correlation_of_a_known_matrix():
    matrix = np.array([[1, 0.2, 0.4], [0.2, 1, 0.6], [0.4, 0.6, 1]])
    assert mean_correlation(matrix) == pytest.approx(0.4)
