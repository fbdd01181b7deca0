"""Designs that hold too little: a clear message, or a defined result that says what is missing."""

import json
import warnings

import numpy as np
import pandas as pd
import pytest

from effektspor.cli import main
from effektspor.config.diagnostics import Diagnostics
from effektspor.errors import EstimationError
from effektspor.estimators.curves import endpoint_blocks, endpoint_table, evaluated_weeks
from effektspor.estimators.heterogeneity import heterogeneity
from effektspor.estimators.infer import METHODS, Draws, Inference, concentration, infer
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.stack import Stack
from effektspor.evaluations.diagnostics.finding import Series
from effektspor.evaluations.diagnostics.numbers import Engine, Number
from effektspor.evaluations.diagnostics.specifications import Judge, without_largest

WEEKS, TREATED, MUNICIPALITIES = 4, 6, 20
INFERENCE = Inference(draws=199)
SERIES = ("internship", "in_programme")
WEIGHTINGS = ["persons", "municipalities"]


def moments(seed=0, covariates=(), persons=80):
    """Moments of a sound study: 6 of 20 municipalities participate."""
    rng = np.random.default_rng(seed)
    rows = []
    for place in range(MUNICIPALITIES):
        treated = place < TREATED
        for post in (False, True):
            n = int(rng.integers(persons // 2, persons))
            x = rng.normal(size=(n, len(covariates)))
            for week in range(1, WEEKS + 1):
                y = (rng.random(n) < 0.3 + 0.1 * (treated and post)).astype(float)
                sums = dict(zip((f"x_{name}" for name in covariates), x.sum(axis=0), strict=True))
                sums |= zip((f"xy_{name}" for name in covariates), x.T @ y, strict=True)
                for i, first in enumerate(covariates):
                    for j, second in enumerate(covariates[i:], start=i):
                        sums["xx_{}_{}".format(*sorted((first, second)))] = x[:, i] @ x[:, j]
                rows.append((*SERIES, 101 + place, treated, post, week, n, y.sum(), y.sum(), sums))
    names = ["outcome", "denominator", "municipality", "treated", "post", "week", "n", "y", "yy"]
    frame = pd.DataFrame([row[:-1] for row in rows], columns=names)
    return MOMENTS.conform(pd.concat([frame, pd.DataFrame([row[-1] for row in rows])], axis=1))


def every_method(frame, weighting="persons", covariates=(), weights=None):
    """All methods of inference on the mean weekly effect, without a warning of numerics."""
    stack = Stack.of(Cells.of(frame, *SERIES, covariates), weighting)
    weights = np.full(len(stack.weeks), 1 / len(stack.weeks)) if weights is None else weights
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return infer(stack, weights, INFERENCE).set_index("method"), stack


def only_the_estimate(table):
    assert list(table.index) == list(METHODS)
    return table.drop(columns="estimate").isna().all(axis=None)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_one_treated_municipality_has_an_estimate_and_no_inference(weighting):
    frame = moments()
    table, stack = every_method(frame[~frame["municipality"].between(102, 106)], weighting)
    assert table["estimate"].notna().all()
    assert only_the_estimate(table)
    assert concentration(stack, np.ones(WEEKS)).treated == 1


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@pytest.mark.parametrize("arm", [True, False])
def test_no_comparison_or_no_treated_group_has_no_estimate(weighting, arm):
    frame = moments()
    table, stack = every_method(frame[frame["treated"] == arm], weighting)
    assert table.isna().all(axis=None)
    assert not stack.identified.any()


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_a_municipality_in_only_one_cohort_changes_nothing(weighting):
    frame = moments()
    alone = (frame["municipality"] == 110) & frame["post"]
    table, stack = every_method(frame[~alone], weighting)
    without, _ = every_method(frame[frame["municipality"] != 110], weighting)
    assert table.loc["wild", "estimate"] == pytest.approx(without.loc["wild", "estimate"])
    # Draws are of other municipalities in another order; what has no draws must be the same.
    for method in ("cr1", "cr2", "cr3"):
        np.testing.assert_allclose(table.loc[method], without.loc[method])
    assert concentration(stack, np.ones(WEEKS)).clusters == MUNICIPALITIES - 1


def test_all_participants_in_only_one_cohort_is_no_estimate():
    frame = moments()
    table, _ = every_method(frame[~(frame["treated"] & frame["post"])])
    assert table.isna().all(axis=None)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_constant_outcome_has_no_effect_and_no_error(weighting, value):
    frame = moments()
    frame["y"] = frame["yy"] = frame["n"] * value
    table, _ = every_method(frame, weighting)
    np.testing.assert_allclose(table["estimate"], 0, atol=1e-12)
    np.testing.assert_allclose(table.loc[["cr1", "cr2", "cr3"], "se"].astype(float), 0, atol=1e-12)
    ends = table.loc["wild", ["ci_low", "ci_high"]].astype(float)
    np.testing.assert_allclose(ends, 0, atol=1e-9)
    assert not (table["p_value"].astype(float) < 0.05).any()


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_a_covariate_given_twice_counts_once(weighting):
    frame = moments(covariates=("age", "also_age"))
    for mean in ("x", "xy"):
        frame[f"{mean}_also_age"] = frame[f"{mean}_age"]
    frame["xx_also_age_also_age"] = frame["xx_age_also_age"] = frame["xx_age_age"]
    twice, _ = every_method(frame, weighting, ("age", "also_age"))
    once, _ = every_method(frame, weighting, ("age",))
    for column in ("estimate", "ci_low", "ci_high", "p_value"):
        np.testing.assert_allclose(twice.loc["wild", column], once.loc["wild", column], rtol=1e-6)
    np.testing.assert_allclose(twice.loc["cr3"], once.loc["cr3"], rtol=1e-5)
    np.testing.assert_allclose(twice.loc["cr2", "se"], once.loc["cr2", "se"], rtol=1e-6)


def test_a_constant_covariate_changes_nothing():
    frame = moments(covariates=("age",))
    frame["x_age"], frame["xy_age"], frame["xx_age_age"] = (
        3 * frame["n"],
        3 * frame["y"],
        9 * frame["n"],
    )
    with_constant, _ = every_method(frame, "persons", ("age",))
    without, _ = every_method(frame)
    for column in ("estimate", "ci_low", "ci_high"):
        np.testing.assert_allclose(
            with_constant.loc["wild", column], without.loc["wild", column], rtol=1e-6
        )


def test_a_covariate_that_is_the_treatment_leaves_nothing_to_estimate():
    frame = moments(covariates=("project",))
    is_on = frame["treated"] & frame["post"]
    frame["x_project"], frame["xx_project_project"] = frame["n"] * is_on, frame["n"] * is_on
    frame["xy_project"] = frame["y"] * is_on
    table, stack = every_method(frame, "persons", ("project",))
    assert not stack.identified.any()
    assert table.isna().all(axis=None)


def test_a_cohort_without_follow_up_is_no_estimate():
    frame = moments()
    table, _ = every_method(frame[~frame["post"]])
    assert table.isna().all(axis=None)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_weeks_without_persons_are_not_evaluated_and_the_others_are(weighting):
    frame = moments()
    gone = (frame["week"] == 2) | ((frame["week"] == 3) & frame["treated"] & frame["post"])
    cells = Cells.of(frame[~gone], *SERIES)
    stack = Stack.of(cells, weighting)
    evaluated = evaluated_weeks(cells, stack, 10)
    assert evaluated.tolist() == [True, False, False, True]
    blocks = endpoint_blocks(WEEKS, [(1, 1), (2, 3)])
    table = endpoint_table(stack, evaluated, blocks, INFERENCE, Draws.of(stack, INFERENCE))
    wild = table[table["method"] == "wild"].set_index("endpoint")
    assert wild["weeks"].to_dict() == {"total": 2, "block_1": 1, "block_2": 0}
    assert wild.loc["total", "estimate"] == pytest.approx(np.nansum(stack.estimate[[0, 3]]))
    assert wild.loc["block_2", ["estimate", "ci_low", "p_value"]].isna().all()


@pytest.mark.parametrize("zero", [None, [0.0] * WEEKS])
def test_weights_of_zero_are_no_estimate(zero):
    frame = moments()
    if zero is None:
        frame = frame.assign(n=0.0, y=0.0, yy=0.0)
    table, _ = every_method(frame, weights=zero)
    assert table.isna().all(axis=None)


def test_diagnostics_of_such_designs_say_that_they_are_not_evaluated():
    frame = moments()
    engine = Engine("persons", 10, INFERENCE)
    effect = Number(0.1, 0.02, 0.06, 0.14, 0.001)
    one_left = Diagnostics(leave_out=tuple(range(102, 107)))
    judge = Judge(Series(*SERIES), effect, one_left)
    finding = without_largest(judge, Cells.of(frame, *SERIES), engine)
    assert finding.status == "not_evaluated"
    assert "Too few municipalities" in finding.row()["why_en"]


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (lambda f: ~f["treated"], "0 treated clusters"),
        (lambda f: f["treated"], "0 comparison clusters"),
        (lambda f: ~f["municipality"].between(103, 106), "2 treated clusters"),
        (lambda f: ~f["post"], "0 treated clusters"),
    ],
)
def test_a_spread_of_too_few_municipalities_is_refused(keep, said):
    frame = moments()
    with pytest.raises(EstimationError, match=said) as caught:
        heterogeneity(Cells.of(frame[keep(frame)], *SERIES), 1, "persons", 0.95, 5)
    assert "to do:" in str(caught.value)


