"""Pooling of studies: known answers of R's metafor, and what must hold for any studies."""

import shutil
import subprocess

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from test_meta import bcg

from effektspor.errors import EstimationError
from effektspor.estimators.pooling import pool_errors, pool_studies

R = """
suppressMessages(library(metafor))
tight <- list(threshold = 1e-12, maxiter = 1000)
show <- function(fit) {
  p <- predict(fit)
  cat(sprintf("%.12f", c(fit$beta, fit$ci.lb, fit$ci.ub, fit$tau2, fit$I2 / 100, fit$QE, fit$QEp,
                         p$pi.lb, p$pi.ub, weights(fit) / 100)), "\\n")
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
show(rma(yi, vi, data = bcg, method = "REML", test = "adhoc", control = tight))
y <- c(.1, .12, .09, .11); v <- c(.01, .02, .015, .03)
show(rma(y, v, method = "REML", test = "adhoc", control = tight))
"""


def told(found):
    return np.array([
        found.estimate, found.low, found.high, found.tau2, found.i2, found.q, found.p,
        found.pred_low, found.pred_high, *found.weights,
    ])  # fmt: skip


def test_bcg_is_that_of_metafor():
    effect, variance, _ = bcg()
    found = pool_errors(effect, np.sqrt(variance), "log")
    assert found.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert found.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert 1 / np.sqrt((1 / (variance + found.tau2)).sum()) == pytest.approx(0.1798, abs=5e-5)
    assert found.i2 == pytest.approx(0.9222, abs=5e-5)
    assert (found.q, found.degrees) == (pytest.approx(152.2330, abs=5e-5), 12)
    assert (found.pred_low, found.pred_high) == pytest.approx((-1.9960, 0.5670), abs=5e-5)


def test_r_gives_the_same():
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", R], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R has no package metafor")
    theirs = [np.array(line.split(), dtype=float) for line in done.stdout.splitlines()]
    effect, variance, _ = bcg()
    ours = pool_errors(effect, np.sqrt(variance), "log")
    np.testing.assert_allclose(told(ours), theirs[0], atol=1e-6)
    # Four studies that agree too well: the factor stops at 1.
    y, v = np.array([0.1, 0.12, 0.09, 0.11]), np.array([0.01, 0.02, 0.015, 0.03])
    ours = pool_errors(y, np.sqrt(v), "points")
    np.testing.assert_allclose(told(ours), theirs[1], atol=1e-9)
    assert (ours.tau2, ours.i2) == (0, 0)


def test_one_study_is_not_pooled_and_none_is_none():
    one = pool_studies([1.0], [0.0], [2.0], ["points"])
    assert (one.k, one.unit, one.method, one.weights.tolist()) == (1, "points", "none", [1.0])
    assert np.isnan([one.estimate, one.low, one.tau2, one.pred_low]).all()
    none = pool_studies([], [], [], [])
    assert (none.k, none.unit, len(none.weights)) == (0, "", 0)


def test_two_studies_have_a_mean_and_no_prediction():
    found = pool_studies([1.0, 3.0], [0.0, 2.0], [2.0, 4.0], ["points"] * 2)
    assert found.estimate == pytest.approx(2)
    assert np.isnan([found.pred_low, found.pred_high]).all()


def test_ratios_are_pooled_as_logarithms():
    logs = np.array([0.1, 0.5, -0.2])
    se = np.array([0.2, 0.3, 0.25])
    z = stats.norm.ppf(0.975)
    found = pool_studies(
        np.exp(logs), np.exp(logs - z * se), np.exp(logs + z * se), ["hazard_ratio"] * 3
    )
    plain = pool_errors(logs, se, "log")
    assert np.log([found.estimate, found.low, found.pred_high]) == pytest.approx(
        [plain.estimate, plain.low, plain.pred_high]
    )
    assert found.tau2 == pytest.approx(plain.tau2)


@pytest.mark.parametrize(
    ("effect", "low", "high", "units", "said"),
    [
        ([1, 2], [0, 1], [2, 3], ["points", "weeks"], "different units.*points, weeks"),
        ([1, 2], [0.9, 1], [5, 3], ["points"] * 2, "middle"),
        ([1, 2], [2, 1], [0, 3], ["points"] * 2, "middle"),
        ([1, 2], [1, 1], [1, 3], ["points"] * 2, "middle"),
        ([1, 2], [float("nan"), 1], [1, 3], ["points"] * 2, "middle"),
        ([1, 2], [0, 1], [2, 3], ["ratio"] * 2, "above zero"),
    ],
)
def test_what_cannot_be_pooled_is_refused(effect, low, high, units, said):
    with pytest.raises(EstimationError, match=said):
        pool_studies(effect, low, high, units)


studies = st.lists(
    st.tuples(st.floats(-50, 50), st.floats(0.5, 20)), min_size=3, max_size=8
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(studies, st.floats(-30, 30), st.floats(0.1, 10))
def test_shift_scale_and_sign_carry_through(pairs, shift, scale):
    y, se = np.array(pairs).T
    plain = pool_errors(y, se, "points")
    assert plain.weights.sum() == pytest.approx(1)
    assert plain.pred_low <= plain.low <= plain.estimate <= plain.high <= plain.pred_high
    assert 0 <= plain.i2 <= 1
    moved = pool_errors(-scale * y + shift, scale * se, "points")
    expected = -scale * np.array([plain.estimate, plain.high, plain.low]) + shift
    assert [moved.estimate, moved.low, moved.high] == pytest.approx(
        expected, rel=1e-4, abs=1e-4 * scale
    )
