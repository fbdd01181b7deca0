"""The engine against linearmodels and pyfixest on the same persons, week by week, to 1e-8."""

import numpy as np
import pandas as pd
import pyfixest as pf
import pytest
from linearmodels.panel import PanelOLS
from people import WEEKS, cell_moments, course_starts

from effektspor.estimators.cluster_robust import cr1, cr3, leverage
from effektspor.estimators.contrast import contrast
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack

SERIES = [("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme")]
COVARIATES = ["age", "female", "weeks_on_benefit", "stv"]
WEEKS_TESTED = (2, 5)
CLOSE = 1e-8


@pytest.fixture(scope="module")
def data():
    """Persons with a risk set that differs by week, in municipalities with both cohorts."""
    cohort, outcomes = course_starts(seed=4, municipalities=24, persons=2500)
    rng = np.random.default_rng(5)
    cohort["weeks_on_benefit"] = rng.integers(0, 157, len(cohort))
    cohort["stv"] = (rng.random(len(cohort)) < 0.02).astype(int)
    start = np.repeat(rng.integers(0, 4, len(cohort)), WEEKS)
    outcomes["started"] = outcomes["week"].to_numpy() > start
    outcomes["in_programme"] &= outcomes["started"]
    outcomes["internship"] &= outcomes["in_programme"]
    age = np.repeat(cohort["age"].to_numpy(), WEEKS)
    outcomes["hours"] = (rng.random(len(outcomes)) < 0.5 - age / 200) & outcomes["started"]
    return cohort, outcomes


@pytest.fixture(scope="module")
def moments(data):
    return cell_moments(*data, SERIES, COVARIATES)


def person_rows(data, week, outcome, denominator, covariates):
    cohort, outcomes = data
    rows = outcomes[(outcomes["week"] == week) & outcomes[denominator]].merge(cohort, on="start")
    post, treated = rows["post"].astype(float), rows["group"] == "participants"
    rows = rows.assign(y=rows[outcome].astype(float), post=post, effect=post * treated)
    # Without covariates a municipality of one cohort is fitted by its own effect; with them it
    # tells of their slopes.
    both = rows.groupby("municipality")["post"].transform("nunique") == 2
    return rows if covariates else rows[both]


def cell_weights(rows):
    """Each cohort of each municipality counts once."""
    return 1 / rows.groupby(["municipality", "post"])["y"].transform("size")


@pytest.mark.parametrize("weighting", ["persons", "municipalities"])
@pytest.mark.parametrize("covariates", [[], COVARIATES], ids=["plain", "adjusted"])
@pytest.mark.parametrize("series", SERIES, ids="-".join)
def test_estimates_and_clustered_errors(data, moments, series, covariates, weighting):
    stack = Stack.of(Cells.of(moments, *series, covariates), weighting)
    for week in WEEKS_TESTED:
        rows = person_rows(data, week, *series, covariates)
        weights = cell_weights(rows) if weighting == "municipalities" else rows["y"] * 0 + 1
        rows = rows.assign(w=weights)
        own = contrast(stack, np.arange(1, WEEKS + 1) == week)
        clusters = rows["municipality"].nunique()

        # Trap: the cohort is a regressor here; as a time effect it would spoil the errors.
        panel = rows.set_index(["municipality", "start"])
        exog = panel[["post", "effect", *covariates]].astype(float)
        model = PanelOLS(panel["y"], exog, entity_effects=True, weights=panel["w"])
        fit = model.fit(cov_type="clustered", cluster_entity=True, debiased=False)
        assert own.estimate == pytest.approx(fit.params["effect"], abs=CLOSE)
        assert own.plain_se == pytest.approx(fit.std_errors["effect"], abs=CLOSE)

        formula = " + ".join(["y ~ post + effect", *covariates]) + " | municipality"
        both = {"data": rows, "weights": "w"}
        feols = pf.feols(formula, vcov={"CRV1": "municipality"}, **both)
        assert own.estimate == pytest.approx(feols.coef()["effect"], abs=CLOSE)
        assert cr1(own).se == pytest.approx(feols.se()["effect"], abs=CLOSE)

        # Trap: the factor of pyfixest's jackknife is G / (G - 1); here it is (G - 1) / G.
        none = pf.ssc(k_adj=False, G_adj=False)
        jackknife = pf.feols(formula, vcov={"CRV3": "municipality"}, ssc=none, **both)
        mine = cr3(own.estimate, leverage(stack, _one(week), own.estimate), own.clusters)
        expected = jackknife.se()["effect"] * np.sqrt((clusters - 1) / clusters)
        assert mine.se == pytest.approx(expected, abs=CLOSE)


@pytest.mark.parametrize("covariates", [[], COVARIATES], ids=["plain", "adjusted"])
def test_the_sum_of_weeks_is_one_regression_on_all_person_weeks(data, moments, covariates):
    """All weeks in one pyfixest regression: municipality x week absorbed, own slopes a week."""
    stack = Stack.of(Cells.of(moments, *SERIES[0], covariates))
    parts = [person_rows(data, week, *SERIES[0], covariates) for week in range(1, WEEKS + 1)]
    rows = pd.concat(parts, ignore_index=True)
    rows["unit"] = rows["municipality"] * 100 + rows["week"]
    names = []
    for week in range(1, WEEKS + 1):
        # effect_1 is the sum of all effects: the first week's own is the sum less the others.
        for name in ("post", "effect", *covariates):
            inside = (rows["week"] == week).astype(float)
            if name == "effect" and week > 1:
                inside -= rows["week"] == 1
            rows[f"{name}_{week}"] = rows[name] * inside
            names.append(f"{name}_{week}")
    none = pf.ssc(k_adj=False, G_adj=False)
    fit = pf.feols(f"y ~ {' + '.join(names)} | unit", rows, vcov={"CRV1": "municipality"}, ssc=none)
    own = contrast(stack, np.ones(WEEKS))
    assert own.estimate == pytest.approx(fit.coef()["effect_1"], abs=CLOSE)
    assert own.plain_se == pytest.approx(fit.se()["effect_1"], abs=CLOSE)


def _one(week):
    return (np.arange(1, WEEKS + 1) == week).astype(float)
