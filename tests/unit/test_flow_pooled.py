"""A projection gives no few away: what it is made of has been shared out before."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from effektspor.evaluations.business_case.masked import hidden_moves
from effektspor.evaluations.business_case.pooled import pooled

LEAST, STATES = 5, 5
STAYS = np.arange(STATES) == 0
ROWS = st.lists(st.integers(0, 12), min_size=STATES - 1, max_size=STATES - 1)


def moves(leaving, stays=200):
    return np.array([[[stays, *leaving]]], dtype=float)


EVERYWHERE = moves([900, 300, 200, 100], 40_000)


def withheld(leaving, stays=200):
    counts = pd.Series([stays, *leaving], dtype=float)
    return hidden_moves(counts, pd.Series(STAYS), LEAST) & ~STAYS


@given(ROWS)
def test_how_many_leave_stays_and_no_few_are_read_off(leaving):
    own = moves(leaving)
    found = pooled(own, EVERYWHERE, 0, LEAST)[0, 0]
    if 0 < sum(leaving) < LEAST:
        np.testing.assert_array_equal(found, EVERYWHERE[0, 0])
        return
    np.testing.assert_allclose(found.sum(), own.sum())
    assert found[0] == own[0, 0, 0]
    hidden = withheld(leaving)
    np.testing.assert_array_equal(found[~hidden], own[0, 0][~hidden])
    if hidden.any():
        # What can be solved for is their sum: it is of enough persons and of two ways at least.
        assert hidden.sum() >= 2
        assert found[hidden].sum() >= LEAST


@given(ROWS, st.randoms(use_true_random=False))
def test_the_same_sum_gives_the_same_model_however_it_was_shared(leaving, random):
    hidden = withheld(leaving)
    other = np.array([0, *leaving], dtype=float)
    names = np.flatnonzero(hidden)
    if len(names) < 2 or sum(leaving) < LEAST:
        return
    few, more = random.sample(list(names), 2)
    if other[few] >= LEAST - 1 or other[more] < 2:
        return
    other[few], other[more] = other[few] + 1, other[more] - 1
    if not (withheld(other[1:]) == hidden).all():
        return
    one, two = (pooled(moves(row), EVERYWHERE, 0, LEAST) for row in (leaving, other[1:]))
    np.testing.assert_allclose(one, two)


def test_each_draw_is_shared_as_everywhere_in_it():
    own = np.concatenate([moves([20, 3, 2, 6]), moves([18, 4, 0, 7])])
    everywhere = np.concatenate([EVERYWHERE, moves([880, 100, 300, 90], 40_000)])
    found = pooled(own, everywhere, 0, LEAST)
    np.testing.assert_allclose(found[0, 0], [200, 20, 3, 2, 6])
    np.testing.assert_allclose(found[1, 0], [200, 18, 1, 3, 7])


def test_ways_that_nobody_goes_anywhere_are_shared_alike():
    found = pooled(moves([20, 3, 2, 6]), moves([900, 0, 0, 100], 40_000), 0, LEAST)
    np.testing.assert_allclose(found[0, 0], [200, 20, 2.5, 2.5, 6])


def test_one_few_takes_the_smallest_other_with_it():
    assert list(withheld([20, 1, 9, 6])) == [False, False, True, False, True]


def test_a_band_that_few_left_or_stayed_in_is_everyones():
    for own in (moves([2, 0, 1, 0]), moves([20, 3, 4, 6], stays=7)):
        np.testing.assert_array_equal(pooled(own, EVERYWHERE, 0, LEAST), EVERYWHERE)
    nobody = moves([0, 0, 0, 0])
    np.testing.assert_array_equal(pooled(nobody, EVERYWHERE, 0, LEAST), nobody)
