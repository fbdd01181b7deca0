"""Restricted means, shares and counterfactual curves: public data, R, and recomputation."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels
from event_times import WEEKS, risk_of, run_r, starts
from lifelines.datasets import load_rossi, load_waltons

from effektspor.estimators.hazard.counterfactual import counterfactual
from effektspor.estimators.hazard.functions import (
    additive_gain,
    hazard_ratio,
    proportional_gain,
    restricted_mean,
    share_started,
    shortening,
)
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.resample import resample
from effektspor.estimators.hazard.restricted_means import mean_and_se, restricted_means
from effektspor.estimators.hazard.speed_up import (
    constant_rate_shortening,
    cumulative_hazard_ratio,
    implied_share,
    speed_up_means,
)
from effektspor.estimators.survival import kaplan_meier, risk_table

FUNCTIONS = (restricted_mean(20), share_started(20), shortening(20), hazard_ratio(20))
CURVES = (additive_gain, proportional_gain)


def curve_of(time, happened, weeks):
    """Kaplan-Meier curve of plain durations, an event at time t in week t - 1."""
    time, happened = np.asarray(time, dtype=int), np.asarray(happened, dtype=bool)
    cohort = pd.DataFrame(
        {"municipality": 1, "group": "comparison", "cohort": "a", "post": False, "start_week": 0,
         "end_week": time, "event_week": np.where(happened, time - 1, -1), "last_week": 10**6}
    )  # fmt: skip
    return kaplan_meier(risk_table(cohort, weeks), 0.95)


def mean_of(curve, week):
    return mean_and_se(
        *(curve[name].to_numpy() for name in ("at_risk", "events", "survival")), week
    )


def test_restricted_means_of_public_data():
    """Recidivism (432 persons, 52 weeks) and Walton's flies; errors are Greenwood's, as R has them."""
    rossi = load_rossi()
    mean, se = mean_of(curve_of(rossi["week"], rossi["arrest"], 60), 52)
    assert mean == pytest.approx(45.85417, abs=5e-6)
    assert se == pytest.approx(0.6085094, abs=5e-7)
    flies = load_waltons().query("group == 'miR-137'")
    mean, se = mean_of(curve_of(flies["T"], flies["E"], 80), 10)
    assert mean == pytest.approx(9.794118, abs=5e-7)
    assert se == pytest.approx(0.123245, abs=5e-7)


def test_the_curve_of_the_bone_marrow_data_equals_that_of_sas():
    folder = Path(statsmodels.__file__).parent / "duration/tests/results"
    if not (folder / "bmt.csv").exists():
        pytest.skip("statsmodels came without its test data")
    data = pd.read_csv(folder / "bmt.csv").query("Group == 'ALL'")
    known = pd.read_csv(folder / "bmt_results.csv")
    curve = curve_of(data["T"], data["Status"], int(data["T"].max())).set_index("week")
    at = curve.loc[known["t"]]
    assert at["survival"].to_numpy() == pytest.approx(known["s"].to_numpy(), abs=1e-4)
    assert at["se"].to_numpy() == pytest.approx(known["se"].to_numpy(), abs=1e-4)


def test_r_agrees_on_the_restricted_mean():
    rossi = load_rossi()
    early = rossi["week"] * 0 + np.minimum(rossi["week"], 20 + rossi["age"])  # some censored before
    happened = rossi["arrest"] * (rossi["week"] <= early)
    numbers = ",".join(map(str, early)), ",".join(map(str, happened))
    mean, se = run_r(
        f"library(survival); f <- survfit(Surv(c({numbers[0]}), c({numbers[1]})) ~ 1); "
        "t <- summary(f, rmean=45)$table; cat(sprintf('%.9f', t[c('rmean', 'se(rmean)')]))",
        "survival",
    )
    assert mean_of(curve_of(early, happened, 60), 45) == pytest.approx((mean, se), abs=1e-7)


def test_levels_and_contrasts_of_the_table_belong_together():
    risk = risk_of()
    table = restricted_means(risk, (10, 20), 0.95, 99, 1)
    for (quantity, _), rows in table.groupby(["quantity", "week"]):
        level = rows[rows["contrast"] == ""].set_index(["group", "cohort"])["estimate"]
        did = (level["participants", "b"] - level["participants", "a"]) - (
            level["comparison", "b"] - level["comparison", "a"]
        )
        contrasts = rows[rows["contrast"] == "did"]
        assert contrasts["estimate"].to_numpy() == pytest.approx([did, did], abs=1e-12)
        assert (did < 0) == (quantity == "rmst")  # sooner: less time without, more have started
        assert (contrasts["ci_low"] < did).all()
        assert (contrasts["ci_high"] > did).all()
    assert (table["at_risk"] > 0).all()


def test_a_week_after_the_table_has_no_estimate():
    table = restricted_means(risk_of(), (WEEKS + 30,), 0.95, 99, 1)
    assert table["estimate"].isna().all()


@pytest.mark.parametrize("function", [*FUNCTIONS, *CURVES])
def test_the_jackknife_leaves_out_municipalities_and_weights_repeat_them(function):
    risk = risk_of(persons=3000)
    counts = Counts.of(risk)
    groups = sorted(risk["municipality"].unique())
    whole = np.ones((1, len(groups)))
    left_out = whole.copy()
    left_out[0, 4] = 0
    without = Counts.of(risk[risk["municipality"] != groups[4]])
    assert function(counts, left_out)[0] == pytest.approx(
        function(without, np.ones((1, len(groups) - 1)))[0], abs=1e-12, nan_ok=True
    )
    twice = whole.copy()
    twice[0, 7] = 2
    copy = risk[risk["municipality"] == groups[7]].assign(municipality=999)
    doubled = Counts.of(pd.concat([risk, copy]))
    assert function(counts, twice)[0] == pytest.approx(
        function(doubled, np.ones((1, len(groups) + 1)))[0], abs=1e-12, nan_ok=True
    )


@pytest.mark.parametrize("function", [*FUNCTIONS, *CURVES])
def test_standard_errors_by_influence_are_those_of_the_jackknife(function):
    """Both estimate the same with many municipalities."""
    counts = Counts.of(risk_of(persons=40_000, municipalities=90))
    found = resample(counts, function, 0.95, 99, 1)
    known = (found.se > 0) & np.isfinite(found.se)
    assert known.any()
    if len(known) > 1:
        known &= np.arange(len(known)) % 5 == 4
    assert found.robust_se[known] == pytest.approx(found.se[known], rel=0.06)


def test_a_draw_with_its_own_influence_is_no_other_than_the_drawn_sample():
    """The standard error at weights 0, 1, 2 is that of a sample with the clusters so often."""
    risk = risk_of(persons=3000, municipalities=8)
    groups = sorted(risk["municipality"].unique())
    weights = np.array([[1, 2, 0, 1, 1, 1, 1, 1]], dtype=float)
    drawn = pd.concat(
        [
            risk[risk["municipality"] == group].assign(municipality=100 * group + copy)
            for group, often in zip(groups, weights[0].astype(int), strict=True)
            for copy in range(often)
        ]
    )
    assert (drawn.groupby("municipality")["group"].first() == "participants").sum() == 3
    for function in FUNCTIONS:
        _, own = function(Counts.of(risk), weights)
        _, other = function(Counts.of(drawn), np.ones((1, 8)))
        assert own == pytest.approx(other, rel=1e-9)


def test_counterfactuals_by_hand():
    """Rates 0.02 and 0.03 in the earlier cohort, 0.04 in the comparison's later one."""
    rates = {(1, False): 0.02, (1, True): 0.04, (2, False): 0.03, (2, True): 0.09}
    parts = []
    for (home, post), rate in rates.items():
        for copy in (0, 10):
            left = 1e9 * (1 - rate) ** np.arange(6)
            parts.append(
                pd.DataFrame(
                    {"municipality": home + copy, "group": ["comparison", "participants"][home - 1],
                     "cohort": str(post), "post": post, "week": range(6), "at_risk": left,
                     "events": left * rate, "censored": 0}
                )
            )  # fmt: skip
    table = counterfactual(pd.concat(parts), 0.95, 99, 1).set_index("week")
    log = {cell: 4 * np.log(1 - rate) for cell, rate in rates.items()}
    additive = np.exp(log[2, False] + log[1, True] - log[1, False])
    proportional = np.exp(log[2, False] * log[1, True] / log[1, False])
    row = table.loc[4]
    assert row["counterfactual_additive"] == pytest.approx(additive, abs=1e-9)
    assert row["counterfactual_proportional"] == pytest.approx(proportional, abs=1e-9)
    assert row["observed"] == pytest.approx((1 - 0.09) ** 4, abs=1e-9)
    assert row["difference_additive"] == pytest.approx(additive - (1 - 0.09) ** 4, abs=1e-9)
    assert (table.loc[0, ["observed", "counterfactual_additive"]] == 1).all()
    assert table.loc[0, "counterfactual_proportional"] == 1


