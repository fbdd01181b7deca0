"""Random effects and shrinkage against answers that other programs gave."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pymare
import pytest

from effektspor.errors import EstimationError
from effektspor.estimators.meta import pool
from effektspor.estimators.shrinkage import Posterior

REFERENCE = Path(pymare.__file__).parent / "tests" / "data"
CASES = json.loads((REFERENCE / "metafor_reference.json").read_text(encoding="utf-8"))["cases"]
MODERATORS = {"intercept": [], "one": ["mod1"], "two": ["mod1", "mod2"]}


def bcg():
    """Thirteen trials of the BCG vaccine (Colditz and others 1994): log relative risks."""
    counts = np.array(
        [
            [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619],
            [33, 5036, 47, 5761], [180, 1361, 372, 1079], [8, 2537, 10, 619],
            [505, 87886, 499, 87892], [29, 7470, 45, 7232], [17, 1699, 65, 1600],
            [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
        ],
        dtype=float,
    )  # fmt: skip
    latitude = np.array([44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33], dtype=float)
    a, b, c, d = counts.T
    effect = np.log(a / (a + b)) - np.log(c / (c + d))
    return effect, 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d), latitude


def test_bcg_mean_spread_and_prediction_are_those_of_metafor():
    effect, variance, _ = bcg()
    fit = pool(effect, variance)
    assert fit.tau2 == pytest.approx(0.31324333, abs=1e-7)  # metafor stops early
    assert (fit.tau2_low, fit.tau2_high) == pytest.approx((0.11969531, 1.11148626), abs=5e-5)
    assert fit.mean == pytest.approx(-0.71453235, abs=1e-7)
    assert fit.se[0] == pytest.approx(0.18079175, abs=1e-7)  # Knapp-Hartung
    assert fit.q == pytest.approx(152.23300808, abs=1e-7)
    assert (fit.degrees, fit.p_value < 1e-8) == (12, True)
    assert fit.prediction() == pytest.approx((-1.99601697, 0.56695227), abs=3e-7)
    assert pool(effect, variance, method="DL").tau2 == pytest.approx(0.30876026, abs=1e-8)
    assert pool(effect, variance, method="PM").tau2 == pytest.approx(0.31809371, abs=5e-5)


def test_bcg_on_latitude_is_that_of_metafor():
    effect, variance, latitude = bcg()
    fit = pool(effect, variance, latitude[:, None])
    assert fit.coefficients[1] == pytest.approx(-0.02910, abs=5e-6)
    assert fit.se[1] == pytest.approx(0.00820, abs=5e-6)
    assert fit.tau2 == pytest.approx(0.07635, abs=5e-6)


@pytest.mark.parametrize("method", ["REML", "DL"])
@pytest.mark.parametrize("model", list(MODERATORS))
@pytest.mark.parametrize("design", ["equal_k5", "unequal_k5", "extreme_k10", "moderate_k20"])
def test_agrees_with_the_answers_of_metafor_that_pymare_ships(design, model, method):
    rows = pd.read_csv(REFERENCE / "metafor_small_sample.csv").query("case == @design")
    (case,) = [
        case
        for case in CASES
        if (case["design"], case["model"], case["method"], case["test"])
        == (design, model, method, "knha")
    ]
    names = MODERATORS[model]
    moderators = rows[names].to_numpy() if names else None
    fit = pool(rows["y"].to_numpy(), rows["v"].to_numpy(), moderators, method=method)
    assert fit.tau2 == pytest.approx(case["tau2"], abs=2e-5)
    # metafor ends its search for tau2 at a change of 1e-5, which shows in what follows from it.
    np.testing.assert_allclose(fit.coefficients, case["beta"], rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(fit.se, case["se"], rtol=1e-3)
    np.testing.assert_allclose(fit.interval()[0], case["ci_lb"], rtol=1e-3, atol=1e-3)
    assert fit.q == pytest.approx(case["QE"], rel=1e-9)
    assert fit.p_value == pytest.approx(case["QEp"], rel=1e-9)
    if case["tau2_ci_lb"] is not None:
        assert fit.tau2_low == pytest.approx(case["tau2_ci_lb"], abs=1e-6)
        assert fit.tau2_high == pytest.approx(case["tau2_ci_ub"], rel=1e-6)


def schools():
    """Coaching in eight schools (Rubin 1981)."""
    return np.array([28.0, 8, -3, 7, -1, 1, 18, 12]), np.array([15.0, 10, 16, 11, 9, 11, 10, 18])


def test_shrinkage_of_eight_schools_is_the_published_one():
    effect, sd = schools()
    found = Posterior(effect, sd**2)
    low, high = found.interval(0.5)
    # Medians and quartiles of Gelman and others, Bayesian Data Analysis, from 200 draws.
    np.testing.assert_allclose(found.mean(), [10, 8, 7, 7, 5, 6, 10, 8], atol=1.6)
    np.testing.assert_allclose(low, [7, 3, 2, 4, 1, 2, 7, 3], atol=1.6)
    np.testing.assert_allclose(high, [16, 12, 11, 11, 10, 10, 15, 13], atol=1.6)


def test_shrinkage_is_the_integral_that_it_claims_to_be():
    """Against draws from the posterior: tau from its likelihood, then the mean, then the effect."""
    effect, sd = schools()
    rng = np.random.default_rng(0)
    tau = np.linspace(0, 200, 40001)
    total = sd**2 + tau[:, None] ** 2
    precision = (1 / total).sum(axis=1)
    mean = (effect / total).sum(axis=1) / precision
    log = -0.5 * (
        np.log(total).sum(axis=1)
        + np.log(precision)
        + ((effect - mean[:, None]) ** 2 / total).sum(axis=1)
    )
    weight = np.exp(log - log.max())
    at = rng.choice(len(tau), 400_000, p=weight / weight.sum())
    mu = mean[at] + rng.normal(size=len(at)) / np.sqrt(precision[at])
    found = Posterior(effect, sd**2)
    low, high = found.interval(0.9)
    for school in (0, 2, 7):
        keep = sd[school] ** 2 / (sd[school] ** 2 + tau[at] ** 2)
        draws = keep * mu + (1 - keep) * effect[school]
        draws += rng.normal(size=len(at)) * sd[school] * np.sqrt(1 - keep)
        assert found.mean()[school] == pytest.approx(draws.mean(), abs=0.06)
        assert found.sd()[school] == pytest.approx(draws.std(), abs=0.06)
        ends = np.quantile(draws, [0.05, 0.95])
        assert (low[school], high[school]) == pytest.approx(ends, abs=0.15)


def test_no_spread_shrinks_all_but_leaves_intervals_of_some_length():
    effect, variance = np.full(10, 0.2), np.full(10, 0.01)
    fit = pool(effect, variance)
    found = Posterior(effect, variance)
    assert (fit.tau2, fit.tau2_low, fit.p_value) == pytest.approx((0, 0, 1))
    np.testing.assert_allclose(found.mean(), 0.2)
    low, high = found.interval(0.95)
    assert (high - low > 2 * 1.96 * np.sqrt(0.001)).all()  # more than the mean's own


def test_known_effects_are_not_shrunk_and_a_shared_number_widens_all_intervals():
    rng = np.random.default_rng(1)
    effect = rng.normal(0, 1, 12)
    found = Posterior(effect, np.full(12, 1e-8))
    np.testing.assert_allclose(found.mean(), effect, atol=1e-6)
    low, high = Posterior(effect, np.full(12, 1e-8), shared_variance=0.04).interval(0.95)
    np.testing.assert_allclose(high - low, 2 * 1.959964 * 0.2, rtol=1e-4)


def test_intervals_cover_what_they_should():
    rng = np.random.default_rng(2)
    covered, predicted = [], []
    for _ in range(150):
        variance = rng.uniform(0.2, 2, 17)
        truth = rng.normal(1, 0.7, 17)
        effect = truth + rng.normal(size=17) * np.sqrt(variance)
        found = Posterior(effect, variance)
        low, high = found.interval(0.95)
        covered.append(((low <= truth) & (truth <= high)).mean())
        ends = found.prediction(0.95)
        new = rng.normal(1, 0.7, 200)
        predicted.append(((ends[0] <= new) & (new <= ends[1])).mean())
    assert 0.93 <= np.mean(covered) <= 0.98
    assert 0.91 <= np.mean(predicted) <= 0.98


@pytest.mark.parametrize(
    ("effect", "variance", "said"),
    [
        ([0.1], [0.1], "1 units are too few"),
        ([0.1, np.nan, 0.2], [0.1, 0.1, 0.1], "An effect is missing"),
        ([0.1, 0.3, 0.2], [0.1, 0.0, 0.1], "not above zero"),
    ],
)
def test_what_cannot_be_pooled_is_refused(effect, variance, said):
    with pytest.raises(EstimationError, match=said):
        pool(np.array(effect), np.array(variance))


def test_two_units_are_not_shrunk():
    with pytest.raises(EstimationError, match="too few to shrink"):
        Posterior(np.array([0.1, 0.2]), np.array([0.1, 0.1]))


R = """
suppressMessages(library(metafor))
dat <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
fit <- rma(yi, vi, data = dat, method = "REML", control = list(threshold = 1e-12, maxiter = 1000))
cat(sprintf("%.12f %.12f", blup(fit)$pred, blup(fit)$se), sep = "\\n")
"""


def test_shrunken_bcg_trials_lie_where_metafor_has_them():
    """A second opinion: there tau is one number, here it is averaged over."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", R], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R has no package metafor")
    pred, se = np.array([line.split() for line in done.stdout.splitlines()], dtype=float).T
    effect, variance, _ = bcg()
    found = Posterior(effect, variance)
    np.testing.assert_allclose(found.mean(), pred, atol=0.15 * se.max())
    np.testing.assert_allclose(found.sd(), se, rtol=0.2)
