"""What holds of adjusted p-values whatever they are, and that others adjust them alike."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from effektspor.estimators.multiplicity import false_discovery, holm

P_VALUES = st.floats(0.0001, 1)


@given(st.lists(P_VALUES, max_size=30))
def test_adjusted_p_values_are_no_smaller_and_keep_their_order(p_values):
    adjusted = holm(p_values)
    assert all(a >= p for a, p in zip(adjusted, p_values, strict=True))
    assert all(
        a <= min(1, p * len(p_values)) + 1e-12 for a, p in zip(adjusted, p_values, strict=True)
    )
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    assert all(adjusted[a] <= adjusted[b] for a, b in itertools.pairwise(order))


@given(st.lists(P_VALUES, min_size=1, max_size=30))
def test_other_code_adjusts_alike(p_values):
    for own, name in ((holm, "holm"), (false_discovery, "fdr_bh")):
        theirs = multipletests(p_values, method=name)[1]
        np.testing.assert_allclose(own(p_values), theirs, atol=1e-12)


@given(st.lists(P_VALUES, min_size=1, max_size=10), st.integers(0, 10))
def test_what_is_not_known_is_not_counted(p_values, place):
    place = min(place, len(p_values))
    with_gap = [*p_values[:place], float("nan"), *p_values[place:]]
    for adjust in (holm, false_discovery):
        adjusted = adjust(with_gap)
        assert np.isnan(adjusted.pop(place))
        assert adjusted == adjust(p_values)


def test_the_false_discovery_rate_is_never_stricter_than_holm():
    p_values = [0.001, 0.012, 0.02, 0.03, 0.4, 0.9]
    assert all(f <= h for f, h in zip(false_discovery(p_values), holm(p_values), strict=True))
    assert holm([]) == false_discovery([]) == []
