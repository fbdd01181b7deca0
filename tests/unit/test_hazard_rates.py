"""The grouped rate model against Poisson regressions on dummies, Cox on persons, and R."""

import numpy as np
import pandas as pd
import pytest
from event_times import WEEKS, durations, glm_rate_ratio, risk_of, run_r, starts
from statsmodels.duration.hazard_regression import PHReg

from effektspor.estimators.hazard.cells import RateCells
from effektspor.estimators.hazard.cox import cox_row, persons_of
from effektspor.estimators.hazard.jackknife import jackknife_se, leave_one_out
from effektspor.estimators.hazard.kernel import Kernel
from effektspor.estimators.hazard.permute import Groupings
from effektspor.estimators.hazard.rate_ratio import rate_ratios
from effektspor.estimators.hazard.rates import fit_rates
from effektspor.estimators.infer import Inference
from effektspor.estimators.permutation import permuted_groups
from effektspor.estimators.survival import risk_table
from effektspor.estimators.wild import draw_signs

BLOCKS = ((0, 9), (10, 19), (20, WEEKS))
FEW = Inference(draws=399)


def clustered(fit):
    """Standard error without a factor for the number of clusters."""
    groups = len(fit.cells.clusters)
    return np.sqrt(Kernel.of(fit).variance() * (groups - 1) / groups)


@pytest.fixture(scope="module")
def table():
    return rate_ratios(risk_of(), FEW, BLOCKS)


def row(table, term, inference):
    found = table[(table["term"] == term) & (table["inference"] == inference)]
    assert len(found) == 1
    return found.iloc[0]


def test_estimate_and_clustered_variance_equal_a_regression_on_dummies():
    risk = risk_of()
    fit = fit_rates(RateCells.of(risk))
    effect, se = glm_rate_ratio(risk)
    assert fit.effect == pytest.approx(effect, abs=1e-9)
    assert clustered(fit) == pytest.approx(se, abs=1e-9)


def test_each_block_equals_a_regression_on_its_weeks(table):
    risk = risk_of()
    for number, (first, last) in enumerate(BLOCKS, start=1):
        effect, _ = glm_rate_ratio(risk[risk["week"].between(first, last)])
        assert row(table, f"block_{number}", "cr1")["log_ratio"] == pytest.approx(effect, abs=1e-8)


def test_persons_counted_apart_by_a_characteristic_are_adjusted_for():
    cohort = starts()
    cohort["woman"] = np.random.default_rng(1).random(len(cohort)) < 0.3 + 0.3 * cohort["post"]
    parts = [risk_table(part, WEEKS).assign(woman=key) for key, part in cohort.groupby("woman")]
    risk = pd.concat(parts, ignore_index=True)
    fit = fit_rates(RateCells.of(risk, ["woman"]))
    effect, se = glm_rate_ratio(risk, ["woman"])
    assert fit.effect == pytest.approx(effect, abs=1e-9)
    assert clustered(fit) == pytest.approx(se, abs=1e-9)
    assert fit_rates(RateCells.of(risk)).effect == pytest.approx(
        fit_rates(RateCells.of(risk_table(cohort, WEEKS))).effect, abs=1e-12
    )


