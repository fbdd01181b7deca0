"""Pseudo-values: sums of the times themselves without censoring, and the pooled curves' contrasts."""

import numpy as np
import pandas as pd
import pytest
from event_times import WEEKS, risk_of, starts

from effektspor.estimators.causes import cause_counts
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.pseudo import (
    cause_levels,
    mean_levels,
    pseudo_effects,
    pseudo_sums,
    share_levels,
)
from effektspor.estimators.hazard.restricted_means import restricted_means
from effektspor.estimators.infer import Inference
from effektspor.estimators.survival import risk_table

FEW = Inference(draws=99)


def uncensored():
    cohort = starts()
    return cohort.assign(end_week=10**6, last_week=10**6, start_week=0,
                         event_week=np.abs(cohort["event_week"]) * 2 + 1)  # fmt: skip


def cell_sums(cohort, values):
    keys = [cohort["post"], cohort["municipality"]]
    return pd.Series(values, index=cohort.index, dtype=float).groupby(keys).sum().to_numpy()


def test_without_censoring_they_are_the_times_and_events_of_persons():
    cohort = uncensored()
    counts = Counts.of(risk_table(cohort, WEEKS))
    time = cohort["event_week"].to_numpy() + 1
    means = pseudo_sums(counts, mean_levels(counts, 20))
    assert means["n"].sum() == len(cohort)
    assert means["y"].to_numpy() == pytest.approx(cell_sums(cohort, np.minimum(time, 20)))
    shares = pseudo_sums(counts, share_levels(counts, 20))
    assert shares["y"].to_numpy() == pytest.approx(cell_sums(cohort, time <= 20), abs=1e-9)


def test_of_a_cause_too():
    cohort = uncensored().assign(cause="other")
    exits = np.random.default_rng(1).integers(1, 80, len(cohort))
    cohort = cohort.assign(end_week=exits)
    risk, causes = risk_table(cohort, WEEKS), cause_counts(cohort)
    counts = Counts.of(risk, causes[causes["week"] <= WEEKS])
    first = (cohort["event_week"] < exits) & (cohort["event_week"] < 20)
    sums = pseudo_sums(counts, cause_levels(counts, 0, 20))  # internship comes before other
    assert sums["y"].to_numpy() == pytest.approx(cell_sums(cohort, first), abs=1e-9)


def test_means_of_pseudo_values_are_the_estimates_under_censoring():
    risk = risk_of()
    counts = Counts.of(risk)
    level, part = mean_levels(counts, 20)
    assert part.sum(axis=0) == pytest.approx(0, abs=1e-9)
    sums = pseudo_sums(counts, (level, part)).groupby(["treated", "post"])[["n", "y"]].sum()
    assert (sums["y"] / sums["n"]).to_numpy() == pytest.approx(level.reshape(-1))


def test_effects_lie_beside_those_of_the_pooled_curves():
    risk = risk_of(persons=40_000, municipalities=60)
    own = pseudo_effects(risk, (20, 500), FEW)
    assert set(own["week"]) == {20}
    assert list(own["method"][:5]) == ["wild", "cr1", "cr2", "cr3", "randomisation"]
    pooled = restricted_means(risk, (20,), 0.95, 99, 1).query("contrast == 'did'")
    for quantity in ("rmst", "share"):
        mine = own[own["quantity"] == quantity].set_index("method")
        other = pooled[pooled["quantity"] == quantity].iloc[0]
        assert mine.loc["cr3", "estimate"] == pytest.approx(other["estimate"], abs=other["se"] / 3)
        assert mine.loc["cr3", "se"] == pytest.approx(other["se"], rel=0.15)
        assert mine.loc["wild", "ci_low"] < mine.loc["wild", "estimate"]


def test_a_curve_that_ends_before_the_week_has_no_effect():
    risk = risk_of()
    risk.loc[risk["week"] >= 10, ["at_risk", "events"]] = 0
    assert pseudo_effects(risk, (20,), FEW)["estimate"].isna().all()
