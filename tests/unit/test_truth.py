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
        "rate_ratio": {
            "contrast": 1.8, "contrast_expected": 1.6, "contrast_mc_se": 0.01,
            "estimator_expected": 1.65, "mc_se": 0.02,
        },
    }
}  # fmt: skip


def test_error_and_bias_are_kept_apart():
    effects = pd.DataFrame(
        {
            "outcome": "internship",
            "denominator": "in_programme",
            "week": [1, 2],
            "estimate": [None, 0.15],
        }
    )
    table = compare(effects, pd.DataFrame({"estimate": [1.7]}), TRUTH)
    assert len(table) == 3
    week = table[table["week"] == 2].iloc[0]
    assert week["estimation_error"] == pytest.approx(0.03)
    assert week["identification_bias"] == pytest.approx(0.02)
    assert week["truth_contrast"] == pytest.approx(0.11)
    assert week["mc_se"] == pytest.approx(0.005)
    ratio = table.iloc[-1]
    assert pd.isna(ratio["week"])
    assert ratio["estimation_error"] == pytest.approx(0.05)
    assert ratio["identification_bias"] == pytest.approx(0.05)
