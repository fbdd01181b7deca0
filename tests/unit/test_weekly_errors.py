"""Standard errors of all weeks at once are those of each week by itself."""

import numpy as np
import pytest
from people import WEEKS, cell_moments, course_starts

from effektspor.estimators.cluster_robust import cr1, cr3, leverage
from effektspor.estimators.contrast import contrast
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack
from effektspor.estimators.weekly_errors import weekly_errors

SERIES = ("internship", "in_programme")


def stacked(cohort, outcomes, covariates=(), weighting="persons"):
    moments = cell_moments(cohort, outcomes, [SERIES], list(covariates))
    return Stack.of(Cells.of(moments, *SERIES, list(covariates)), weighting)


def one_by_one(stack):
    rows = []
    for week in range(WEEKS):
        weights = np.arange(WEEKS) == week
        own = contrast(stack, weights)
        without = leverage(stack, weights, own.estimate)
        rows.append((own.estimate, cr1(own).se, cr3(own.estimate, without, own.clusters).se))
    return np.array(rows)


@pytest.mark.parametrize("weighting", ["persons", "municipalities"])
@pytest.mark.parametrize("covariates", [(), ("age", "female"), ("age", "twice", "none")])
def test_they_are_those_of_each_week(covariates, weighting):
    cohort, outcomes = course_starts(persons=900)
    cohort = cohort.assign(twice=2 * cohort["age"], none=0)
    stack = stacked(cohort, outcomes, covariates, weighting)
    table = weekly_errors(stack)
    found = table[["estimate", "cr1", "cr3"]].to_numpy()
    assert found == pytest.approx(one_by_one(stack), rel=1e-6)
    assert table["clusters"].min() > 15


def test_a_covariate_of_one_municipality_does_not_hide_the_jackknife():
    cohort, outcomes = course_starts(persons=900)
    home = cohort["municipality"].mode()[0]
    cohort = cohort.assign(local=np.where(cohort["municipality"] == home, cohort["age"], 0))
    stack = stacked(cohort, outcomes, ["local"])
    assert weekly_errors(stack)["cr3"].to_numpy() == pytest.approx(one_by_one(stack)[:, 2])


def test_one_treated_municipality_has_no_jackknife():
    cohort, outcomes = course_starts(persons=900)
    participants = cohort["group"] == "participants"
    one = cohort.loc[participants, "municipality"].mode()[0]
    few = cohort[~participants | (cohort["municipality"] == one)]
    table = weekly_errors(stacked(few, outcomes[outcomes["start"].isin(few["start"])]))
    assert np.isfinite(table["estimate"]).all()
    assert table["cr3"].isna().all()


def test_a_week_without_a_contrast_is_missing():
    cohort, outcomes = course_starts(persons=900)
    before = cohort.loc[(cohort["group"] == "participants") & ~cohort["post"], "start"]
    gone = outcomes["start"].isin(before) & (outcomes["week"] == 2)
    table = weekly_errors(stacked(cohort, outcomes[~gone])).set_index("week")
    assert table.loc[2, ["estimate", "cr1", "cr3"]].isna().all()
    assert table.drop(index=2).notna().all().all()
