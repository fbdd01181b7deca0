"""Effects from moments against regressions on persons by other code."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from linearmodels.panel import PanelOLS
from people import WEEKS, cell_moments, course_starts

from effektspor.estimators.cluster_robust import cr1
from effektspor.estimators.contrast import contrast
from effektspor.estimators.curves import evaluated_weeks
from effektspor.estimators.moments import Cells, add_up
from effektspor.estimators.panel.weekly import weekly_panel
from effektspor.estimators.shares import spread, weekly_shares
from effektspor.estimators.stack import Stack

SERIES = [("internship", "in_programme")]
COVARIATES = ["age", "female"]


@pytest.fixture(scope="module")
def data():
    return course_starts()


@pytest.fixture(scope="module")
def moments(data):
    return cell_moments(*data, SERIES, COVARIATES)


def person_rows(data, week):
    cohort, outcomes = data
    rows = outcomes[(outcomes["week"] == week) & outcomes["in_programme"]].merge(cohort, on="start")
    treated = rows["group"] == "participants"
    return rows.assign(
        y=rows["internship"].astype(float),
        post=rows["post"].astype(float),
        effect=(treated & rows["post"].astype(bool)).astype(float),
    )


def test_shards_add_up_exactly(data, moments):
    cohort, outcomes = data
    parts = []
    for part in np.array_split(cohort["start"].to_numpy(), 3):
        chosen = cohort[cohort["start"].isin(part)]
        parts.append(
            cell_moments(chosen, outcomes[outcomes["start"].isin(part)], SERIES, COVARIATES)
        )
    pd.testing.assert_frame_equal(add_up(parts), add_up([moments]), check_exact=True)


@pytest.mark.parametrize("covariates", [[], COVARIATES])
def test_effect_and_cr1_equal_the_dummy_regression_on_persons(data, moments, covariates):
    stack = Stack.of(Cells.of(moments, *SERIES[0], covariates))
    for week in (1, WEEKS):
        rows = person_rows(data, week)
        formula = " + ".join(["y ~ post + effect", *covariates, "C(municipality)"])
        fit = smf.ols(formula, rows).fit(
            cov_type="cluster",
            cov_kwds={"groups": rows["municipality"], "use_correction": False},
        )
        both = rows.groupby("municipality")["post"].transform("nunique") == 2
        clusters, n = rows.loc[both, "municipality"].nunique(), int(both.sum())
        k = 3 + len(covariates)
        factor = clusters / (clusters - 1) * (n - 1) / (n - k)
        assert stack.estimate[week - 1] == pytest.approx(fit.params["effect"], abs=1e-10)
        se = cr1(contrast(stack, np.eye(WEEKS)[week - 1])).se
        assert se == pytest.approx(fit.bse["effect"] * np.sqrt(factor), rel=1e-8)


def test_covariates_change_the_estimate(moments):
    plain = Stack.of(Cells.of(moments, *SERIES[0])).estimate
    adjusted = Stack.of(Cells.of(moments, *SERIES[0], COVARIATES)).estimate
    assert np.abs(plain - adjusted).max() > 1e-4


def test_a_covariate_without_variation_is_dropped(data):
    cohort, outcomes = data
    cohort = cohort.assign(stv=0)
    moments = cell_moments(cohort, outcomes, SERIES, ["age", "stv"])
    with_constant = Stack.of(Cells.of(moments, *SERIES[0], ["age", "stv"]))
    without = Stack.of(Cells.of(moments, *SERIES[0], ["age"]))
    assert with_constant.estimate == pytest.approx(without.estimate, abs=1e-10)


def test_linearmodels_on_cells_agrees_with_the_moments(moments):
    cells = Cells.of(moments, *SERIES[0])
    curve = Stack.of(cells)
    for week in range(1, WEEKS + 1):
        assert weekly_panel(cells, week)[0] == pytest.approx(curve.estimate[week - 1], abs=1e-10)


def test_linearmodels_on_persons_agrees_with_the_moments(data, moments):
    rows = person_rows(data, 3)
    panel = rows.set_index(["municipality", "start"])
    fit = PanelOLS(panel["y"], panel[["post", "effect"]], entity_effects=True).fit()
    curve = Stack.of(Cells.of(moments, *SERIES[0]))
    assert fit.params["effect"] == pytest.approx(curve.estimate[2], abs=1e-10)


def test_a_week_without_contrast_has_no_effect(data):
    cohort, outcomes = data
    nobody = ~(
        outcomes["start"].isin(
            cohort.loc[(cohort["group"] == "participants") & ~cohort["post"], "start"]
        )
        & (outcomes["week"] == 2)
    )
    cells = Cells.of(cell_moments(cohort, outcomes[nobody], SERIES, []), *SERIES[0])
    stack = Stack.of(cells)
    assert np.isnan(stack.estimate[1])
    assert evaluated_weeks(cells, stack, 5).tolist() == [True, False, True, True, True, True]


def test_a_week_with_few_municipalities_in_a_group_is_not_evaluated(data):
    """With one contributing participant the clustered standard error is nought and means nothing."""
    cohort, outcomes = data
    participants = cohort["group"] == "participants"
    one = cohort.loc[participants, "municipality"].mode()[0]
    few = cohort[~participants | (cohort["municipality"] == one)]
    rows = outcomes[outcomes["start"].isin(few["start"])]
    cells = Cells.of(cell_moments(few, rows, SERIES, []), *SERIES[0])
    stack = Stack.of(cells)
    assert np.isfinite(stack.estimate).all()
    assert not evaluated_weeks(cells, stack, 5).any()


def test_weeks_with_a_small_group_are_not_evaluated(moments):
    cells = Cells.of(moments, *SERIES[0])
    assert not evaluated_weeks(cells, Stack.of(cells), smallest_group=10_000).any()


def test_shares_are_those_of_persons_and_small_cells_are_withheld(data, moments):
    shares = weekly_shares(moments, ("a", "b"), min_cell=5)
    rows = person_rows(data, 4)
    direct = rows.groupby(["group", "post"])["y"].mean()
    got = shares[shares["week"] == 4].set_index(["group", "cohort"])["share"]
    assert got["participants", "b"] == pytest.approx(direct["participants", 1.0])
    assert got["comparison", "a"] == pytest.approx(direct["comparison", 0.0])
    withheld = weekly_shares(moments, ("a", "b"), min_cell=10_000)
    assert withheld["withheld"].all()
    assert withheld[["share", "events"]].isna().all().all()


def test_spread_hides_the_municipalities_behind_their_rank(moments):
    table = spread(Cells.of(moments, *SERIES[0]), 4, min_cell=5)
    assert table["label"].tolist() == [f"Kommune {letter}" for letter in "ABCDEFG"[: len(table)]]
    assert table["change"].is_monotonic_decreasing
    assert "municipality" not in table
