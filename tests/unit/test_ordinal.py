"""Tests of ordered pairs: against published numbers, other code and what must hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import SquareTable

from effektspor.estimators.ordinal import marginal_homogeneity, sign_test, square_table

# Unaided vision of right and left eye, 7,477 women: Stuart (1953); statistic in Bishop et al. 1975.
VISION = np.array(
    [[1520, 266, 124, 66], [234, 1512, 432, 78], [117, 362, 1772, 205], [36, 82, 179, 492]]
)
PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=60)


def table_of(pairs):
    first, last = np.array(pairs).T
    return square_table(first, last, 5)


def test_stuart_and_maxwell_as_published():
    statistic, degrees, p_value = marginal_homogeneity(VISION)
    assert statistic == pytest.approx(11.957, abs=0.001)
    assert degrees == 3
    assert p_value == pytest.approx(0.0075, abs=0.0001)
    theirs = SquareTable(VISION, shift_zeros=False).homogeneity(method="stuart_maxwell")
    assert statistic == pytest.approx(theirs.statistic)


def test_answers_nobody_gave_take_no_part():
    wide = np.zeros((5, 5), dtype=int)
    wide[np.ix_([0, 1, 3, 4], [0, 1, 3, 4])] = VISION
    assert marginal_homogeneity(wide) == pytest.approx(marginal_homogeneity(VISION))


@given(PAIRS)
def test_the_table_counts_each_pair_once(pairs):
    table = table_of(pairs)
    assert table.sum() == len(pairs)
    assert all(
        table[before - 1, after - 1] == pairs.count((before, after)) for before, after in set(pairs)
    )


@given(PAIRS)
def test_time_turned_round_gives_the_same_p_values(pairs):
    table = table_of(pairs)
    assert sign_test(table) == pytest.approx(sign_test(table.T), nan_ok=True)
    assert marginal_homogeneity(table)[2] == pytest.approx(
        marginal_homogeneity(table.T)[2], nan_ok=True
    )


@given(PAIRS)
def test_the_sign_test_is_the_binomial_test_of_those_who_moved(pairs):
    up, down = (
        sum(after > before for before, after in pairs),
        sum(after < before for before, after in pairs),
    )
    own = sign_test(table_of(pairs))
    if up + down == 0:
        assert np.isnan(own)
        assert np.isnan(marginal_homogeneity(table_of(pairs))[2])
    else:
        assert own == pytest.approx(binomtest(up, up + down).pvalue)


def test_two_answers_are_mc_nemars_test():
    statistic, degrees, _ = marginal_homogeneity(np.array([[10, 15], [5, 20]]))
    assert (statistic, degrees) == pytest.approx((5.0, 1))
