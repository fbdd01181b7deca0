"""The panel of persons by month agrees with plain differences and with independent code."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from trial_frames import OTHER, OWN, WINDOW, jobs_of, persons_of, trial

from effektspor.config.trial import Randomisation
from effektspor.estimators.panel.arms import arm_effects, random_effects
from effektspor.estimators.randomised.draws import mean_differences
from effektspor.evaluations.trial.inference import Inference
from effektspor.evaluations.trial.panel import panel_effects, panel_table
from effektspor.evaluations.trial.spans import in_job

EVERY = Inference(0.95, Randomisation(draws=999), 1)
MASKED = Inference(0.95, Randomisation(draws=999), 5)


def made_panel(seed, sizes=((9, 14), (20, 6), (12, 12))):
    """Outcomes by month, arms and blocks that are divided unalike."""
    rng = np.random.default_rng(seed)
    block = np.concatenate([np.full(sum(size), b) for b, size in enumerate(sizes)])
    arm = np.concatenate([np.repeat([1, 0], size) for size in sizes])
    y = (rng.random((len(arm), 6)) < 0.15 + 0.1 * block[:, None] + 0.1 * arm[:, None]).cumsum(1) > 0
    return y, arm, block


@pytest.mark.parametrize("seed", range(3))
def test_each_month_is_the_difference_within_blocks(seed):
    y, arm, block = made_panel(seed)
    found = arm_effects(y, arm, block, [[month] for month in range(6)])
    for month in range(6):
        raw = mean_differences(y[:, month], arm, block)[0]
        assert found.estimate[month] == pytest.approx(raw)
    whole = arm_effects(y, arm, block, [range(6)])
    assert whole.estimate[0] == pytest.approx(found.estimate.mean())
    assert whole.combine([1], 0.95)["se"] == pytest.approx(found.combine([1 / 6] * 6, 0.95)["se"])


@pytest.mark.parametrize("seed", range(3))
def test_estimates_and_errors_agree_with_statsmodels(seed):
    y, arm, block = made_panel(seed)
    n, months = y.shape
    long = pd.DataFrame(
        {
            "y": y.reshape(-1).astype(float),
            "person": np.repeat(np.arange(n), months),
            "late": np.tile(np.arange(months) >= 2, n).astype(int),
            "cell": np.repeat(block, months) * 100 + np.tile(np.arange(months), n),
            "arm": np.repeat(arm, months),
        }
    )
    peer = smf.ols("y ~ arm:C(late) + C(cell) - 1", long).fit(
        cov_type="cluster", cov_kwds={"groups": long["person"], "use_correction": False}
    )
    own = arm_effects(y, arm, block, [[0, 1], [2, 3, 4, 5]])
    # Factors of few clusters and of the effects that are absorbed.
    factor = n / (n - 1) * (y.size - 1) / (y.size - long["cell"].nunique())
    for place, term in enumerate(("arm:C(late)[0]", "arm:C(late)[1]")):
        found = own.combine(np.eye(2)[place], 0.95)
        assert found["estimate"] == pytest.approx(peer.params[term])
        assert found["se"] == pytest.approx(peer.bse[term] * np.sqrt(factor))
    change = peer.t_test("arm:C(late)[1] - arm:C(late)[0] = 0")
    found = own.combine([-1, 1], 0.95)
    assert found["estimate"] == pytest.approx(float(np.squeeze(change.effect)))
    assert found["se"] == pytest.approx(float(np.squeeze(change.sd)) * np.sqrt(factor))


def test_random_effects_give_the_same_effect_where_blocks_are_divided_alike():
    persons, jobs = trial()
    effects = panel_effects(persons, jobs, WINDOW, EVERY).set_index("term")
    assert effects.loc["arm_random_effects", "estimate"] == pytest.approx(
        effects.loc["arm", "estimate"]
    )
    assert effects.loc["arm_random_effects", "se"] == pytest.approx(
        effects.loc["arm", "se"], rel=0.05
    )


def test_the_table_has_the_shares_and_their_differences():
    persons, jobs = trial()
    table = panel_table(persons, jobs, WINDOW, EVERY)
    assert table["month"].tolist() == list(range(1, 13))
    gap = table["share_other_actor"] - table["share_municipality"]
    assert table["difference"].to_numpy() == pytest.approx(gap.to_numpy(), abs=1e-12)
    last = table.iloc[-1]
    assert last["date"] == WINDOW.end.date()
    at_end = persons["end_status"] == "flexjob"
    assert last["n_other_actor"] == (at_end & (persons["arm"] == OTHER)).sum()
    effects = panel_effects(persons, jobs, WINDOW, EVERY).set_index("term")
    assert effects.loc["arm", "estimate"] == pytest.approx(table["difference"].mean())
    assert effects.loc["arm_early", "estimate"] == pytest.approx(table["difference"][:3].mean())
    assert effects.loc["arm_late", "estimate"] == pytest.approx(table["difference"][3:].mean())
    apart = effects.loc["arm_late", "estimate"] - effects.loc["arm_early", "estimate"]
    assert effects.loc["late_minus_early", "estimate"] == pytest.approx(apart)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 365), st.integers(0, 200)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_whoever_is_in_a_job_on_a_day_is_counted_on_it(spans):
    persons = persons_of(4, 1)
    jobs = jobs_of(persons, [(row, first, first + length) for row, first, length in spans])
    days = [0, 100, 365]
    dates = [WINDOW.start + pd.Timedelta(days=day) for day in days]
    inside = in_job(persons, jobs, dates)
    for row in range(8):
        for place, day in enumerate(days):
            there = any(who == row and a <= day <= a + length for who, a, length in spans)
            assert inside[row, place] == there


def test_a_late_effect_is_found_late():
    persons = persons_of()
    rows = [(int(row), 150, None) for row in np.flatnonzero(persons["arm"] == OTHER)[::2]]
    rows += [(int(row), 20, None) for row in np.flatnonzero(persons["arm"] == OWN)[::8]]
    effects = panel_effects(persons, jobs_of(persons, rows), WINDOW, EVERY).set_index("term")
    assert effects.loc["arm_early", "ci_high"] < 0 < effects.loc["arm_late", "ci_low"]
    assert effects.loc["late_minus_early", "p_randomisation"] <= 0.002


def test_few_in_a_job_are_withheld():
    persons = persons_of()
    rows = [
        (int(row), 40 * i, None)
        for arm in (OTHER, OWN)
        for i, row in enumerate(np.flatnonzero(persons["arm"] == arm)[:9])
    ]
    table = panel_table(persons, jobs_of(persons, rows), WINDOW, MASKED)
    counts = table[["n_other_actor", "n_municipality"]].to_numpy()
    assert ((counts >= 5) | np.isnan(counts)).all()
    hidden = table["state"] == "withheld"
    assert 0 < hidden.sum() < 12
    assert table.loc[hidden, ["share_other_actor", "difference", "se"]].isna().all(axis=None)


@pytest.mark.parametrize("many", [0, 1])
def test_no_job_or_one_gives_tables(many):
    persons = persons_of()
    jobs = jobs_of(persons, [(0, 5, None)][:many])
    table = panel_table(persons, jobs, WINDOW, MASKED)
    effects = panel_effects(persons, jobs, WINDOW, MASKED)
    assert len(table) == 12
    if many:
        assert effects["estimate"].isna().all()
    else:
        arm = effects[effects["term"] == "arm"].iloc[0]
        assert arm["estimate"] == 0
        assert np.isnan(arm["p"])
        assert np.isnan(arm["p_randomisation"])


def test_one_arm_alone_has_no_effect():
    y, _, block = made_panel(1)
    for found in (
        arm_effects(y, np.ones(len(y)), block, [[0]]),
        random_effects(y, np.ones(len(y)), block),
    ):
        assert np.isnan(found.estimate).all()
