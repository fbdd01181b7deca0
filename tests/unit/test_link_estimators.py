"""Slopes of unit effects on exposures: other programs' answers, algebra, and simulated truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from test_meta import bcg

from effektspor.errors import EstimationError
from effektspor.estimators.link.attenuation import correct, reliability
from effektspor.estimators.link.permutation import permute, statistics
from effektspor.estimators.link.power import power
from effektspor.estimators.link.regression import regress
from effektspor.estimators.link.shares import Shares
from effektspor.estimators.meta import pool


def some_units(seed=1, k=17, slope=0.0):
    rng = np.random.default_rng(seed)
    x = rng.normal(0.6, 0.15, k)
    v = rng.uniform(0.001, 0.006, k)
    return 0.1 + slope * x + rng.normal(0, 0.08, k) + rng.normal(0, np.sqrt(v)), v, x


def test_bcg_on_latitude_is_that_of_metafor():
    effect, variance, latitude = bcg()
    found = regress(effect, variance, latitude)
    assert found.slope == pytest.approx(-0.02910, abs=5e-6)
    assert found.se == pytest.approx(0.00820, abs=5e-6)
    assert found.p_value == pytest.approx(0.00457, abs=5e-6)
    assert (found.units, found.degrees) == (13, 11)
    # metafor: amount of heterogeneity accounted for 75.62 % (tau2 0.3132 without, 0.0764 with)
    assert found.r2 == pytest.approx(1 - 0.07635 / 0.31324, abs=2e-4)
    assert found.leave_low < found.slope < found.leave_high


def test_a_shared_comparison_mean_leaves_slope_error_and_spread_alone():
    effect, variance, x = some_units(slope=0.4)
    shared = 0.02
    found = regress(effect, variance, x, shared_variance=shared)
    design = np.column_stack([np.ones(17), x])
    # Generalised least squares with the whole covariance, written out.
    whole = np.diag(variance + found.tau2) + shared
    inverse = np.linalg.inv(whole)
    bread = np.linalg.inv(design.T @ inverse @ design)
    beta = bread @ design.T @ inverse @ effect
    rest = effect - design @ beta
    factor = rest @ inverse @ rest / 15
    assert found.slope == pytest.approx(beta[1], rel=1e-9)
    assert found.se == pytest.approx(np.sqrt(factor * bread[1, 1]), rel=1e-9)
    plain = regress(effect, variance, x)
    assert found.constant_se**2 == pytest.approx(plain.constant_se**2 + shared)

    def likelihood(tau2, common):
        total = np.diag(variance + tau2) + common
        inner = design.T @ np.linalg.solve(total, design)
        projected = np.linalg.inv(total)
        projected -= projected @ design @ np.linalg.solve(inner, design.T @ projected)
        return -0.5 * (
            np.linalg.slogdet(total)[1] + np.linalg.slogdet(inner)[1] + effect @ projected @ effect
        )

    # The restricted likelihood of tau2 does not see what is shared, but for a constant.
    differences = [likelihood(t, 0.0) - likelihood(t, shared) for t in (0.001, 0.004, 0.01)]
    assert np.ptp(differences) < 1e-9


def test_units_without_an_exposure_are_left_out_and_few_or_equal_ones_refused():
    effect, variance, x = some_units()
    gap = x.copy()
    gap[3] = np.nan
    keep = np.isfinite(gap)
    assert regress(effect, variance, gap) == regress(effect[keep], variance[keep], x[keep])
    gap[5:] = np.nan
    with pytest.raises(EstimationError, match="4 units have an exposure"):
        regress(effect, variance, gap)
    with pytest.raises(EstimationError, match="the same in all units"):
        regress(effect, variance, np.full(17, 0.7))


def test_leaving_out_finds_the_unit_that_makes_the_slope():
    effect, variance, x = np.zeros(12), np.full(12, 0.01), np.linspace(0, 1, 12)
    effect[-1], x[-1] = 3.0, 6.0
    effect[:-1] = np.random.default_rng(2).normal(0, 0.1, 11)
    found = regress(effect, variance, x)
    assert found.slope > 0.4
    without = pool(effect[:-1], variance[:-1], x[:-1, None]).coefficients[1]
    assert np.isclose([found.leave_low, found.leave_high], without).any()
    assert found.r2_predictive < found.correlation**2


def test_statistics_are_those_of_weighted_least_squares():
    effect, variance, x = some_units(slope=0.5)
    weight = 1 / (variance + 0.005)
    (own,) = statistics(effect, weight, x[None, :, None])[0]
    root = np.sqrt(weight)
    design = np.column_stack([np.ones(17), x]) * root[:, None]
    beta, rest, *_ = np.linalg.lstsq(design, effect * root, rcond=None)
    error = np.sqrt(rest[0] / 15 * np.linalg.inv(design.T @ design)[1, 1])
    assert own == pytest.approx(beta[1] / error)


def test_permutation_agrees_with_all_orders_of_few_units():
    from itertools import permutations

    rng = np.random.default_rng(8)
    effect, variance = rng.normal(size=6), rng.uniform(0.5, 1, 6)
    x = rng.normal(size=(6, 2)) + 0.8 * effect[:, None]
    weight = 1 / (variance + 0.3)
    orders = np.array(list(permutations(range(6))))
    every = np.abs(statistics(effect, weight, x[orders]))
    own = np.abs(statistics(effect, weight, x[None]))[0]
    exact = (every >= own - 1e-9).mean(axis=0)
    found = permute(effect, variance, 0.3, x, draws=20_000, seed=1)
    np.testing.assert_allclose(found.p_value, exact, atol=0.012)
    first = int(own.argmax())
    exact_family = (every.max(axis=1) >= own[first] - 1e-9).mean()
    assert found.p_family[first] == pytest.approx(exact_family, abs=0.012)
    assert found.p_family[1 - first] == pytest.approx(max(exact_family, exact[1 - first]), abs=0.02)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), m=st.integers(1, 5), scale=st.floats(0.01, 100))
def test_family_p_values_are_ordered_and_do_not_hang_on_units(seed, m, scale):
    rng = np.random.default_rng(seed)
    effect, variance, x = rng.normal(size=9), rng.uniform(0.1, 1, 9), rng.normal(size=(9, m))
    found = permute(effect, variance, 0.2, x, draws=199, seed=3)
    again = permute(effect, variance, 0.2, 5 - scale * x, draws=199, seed=3)
    assert (found.p_family >= found.p_value - 1e-12).all()
    assert (found.p_family <= 1).all()
    assert (found.p_value >= 1 / 200).all()
    order = np.argsort(found.p_value)
    own = np.abs(statistics(effect, 1 / (variance + 0.2), x[None]))[0]
    by_size = np.argsort(-own)
    assert (np.diff(found.p_family[by_size]) >= 0).all()
    np.testing.assert_array_equal(found.p_value, again.p_value)
    np.testing.assert_array_equal(found.p_family, again.p_family)
    assert len(order) == m


def test_without_a_link_the_test_rejects_at_its_level():
    rng = np.random.default_rng(11)
    alone = family = 0
    worlds = 400
    for world in range(worlds):
        common = rng.normal(size=(12, 1))
        x = common + rng.normal(size=(12, 4))
        variance = rng.uniform(0.1, 2, 12)
        effect = rng.standard_t(3, 12) * np.sqrt(variance)
        found = permute(effect, variance, 0.5, x, draws=99, seed=world)
        alone += found.p_value[0] <= 0.05
        family += found.p_family.min() <= 0.05
    limit = stats.binom.ppf(0.9995, worlds, 0.05)
    assert alone <= limit
    assert family <= limit
    assert family >= stats.binom.ppf(0.0005, worlds, 0.05)


def test_errors_in_the_exposure_are_made_up_for():
    rng = np.random.default_rng(4)
    k, truth, found, covered, raw = 30, 0.5, [], 0, []
    error = rng.uniform(0.2, 1.2, k) ** 2
    for _ in range(200):
        x = rng.normal(size=k)
        seen = x + np.sqrt(error) * rng.normal(size=k)
        variance = np.full(k, 0.2)
        effect = truth * x + rng.normal(0, np.sqrt(0.3), k)
        slope = regress(effect, variance, seen)
        fixed = correct(slope, seen, error, 1 / (variance + slope.tau2), 0.95)
        raw.append(slope.slope)
        found.append(fixed.slope)
        covered += fixed.ci_low <= truth <= fixed.ci_high
    assert np.mean(raw) == pytest.approx(truth / (1 + error.mean()), abs=0.04)
    assert np.nanmedian(found) == pytest.approx(truth, abs=0.05)
    assert 0.89 <= covered / 200 <= 1


def test_an_exposure_that_is_mostly_error_is_not_corrected():
    effect, variance, x = some_units(slope=0.5)
    fixed = correct(regress(effect, variance, x), x, np.full(17, x.var()), 1 / variance, 0.95)
    assert fixed.reliability < 0.3
    assert np.isnan(fixed.slope)
    assert reliability(x, np.zeros(17), np.ones(17)) == 1


def test_power_without_a_link_is_the_level_and_rises_with_it():
    rng = np.random.default_rng(5)
    common = rng.normal(size=(17, 1))
    x = common + rng.normal(size=(17, 3))
    variance = rng.uniform(0.2, 0.5, 17)
    found = power(x, ["a", "b", "c"], x.mean(axis=1), variance, 1.0, shares=(0.0, 0.5, 1.0),
                  worlds=4000, seed=7)  # fmt: skip
    assert found["expected_hits"].iloc[0] == pytest.approx(0.15, abs=0.02)
    assert found["expected_hits"].is_monotonic_increasing
    assert found["p_all"].iloc[2] > found["p_all"].iloc[1] > found["p_all"].iloc[0]
    one = found.iloc[1]
    assert one["expected_hits"] == pytest.approx(one[["power_a", "power_b", "power_c"]].sum())


def answers(seed=3, units=12, persons=30):
    rng = np.random.default_rng(seed)
    level = rng.uniform(0.3, 0.9, units)
    rows = []
    for unit in range(units):
        for person in range(persons):
            own = np.clip(level[unit] + rng.normal(0, 0.2), 0, 1)
            for column in ("a", "b"):
                valid = int(rng.integers(0, 5))
                rows.append((unit, f"{unit}-{person}", column, rng.binomial(valid, own), valid))
    return pd.DataFrame(rows, columns=["unit", "respondent", "column", "positive", "valid"])


def test_shares_pool_answers_and_count_respondents_with_any():
    counts = answers()
    found = Shares.of(counts, ("a", "b"))
    rows = counts[(counts["unit"] == 4) & (counts["column"] == "b")]
    assert found.share[4, 1] == pytest.approx(rows["positive"].sum() / rows["valid"].sum())
    assert found.respondents[4, 1] == (rows["valid"] > 0).sum()
    shuffled = Shares.of(counts.sample(frac=1, random_state=1), ("a", "b"))
    np.testing.assert_allclose(shuffled.covariance, found.covariance)


def test_errors_of_shares_and_differences_are_those_of_redrawn_respondents():
    counts = answers(units=1, persons=60)
    found = Shares.of(counts, ("a", "b"))
    by_person = [rows for _, rows in counts.groupby("respondent")]
    rng = np.random.default_rng(1)
    drawn = []
    for _ in range(1500):
        again = pd.concat(
            by_person[i].assign(respondent=str(n))
            for n, i in enumerate(rng.integers(0, len(by_person), len(by_person)))
        )
        total = again.groupby("column")[["positive", "valid"]].sum()
        drawn.append((total["positive"] / total["valid"]).to_numpy())
    spread = np.cov(np.array(drawn).T)
    np.testing.assert_allclose(found.covariance[0], spread, rtol=0.15)
    _, difference = found.combine(np.array([-1.0, 1.0]))
    own = np.var(np.array(drawn) @ [-1.0, 1.0])
    assert difference[0] == pytest.approx(own, rel=0.15)
    assert difference[0] < np.trace(found.covariance[0])


def test_a_unit_without_answers_has_no_share_and_single_respondents_no_error():
    counts = answers()
    counts = counts[(counts["unit"] != 2) | (counts["column"] != "b")]
    found = Shares.of(counts, ("a", "b"))
    assert np.isnan(found.share[2, 1])
    assert np.isnan(found.covariance[2, 1, 1])
    assert np.isfinite(found.combine(np.array([1.0, 0.0]))[0][2])
    assert np.isnan(found.combine(np.array([1.0, 1.0]))[0][2])
    with pytest.raises(EstimationError, match="No unit has two respondents"):
        Shares.of(counts[(counts["valid"] > 0)].drop_duplicates("unit"), ("a", "b"))
