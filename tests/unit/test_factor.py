"""Factor analysis of many rows: published matrix by another program, known truths, gaps, warnings."""

import io
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
from factor_analyzer import FactorAnalyzer, Rotator
from factor_analyzer.factor_analyzer import calculate_bartlett_sphericity, calculate_kmo
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from effektspor.errors import EstimationError
from effektspor.estimators.factor.correlation import correlate, correlations, ranked, smooth
from effektspor.estimators.factor.explore import explore
from effektspor.estimators.factor.parallel import number_of_factors, parallel
from effektspor.estimators.factor.suitability import suitability
from effektspor.estimators.one_factor import one_factor

# Eight physical measurements of 305 girls (Harman 1976, table 2.3; R's Harman23.cor), below the
# diagonal column by column, and what R's psych 2.2.9 makes of them: fa(2, "minres", "oblimin").
BELOW = [
    0.846, 0.805, 0.859, 0.473, 0.398, 0.301, 0.382, 0.881, 0.826, 0.376, 0.326, 0.277, 0.415,
    0.801, 0.380, 0.319, 0.237, 0.345, 0.436, 0.329, 0.327, 0.365, 0.762, 0.730, 0.629, 0.583,
    0.577, 0.539,
]  # fmt: skip
PSYCH_LOADINGS = [
    [0.883722117, 0.06409370], [0.956108359, -0.02928959], [0.926124425, -0.04537332],
    [0.882372219, 0.03385864], [0.010223674, 0.93823623], [-0.002144343, 0.80094941],
    [-0.060648644, 0.79006416], [0.108072914, 0.64433055],
]  # fmt: skip
PSYCH_ONE = [0.8602675, 0.8363548, 0.7977509, 0.8322373, 0.6922816, 0.5981552, 0.5370214, 0.5970025]
PSYCH_MSA = [0.8643147, 0.8162962, 0.8576544, 0.8866618, 0.7796144, 0.8511215, 0.8240441, 0.8984689]


@pytest.fixture(scope="module")
def girls():
    matrix = np.eye(8)
    matrix[np.triu_indices(8, k=1)] = BELOW
    return np.maximum(matrix, matrix.T)


def two_factors(n, loading=0.7, phi=0.3, items=5, seed=1):
    rng = np.random.default_rng(seed)
    common = rng.multivariate_normal([0, 0], [[1, phi], [phi, 1]], n)
    noise = rng.standard_normal((n, 2 * items)) * np.sqrt(1 - loading**2)
    return np.repeat(common, items, axis=1) * loading + noise


def test_two_factors_as_psych_finds_them(girls):
    found = explore(girls, 2)
    assert found.loadings == pytest.approx(np.array(PSYCH_LOADINGS), abs=2e-5)
    assert found.phi[0, 1] == pytest.approx(0.4673749, abs=2e-5)
    # The library's own variance leaves Phi out; psych's and this one do not.
    assert found.variance == pytest.approx([0.4210501, 0.3238600], abs=2e-6)
    assert found.residual == pytest.approx(0.02074841, abs=2e-7)
    assert found.agreeing == 1
    assert not found.heywood.any()


def test_one_factor_as_psych_and_as_the_library_find_it(girls):
    assert one_factor(girls).loadings == pytest.approx(PSYCH_ONE, abs=1e-5)
    assert explore(girls, 1).loadings[:, 0] == pytest.approx(PSYCH_ONE, abs=1e-5)


def test_one_factor_by_a_general_minimiser(girls):
    off = ~np.eye(8, dtype=bool)

    def squares(loading):
        return ((girls - np.outer(loading, loading))[off] ** 2).sum()

    best = optimize.minimize(squares, np.full(8, 0.5), tol=1e-12)
    assert one_factor(girls).loadings == pytest.approx(best.x, abs=1e-5)


def test_suitability_as_psych_finds_it(girls):
    found = suitability(girls, 305)
    assert found.kmo == pytest.approx(0.8454609, abs=1e-7)
    assert found.by_item == pytest.approx(PSYCH_MSA, abs=1e-7)
    assert (round(found.chi2, 2), found.degrees) == (2085.74, 28)


