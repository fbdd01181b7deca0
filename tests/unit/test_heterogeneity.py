"""Effects by municipality: known spreads are found, noise is not taken for spread."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from effektspor.errors import EstimationError
from effektspor.estimators.heterogeneity import (
    CLUSTER_COLUMNS,
    SUMMARY_COLUMNS,
    Changes,
    cluster_label,
    equal_spread,
    heterogeneity,
)
from effektspor.estimators.shrinkage import Posterior
from effektspor.estimators.two_periods import two_period_cells

TREATED, COMPARISON = 17, 81


def world(seed, spread=0.0, shocks=0.0, effect=0.1, persons=400):
    """Cells of one week: a spread of effects, and of changes that all municipalities have."""
    rng = np.random.default_rng(seed)
    rows = []
    truth = effect + spread * rng.normal(size=TREATED)
    for place in range(TREATED + COMPARISON):
        level = rng.uniform(0.2, 0.3)
        after = level + shocks * rng.normal() + (truth[place] if place < TREATED else 0.0)
        for post, share in ((False, level), (True, after)):
            n = int(rng.integers(persons // 2, persons * 2))
            y = rng.binomial(n, np.clip(share, 0, 1))
            rows.append((101 + place, place < TREATED, post, n, y, y))
    columns = ["municipality", "treated", "post", "n", "y", "yy"]
    return two_period_cells(pd.DataFrame(rows, columns=columns)), truth


def test_the_effects_and_their_spread_are_found():
    cells, truth = world(0, spread=0.08)
    found = heterogeneity(cells, 1, "persons", 0.95, 5)
    assert list(found.clusters) == CLUSTER_COLUMNS
    assert list(found.summary) == SUMMARY_COLUMNS
    (row,) = found.summary.itertuples()
    assert row.tau_low < 0.08 < row.tau_high
    assert row.p_value < 1e-6
    assert (row.df, row.clusters) == (16, 17)
    assert row.p_equal < 0.01  # the comparison municipalities have no such spread
    assert row.tau_comparison < 0.03
    assert row.mean == pytest.approx(truth.mean(), abs=0.03)
    assert row.prediction_low < truth.min() + 0.05
    shown = found.clusters
    assert shown["label"].tolist() == [f"Kommune {letter}" for letter in "ABCDEFGHIJKLMNOPQ"]
    assert shown["shrunken"].is_monotonic_decreasing
    assert (shown["shrunken_low"] <= shown["shrunken"]).all()
    numbers = shown[CLUSTER_COLUMNS[1:]]
    assert numbers.equals(numbers.round(3))


def test_alike_nobody_is_known_by_its_size_and_the_summary_is_that_of_the_data():
    cells, _ = world(0, spread=0.08)
    largest = np.ones(TREATED + COMPARISON)
    largest[3] = 60.0
    sized = replace(cells, **{
        name: getattr(cells, name) * largest[:, None, None] for name in ("n", "y", "yy")
    })  # fmt: skip
    own = heterogeneity(sized, 1, "persons", 0.95, 5)
    alike = heterogeneity(sized, 1, "persons", 0.95, 5, alike=True)
    pd.testing.assert_frame_equal(own.summary, alike.summary)
    widths, equal = (
        (found.clusters["ci_high"] - found.clusters["ci_low"]).to_numpy() for found in (own, alike)
    )
    assert widths.min() < 0.6 * np.median(widths)
    assert np.ptp(equal) < 0.0021  # rounded ends
    assert sorted(own.clusters["effect"]) == sorted(alike.clusters["effect"])
    # Nothing but the effect moves a row: far and near the mean alike are shrunken by one rule.
    assert alike.clusters["effect"].is_monotonic_decreasing
    effect, shrunken = (alike.clusters[name].to_numpy() for name in ("effect", "shrunken"))
    far = np.abs(effect - effect.mean()) > 0.03
    kept = (shrunken - effect.mean())[far] / (effect - effect.mean())[far]
    assert np.ptp(kept) < 0.1


def test_noise_alone_is_shrunk_and_is_no_spread():
    p_values, shrunk = [], []
    for seed in range(40):
        cells, _ = world(seed, spread=0.0)
        found = heterogeneity(cells, 1, "persons", 0.95, 5)
        p_values.append(found.summary["p_value"].iloc[0])
        shown = found.clusters
        shrunk.append(np.ptp(shown["shrunken"]) / np.ptp(shown["effect"]))
    assert np.mean(np.array(p_values) < 0.05) <= 0.15
    assert np.median(shrunk) < 0.6


def test_the_same_spread_without_treatment_is_no_difference():
    p_values = []
    for seed in range(30):
        cells, _ = world(seed, shocks=0.05)
        arms = [Changes.of(cells, rows, 1, "persons") for rows in (cells.treated, ~cells.treated)]
        p_values.append(equal_spread(*arms))
    assert np.mean(np.array(p_values) < 0.05) <= 0.2
    assert np.median(p_values) > 0.2


def test_intervals_hold_the_true_effects():
    held = []
    for seed in range(25):
        cells, truth = world(seed, spread=0.05, effect=0.1)
        found = heterogeneity(cells, 1, "persons", 0.95, 5).clusters
        # The order is that of the shrunken effects: compare as sets of sorted intervals.
        changes = Changes.of(cells, cells.treated, 1, "persons")
        order = np.argsort(-_shrunken(changes, cells))
        low, high = found["shrunken_low"].to_numpy(), found["shrunken_high"].to_numpy()
        held.append(((low <= truth[order] + 5e-4) & (truth[order] - 5e-4 <= high)).mean())
    assert 0.9 <= np.mean(held) <= 0.99


def _shrunken(changes, cells):
    shift, _ = Changes.of(cells, ~cells.treated, 1, "persons").mean()
    return Posterior(changes.change - shift, changes.variance).mean()


def test_the_weighting_is_that_of_the_comparison_mean():
    cells, _ = world(3)
    means = {
        weighting: Changes.of(cells, ~cells.treated, 1, weighting).mean()[0]
        for weighting in ("persons", "municipalities")
    }
    comparison = Changes.of(cells, ~cells.treated, 1, "municipalities")
    assert means["municipalities"] == pytest.approx(comparison.change.mean())
    assert means["persons"] != pytest.approx(means["municipalities"], abs=1e-6)


def test_a_municipality_with_nobody_having_the_outcome_has_a_variance():
    cells, _ = world(1)
    cells.y[0] = cells.yy[0] = 0
    changes = Changes.of(cells, cells.treated, 1, "persons")
    assert changes.variance[0] > 0


def test_small_municipalities_take_part_and_are_not_shown():
    cells, _ = world(2)
    cells.n[0, 0], cells.y[0, 0], cells.yy[0, 0] = 4, 1, 1
    found = heterogeneity(cells, 1, "persons", 0.95, 5)
    assert len(found.clusters) == 16
    assert found.summary["clusters"].iloc[0] == 17


def test_labels_go_on_after_the_alphabet():
    assert [cluster_label(place) for place in (0, 28, 29, 58)] == [
        "Kommune A", "Kommune Å", "Kommune AA", "Kommune BA",
    ]  # fmt: skip


def test_what_has_no_spread_is_refused_with_a_message():
    cells, _ = world(4)
    with pytest.raises(EstimationError, match="no persons in week 7"):
        heterogeneity(cells, 7, "persons", 0.95, 5)
    cells.y[:] = cells.yy[:] = 0
    with pytest.raises(EstimationError, match="does not vary within the treated"):
        heterogeneity(cells, 1, "persons", 0.95, 5)
    cells, _ = world(4)
    cells.n[2:17, 0] = 0
    with pytest.raises(EstimationError, match="2 treated clusters"):
        heterogeneity(cells, 1, "persons", 0.95, 5)
