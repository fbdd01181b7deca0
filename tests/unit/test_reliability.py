"""Alpha, omega and the one-factor fit against formulas, other code and worlds of known truth."""

import shutil
import subprocess

import numpy as np
import pytest
from factor_analyzer import FactorAnalyzer
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import minimize

from effektspor.errors import EstimationError
from effektspor.estimators.one_factor import BOUND, one_factor
from effektspor.estimators.reliability import alpha, interval, omega, on_boundary
from effektspor.estimators.resampling import percentiles


def world(seed=1, rows=300, loadings=(0.8, 0.7, 0.6, 0.5)):
    rng = np.random.default_rng(seed)
    load = np.array(loadings)
    noise = rng.normal(size=(rows, len(load))) * np.sqrt(1 - load**2)
    return rng.normal(size=(rows, 1)) * load + noise


def implied(loadings):
    load = np.array(loadings)
    return np.outer(load, load) + np.diag(1 - load**2)


def test_alpha_is_the_formula_on_items():
    x = world()
    k = x.shape[1]
    expected = k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))
    assert interval(x, alpha, draws=10, seed=1).value == pytest.approx(expected, abs=1e-12)


def test_alpha_of_parallel_items_is_spearman_brown_and_equals_omega():
    r = 0.4
    matrix = np.full((5, 5), r) + (1 - r) * np.eye(5)
    assert float(alpha(matrix)) == pytest.approx(5 * r / (1 + 4 * r))
    assert float(omega(matrix)) == pytest.approx(5 * r / (1 + 4 * r), abs=1e-7)


def test_omega_of_known_loadings_and_alpha_below_it():
    load = np.array([0.9, 0.7, 0.5, 0.3])
    expected = load.sum() ** 2 / (load.sum() ** 2 + (1 - load**2).sum())
    assert float(omega(implied(load))) == pytest.approx(expected, abs=1e-6)
    assert float(alpha(implied(load))) < expected
    scale = np.diag([1.0, 2.0, 0.5, 3.0])
    sd = np.diag(scale)
    raw = (sd * load).sum() ** 2 / ((sd * load).sum() ** 2 + (sd**2 * (1 - load**2)).sum())
    assert float(omega(scale @ implied(load) @ scale)) == pytest.approx(raw, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 7), st.integers(15, 200))
def test_one_factor_reaches_the_minimum_that_a_general_search_finds(seed, k, rows):
    rng = np.random.default_rng(seed)
    x = world(seed, rows, rng.uniform(0.3, 0.9, k))
    r = np.corrcoef(x, rowvar=False)

    def loss(load):
        residual = (r - np.outer(load, load))[~np.eye(k, dtype=bool)]
        return float((residual**2).sum())

    found = one_factor(r).loadings
    limit = np.sqrt(1 - BOUND)
    searched = min(
        minimize(loss, start, bounds=[(-limit, limit)] * k).fun
        for start in (found, np.full(k, 0.5), rng.uniform(-0.9, 0.9, k))
    )
    assert loss(found) <= searched + 1e-5


def test_one_factor_equals_factor_analyzer():
    x = world(4, 500, (0.8, 0.7, 0.6, 0.5, 0.4))
    named = FactorAnalyzer(n_factors=1, rotation=None, method="minres")
    named.fit(x)
    other = named.loadings_.ravel()
    found = one_factor(np.corrcoef(x, rowvar=False)).loadings
    assert np.allclose(found, other * np.sign(other.sum()), atol=2e-3)


def test_many_matrices_give_the_same_as_one_by_one():
    matrices = np.array([np.corrcoef(world(s, 60), rowvar=False) for s in range(8)])
    together = one_factor(matrices).loadings
    assert np.allclose(together, [one_factor(m).loadings for m in matrices], atol=1e-7)
    broken = matrices.copy()
    broken[3, 0, 1] = np.nan
    kept = one_factor(broken).loadings
    assert np.isnan(kept[3]).all()
    assert np.allclose(kept[0], together[0])


def test_heywood_case_is_bounded_and_told():
    r = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1.0]])  # loading 1.2 without a bound
    fit = one_factor(r)
    assert fit.uniqueness.min() == pytest.approx(BOUND)
    rng = np.random.default_rng(1)
    x = rng.multivariate_normal(np.zeros(3), r, 4000)
    assert on_boundary(x)
    assert not on_boundary(world())
    assert not on_boundary(world()[:, :2])


def test_intervals_hold_their_level():
    load = (0.8, 0.7, 0.6, 0.5)
    truth = {alpha: float(alpha(implied(load))), omega: float(omega(implied(load)))}
    worlds = 250
    for statistic, true in truth.items():
        held = 0
        for seed in range(worlds):
            found = interval(world(seed, 80, load), statistic, draws=400, seed=seed)
            held += found.low <= true <= found.high
        assert 0.90 <= held / worlds <= 0.985, statistic.__name__


def test_bca_equals_scipy():
    x = np.random.default_rng(9).exponential(size=40)
    other = stats.bootstrap(
        (x,), np.mean, n_resamples=20_000, random_state=np.random.default_rng(2), method="BCa"
    )
    drawn = other.bootstrap_distribution
    own = percentiles(drawn, x.mean(), 0.95, (x.sum() - x) / 39)
    ends = other.confidence_interval
    assert (own.low, own.high) == pytest.approx((ends.low, ends.high), abs=1e-3)
    plain = percentiles(drawn, x.mean(), 0.95)
    assert plain.high < own.high  # a skewed statistic: BCa moves to the right


def test_what_cannot_be_estimated():
    with pytest.raises(EstimationError, match="3 complete rows"):
        interval(np.ones((2, 3)), alpha, draws=10, seed=1)
    with pytest.raises(EstimationError, match="missing"):
        interval(np.array([[1.0, np.nan]] * 5), alpha, draws=10, seed=1)
    assert np.isnan(interval(np.ones((6, 3)), alpha, draws=10, seed=1).value)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_finds_the_same_alpha_and_factor(tmp_path):
    x = world(6, 200)
    path = tmp_path / "x.csv"
    np.savetxt(path, x, delimiter=",")
    code = (
        f'x <- as.matrix(read.csv("{path}", header=FALSE)); s <- cov(x); k <- ncol(x);'
        "a <- k/(k-1)*(1-sum(diag(s))/sum(s)); r <- cor(x);"
        "f <- function(l) {d <- r - outer(l,l); diag(d) <- 0; sum(d^2)};"
        'o <- optim(rep(.5,k), f, method="BFGS", control=list(reltol=1e-14,maxit=1000));'
        "cat(format(c(a, o$par), digits=12))"
    )
    run = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
    numbers = [float(each) for each in run.stdout.split()]
    assert interval(x, alpha, draws=10, seed=1).value == pytest.approx(numbers[0], abs=1e-8)
    found = one_factor(np.corrcoef(x, rowvar=False)).loadings
    assert np.allclose(found, numbers[1:], atol=1e-4)