def test_without_a_change_of_rates_nothing_is_gained():
    cohort = starts(ratio=1.0)
    again = cohort.assign(post=~cohort["post"], cohort=np.where(cohort["post"], "a", "b"))
    risk = risk_table(pd.concat([cohort, again]), WEEKS)
    table = counterfactual(risk, 0.95, 99, 1)
    seen = table["observed"].notna()
    for name in ("additive", "proportional"):
        assert table.loc[seen, f"difference_{name}"].to_numpy() == pytest.approx(0, abs=1e-12)


def test_bands_hold_intervals_and_intervals_estimates():
    table = counterfactual(risk_of(), 0.95, 199, 1)
    table = table[(table["week"] > 3) & (table["week"] <= 28)]
    assert len(table) == 25
    for name in ("additive", "proportional"):
        parts = [table[f"{part}_{name}"].to_numpy() for part in
                 ("band_low", "ci_low", "difference", "ci_high", "band_high")]  # fmt: skip
        assert all((low <= high).all() for low, high in itertools.pairwise(parts))


def test_what_a_published_ratio_can_mean():
    """61 % higher rate, 38 % shorter; and the levels of figure 2 imply 1.24 and 1.36 instead."""
    assert constant_rate_shortening(1.61) == pytest.approx(0.379, abs=5e-4)
    assert cumulative_hazard_ratio(0.30, 0.25) == pytest.approx(1.24, abs=5e-3)
    assert cumulative_hazard_ratio(0.50, 0.40) == pytest.approx(1.36, abs=5e-3)
    assert implied_share(0.30, 1.61) == pytest.approx(0.20, abs=5e-3)
    assert implied_share(0.50, 1.61) == pytest.approx(0.35, abs=5e-3)


def test_readings_of_the_ratio_beside_each_other():
    risk = risk_of()
    ratio = pd.Series({"estimate": 1.6, "ci_low": 1.3, "ci_high": np.inf, "method": "m"})
    table = speed_up_means(risk, ratio, (10, 20), 0.95, 99, 1).set_index(["quantity", "week"])
    levels = restricted_means(risk, (20,), 0.95, 99, 1)
    mean = levels.query("quantity == 'rmst' and group == 'participants' and cohort == 'b'")
    did = levels.query("quantity == 'rmst' and contrast == 'did'")["estimate"].iloc[0]
    expected = -did / (mean["estimate"].iloc[0] - did)
    assert table.loc[("restricted_mean_shortening", 20), "estimate"] == pytest.approx(expected)
    constant = table.loc["constant_rate_shortening"].iloc[0]
    assert constant["estimate"] == pytest.approx(1 - 1 / 1.6)
    assert constant["ci_high"] == 1
    own = table.loc[("implied_share_without_effect", 20)]
    assert own["ci_low"] == 0 < own["estimate"] < own["ci_high"]
    assert own["estimate"] < table.loc[("share_treated_later", 20), "estimate"]
    assert table.loc[("cumulative_hazard_ratio", 20), "ci_low"] > 0
