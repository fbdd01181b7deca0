"""Risk table and Kaplan-Meier curves against independent code."""

import pytest
from event_times import WEEKS, durations, starts
from statsmodels.duration.survfunc import SurvfuncRight

from effektspor.estimators.survival import kaplan_meier, risk_table


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