def test_suitability_as_the_library_finds_it():
    rows = two_factors(200)
    found = suitability(correlate(rows).matrix, 200)
    by_item, whole = calculate_kmo(pd.DataFrame(rows))
    assert (found.kmo, *found.by_item) == pytest.approx((whole, *by_item))
    assert (found.chi2, found.p_value) == pytest.approx(calculate_bartlett_sphericity(rows))


def test_the_factors_correlations_follow_the_order_of_the_loadings():
    """The library sorts loadings after an oblique rotation and leaves Phi as it was."""
    rng = np.random.default_rng(4)
    phi = np.array([[1, 0.6, 0.1], [0.6, 1, 0.1], [0.1, 0.1, 1]])
    pattern = np.kron(np.eye(3), np.ones((4, 1))) * [0.5, 0.9, 0.7]
    common = rng.multivariate_normal(np.zeros(3), phi, 20_000)
    unique = np.sqrt(1 - np.diag(pattern @ phi @ pattern.T))
    rows = common @ pattern.T + rng.standard_normal((20_000, 12)) * unique
    found = explore(correlate(rows).matrix, 3)
    place = [int(np.abs(found.loadings[:, k]).argmax()) // 4 for k in range(3)]
    assert place[0] == 1  # the strongest comes first
    assert found.phi == pytest.approx(phi[np.ix_(place, place)], abs=0.03)
    model = found.loadings @ found.phi @ found.loadings.T
    assert np.diag(model) == pytest.approx(found.communality)


def test_the_known_structure_comes_back():
    rows = two_factors(20_000)
    found = explore(correlate(rows).matrix, 2)
    truth = np.kron(np.eye(2), np.full((5, 1), 0.7))
    assert np.sort(found.loadings, axis=1) == pytest.approx(np.sort(truth, axis=1), abs=0.03)
    assert found.phi[0, 1] == pytest.approx(0.3, abs=0.03)
    assert found.communality == pytest.approx(np.full(10, 0.49), abs=0.03)


def test_an_improper_solution_is_said():
    matrix = np.array(
        [[1, 0.9, 0.9, 0.1], [0.9, 1, 0.6, 0.1], [0.9, 0.6, 1, 0.1], [0.1, 0.1, 0.1, 1]]
    )
    found = explore(matrix, 1)
    assert found.heywood.tolist() == [True, False, False, False]
    assert found.uniqueness.min() < 0.0051


@pytest.mark.parametrize(("items", "factors"), [(4, 2), (5, 3), (4, 0)])
def test_more_factors_than_items_can_carry_are_refused(items, factors):
    with pytest.raises(EstimationError, match="cannot carry"):
        explore(np.eye(items), factors)


@pytest.mark.parametrize("kind", ["permutation", "normal"])
def test_parallel_analysis_finds_as_many_factors_as_there_are(kind):
    rng = np.random.default_rng(3)
    counts = [
        number_of_factors(parallel(rows, draws=60, seed=2, kind=kind), criterion)
        for rows in (two_factors(300), rng.standard_normal((300, 10)))
        for criterion in ("components", "common")
    ]
    assert counts == [2, 2, 0, 0]


def test_what_is_common_tells_factors_apart_that_components_merge():
    """Why the number of factors is read off the one and not off the other."""
    rng = np.random.default_rng(11)
    phi = np.full((8, 8), 0.6) + 0.4 * np.eye(8)
    common = np.repeat(rng.multivariate_normal(np.zeros(8), phi, 400), 3, axis=1)
    found = parallel(0.75 * common + 0.66 * rng.standard_normal((400, 24)), draws=60, seed=1)
    assert number_of_factors(found, "common") == 8
    assert number_of_factors(found, "components") < 8


def test_parallel_analysis_keeps_no_eigenvalue_after_one_that_is_not_kept():
    found = parallel(two_factors(60, seed=9), draws=40, seed=1)
    for _, rows in found.groupby("criterion"):
        kept = rows["kept"].to_numpy()
        assert (np.diff(kept.astype(int)) <= 0).all()
        assert rows["observed"].is_monotonic_decreasing
    whole = found[found["criterion"] == "components"]
    assert whole["observed"].sum() == pytest.approx(10)


@pytest.mark.parametrize("kind", ["permutation", "normal"])
def test_parallel_analysis_is_the_same_for_one_seed(kind):
    rows = two_factors(80)
    rows[::7, 3] = np.nan
    first, second = (parallel(rows, draws=30, seed=5, kind=kind) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_pairwise_correlations_are_those_of_pandas():
    rows = np.random.default_rng(2).integers(1, 6, (60, 5)).astype(float)
    rows[np.random.default_rng(3).random(rows.shape) < 0.2] = np.nan
    found = correlate(rows)
    assert found.matrix == pytest.approx(pd.DataFrame(rows).corr().to_numpy())
    assert found.complete == int(np.isfinite(rows).all(axis=1).sum())
    known = np.isfinite(rows)
    assert found.smallest_pair == (known.T.astype(int) @ known).min()
    by_rank = pd.DataFrame(rows[known.all(axis=1)]).corr("spearman").to_numpy()
    assert correlations(ranked(rows[known.all(axis=1)])) == pytest.approx(by_rank)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(6, 30), st.integers(3, 6))
def test_correlations_do_not_move_with_scale_order_or_stacking(seed, n, p):
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((n, p))
    rows[rng.random(rows.shape) < 0.1] = np.nan
    scaled = rows * rng.uniform(0.1, 9, p) + 1000 * rng.standard_normal(p)
    first = correlations(rows)
    stacked = correlations(np.stack([scaled, rows[::-1]]))
    assert stacked[0] == pytest.approx(first, abs=1e-6, nan_ok=True)
    assert stacked[1] == pytest.approx(first, abs=1e-9, nan_ok=True)


def test_pairwise_correlations_that_no_data_can_have_are_smoothed():
    odd = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    smoothed = smooth(odd)
    assert np.linalg.eigvalsh(smoothed)[0] > 0
    assert np.diag(smoothed) == pytest.approx(np.ones(3))
    good = np.array([[1, 0.5], [0.5, 1]])
    assert smooth(good) is good


@pytest.mark.parametrize(
    ("column", "message"),
    [(np.full(20, 3.0), "does not vary"), (np.full(20, np.nan), "share 0 rows")],
)
def test_an_item_without_answers_or_variation_is_named_by_its_number(column, message):
    rows = np.column_stack([np.random.default_rng(1).standard_normal((20, 2)), column])
    with pytest.raises(EstimationError, match=message):
        correlate(rows)


def test_items_that_follow_from_each_other_are_refused():
    with pytest.raises(EstimationError, match="singular"):
        suitability(np.ones((3, 3)), 100)


def test_a_rotation_of_the_library_alone_is_among_the_ends(girls):
    plain = FactorAnalyzer(2, rotation=None, method="minres", is_corr_matrix=True).fit(girls.copy())
    rotator = Rotator(method="oblimin", max_iter=5000, tol=1e-6)
    loadings = rotator.fit_transform(plain.loadings_)
    assert np.abs(loadings) == pytest.approx(np.abs(explore(girls, 2).loadings), abs=1e-4)


R = """
suppressMessages({library(psych); library(GPArotation)})
data(bfi)
write.csv(na.omit(bfi[, 1:25]), row.names = FALSE)
"""


@pytest.fixture(scope="module")
def personality():
    """25 items of 2,436 persons (psych::bfi), with their answers only."""
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed")
    done = subprocess.run(["Rscript", "-e", R], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("R's psych or GPArotation is not installed")
    return pd.read_csv(io.StringIO(done.stdout)).to_numpy(dtype=float)


def test_the_personality_items_as_psych_finds_them(personality):
    correlation = correlate(personality)
    assert correlation.rows == correlation.complete == 2436
    fit = suitability(correlation.matrix, correlation.rows)
    assert (round(fit.kmo, 6), round(fit.chi2, 2), fit.degrees) == (0.848645, 18146.07, 300)
    found = explore(correlation.matrix, 5)
    communalities = [0.2039, 0.4628, 0.5397, 0.3019, 0.4700]
    assert found.communality[:5] == pytest.approx(communalities, abs=6e-5)
    explained = [0.1031, 0.0883, 0.0839, 0.0829, 0.0655]
    assert found.variance == pytest.approx(explained, abs=6e-5)
    counts = parallel(personality, draws=40, seed=1)
    assert number_of_factors(counts, "components") == 5  # psych: 5 components
    assert number_of_factors(counts, "common") == 8  # psych with SMC = TRUE: 8 factors
