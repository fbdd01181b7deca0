"""Worlds drawn on cells: shares, persons and effects are what the calibration says."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from effektspor.errors import ConfigError
from effektspor.estimators.stack import Stack
from effektspor.evaluations.recovery.calibration import read_calibration, write_calibration
from effektspor.evaluations.recovery.judge import Truths
from effektspor.evaluations.recovery.worlds import Generator, Places, transitions
from effektspor.simulate.parameters import load_parameters

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def calibration():
    return read_calibration(ROOT / "data" / "recovery")


@pytest.fixture(scope="module")
def places():
    return Places.of(load_parameters(ROOT / "data" / "simulation"))


@pytest.fixture(scope="module")
def generators(calibration, places):
    return [Generator(calibration, series, places) for series in calibration.series]


@given(
    arrays.arrays(np.float64, (3, 12), elements=st.floats(0, 1)),
    st.floats(0, 0.99),
)
def test_transitions_lead_from_share_to_share(share, persistence):
    keep, begin = transitions(share, persistence)
    now = np.zeros(3)
    for week in range(share.shape[1]):
        now = now * keep[:, week] + (1 - now) * begin[:, week]
        if np.any((keep[:, week] > 1) | (begin[:, week] > 1)):
            pytest.fail("a chance above one")
    reachable = np.all((share[:, :-1] < 1) | (share[:, 1:] >= share[:, :-1]), axis=1)
    assert now[reachable] == pytest.approx(share[reachable, -1], abs=1e-9)


def test_a_steady_share_has_the_persistence_that_was_asked_for():
    keep, begin = transitions(np.full((1, 50), 0.2), 0.96)
    assert keep[0, -1] - begin[0, -1] == pytest.approx(0.96)


def test_the_participating_municipalities_are_as_unequal_as_in_the_study(generators, places):
    world = generators[0].draw(np.random.default_rng(1), effect=True)
    stack = Stack.of(world.cells)
    weight = stack.weight[stack.treated, 94]
    share = weight / weight.sum()
    assert len(share) == 17
    assert 0.35 < share.max() < 0.47
    assert 4.3 < 1 / (share**2).sum() < 6.2


def test_persons_enter_and_leave_as_calibrated(generators, calibration):
    rng = np.random.default_rng(2)
    n = np.mean(
        [generators[0].draw(rng, effect=True).cells.n.sum(axis=0) for _ in range(5)], axis=0
    )
    assert n[0, 51] == pytest.approx(7_100, rel=0.04)  # most of the year's 7,400 are still there
    assert n[1, 103] > n[1, 51] > 7_000
    assert n[0].argmax() in (50, 51, 52)  # nobody starts in the earlier cohort's second year


def test_estimates_are_right_on_average_and_nothing_is_found_where_nothing_is(generators):
    rng = np.random.default_rng(3)
    for effect in (True, False):
        gaps = []
        for _ in range(40):
            world = generators[0].draw(rng, effect=effect)
            stack = Stack.of(world.cells)
            truths = Truths.of(world, stack)
            gaps.append(np.nanmean((stack.estimate - truths.expected)[20:]))
            if not effect:
                assert not truths.expected.any()
                assert not truths.own.any()
        assert abs(np.mean(gaps)) < 4 * np.std(gaps) / 40**0.5


def test_the_own_effect_is_the_expected_one_in_the_mean_of_worlds(generators):
    rng = np.random.default_rng(4)
    worlds = [generators[0].draw(rng, effect=True) for _ in range(60)]
    own = np.mean([world.own[:, -1] for world in worlds], axis=0)
    sd = np.std([world.own[:, -1] for world in worlds], axis=0)
    away = np.abs(own - worlds[0].expected[:, -1])
    assert (away <= 4.5 * sd / 60**0.5 + 1e-12).all()


def test_one_seed_gives_one_world(generators):
    first, again = (generators[0].draw(np.random.default_rng(5), effect=True) for _ in range(2))
    assert np.array_equal(first.cells.y, again.cells.y)


def test_a_calibration_survives_writing(calibration, tmp_path):
    write_calibration(calibration, tmp_path)
    again = read_calibration(tmp_path)
    assert again.source == calibration.source
    assert np.allclose(again.series[0].curve("effect"), calibration.series[0].curve("effect"))


def test_the_calibration_is_of_the_committed_parameters(calibration):
    parameters = load_parameters(ROOT / "data" / "simulation")
    assert calibration.source["parameters_sha256"] == parameters.sha256


def test_a_missing_calibration_is_named(tmp_path):
    with pytest.raises(ConfigError, match="calibration"):
        read_calibration(tmp_path)
