"""Inference from moments against the same thing done slowly on persons."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from people import WEEKS, cell_moments, course_starts

from effektspor.estimators.contrast import contrast
from effektspor.estimators.curves import (
    endpoint_blocks,
    endpoint_table,
    evaluated_weeks,
    weekly_table,
)
from effektspor.estimators.infer import Draws, Inference, concentration, infer
from effektspor.estimators.moments import Cells
from effektspor.estimators.permutation import permuted_groups
from effektspor.estimators.stack import Stack
from effektspor.estimators.two_periods import two_period_cells
from effektspor.estimators.wild import Wild, draw_signs

SERIES = ("internship", "in_programme")
COVARIATES = ["age", "female"]
QUICK = Inference(draws=499, seed=3)


@pytest.fixture(scope="module")
def data():
    return course_starts()


@pytest.fixture(scope="module")
def moments(data):
    return cell_moments(*data, [SERIES], COVARIATES)


def stack_of(moments, covariates=(), weighting="persons"):
    return Stack.of(Cells.of(moments, *SERIES, covariates), weighting)


def design(data, week, covariates, weighting):
    """Person rows of a week: outcome, regressors with one dummy per municipality, clusters."""
    cohort, outcomes = data
    rows = outcomes[(outcomes["week"] == week) & outcomes["in_programme"]].merge(cohort, on="start")
    treated = rows["group"] == "participants"
    size = rows.groupby(["municipality", "post"])["start"].transform("size")
    w = 1 / size.to_numpy() if weighting == "municipalities" else np.ones(len(rows))
    x = pd.concat(
        [
            (treated & rows["post"]).rename("effect"),
            rows["post"],
            rows[list(covariates)],
            pd.get_dummies(rows["municipality"], prefix="m"),
        ],
        axis=1,
    ).to_numpy(dtype=float)
    root = np.sqrt(w)[:, None]
    return rows["internship"].to_numpy(dtype=float) * root[:, 0], x * root, rows["municipality"]


@pytest.mark.parametrize("covariates", [[], COVARIATES])
@pytest.mark.parametrize("weighting", ["persons", "municipalities"])
def test_leaving_clusters_out_equals_refitting_without_them(data, moments, covariates, weighting):
    stack = stack_of(moments, covariates, weighting)
    y, x, home = design(data, 2, covariates, weighting)
    brute = []
    for cluster in stack.clusters:
        keep = (home != cluster).to_numpy()
        brute.append(np.linalg.lstsq(x[keep], y[keep], rcond=None)[0][0])
    table = infer(stack, np.eye(WEEKS)[1], QUICK).set_index("method")
    full = np.linalg.lstsq(x, y, rcond=None)[0][0]
    g = len(brute)
    jackknife = np.sqrt((g - 1) / g * ((np.array(brute) - full) ** 2).sum())
    assert table["estimate"].to_numpy() == pytest.approx(full, abs=1e-10)
    # One municipality may lack a cohort; leaving it out then changes nothing without covariates.
    tells = contrast(stack, np.eye(WEEKS)[1]).clusters
    scale = np.sqrt((tells - 1) / tells / ((g - 1) / g))
    assert table.loc["cr3", "se"] == pytest.approx(jackknife * scale, rel=1e-8)
    within = concentration(stack, np.eye(WEEKS)[1])
    assert within.lowest == pytest.approx(min(brute), abs=1e-9)
    assert within.highest == pytest.approx(max(brute), abs=1e-9)


@pytest.mark.parametrize("covariates", [[], COVARIATES])
@pytest.mark.parametrize("weighting", ["persons", "municipalities"])
def test_cr2_and_its_degrees_equal_the_formula_on_persons(data, moments, covariates, weighting):
    y, x, home = design(data, 3, covariates, weighting)
    inverse = np.linalg.pinv(x.T @ x)
    beta = inverse @ x.T @ y
    rest = y - x @ beta
    hat = x @ inverse @ x.T
    influence, columns = [], []
    for cluster in np.unique(home):
        rows = np.flatnonzero((home == cluster).to_numpy())
        values, vectors = np.linalg.eigh(np.eye(len(rows)) - hat[np.ix_(rows, rows)])
        power = np.where(values > 1e-9, np.where(values > 1e-9, values, 1) ** -0.5, 0)
        adjust = (vectors * power) @ vectors.T
        a = adjust @ x[rows] @ inverse[:, 0]
        influence.append(a @ rest[rows])
        whole = -hat[:, rows] @ a
        whole[rows] += a
        columns.append(whole)
    b = np.array(columns) @ np.array(columns).T
    table = infer(stack_of(moments, covariates, weighting), np.eye(WEEKS)[2], QUICK)
    own = table.set_index("method").loc["cr2"]
    assert own["se"] == pytest.approx(np.sqrt((np.array(influence) ** 2).sum()), rel=1e-7)
    assert own["df"] == pytest.approx(np.trace(b) ** 2 / (b**2).sum(), rel=1e-6)


@pytest.mark.parametrize("covariates", [[], COVARIATES])
@pytest.mark.parametrize("null", [0.0, 0.1])
def test_the_bootstrap_equals_refitting_drawn_outcomes(data, moments, covariates, null):
    stack = stack_of(moments, covariates)
    signs = draw_signs(len(stack.clusters), 25, 7)
    own = Wild.of(contrast(stack, np.eye(WEEKS)[0]), signs).statistics(null)
    y, x, home = design(data, 1, covariates, "persons")
    rest = np.linalg.lstsq(x[:, 1:], y - null * x[:, 0], rcond=None)[0]
    fitted = null * x[:, 0] + x[:, 1:] @ rest
    where = np.searchsorted(stack.clusters, home)
    for number, sign in enumerate(signs):
        drawn = fitted + sign[where] * (y - fitted)
        fit = sm.OLS(drawn, x).fit(
            cov_type="cluster", cov_kwds={"groups": where, "use_correction": False}
        )
        assert own[number] == pytest.approx((fit.params[0] - null) / fit.bse[0], abs=1e-7)


def test_the_restricted_bootstrap_of_a_sum_equals_the_stacked_regression(data, moments):
    stack = stack_of(moments, COVARIATES)
    weeks = (1, 2, 4)
    parts = [design(data, week, COVARIATES, "persons") for week in weeks]
    y, homes = np.concatenate([p[0] for p in parts]), pd.concat([p[2] for p in parts])
    k = parts[0][1].shape[1]
    x = np.zeros((len(y), 3 * k))
    row = 0
    for number, (_, part, _) in enumerate(parts):
        x[row : row + len(part), number * k : (number + 1) * k] = part
        row += len(part)
    where = np.searchsorted(stack.clusters, homes)
    select = np.zeros(3 * k)
    select[::k] = 1.0
    # Restricted least squares under: the three effects sum to the null.
    inverse = np.linalg.pinv(x.T @ x)
    free = inverse @ x.T @ y
    null = 0.05
    held = free - inverse @ select * (select @ free - null) / (select @ inverse @ select)
    fitted = x @ held
    signs = draw_signs(len(stack.clusters), 12, 11)
    own = Wild.of(contrast(stack, np.isin(stack.weeks, weeks)), signs).statistics(null)
    for number, sign in enumerate(signs):
        drawn = fitted + sign[where] * (y - fitted)
        beta = inverse @ x.T @ drawn
        score = np.zeros((len(stack.clusters), 3 * k))
        np.add.at(score, where, x * (drawn - x @ beta)[:, None])
        se = np.sqrt((((score @ inverse) @ select) ** 2).sum())
        assert own[number] == pytest.approx((select @ beta - null) / se, abs=1e-7)


def test_the_interval_holds_exactly_the_nulls_that_are_not_rejected(moments):
    stack = stack_of(moments)
    wild = Wild.of(contrast(stack, np.ones(WEEKS)), draw_signs(len(stack.clusters), 999, 1))
    low, high = wild.interval(0.95)
    width = high - low
    for inside in (low + 0.001 * width, high - 0.001 * width):
        assert wild.p_value(inside) > 0.05 - 0.003
    for outside in (low - 0.001 * width, high + 0.001 * width):
        assert wild.p_value(outside) <= 0.05 + 0.003
    assert low < wild.contrast.estimate < high


def test_permutations_keep_the_number_of_treated_clusters(moments):
    stack = stack_of(moments)
    groups = permuted_groups(stack.treated, 200, 1)
    assert (groups.sum(axis=1) == stack.treated.sum()).all()
    assert groups.mean(axis=0) == pytest.approx(stack.treated.mean(), abs=0.15)


def test_permuted_statistics_equal_the_clustered_t_of_the_weighted_contrast(moments):
    """Each grouping is a regression of the clusters' changes on treatment, weighted."""
    from effektspor.estimators.permutation import _statistics, residual_changes

    stack = stack_of(moments)
    groups = permuted_groups(stack.treated, 8, 5)
    own = _statistics(stack.at(stack.weeks == 3), np.ones(1), groups)
    h, d = stack.weight[:, 2], residual_changes(stack)[:, 2]
    some = h > 0
    for number, group in enumerate(groups):
        x = sm.add_constant(group[some])
        fit = sm.WLS(d[some], x, weights=h[some]).fit(
            cov_type="cluster",
            cov_kwds={"groups": np.arange(some.sum()), "use_correction": False},
        )
        assert own[number] == pytest.approx(fit.params[1] / fit.bse[1], abs=1e-8)


