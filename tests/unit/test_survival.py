"""Risk table, Kaplan-Meier and start-rate ratio against independent code."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight

from effektspor.errors import EstimationError
from effektspor.estimators.survival import kaplan_meier, risk_table, start_rate_ratio

WEEKS = 30


def starts(persons=4000, ratio=1.6, seed=3, municipalities=20):
    """Course starts with geometric time to event; the rate ratio holds for treated and post."""
    rng = np.random.default_rng(seed)
    home = rng.integers(0, municipalities, persons)
    treated, post = home % 3 == 0, rng.random(persons) < 0.5
    rate = 0.02 * np.where(treated, 0.9, 1.0) * np.where(treated & post, ratio, 1.0)
    event = np.floor(rng.exponential(1 / rate)).astype(int)
    leave = rng.integers(1, 60, persons)
    begin = rng.integers(0, 10, persons)
    end = begin + leave
    return pd.DataFrame(
        {
            "start": np.arange(persons),
            "municipality": home,
            "group": np.where(treated, "participants", "comparison"),
            "cohort": np.where(post, "b", "a"),
            "post": post,
            "start_week": begin,
            "end_week": end,
            "event_week": np.where(event < leave, begin + event, -1),
            "last_week": WEEKS + 8,
        }
    )


def durations(cohort):
    """Weeks observed and whether the event came, in the convention of event at week + 1."""
    followed = np.minimum(cohort["end_week"], cohort["last_week"]) - cohort["start_week"]
    time = cohort["event_week"] - cohort["start_week"]
    happened = (cohort["event_week"] >= 0) & (time < followed)
    return np.where(happened, time + 1, followed), happened.to_numpy()


def test_everybody_is_accounted_for():
    cohort = starts()
    risk = risk_table(cohort, 60)
    first = risk[risk["week"] == 0]
    assert first["at_risk"].sum() + first["censored"].sum() == len(cohort)
    assert risk["events"].sum() + risk["censored"].sum() == len(cohort)
    step = risk.groupby(["municipality", "cohort"])
    following = step["at_risk"].shift(-1)
    left = risk["events"] + step["censored"].shift(-1)
    known = following.notna()
    assert (risk.loc[known, "at_risk"] - left[known] == following[known]).all()


def test_kaplan_meier_equals_statsmodels():
    cohort = starts()
    curves = kaplan_meier(risk_table(cohort, WEEKS), 0.95)
    for (group, name), curve in curves.groupby(["group", "cohort"]):
        chosen = (cohort["group"] == group) & (cohort["cohort"] == name)
        time, happened = durations(cohort[chosen])
        other = SurvfuncRight(time, happened.astype(int))
        own = curve.set_index("week").loc[other.surv_times[other.surv_times <= WEEKS]]
        inside = other.surv_times <= WEEKS
        assert own["survival"].to_numpy() == pytest.approx(other.surv_prob[inside], abs=1e-12)
        assert own["se"].to_numpy() == pytest.approx(other.surv_prob_se[inside], abs=1e-12)
        assert (curve["ci_low"] <= curve["survival"]).all()
        assert (curve["ci_high"] >= curve["survival"]).all()


def test_a_curve_that_reaches_nought_stays_there():
    cohort = starts(persons=40)
    cohort = cohort.assign(event_week=cohort["start_week"] + 2, end_week=cohort["start_week"] + 9)
    curve = kaplan_meier(risk_table(cohort, 10), 0.95)
    assert (curve.loc[curve["week"] > 2, "survival"] == 0).all()
    assert (curve.loc[curve["week"] <= 2, "survival"] == 1).all()


def test_start_rate_ratio_recovers_the_truth_and_covers_it():
    estimates = [start_rate_ratio(risk_table(starts(seed=s), WEEKS), 0.95) for s in range(12)]
    logs = np.log([e["estimate"] for e in estimates])
    spread = logs.std(ddof=1) / np.sqrt(len(logs))
    assert abs(logs.mean() - np.log(1.6)) < 4 * spread
    covered = [e["ci_low"] < 1.6 < e["ci_high"] for e in estimates]
    assert sum(covered) >= 8


def test_start_rate_ratio_and_its_variance_equal_a_clustered_cox_model():
    """Poisson with free week effects and Breslow's Cox have the same scores up to grouping."""
    cohort = starts(persons=6000)
    own = start_rate_ratio(risk_table(cohort, 200), 0.95)
    clusters = own["municipalities"]
    se = np.log(own["ci_high"] / own["estimate"]) / stats.t.ppf(0.975, clusters - 1)
    time, happened = durations(cohort)
    design = pd.concat(
        [
            pd.get_dummies(cohort["municipality"], drop_first=True),
            cohort["post"],
            (cohort["post"] & (cohort["group"] == "participants")).rename("effect"),
        ],
        axis=1,
    ).astype(float)
    cox = PHReg(time, design.to_numpy(), status=happened, ties="breslow").fit(
        groups=cohort["municipality"]
    )
    # The Poisson sandwich carries the factor G / (G - 1), that of Cox does not.
    assert se == pytest.approx(cox.bse[-1] * np.sqrt(clusters / (clusters - 1)), rel=0.01)
    assert np.log(own["estimate"]) == pytest.approx(cox.params[-1], abs=1e-4)


def test_a_higher_level_gives_a_wider_interval_around_the_same_ratio():
    risk = risk_table(starts(), WEEKS)
    own = start_rate_ratio(risk, 0.95)
    wider = start_rate_ratio(risk, 0.99)
    assert wider["ci_low"] < own["ci_low"] < own["estimate"] < own["ci_high"] < wider["ci_high"]
    assert own["municipalities"] == 20
    assert own["persons"] == 4000


def test_without_events_in_a_group_there_is_an_error_not_an_estimate():
    cohort = starts()
    none = (cohort["group"] == "participants") & cohort["post"]
    cohort.loc[none, "event_week"] = -1
    with pytest.raises(EstimationError, match="both groups"):
        start_rate_ratio(risk_table(cohort, WEEKS), 0.95)