EFFECTS = ("shares", "effects", "curves", "endpoints", "clusters", "spread")


@pytest.mark.parametrize(
    "keep",
    [
        pytest.param(lambda f: f["treated"], id="no comparison group"),
        pytest.param(lambda f: ~f["municipality"].between(102, 106), id="one treated"),
        pytest.param(lambda f: ~f["post"], id="no later cohort"),
        pytest.param(lambda f: f["week"] != 2, id="an empty week"),
    ],
)
def test_the_command_of_effects_gives_its_tables_or_a_message(tmp_path, capsys, keep):
    frame = moments()
    MOMENTS.write(frame[keep(frame)], tmp_path / "moments.parquet")
    settings = {
        "outcomes": [{"outcome": SERIES[0], "denominator": SERIES[1]}],
        "cohorts": {
            "pre": {"id": "2016", "first_year": 2016, "last_year": 2016},
            "post": {"id": "2017-18", "first_year": 2017, "last_year": 2018},
            "weeks": WEEKS,
        },
        "estimation": {"draws": 99, "reference_week": 1, "smallest_group": 10,
                       "blocks": [[1, 2], [3, 4]]},
        "disclosure": {},
    }  # fmt: skip
    command = [
        "effects",
        "--settings",
        json.dumps(settings),
        f"--moments={tmp_path}/moments.parquet",
    ]
    code = main([*command, *(f"--{name}={tmp_path / name}.csv" for name in EFFECTS)])
    said = capsys.readouterr().err
    if code:
        assert code == EstimationError.exit_code
        assert "to do:" in said
        assert "Traceback" not in said
        return
    ends = pd.read_csv(tmp_path / "endpoints.csv")
    assert set(ends["endpoint"]) == {"total", "block_1", "block_2"}
    assert pd.read_csv(tmp_path / "effects.csv")["evaluated"].dtype == bool