def test_two_periods_give_the_difference_of_mean_changes():
    frame = pd.DataFrame(
        {
            "municipality": np.repeat(np.arange(101, 109), 2),
            "treated": np.repeat(np.arange(8) < 4, 2),
            "post": [False, True] * 8,
            "n": 10.0,
            "y": [1, 3, 2, 4, 1, 4, 2, 3, 1, 1, 2, 3, 3, 3, 1, 1],
        }
    )
    stack = Stack.of(two_period_cells(frame))
    assert contrast(stack, [1.0]).estimate == pytest.approx((2 + 2 + 3 + 1) / 40 - 1 / 40)
    assert infer(stack, [1.0], QUICK)["p_value"].between(0, 1).all()


def test_draws_are_the_same_for_the_same_seed(moments):
    stack = stack_of(moments)
    first, second = (infer(stack, np.ones(WEEKS), QUICK, Draws.of(stack, QUICK)) for _ in "ab")
    pd.testing.assert_frame_equal(first, second)


def test_the_band_is_wider_than_the_intervals_and_holds_the_estimate(moments):
    cells = Cells.of(moments, *SERIES)
    stack = Stack.of(cells)
    evaluated = evaluated_weeks(cells, stack, smallest_group=20)
    inference = Inference(draws=999)
    table = weekly_table(stack, evaluated, inference, Draws.of(stack, inference))
    shown = table[table["evaluated"]]
    assert len(shown) == WEEKS
    assert (shown["band_low"] < shown["estimate"]).all()
    widths = [(shown[f"{n}_high"] - shown[f"{n}_low"]).mean() for n in ("band", "ci")]
    assert widths[0] > widths[1]


