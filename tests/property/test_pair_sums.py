"""Cross-products summed two at a time are those summed one at a time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.estimators.pair_sums import Covariates


@settings(max_examples=150)
@given(
    st.integers(0, 2**32),
    st.integers(0, 7),
    st.integers(0, 60),
    st.sampled_from([1, 60, 2_000, 30_000, 10**7]),
    st.sampled_from([1.0, 64.0, 3.7]),
    st.sampled_from([2.0, 0.5]),
)
def test_two_at_a_time_is_one_at_a_time(seed, covariates, events, largest, divisor, step):
    """Small and whole, too large to share a number, or not whole: always the same sums."""
    rng = np.random.default_rng(seed)
    at = rng.integers(0, 5, events)
    change = rng.choice([-1.0, 1.0, step], events)
    x = np.floor(rng.uniform(-largest, largest, (covariates, 30))) / divisor
    row = rng.integers(0, 30, events)
    top = np.abs(x).max(initial=0) if (x == np.rint(x)).all() else None
    given = Covariates(x, top)

    def plain(weights):
        return np.bincount(at, weights=weights, minlength=6)

    lines = list(given.sums(row, at, change, 6))
    assert [j for j, _ in lines] == list(range(covariates))
    for j, sums in lines:
        assert np.array_equal(sums, plain(x[j][row] * change))
    pairs = list(given.pair_sums(row, at, change, 6))
    every = [(i, j) for i in range(covariates) for j in range(i, covariates)]
    assert sorted((i, j) for i, j, _ in pairs) == every
    for i, j, sums in pairs:
        assert sums.shape == (6,)
        assert np.array_equal(sums, plain(x[i][row] * change * x[j][row]))
