"""Cross-products summed two at a time are those summed one at a time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effektspor.estimators.pair_sums import pair_sums


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
    x = np.floor(rng.uniform(-largest, largest, (covariates, events))) / divisor
    top = np.abs(x).max(initial=0) if (x == np.rint(x)).all() else None
    pairs = list(pair_sums(at, change, x, 6, top))
    found = {(i, j): sums for i, j, sums in pairs}
    assert len(found) == len(pairs)
    assert sorted(found) == [(i, j) for i in range(covariates) for j in range(i, covariates)]
    for (i, j), sums in found.items():
        assert sums.shape == (6,)
        expected = np.bincount(at, weights=x[i] * change * x[j], minlength=6)
        assert np.array_equal(sums, expected)
