"""Estimates beside the truth: two distances, each against what it belongs to."""

import pandas as pd
import pytest

from effektspor.evaluations.truth import compare

TRUTH = {
    "quantities": {
        "internship|in_programme": {
            "weeks": [1, 2],
            "contrast": [None, 0.11],
            "contrast_expected": [0.0, 0.10],
            "contrast_mc_se": [0.0, 0.003],
            "estimator_expected": [0.0, 0.12],
            "mc_se": [0.0, 0.004],
        },
        "internship|in_programme|total": {
            "contrast": 5.0, "contrast_expected": 4.0, "contrast_mc_se": 0.3,
            "estimator_expected": 4.5, "mc_se": 0.4,
        },
        "rate_ratio": {
            "contrast": 1.8, "contrast_expected": 1.6, "contrast_mc_se": 0.01,
            "estimator_expected": 1.65, "mc_se": 0.02,
        },
    }
}  # fmt: skip
RATE_RATIO = pd.DataFrame({"estimate": [1.7], "method": ["Poisson"]})
EFFECTS = pd.DataFrame(
    {
        "outcome": "internship",
        "denominator": "in_programme",
        "adjustment": "none",
        "weighting": "persons",
        "week": [1, 2],
        "estimate": [None, 0.15],
    }
)
ENDPOINTS = pd.DataFrame(
    [
        ("internship", "in_programme", adjustment, weighting, endpoint, method, estimate)
        for adjustment, weighting, endpoint, method, estimate in (
            ("none", "persons", "total", "wild", 6.0),
            ("none", "persons", "total", "cr1", 6.0),
            ("none", "persons", "block_1", "wild", 1.0),
            ("none", "municipalities", "total", "wild", 7.0),
            ("full", "persons", "total", "wild", 8.0),
        )
    ],
    columns=["outcome", "denominator", "adjustment", "weighting", "endpoint", "method", "estimate"],
)


def test_the_total_is_compared_once_as_the_estimator_of_the_simulator_has_it():
    table = compare(EFFECTS, ENDPOINTS, RATE_RATIO, TRUTH)
    row = table.set_index("quantity").loc["internship|in_programme|total"]
    assert row["estimate"] == 6.0
    assert row["unit"] == "weeks"
    assert pd.isna(row["week"])
    assert row["estimation_error"] == pytest.approx(1.5)
    assert row["identification_bias"] == pytest.approx(0.5)
    assert row["mc_se"] == pytest.approx(0.5)


def test_error_and_bias_are_kept_apart():
    table = compare(EFFECTS, ENDPOINTS, RATE_RATIO, TRUTH)
    assert len(table) == 4
    week = table[table["week"] == 2].iloc[0]
    assert week["estimation_error"] == pytest.approx(0.03)
    assert week["identification_bias"] == pytest.approx(0.02)
    assert week["truth_contrast"] == pytest.approx(0.11)
    assert week["mc_se"] == pytest.approx(0.005)


def test_the_rate_ratio_is_not_judged_by_the_expectation_of_another_estimator():
    ratio = compare(EFFECTS, ENDPOINTS, RATE_RATIO, TRUTH).iloc[-1]
    assert pd.isna(ratio["week"])
    assert ratio[["estimate", "truth_contrast", "contrast_expected"]].tolist() == [1.7, 1.8, 1.6]
    blank = ["estimator_expected", "mc_se", "estimation_error", "identification_bias"]
    assert ratio[blank].isna().all()


def test_the_rate_ratio_is_judged_where_the_expectation_is_of_its_own_estimator():
    known = TRUTH["quantities"]["rate_ratio"] | {"estimator": "Poisson"}
    truth = {"quantities": TRUTH["quantities"] | {"rate_ratio": known}}
    ratio = compare(EFFECTS, ENDPOINTS, RATE_RATIO, truth).iloc[-1]
    assert ratio["estimation_error"] == pytest.approx(0.05)
    assert ratio["identification_bias"] == pytest.approx(0.05)


def test_a_world_simulated_without_replications_has_no_expected_value():
    names = ("contrast_expected", "contrast_mc_se", "estimator_expected", "mc_se")
    quantities = {
        key: known | {name: [None, None] if "weeks" in known else None for name in names}
        for key, known in TRUTH["quantities"].items()
    }
    table = compare(EFFECTS, ENDPOINTS, RATE_RATIO, {"quantities": quantities})
    assert table.loc[table["week"] == 2, "truth_contrast"].tolist() == [0.11]
    blank = ["contrast_expected", "estimator_expected", "estimation_error", "identification_bias"]
    assert table[[*blank, "mc_se"]].isna().all(axis=None)
