"""Time to a job and how long jobs last, against independent code, by hand and in bad worlds."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time
from scipy import stats
from statsmodels.duration.survfunc import survdiff
from trial_frames import OTHER, OWN, WINDOW, jobs_of, persons_of, trial

from effektspor.config.trial import Randomisation
from effektspor.estimators.durations import curves
from effektspor.estimators.logrank import logrank, logrank_scores
from effektspor.estimators.randomised.means import mean_interval, mean_p
from effektspor.evaluations.trial.averages import mean_of, welch
from effektspor.evaluations.trial.durability import durability_table
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.spans import (
    DAYS_PER_MONTH,
    Window,
    first_jobs,
    job_lives,
    months_in_jobs,
)
from effektspor.evaluations.trial.time_effects import time_effects
from effektspor.evaluations.trial.times import time_table

EVERY = Inference(0.95, Randomisation(draws=999), 1)
MASKED = Inference(0.95, Randomisation(draws=999), 5)


def made_times(seed, n=160, blocks=4):
    """Random times, events, arms and blocks with ties."""
    rng = np.random.default_rng(seed)
    return (
        rng.integers(1, 41, n), rng.random(n) < 0.5, rng.random(n) < 0.5, rng.integers(0, blocks, n),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_logrank_agrees_with_statsmodels_and_lifelines(seed):
    time, event, group, block = made_times(seed)
    own = logrank(time, event, group, block)
    chi2, p = survdiff(time, event, group, strata=block)
    assert own.statistic == pytest.approx(chi2)
    assert own.p_value == pytest.approx(p)
    plain = logrank(time, event, group, np.zeros(len(time)))
    peer = multivariate_logrank_test(time, group, event)
    assert plain.statistic == pytest.approx(peer.test_statistic)


@pytest.mark.parametrize("seed", range(4))
def test_scores_add_up_to_observed_less_expected(seed):
    time, event, group, block = made_times(seed)
    own, scores = logrank(time, event, group, block), logrank_scores(time, event, block)
    assert scores[group].sum() == pytest.approx(own.observed - own.expected)
    for one in np.unique(block):
        assert scores[block == one].sum() == pytest.approx(0, abs=1e-9)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_logrank_and_curve_agree_with_r(tmp_path):
    time, event, group, block = made_times(9)
    data = tmp_path / "lives.csv"
    pd.DataFrame({"t": time, "e": event.astype(int), "g": group.astype(int), "b": block}).to_csv(
        data, index=False
    )
    code = (
        f"suppressMessages(library(survival)); d <- read.csv('{data}');"
        "s <- survdiff(Surv(t, e) ~ g + strata(b), d); f <- survfit(Surv(t, e) ~ 1, d[d$g == 1,],"
        "conf.type='log-log'); k <- summary(f, times=20); cat(s$chisq, k$surv, k$lower, k$upper)"
    )
    ran = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=False)
    if ran.returncode:
        pytest.skip("R has no package survival")
    chisq, survival, low, high = (float(each) for each in ran.stdout.split())
    assert logrank(time, event, group, block).statistic == pytest.approx(chisq, rel=1e-5)
    curve = curves((time - event)[group], event[group], np.full(group.sum(), "a"), 40, 0.95)["a"]
    assert curve.at(20) == pytest.approx((survival, low, high), abs=1e-5)


@pytest.mark.parametrize("seed", range(3))
def test_curves_agree_with_lifelines(seed):
    time, event, group, _ = made_times(seed)
    # An event at the end of a unit is in the unit that began one before.
    own = curves(time - event, event, np.where(group, "a", "b"), 40, 0.95)
    for name, inside in (("a", group), ("b", ~group)):
        peer = KaplanMeierFitter().fit(time[inside], event[inside])
        for at in (5, 12, 25):
            assert own[name].at(at)[0] == pytest.approx(float(peer.predict(at)))
        mean = restricted_mean_survival_time(peer, t=32)
        assert own[name].restricted_mean(32)[0] == pytest.approx(mean)
        assert own[name].median()[0] == peer.median_survival_time_


def test_means_over_blocks_agree_with_regression_on_blocks():
    rng = np.random.default_rng(1)
    block = np.repeat(np.arange(4), 60)
    drawn = np.tile(np.repeat([True, False], 30), 4)
    y = rng.normal(size=240) + block + 0.3 * drawn
    value, low, high = mean_interval(y, drawn, block, 0.95)
    assert value == pytest.approx(y[drawn].mean() - y[~drawn].mean())
    parts = [y[(block == b) & (drawn == z)].var(ddof=1) / 30 for b in range(4) for z in (0, 1)]
    se = np.sqrt(np.sum(parts) / 16)
    assert (high - low) / 2 == pytest.approx(stats.t.ppf(0.975, 232) * se)


def test_the_p_of_the_draw_is_that_of_all_draws():
    y = np.array([3.0, 1.0, 2.0, 8.0, 9.0, 4.0])
    drawn = np.array([True, False, False, True, True, False])
    block = np.array([0, 0, 0, 1, 1, 1])
    observed = abs(mean_interval(y, drawn, block, 0.95)[0])
    # One of three in the first block, two of three in the second: nine draws.
    every = []
    for first in range(3):
        for out in range(3, 6):
            z = np.zeros(6, bool)
            z[[first, *(i for i in range(3, 6) if i != out)]] = True
            every.append(abs(mean_interval(y, z, block, 0.95)[0]))
    exact = np.mean(np.array(every) >= observed - 1e-9)
    assert mean_p(y, drawn, block, 20_000, 1) == pytest.approx(exact, abs=0.01)


def test_first_jobs_count_days_and_are_followed_to_the_end():
    persons = persons_of(2, 1)
    jobs = jobs_of(persons, [(0, 10, 40), (0, 90, None), (1, 365, None)])
    times = first_jobs(persons, jobs, WINDOW)
    assert times["days"].tolist() == [10, 365, 365, 365]
    assert times["happened"].tolist() == [True, True, False, False]


def test_months_in_jobs_do_not_count_a_day_twice():
    persons = persons_of(2, 1)
    jobs = jobs_of(
        persons, [(0, 0, 9), (0, 5, 14), (0, 2, 3), (1, 300, None), (2, 100, 500), (3, 365, None)]
    )
    days = months_in_jobs(persons, jobs, WINDOW) * DAYS_PER_MONTH
    assert days.round(6).tolist() == [15, 65, 265, 0]


@given(
    spans=st.lists(st.tuples(st.integers(0, 365), st.integers(0, 200), st.booleans()), max_size=6)
)
@settings(max_examples=60, deadline=None)
def test_days_in_jobs_are_those_counted_one_by_one(spans):
    persons = persons_of(1, 1)
    rows = [(0, first, None if lasts else first + length) for first, length, lasts in spans]
    jobs = jobs_of(persons, rows)
    own = months_in_jobs(persons, jobs, WINDOW)[0] * DAYS_PER_MONTH
    covered = {
        day for _, first, last in rows for day in range(first, 365 if last is None else last + 1)
    }
    assert own == pytest.approx(len([day for day in covered if day < 365]))


def test_whole_months_are_counted_on_the_same_day():
    assert Window.of("2005-10-01", "2006-10-01").months == 12
    assert Window.of("2005-10-01", "2006-09-30").months == 11
    assert Window.of("2005-01-31", "2005-02-28").months == 1
    assert Window.of("2005-01-31", "2005-04-30").month(1) == pd.Timestamp("2005-02-28")


def test_the_curve_ends_at_the_share_without_a_job_and_its_area_is_the_mean():
    persons, jobs = trial()
    table = time_table(persons, jobs, WINDOW, EVERY)
    effects = time_effects(persons, jobs, WINDOW, EVERY).set_index("quantity")
    times = first_jobs(persons, jobs, WINDOW)
    for arm in (OTHER, OWN):
        own, inside = table[table["arm"] == arm], persons["arm"] == arm
        assert (own["state"] == "shown").all()
        assert own["remaining"].iloc[-1] == pytest.approx(1 - times.loc[inside, "happened"].mean())
        assert own["events"].sum() == times.loc[inside, "happened"].sum()
        assert own["censored"].sum() == (~times.loc[inside, "happened"]).sum()
        peer = KaplanMeierFitter().fit(times.loc[inside, "days"], times.loc[inside, "happened"])
        area = restricted_mean_survival_time(peer, t=WINDOW.days) / 7
        assert effects.loc["rmst_weeks", f"value_{arm}"] == pytest.approx(area)


def test_the_months_of_all_are_the_share_with_a_job_times_theirs():
    persons, jobs = trial()
    effects = time_effects(persons, jobs, WINDOW, EVERY).set_index("quantity")
    every, selected = (
        effects.loc[name] for name in ("months_in_flexjob", "months_in_flexjob_those_with_job")
    )
    for arm in (OTHER, OWN):
        share = selected[f"n_{arm}"] / every[f"n_{arm}"]
        assert every[f"value_{arm}"] == pytest.approx(share * selected[f"value_{arm}"])
    assert np.isnan(selected["p_randomisation"])
    assert 0 < every["p_randomisation"] <= 1


def test_no_effect_is_found_as_often_as_the_level_says():
    found = []
    for seed in range(60):
        persons, jobs = trial(per_arm=12, seed=seed)
        times = first_jobs(persons, jobs, WINDOW)
        found.append(
            mean_p(times["days"], persons["arm"] == OTHER, persons["municipality"], 199, 1) <= 0.10
        )
    assert stats.binomtest(sum(found), 60, 0.10).pvalue > 0.01


def test_a_faster_arm_is_found():
    persons = persons_of()
    rows = [
        (int(row), 20 + i, None)
        for i, row in enumerate(np.flatnonzero(persons["arm"] == OTHER))
        if i % 2
    ]
    rows += [
        (int(row), 250, None)
        for i, row in enumerate(np.flatnonzero(persons["arm"] == OWN))
        if i % 4 == 0
    ]
    effects = time_effects(persons, jobs_of(persons, rows), WINDOW, EVERY).set_index("quantity")
    assert effects.loc["rmst_weeks", "high"] < 0
    assert effects.loc["hazard_ratio", "low"] > 1
    assert effects.loc["logrank", "p_randomisation"] <= 0.002
    assert effects.loc["months_in_flexjob", "low"] > 0


def test_steps_of_few_are_put_together():
    persons, jobs = trial()
    table = time_table(persons, jobs, WINDOW, MASKED)
    for _, own in table.groupby("arm"):
        told = own[own["state"] == "shown"]
        n = told["at_risk"].iloc[0]
        steps = (-np.diff(told["remaining"]) * n).round(6)
        assert ((steps == 0) | (steps >= 5)).all()
        assert (
            own.loc[own["state"] == "merged", ["at_risk", "events", "censored"]]
            .isna()
            .all(axis=None)
        )
        assert (
            told["at_risk"].iloc[:-1].to_numpy() - told["events"].iloc[:-1]
            == told["at_risk"].iloc[1:].to_numpy()
        ).all()


@pytest.mark.parametrize(
    ("rows", "state"),
    [([], "shown"), ([(0, 10, None)], "withheld"), ([(i, i, None) for i in range(0, 240, 4)], "shown")],
)  # fmt: skip
def test_bad_worlds_give_tables(rows, state):
    persons = persons_of()
    jobs = jobs_of(persons, rows)
    table = time_table(persons, jobs, WINDOW, MASKED)
    assert set(table.loc[table["arm"] == OTHER, "state"]) - {"merged"} == {state}
    effects = time_effects(persons, jobs, WINDOW, MASKED)
    assert (effects["state"] == state).all()
    durability = durability_table(jobs, WINDOW, MASKED)
    numbers = durability[durability["arm"] == OTHER].set_index("quantity")
    assert (numbers["state"] == state).all()
    if len(rows) < 2:
        assert numbers["value"].isna().all()
    else:
        assert numbers.loc["used_share", "value"] == 1
        assert numbers.loc["still_3", "value"] == 1
        assert 0 < numbers.loc["still_3", "low"] < 1
        assert np.isnan(numbers.loc["median", "value"])
        assert (
            numbers.loc["restricted_mean", "value"]
            == numbers.loc["restricted_mean", "horizon_months"]
        )


def test_no_jobs_in_one_arm():
    persons = persons_of()
    rows = [(int(row), 9, 100) for row in np.flatnonzero(persons["arm"] == OWN)[:20]]
    jobs = jobs_of(persons, rows)
    effects = time_effects(persons, jobs, WINDOW, MASKED).set_index("quantity")
    assert effects.loc["rmst_weeks", "value_other_actor"] == pytest.approx(WINDOW.days / 7)
    assert np.isnan(effects.loc["months_in_flexjob_those_with_job", "value_other_actor"])
    durability = durability_table(jobs, WINDOW, MASKED)
    apart = durability[durability["arm"] == "difference"]
    assert apart["value"].isna().all()
    own = durability[durability["arm"] == OWN].set_index("quantity")
    assert own.loc["truncated_mean", "value"] == pytest.approx(92 / DAYS_PER_MONTH)
    assert np.isnan(own.loc["restricted_mean", "value"])


def test_who_starts_earlier_has_the_longer_truncated_mean_and_not_the_longer_jobs():
    persons = persons_of()
    rng = np.random.default_rng(4)
    rows = []
    for arm, first in ((OTHER, 200), (OWN, 20)):
        for row in np.flatnonzero(persons["arm"] == arm):
            length = int(rng.exponential(150))
            start = first + int(rng.integers(0, 60))
            rows.append((int(row), start, start + length))
    table = durability_table(jobs_of(persons, rows), WINDOW, EVERY).set_index(["arm", "quantity"])
    cut, true = (table.loc[("difference", name)] for name in ("truncated_mean", "restricted_mean"))
    assert cut["high"] < 0
    assert true["low"] < 0 < true["high"]
    assert table.loc[("difference", "possible_mean"), "value"] * DAYS_PER_MONTH == pytest.approx(
        -180, abs=10
    )


def test_durability_agrees_with_lifelines():
    persons, jobs = trial(share=0.6)
    lives = job_lives(jobs, WINDOW)
    table = durability_table(jobs, WINDOW, EVERY).set_index(["arm", "quantity"])
    for arm in (OTHER, OWN):
        own = lives[lives["arm"] == arm]
        peer = KaplanMeierFitter().fit(own["days"], own["ended"])
        for months in (3, 6):
            value = table.loc[(arm, f"still_{months}"), "value"]
            assert value == pytest.approx(float(peer.predict(round(months * DAYS_PER_MONTH))))
        horizon = table.loc[(arm, "restricted_mean"), "horizon_months"] * DAYS_PER_MONTH
        mean = restricted_mean_survival_time(peer, t=horizon) / DAYS_PER_MONTH
        assert table.loc[(arm, "restricted_mean"), "value"] == pytest.approx(mean)
        assert table.loc[(arm, "truncated_mean"), "value"] == pytest.approx(
            own["days"].mean() / DAYS_PER_MONTH
        )
        assert (own["days"] >= round(horizon)).sum() >= 10
    assert len(persons) == 240


def test_a_job_that_does_not_count_is_no_job_of_the_arm():
    persons = persons_of()
    jobs = jobs_of(persons, [(0, 5, None, ("created_by", OWN)), (1, 5, None)])
    assert len(job_lives(jobs, WINDOW)) == 1
    assert first_jobs(persons, jobs, WINDOW)["happened"].sum() == 2


def test_plain_means_agree_with_scipy():
    rng = np.random.default_rng(2)
    a, b = pd.Series(rng.normal(size=9)), pd.Series(rng.normal(1, 3, size=14))
    peer = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.9)
    assert welch(a, b, 0.9)[1:] == pytest.approx((peer.low, peer.high))
    alone = stats.ttest_1samp(a, 0).confidence_interval(0.9)
    assert mean_of(a, 0.9)[1:] == pytest.approx((alone.low, alone.high))
    assert np.isnan(mean_of(a[:1], 0.9)[1])
