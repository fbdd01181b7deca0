"""Change of the same persons: against computations of our own, and by what must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from effektspor.estimators.panel.change import Slope, repeated, within_person


def measurements(seed, persons=60, most=4, gain=0.3, towns=12):
    """Persons with one to `most` measurements, a level of their own and noise."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(persons):
        level, town = rng.normal(3), int(rng.integers(towns))
        start = pd.Timestamp("2017-01-01") + pd.Timedelta(days=int(rng.integers(365)))
        for order in range(1, int(rng.integers(1, most + 1)) + 1):
            rows.append(
                {
                    "person": f"p{person}",
                    "order": order,
                    "town": town,
                    "date": start + pd.Timedelta(days=120 * (order - 1) + int(rng.integers(30))),
                    "y": level + gain * (order > 1) + rng.normal(0, 0.7),
                }
            )
    return pd.DataFrame(rows)


def by_hand(rows, regressor, cluster):
    """The within transformation and its sandwich, written out."""
    x = rows[regressor] - rows.groupby("person")[regressor].transform("mean")
    y = rows["y"] - rows.groupby("person")["y"].transform("mean")
    slope = (x * y).sum() / (x**2).sum()
    scores = (x * (y - slope * x)).groupby(rows[cluster]).sum()
    clusters = len(scores)
    variance = clusters / (clusters - 1) * (scores**2).sum() / (x**2).sum() ** 2
    return slope, np.sqrt(variance)


@pytest.mark.parametrize("cluster", ["person", "town"])
@pytest.mark.parametrize("regressor", ["later", "years"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_panel_regression_equals_the_within_transformation(seed, regressor, cluster):
    rows = repeated(measurements(seed))
    own = within_person(rows, regressor, cluster)
    slope, se = by_hand(rows, regressor, cluster)
    assert own.estimate == pytest.approx(slope, rel=1e-9)
    assert own.se == pytest.approx(se, rel=1e-9)
    assert own.degrees == rows[cluster].nunique() - 1
    assert own.p_value == pytest.approx(2 * student.sf(abs(slope / se), own.degrees))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=6, max_size=40))
def test_with_two_measurements_it_is_the_mean_of_the_differences(pairs):
    rows = pd.DataFrame(
        [(p, wave, float(y)) for p, pair in enumerate(pairs) for wave, y in enumerate(pair, 1)],
        columns=["person", "order", "y"],
    )
    differences = np.array([last - first for first, last in pairs], dtype=float)
    slope = within_person(repeated(rows), "later")
    assert slope.estimate == pytest.approx(differences.mean(), abs=1e-9)
    assert slope.se == pytest.approx(differences.std(ddof=1) / np.sqrt(len(pairs)), abs=1e-9)


def test_one_measurement_tells_nothing_and_levels_do_not_matter():
    rows = measurements(5)
    once = pd.DataFrame({"person": ["x", "y"], "order": [1, 3], "town": [0, 1], "y": [900.0, -7]})
    alone = within_person(repeated(pd.concat([rows, once])), "later")
    assert alone == within_person(repeated(rows), "later")
    shift = rows["person"].str[1:].astype(int) * 10.0
    moved = within_person(repeated(rows.assign(y=rows["y"] + shift)), "later")
    assert moved.estimate == pytest.approx(alone.estimate)


def test_the_first_valid_answer_is_the_first_measurement():
    rows = pd.DataFrame(
        {
            "person": ["a"] * 3 + ["b"] * 2,
            "order": [1, 2, 3, 1, 2],
            "y": [np.nan, 2.0, 4.0, np.nan, 3.0],
            "date": pd.to_datetime(
                ["2017-01-01", "2017-07-01", "2018-07-01", "2017-01-01", "2017-05-01"]
            ),
        }
    )
    found = repeated(rows)
    assert found["person"].tolist() == ["a", "a"]
    assert found["later"].tolist() == [0.0, 1.0]
    assert found["years"].tolist() == pytest.approx([0, 365 / 365.25])


def test_too_little_gives_no_estimate_instead_of_a_wrong_one():
    few = repeated(measurements(1, persons=4, most=3))
    assert np.isnan(within_person(few, "later").estimate)
    undated = repeated(measurements(2).drop(columns="date"))
    assert np.isnan(within_person(undated, "years").estimate)
    assert np.isnan(Slope().p_value)
    assert Slope(0.0, 0.0, 9).p_value == 1.0


def test_a_change_is_found_where_there_is_one_and_its_interval_covers_it():
    covered, found = 0, 0
    for seed in range(60):
        slope = within_person(repeated(measurements(seed, persons=80)), "later")
        low, high = slope.interval(0.95)
        covered += low <= 0.3 <= high
        found += slope.p_value < 0.05
    assert 52 <= covered <= 60  # 57 expected; outside with probability < .002
    assert found > 20