def test_blocks_add_up_to_the_total(moments):
    cells = Cells.of(moments, *SERIES)
    stack = Stack.of(cells)
    evaluated = np.array([True, True, False, True, True, True])
    blocks = endpoint_blocks(WEEKS, [(1, 3), (4, WEEKS)])
    table = endpoint_table(stack, evaluated, blocks, QUICK, Draws.of(stack, QUICK))
    wild = table[table["method"] == "wild"].set_index("endpoint")
    assert wild.loc["total", "estimate"] == pytest.approx(np.nansum(stack.estimate[evaluated]))
    parts = wild.loc[["block_1", "block_2"], ["estimate", "weeks"]].sum()
    assert parts["estimate"] == pytest.approx(wild.loc["total", "estimate"])
    assert parts["weeks"] == 5
    assert wild.loc["total", "mean"] == pytest.approx(wild.loc["total", "estimate"] / 5)


def test_weeks_that_are_not_evaluated_have_no_interval(moments):
    cells = Cells.of(moments, *SERIES)
    stack = Stack.of(cells)
    none = evaluated_weeks(cells, stack, smallest_group=10**6)
    assert not none.any()
    table = weekly_table(stack, none, QUICK, Draws.of(stack, QUICK))
    assert table[["ci_low", "band_low", "p_value", "se"]].isna().all(axis=None)
    ends = endpoint_table(stack, none, endpoint_blocks(WEEKS, []), QUICK, Draws.of(stack, QUICK))
    assert ends[["estimate", "ci_low", "p_value"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("effect", "covariates", "statistic", "p_value"),
    [
        (0.06, [], -0.31149, 0.763),
        (0.06, COVARIATES, -0.17353, 0.865),
        (0.13, [], 1.58374, 0.129),
        (0.13, COVARIATES, 1.75990, 0.095),
    ],
)
def test_the_bootstrap_agrees_with_wildboottest(effect, covariates, statistic, p_value):
    """Reference: wildboottest 0.3.2, type 11, Rademacher, null imposed, 19,999 draws, two seeds.

    That package counts the factors G / (G - 1) and (N - 1) / (N - K) with the municipalities' dummies
    in K; the statistic is compared after taking them out.
    """
    data = course_starts(effect=effect)
    stack = stack_of(cell_moments(*data, [SERIES], COVARIATES), covariates)
    own = contrast(stack, np.eye(WEEKS)[0])
    y, x, home = design(data, 1, covariates, "persons")
    g, n, k = home.nunique(), len(y), x.shape[1]
    factor = np.sqrt(g / (g - 1) * (n - 1) / (n - k))
    assert own.estimate / own.plain_se / factor == pytest.approx(statistic, abs=2e-4)
    wild = Wild.of(own, draw_signs(len(stack.clusters), 19_999, 5))
    assert wild.p_value() == pytest.approx(p_value, abs=0.012)
