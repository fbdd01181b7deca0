"""The estimators on simulated persons: equal to the simulator's own formula, right on average."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from effektspor.config.simulation import SimulationSettings
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack
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
    return [_estimates(world.cells) for world in worlds]


def _estimates(cells):
    moments = cells.assign(post=cells["cohort"] != "2016", y=cells["events"], yy=cells["events"])
    parts = []
    for outcome, denominator in cells[["outcome", "denominator"]].drop_duplicates().to_numpy():
        stack = Stack.of(Cells.of(moments, outcome, denominator))
        table = pd.DataFrame({"week": stack.weeks, "estimate": stack.estimate})
        parts.append(table.assign(outcome=outcome, denominator=denominator))
    return pd.concat(parts, ignore_index=True)


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
def test_no_effect_on_hours_among_those_still_in_the_programme(tables):
    among = pd.concat(tables).query("outcome == 'hours' and denominator == 'in_programme'")
    late = among[among["week"] > 52]
    assert abs(np.nanmean(late["estimate"])) < 0.004
