"""The pipeline's estimators on simulated worlds: right on average, and what their intervals cover."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.evaluations.recovery import coverage, estimates, expected_values, summary
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.world import simulate_study

ROOT = Path(__file__).parents[2]
KEYS = ["outcome", "denominator", "week"]


@pytest.fixture(scope="module")
def worlds():
    parameters = load_parameters(ROOT / "data" / "simulation")
    settings = SimulationSettings(starters=20_000)
    return [simulate_study(settings, parameters, seed) for seed in range(8)]


@pytest.fixture(scope="module")
def tables(worlds):
    return [estimates(world.cells, "2016", 0.95, 50) for world in worlds]


def test_the_estimator_equals_the_simulators_own_formula(worlds, tables):
    """The simulator computes the same weighted contrast by code of its own."""
    for world, table in zip(worlds[:2], tables, strict=False):
        joined = table.merge(world.truth, on=KEYS)
        known = joined["did_within"].notna() & joined["estimate"].notna()
        assert known.sum() > 290
        assert joined.loc[known, "estimate"].to_numpy() == pytest.approx(
            joined.loc[known, "did_within"].to_numpy(), abs=1e-12
        )


@pytest.mark.slow
def test_the_effect_on_internship_is_recovered_late_in_the_project(worlds, tables):
    """Mean estimate and mean contrast differ by identification bias only: under 1.5 points."""
    late = pd.concat(tables).query("outcome == 'internship' and 80 <= week <= 100")
    truth = pd.concat([world.truth for world in worlds]).query(
        "outcome == 'internship' and 80 <= week <= 100"
    )
    assert late["estimate"].mean() == pytest.approx(truth["contrast"].mean(), abs=0.015)
    assert truth["contrast"].mean() > 0.06


@pytest.mark.slow
def test_no_effect_on_hours_among_those_still_in_the_programme(worlds, tables):
    among = pd.concat(tables).query("outcome == 'hours' and denominator == 'in_programme'")
    late = among[among["evaluated"] & (among["week"] > 52)]
    assert abs(late["estimate"].mean()) < 0.004


def test_coverage_of_honest_intervals_is_their_level():
    rng = np.random.default_rng(5)
    draws = rng.normal(0.1, 0.02, 4000)

    def world(estimate):
        return pd.DataFrame(
            {
                "outcome": "y", "denominator": "d", "week": [1, 2], "estimate": estimate, "se": 0.02,
                "ci_low": estimate - 1.96 * 0.02, "ci_high": estimate + 1.96 * 0.02,
                "evaluated": [True, False],
            }
        )  # fmt: skip

    expected = expected_values(world(draw) for draw in draws[:2000])
    assert expected["expected"].iloc[0] == pytest.approx(0.1, abs=0.002)
    table = coverage([world(draw) for draw in draws[2000:]], expected)
    assert table["coverage"].iloc[0] == pytest.approx(0.95, abs=0.015)
    assert np.isnan(table["coverage"].iloc[1])
    total = summary(table).iloc[0]
    assert total["weeks_not_evaluated"] == 1
    assert total["mean_coverage"] == table["coverage"].iloc[0]


def test_intervals_half_as_wide_cover_less():
    rng = np.random.default_rng(6)

    def world(estimate):
        return pd.DataFrame(
            {
                "outcome": "y", "denominator": "d", "week": [1], "estimate": estimate, "se": 0.01,
                "ci_low": estimate - 0.0196, "ci_high": estimate + 0.0196, "evaluated": True,
            }
        )  # fmt: skip

    draws = rng.normal(0, 0.02, 1000)
    table = coverage(
        [world(d) for d in draws[500:]], expected_values(world(d) for d in draws[:500])
    )
    assert 0.55 < table["coverage"].iloc[0] < 0.8
