"""Moves between states: known chains, mass, steady states, an independent simulation, hypothesis."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from lifelines import AalenJohansenFitter

from effektspor.estimators.multistate.changes import (
    change_leaving,
    factor_for_stock,
    ramp,
    reweighted,
    weights_for,
)
from effektspor.estimators.multistate.project import (
    destinations,
    duration,
    project,
    returning,
    step,
    survival,
)
from effektspor.estimators.multistate.rates import Chain, probabilities

BANDS = (0, 3, 6)
MONTHLY = (0, 1, 2)


def chain_of(seed=1, states=4, draws=1):
    raw = np.random.default_rng(seed).dirichlet(np.ones(states), (draws, states, len(BANDS)))
    raw += 4 * np.eye(states)[None, :, None, :]
    return Chain(raw / raw.sum(axis=-1, keepdims=True), BANDS)


def test_probabilities_are_shares_of_those_at_risk():
    counts = np.zeros((1, 2, 1, 2))
    counts[0, 0, 0] = [30, 10]
    counts[0, 1, 0] = [0, 5]
    found = probabilities(counts)
    assert found[0, :, 0].tolist() == [[0.75, 0.25], [0.0, 1.0]]


def test_cells_without_anybody_take_the_larger_group_then_the_band_before():
    counts = np.zeros((1, 2, 2, 2))
    counts[0, 0, 0] = [8, 2]
    larger = np.zeros_like(counts)
    larger[0, 1, 0] = [1, 3]
    found = probabilities(counts, larger)[0]
    assert found[0, 1].tolist() == [0.8, 0.2]
    assert found[1].tolist() == [[0.25, 0.75]] * 2
    nobody = probabilities(np.zeros((1, 2, 1, 2)))[0, :, 0]
    assert nobody.tolist() == np.eye(2).tolist()


def test_projection_agrees_with_persons_simulated_one_by_one():
    chain, periods, n = chain_of(), 9, 40_000
    rng = np.random.default_rng(7)
    start = np.zeros((1, 4, chain.ages))
    start[0, 2, 4] = n
    expected = project(lambda _: chain, start, np.zeros(1), 0, periods)[0].sum(axis=-1)
    state, age = np.full(n, 2), np.full(n, 4)
    for period in range(periods):
        edges = chain.moves[0, state, np.digitize(age, BANDS) - 1].cumsum(axis=1)
        to = (rng.random(n)[:, None] > edges).sum(axis=1)
        age = np.where(to == state, age + 1, 0)
        state = to
        counted = np.bincount(state, minlength=4)
        error = np.sqrt(np.maximum(expected[period + 1] * (1 - expected[period + 1] / n), 1))
        assert (np.abs(counted - expected[period + 1]) < 5 * error).all(), period


@settings(max_examples=40, deadline=None)
@given(
    npst.arrays(np.float64, (2, 4, 7), elements=st.floats(0, 100)),
    st.integers(0, 50),
    st.floats(0, 20),
)
def test_nobody_is_lost(start, seed, inflow):
    chain = chain_of(seed, draws=2)
    found = project(lambda _: chain, start, np.full(2, inflow), 1, 5)
    total = found.sum(axis=(2, 3))
    assert total[:, -1] == pytest.approx(total[:, 0] + 5 * inflow, rel=1e-9, abs=1e-9)
    assert (found >= 0).all()


def test_one_step_ages_those_who_stay_and_begins_anew_for_those_who_move():
    moves = np.zeros((1, 2, len(BANDS), 2))
    moves[0, 0, :] = [0.9, 0.1]
    moves[0, 1, :] = [0.0, 1.0]
    chain = Chain(moves, BANDS)
    now = np.zeros((1, 2, chain.ages))
    now[0, 0, 2], now[0, 0, 6] = 10, 20
    later = step(now, chain)[0]
    assert later[0, 3] == pytest.approx(9)
    assert later[0, 6] == pytest.approx(18)  # the last age is all later ones
    assert later[1, 0] == pytest.approx(3)


def test_the_steady_stock_is_inflow_times_duration():
    chain = chain_of(5)
    # Nobody comes back: whoever leaves goes to a state that is never left.
    moves = chain.moves.copy()
    moves[:, 1:] = 0.0
    for state in (1, 2, 3):
        moves[:, state, :, state] = 1.0
    chain = Chain(moves, BANDS)
    stock = project(lambda _: chain, np.zeros((1, 4, 7)), np.array([6.0]), 0, 600)[0, -1, 0].sum()
    assert stock == pytest.approx(6.0 * duration(chain.leaving(0), BANDS)[0], rel=1e-6)
    gone = project(lambda _: chain, np.zeros((1, 4, 7)), np.array([6.0]), 0, 600)[0]
    arrived = gone[-1, 1:].sum(axis=-1) - gone[-2, 1:].sum(axis=-1)
    shares = destinations(chain.moves, 0, BANDS)[0, 1:]
    assert arrived / arrived.sum() == pytest.approx(shares, rel=1e-6)


def test_a_constant_rate_gives_a_geometric_duration():
    leaving = np.full((1, 3), 0.2)
    assert duration(leaving, BANDS)[0] == pytest.approx(1 / 0.2)
    assert survival(leaving, BANDS, 4)[0] == pytest.approx([1, 0.8, 0.64, 0.512])
    assert np.isinf(duration(np.array([[0.2, 0.2, 0.0]]), BANDS)[0])


@pytest.mark.parametrize("less", [0.05, 0.125, 0.4])
def test_the_factor_reaches_the_stock_that_is_wanted(less):
    leaving = np.array([0.03, 0.05, 0.02])
    factor = factor_for_stock(leaving, BANDS, 1 - less)
    assert factor > 1
    faster = 1 - (1 - leaving[None]) ** factor
    ratio = duration(faster, BANDS)[0] / duration(leaving[None], BANDS)[0]
    assert ratio == pytest.approx(1 - less, abs=1e-6)


def test_no_factor_is_found_for_a_state_that_is_never_left():
    assert np.isnan(factor_for_stock(np.zeros(3), BANDS, 0.9))


def test_weights_keep_the_odds_between_states_that_have_none():
    split = np.array([[0.4, 0.2, 0.3, 0.1]])
    found = reweighted(split, np.array([[2.25, 1.0, 1.0, 1.0]]))[0]
    assert found[0] == pytest.approx(0.6)
    assert found[1:] == pytest.approx(np.array([0.2, 0.3, 0.1]) / 0.6 * 0.4)
    assert reweighted(np.zeros((1, 3)), np.ones((1, 3))).tolist() == [[0, 0, 0]]


@pytest.mark.parametrize("factor", [1.0, 1.8])
def test_wanted_shares_are_met_together_in_the_long_run(factor):
    chain = chain_of(8, states=5, draws=3)
    now = destinations(chain.moves, 0, BANDS)
    wanted = np.full((3, 5), np.nan)
    wanted[:, 1], wanted[:, 2] = now[:, 1] + 0.2, now[:, 2] + 0.1
    speed = np.full(3, factor)
    weights = weights_for(chain, 0, speed, wanted)
    found = change_leaving(chain, 0, speed, weights)
    shares = destinations(found.moves, 0, BANDS)
    assert shares[:, 1:3] == pytest.approx(wanted[:, 1:3], abs=1e-7)
    assert shares.sum(axis=1) == pytest.approx(1)
    # Of others, the odds within each band are as before.
    odds = [c.moves[:, 0, :, 3] / c.moves[:, 0, :, 4] for c in (chain, found)]
    assert odds[0] == pytest.approx(odds[1])


def test_nobody_who_leaves_for_a_state_cannot_be_made_many():
    chain = chain_of(8)
    moves = chain.moves.copy()
    moves[:, 0, :, 3] = 0.0
    moves /= moves.sum(axis=-1, keepdims=True)
    wanted = np.array([[np.nan, np.nan, np.nan, 0.3]])
    assert (weights_for(Chain(moves, BANDS), 0, np.ones(1), wanted) == 1).all()


def test_who_comes_back_is_counted_once_and_then_followed():
    chain = chain_of(4)
    pool = np.zeros((1, 4, chain.ages))
    pool[0, 2, 1], pool[0, 3, 5] = 50, 30
    again = returning(chain, pool, 0, 300)
    assert again[0, 0] == pytest.approx(50 * chain.moves[0, 2, 0, 0] + 30 * chain.moves[0, 3, 1, 0])
    # All come sooner or later, each once, as no state of this chain is for ever.
    assert again.sum() == pytest.approx(80)
    both = np.zeros_like(pool)
    both[0, 0, 0] = 10
    apart = project(lambda _: chain, both, again[:, :40], 0, 40)[0, :, 0].sum(axis=-1)
    together = project(lambda _: chain, both + pool, np.zeros(1), 0, 40)[0, :, 0].sum(axis=-1)
    assert apart == pytest.approx(together)


def test_occupation_agrees_with_aalen_and_johansen_where_nobody_is_censored():
    """Competing ways out, from lifelines: with one jump for each month both are exact shares."""
    rng = np.random.default_rng(11)
    left = rng.geometric(0.2, 600)
    cause = rng.choice([1, 2, 3], 600, p=[0.6, 0.3, 0.1])
    counts = np.zeros((1, 4, 3, 4))
    for month in range(3):  # a band for each: no month is pooled with another
        counts[0, 0, month, 0] = (left > month + 1).sum()
        for to in (1, 2, 3):
            counts[0, 0, month, to] = ((left == month + 1) & (cause == to)).sum()
    chain = Chain(probabilities(counts), MONTHLY)
    start = np.zeros((1, 4, chain.ages))
    start[0, 0, 0] = 1.0
    found = project(lambda _: chain, start, np.zeros(1), 0, 3)[0].sum(axis=-1)
    for to in (1, 2, 3):
        fitter = AalenJohansenFitter(calculate_variance=False, seed=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitter.fit(left, cause, event_of_interest=to)
        curve = fitter.cumulative_density_.iloc[:, 0]
        # Ties are drawn apart by a little: half a month later all of them have come.
        theirs = [float(curve[curve.index <= month + 0.5].iloc[-1]) for month in range(4)]
        assert found[:, to] == pytest.approx(theirs, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.floats(0.2, 4), st.floats(0, 5))
def test_changed_chains_are_chains(seed, factor, share):
    chain = chain_of(seed)
    weights = np.ones((1, 4))
    weights[0, 2] = share
    found = change_leaving(chain, 0, np.array([factor]), weights)
    assert found.moves.sum(axis=-1) == pytest.approx(np.ones((1, 4, 3)))
    assert (found.moves >= 0).all()
    assert (found.moves[:, 1:] == chain.moves[:, 1:]).all()
    assert ((found.leaving(0) >= chain.leaving(0)) == (factor >= 1)).all() or factor == 1


def test_no_change_is_the_same_chain():
    chain = chain_of(3)
    same = change_leaving(chain, 1, np.ones(1), np.ones((1, 4)))
    assert same.moves == pytest.approx(chain.moves)


def test_targets_are_reached_in_steps():
    assert ramp(12, 12, 36) == (1.0, 0.0)
    assert ramp(36, 12, 36) == ramp(60, 12, 36) == (0.0, 1.0)
    short, long = ramp(18, 12, 36)
    assert (short, long) == (0.75, 0.25)
