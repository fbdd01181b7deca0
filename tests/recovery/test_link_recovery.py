"""The link in simulated worlds: nothing beyond the level without one, and what was expected with."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from effektspor.commands.recovery_link import link_generator, published_levels
from effektspor.evaluations.link.exposures import PRIMARY
from effektspor.evaluations.link.table import Effects
from effektspor.evaluations.recovery.link import LINK_SUMMARY, judge_link
from effektspor.simulate.link import deal_profiles, linked_draw
from effektspor.simulate.parameters import load_parameters

ROOT = Path(__file__).parents[2]
SUMMARY = pd.read_csv(ROOT / "data" / "recovery" / "link_summary.csv")


@pytest.fixture(scope="module")
def levels():
    return published_levels(ROOT / "data/published", ROOT / "data/codes/municipalities.csv")


@pytest.fixture(scope="module")
def generator(levels):
    return link_generator(ROOT / "data/simulation", ROOT / "data/recovery", levels, 95)


def _value(found, r2, quantity):
    row = found[(found["r2"] == r2) & (found["quantity"] == quantity)]
    return float(row["value"].item())


def test_without_a_link_nothing_is_found_beyond_the_level_and_with_one_more_is(generator, levels):
    worlds = 120
    found = judge_link(generator, levels, strengths=(0.0, 0.75), worlds=worlds, seed=5)
    assert list(found.columns) == LINK_SUMMARY
    most = stats.binom.ppf(0.9995, worlds, 0.05) / worlds
    for quantity in ("power_index", "power_unrelated", "any_family"):
        assert _value(found, 0.0, quantity) <= most, quantity
    assert _value(found, 0.75, "power_index") > 0.6
    assert _value(found, 0.75, "hits") > _value(found, 0.0, "hits") + 1
    assert _value(found, 0.75, "power_unrelated") <= most


def test_worlds_have_the_effect_of_the_simulator_and_the_strength_that_was_set(generator):
    rng = np.random.default_rng(3)
    effects, squares = [], []
    for _ in range(150):
        world = generator.draw(rng, 0.5)
        cells = world.cells
        treated = cells.treated
        n = np.maximum(cells.n[:, :, 0], 1)  # the smallest island may have nobody
        share = cells.y[:, :, 0] / n
        change = share[:, 1] - share[:, 0]
        effects.append(
            np.average(change[treated], weights=n[treated].sum(axis=1))
            - np.average(change[~treated], weights=n[~treated].sum(axis=1))
        )
        squares.append(np.corrcoef(world.strength, generator.index[world.profile])[0, 1] ** 2)
        assert len(Effects.of(cells, 1, "persons").effect) == treated.sum()
    assert np.mean(effects) == pytest.approx(0.1, abs=0.02)
    # Bounds of the strength and unequal municipalities take a little of what was set.
    assert 0.35 < np.mean(squares) < 0.55


def test_the_link_is_that_of_the_simulator_of_persons(generator):
    parameters = load_parameters(ROOT / "data" / "simulation")
    places = parameters.places
    variation = parameters.municipalities
    factor = np.minimum(
        np.sqrt(variation.reference_thousands / places["population_thousands_approx"]),
        variation.largest_factor,
    ).to_numpy()
    profile = deal_profiles(parameters, 5)
    linked = pd.Series(
        linked_draw(np.zeros(len(places)), 1.0, parameters, factor, profile), places["code"]
    )
    mine = linked[places.loc[places["participant"] == 1, "code"]].sort_index()
    dealt = np.searchsorted(profile.index, profile)
    np.testing.assert_allclose(mine.to_numpy(), generator.centred(dealt), atol=1e-9)


def test_the_committed_study_keeps_the_level_and_gives_the_expectation_of_the_plan():
    worlds = int(SUMMARY["worlds"].min())
    assert worlds >= 1000
    most = stats.binom.ppf(0.9995, worlds, 0.05) / worlds
    for name in (*PRIMARY, "followup", "index", "unrelated"):
        assert _value(SUMMARY, 0.0, f"power_{name}") <= most, name
    assert _value(SUMMARY, 0.0, "any_family") <= most
    for quantity in ("hits", "hits_family", "hits_permutation", "power_index"):
        found = SUMMARY[SUMMARY["quantity"] == quantity].sort_values("r2")["value"]
        assert found.is_monotonic_increasing, quantity
    # Effects known without error: the known figures for 17 municipalities at half the variance.
    assert 2.5 <= _value(SUMMARY, 0.5, "hits_exact") <= 3.5
    assert 0.01 <= _value(SUMMARY, 0.5, "all_exact") <= 0.03
    assert _value(SUMMARY, 0.5, "hits") < _value(SUMMARY, 0.5, "hits_exact")


def test_the_pages_print_the_numbers_of_the_committed_study():
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    block = page.split("<!-- link: begin -->")[1].split("<!-- link: end -->")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in block.strip().splitlines()[2:]
    ]
    names = ["hits", "any", "all", "hits_family", "power_index", "hits_exact", "all_exact"]
    assert len(rows) == SUMMARY["r2"].nunique()
    for row in rows:
        own = [_value(SUMMARY, float(row[0]), name) for name in names]
        assert [float(cell) for cell in row[1:]] == pytest.approx(own, abs=0.0051)
