"""What holds of the rules for any gap: noise never helps, and neither sign nor unit matters."""

from hypothesis import given
from hypothesis import strategies as st

from effektspor.evaluations.diagnostics.numbers import Number
from effektspor.evaluations.diagnostics.rules import Limits, near_zero

LIMITS = Limits(small=1.0, large=2.0, bound=4.0, p_pass=0.1, alpha=0.05)
WORSE = {"pass": 0, "concern": 1, "fail": 2}
SIZES = st.floats(-10, 10).map(lambda value: round(value, 3))
REACHES = st.floats(0, 10).map(lambda value: round(value, 3))
P_VALUES = st.floats(0.0001, 1)


def gap(estimate, below, above, p_value):
    return Number(estimate, 1.0, estimate - below, estimate + above, p_value)


@given(SIZES, REACHES, REACHES, P_VALUES, REACHES)
def test_a_longer_interval_never_helps(estimate, below, above, p_value, more):
    short = near_zero(gap(estimate, below, above, p_value), LIMITS)
    long = near_zero(gap(estimate, below + more, above + more, p_value), LIMITS)
    assert WORSE[long.status] >= WORSE[short.status]


@given(SIZES, REACHES, REACHES, P_VALUES)
def test_the_sign_does_not_matter(estimate, below, above, p_value):
    own = near_zero(gap(estimate, below, above, p_value), LIMITS)
    assert near_zero(gap(-estimate, above, below, p_value), LIMITS) == own


@given(SIZES, REACHES, P_VALUES, st.sampled_from([0.25, 2.0, 64.0]))
def test_the_unit_does_not_matter(estimate, reach, p_value, factor):
    own = gap(estimate, reach, reach, p_value)
    assert near_zero(own.times(factor), LIMITS.times(factor)) == near_zero(own, LIMITS)


@given(SIZES, REACHES, P_VALUES)
def test_a_pass_leaves_no_room_for_what_matters(estimate, reach, p_value):
    own = gap(estimate, reach, reach, p_value)
    verdict = near_zero(own, LIMITS)
    if verdict.status == "pass":
        assert max(abs(own.low), abs(own.high)) <= LIMITS.bound
    if verdict.status == "fail":
        assert abs(estimate) > LIMITS.large
        assert p_value < LIMITS.alpha