def test_it_is_the_clustered_cox_model_with_an_effect_of_each_municipality():
    """Breslow's Cox on persons: the same estimate and sandwich, from the file and from the table."""
    cohort = starts(persons=3000, municipalities=12)
    risk = risk_table(cohort, 60)
    fit = fit_rates(RateCells.of(risk))
    time, happened = durations(cohort)
    seen = time > 0
    home, post = cohort["municipality"].to_numpy()[seen], cohort["post"].to_numpy()[seen]
    dummies = (home[:, None] == np.unique(home)[None, 1:]).astype(float)
    design = np.column_stack([dummies, post, post & (home % 3 == 0)]).astype(float)
    cox = PHReg(time[seen], design, status=happened[seen], ties="breslow").fit(groups=home)
    assert fit.effect == pytest.approx(cox.params[-1], abs=1e-6)
    assert clustered(fit) == pytest.approx(cox.bse[-1], abs=1e-6)
    row_of, unfolded, events = persons_of(RateCells.of(risk))
    assert sorted(zip(unfolded, events, strict=True)) == sorted(
        zip(time[seen].astype(float), happened[seen].astype(float), strict=True)
    )
    assert (np.bincount(row_of.astype(int)[events == 1] // 2) > 0).all()


def test_cox_without_municipality_effects_stands_beside(table):
    cox = row(table, "all", "cox")
    own = row(table, "all", "cr1")
    assert cox["log_ratio"] == pytest.approx(own["log_ratio"], abs=0.1)
    assert cox["se_log"] == pytest.approx(own["se_log"], rel=0.3)
    assert cox["events"] == own["events"]


def test_so_many_persons_that_cox_would_not_fit_leave_its_row_empty(monkeypatch):
    monkeypatch.setattr("effektspor.estimators.hazard.cox.MOST_PERSONS", 10)
    assert set(cox_row(risk_of(), 0.95)) == {"method", "inference"}


def test_r_agrees_on_estimate_and_clustered_variance(tmp_path):
    cohort = starts(persons=2500, municipalities=12)
    time, happened = durations(cohort)
    file = tmp_path / "persons.csv"
    frame = cohort.assign(
        time=time, happened=happened.astype(int), later=cohort["post"].astype(int)
    )
    frame["effect"] = frame["later"] * (frame["group"] == "participants")
    frame[frame["time"] > 0].to_csv(file, index=False)
    effect, se = run_r(
        f"d <- read.csv('{file}'); library(survival); m <- coxph(Surv(time, happened) ~ "
        "factor(municipality) + later + effect, d, ties='breslow', cluster=municipality, "
        "control=coxph.control(eps=1e-12, iter.max=50)); "
        "cat(sprintf('%.12f', c(coef(m)['effect'], sqrt(diag(vcov(m)))['effect'])))",
        "survival",
    )
    fit = fit_rates(RateCells.of(risk_table(cohort, 60)))
    assert fit.effect == pytest.approx(effect, abs=1e-6)
    assert clustered(fit) == pytest.approx(se, abs=1e-6)


def dummies(fit):
    """All columns of the model but the effect, in long form, with weights and working residuals."""
    groups, rows, weeks = fit.expected.shape
    place = np.indices((groups, rows, weeks)).reshape(3, -1)
    keep = fit.expected.reshape(-1) > 0
    parts = [
        place[0][:, None] == np.arange(groups),
        place[2][:, None] == np.arange(1, weeks),
        fit.design[:-1, place[0], place[1]].T,
    ]
    weight = fit.expected.reshape(-1)[keep]
    residual = (fit.cells.events.reshape(-1)[keep] - weight) / weight
    place = place[:, keep]
    return np.column_stack(parts).astype(float)[keep], weight, residual, place


def least_squares_t(columns, weight, outcome, cluster):
    """Last coefficient over its clustered standard error, without factors."""
    root = np.sqrt(weight)[:, None]
    inverse = np.linalg.pinv((columns * root).T @ (columns * root))
    slopes = inverse @ columns.T @ (weight * outcome)
    moved = columns * (weight * (outcome - columns @ slopes))[:, None]
    scores = np.array([moved[cluster == g].sum(axis=0) for g in np.unique(cluster)])
    return slopes[-1] / np.sqrt(((scores @ inverse[-1]) ** 2).sum())


@pytest.mark.parametrize("null", [0.0, 0.3])
def test_bootstrap_draws_equal_regressions_of_signed_residuals(null):
    fit = fit_rates(RateCells.of(risk_of(persons=1500, municipalities=9)), null)
    others, weight, residual, place = dummies(fit)
    effect = fit.design[-1, place[0], place[1]]
    signs = np.concatenate([np.ones((1, 9)), draw_signs(9, 4, 1)])
    own = Kernel.of(fit).statistics(signs)
    for drawn, sign in zip(own, signs, strict=True):
        columns = np.column_stack([others, effect])
        assert drawn == pytest.approx(
            least_squares_t(columns, weight, residual * sign[place[0]], place[0]), abs=1e-8
        )


@pytest.mark.parametrize("null", [0.0, 0.3])
def test_permuted_statistics_equal_regressions_on_permuted_groups(null):
    fit = fit_rates(RateCells.of(risk_of(persons=1500, municipalities=9)), null)
    others, weight, residual, place = dummies(fit)
    groups = permuted_groups(fit.cells.treated, 4, 1)
    groups = np.concatenate([fit.cells.treated[None].astype(float), groups])
    own = Groupings.of(fit).statistics(groups)
    for drawn, group in zip(own, groups, strict=True):
        columns = np.column_stack([others, group[place[0]] * fit.cells.post[place[1]]])
        assert drawn == pytest.approx(
            least_squares_t(columns, weight, residual, place[0]), abs=1e-8
        )


def test_the_jackknife_leaves_out_each_municipality():
    risk = risk_of(persons=2500, municipalities=9)
    fit = fit_rates(RateCells.of(risk))
    without = leave_one_out(fit)
    expected = [glm_rate_ratio(risk[risk["municipality"] != g])[0] for g in fit.cells.clusters]
    assert without == pytest.approx(expected, abs=1e-8)
    squares = ((without - fit.effect) ** 2).sum()
    assert jackknife_se(fit.effect, without) == pytest.approx(np.sqrt(8 / 9 * squares))


def test_rows_and_their_order(table):
    assert list(table["inference"][:5]) == ["wild", "cr1", "cr3", "randomisation", "cox"]
    assert list(table["term"].unique()) == ["all", "block_1", "block_2", "block_3", "constancy"]
    head = table.iloc[0]
    assert head["persons"] == risk_of().query("week == 0")["at_risk"].sum()
    assert head["municipalities"] == 20
    assert head["treated"] == 7
    assert "wild score" in head["method"]
    for _, one in table[table["estimate"].notna()].iterrows():
        assert one["ci_low"] < one["estimate"] < one["ci_high"]
        assert 0 < one["p_value"] <= 1
    assert head["leave_one_low"] < head["estimate"] < head["leave_one_high"]


def test_the_ends_of_an_interval_are_where_the_test_begins_to_reject():
    risk = risk_of()
    head = rate_ratios(risk, FEW, ()).iloc[0]
    cells = RateCells.of(risk)
    signs = np.concatenate([np.ones((1, 20)), draw_signs(20, 399, 1)])
    for end in ("ci_low", "ci_high"):
        drawn = np.abs(Kernel.of(fit_rates(cells, np.log(head[end]))).statistics(signs))
        assert (drawn >= drawn[0] * (1 - 1e-6)).mean() == pytest.approx(0.05, abs=0.006)


def test_a_higher_level_gives_a_wider_interval_around_the_same_ratio(table):
    wider = rate_ratios(risk_of(), Inference(confidence=0.99, draws=399), ())
    for inference in ("wild", "cr1", "cr3", "randomisation"):
        own, more = row(table, "all", inference), row(wider, "all", inference)
        assert more["ci_low"] < own["ci_low"] < own["estimate"] == more["estimate"]
        assert own["ci_high"] < more["ci_high"]


def test_the_ratio_is_recovered_and_the_tests_keep_their_level():
    """120 worlds without and 12 with an effect; the bootstrap rejects about 5 in 100 true nulls."""
    effects = [fit_rates(RateCells.of(risk_of(seed=s))).effect for s in range(12)]
    assert np.mean(effects) == pytest.approx(np.log(1.6), abs=4 * np.std(effects) / np.sqrt(12))
    signs = np.concatenate([np.ones((1, 20)), draw_signs(20, 199, 1)])
    rejected = {"wild": 0, "randomisation": 0}
    for seed in range(120):
        fit = fit_rates(RateCells.of(risk_of(persons=1500, ratio=1.0, seed=100 + seed)), 0.0)
        groups = np.concatenate(
            [fit.cells.treated[None].astype(float), permuted_groups(fit.cells.treated, 199, 1)]
        )
        for name, drawn in (
            ("wild", np.abs(Kernel.of(fit).statistics(signs))),
            ("randomisation", np.abs(Groupings.of(fit).statistics(groups))),
        ):
            rejected[name] += (drawn >= drawn[0] * (1 - 1e-9)).mean() <= 0.05
    assert all(0 < count <= 14 for count in rejected.values()), rejected  # 6 expected


def test_constancy_is_rejected_where_the_ratio_changes_only(table):
    same = row(table, "constancy", "wild_max_t")["p_value"]
    assert same > 0.05
    assert row(table, "constancy", "wald")["p_value"] > 0.05
    changing = rate_ratios(risk_of(persons=12_000, ratio=1.0, late=3.0), FEW, BLOCKS)
    assert row(changing, "constancy", "wild_max_t")["p_value"] <= 0.01
    assert row(changing, "constancy", "wald")["p_value"] <= 0.01


def test_rows_in_any_order_and_cells_in_parts_give_the_same():
    risk = risk_of()
    half = risk.assign(at_risk=risk["at_risk"] // 2, events=risk["events"] // 2)
    half["events"] = np.minimum(half["events"], half["at_risk"])
    rest = risk.assign(
        at_risk=risk["at_risk"] - half["at_risk"], events=risk["events"] - half["events"]
    )
    rest["events"] = np.minimum(rest["events"], rest["at_risk"])
    half["events"] = risk["events"] - rest["events"]
    mixed = pd.concat([half, rest]).sample(frac=1, random_state=1)
    own, other = fit_rates(RateCells.of(risk)), fit_rates(RateCells.of(mixed))
    assert other.effect == pytest.approx(own.effect, abs=1e-12)
    assert clustered(other) == pytest.approx(clustered(own), abs=1e-12)
