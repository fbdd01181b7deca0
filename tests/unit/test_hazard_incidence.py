"""Competing causes: Aalen-Johansen against public data, R, Kaplan-Meier and recomputation."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from event_times import WEEKS, run_r, starts
from lifelines.datasets import load_rossi

from effektspor.cli import main
from effektspor.errors import EstimationError
from effektspor.estimators.causes import CAUSES, cause_counts, with_causes
from effektspor.estimators.hazard.functions import share_by_cause
from effektspor.estimators.hazard.incidence import aalen_johansen, incidence_did, incidence_table
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.resample import resample
from effektspor.estimators.survival import RISK, kaplan_meier, risk_table

ROOT = Path(__file__).parents[2]


def both_tables(**how):
    cohort = starts(**how)
    cause = np.where(np.random.default_rng(2).random(len(cohort)) < 0.3, "flexjob", "other")
    return risk_table(cohort, WEEKS + 10), cause_counts(cohort.assign(cause=cause))


def counts_of(time, cause, weeks):
    """Persons at risk and events by cause from plain durations, cause 0 for censored."""
    time, cause = np.asarray(time), np.asarray(cause)
    at_risk = np.array([(time > week).sum() for week in range(weeks)], dtype=float)
    events = [[((time == w + 1) & (cause == j)).sum() for w in range(weeks)] for j in (1, 2)]
    return at_risk, np.array(events, dtype=float)


def test_incidence_of_public_data_with_many_ties():
    rossi = load_rossi()
    cause = np.where(rossi["arrest"] == 0, 0, np.where(np.arange(len(rossi)) % 3 == 0, 2, 1))
    at_risk, events = counts_of(rossi["week"], cause, 52)
    for number, known in enumerate((0.178241, 0.085648)):
        share, _ = aalen_johansen(at_risk, events, number)
        assert share[52] == pytest.approx(known, abs=5e-7)


def test_r_agrees_under_censoring():
    """Estimate of cmprsk; variance of survival, whose robust one is that of persons' influence."""
    rng = np.random.default_rng(1)
    time = np.minimum(rng.integers(1, 15, 300), rng.integers(1, 20, 300))
    cause = rng.integers(0, 3, 300)
    numbers = ",".join(map(str, time)), ",".join(map(str, cause))
    at_risk, events = counts_of(time, cause, 15)
    share, se = aalen_johansen(at_risk, events, 0)
    found = run_r(
        f"f <- cmprsk::cuminc(c({numbers[0]}), c({numbers[1]})); "
        "cat(sprintf('%.9f', cmprsk::timepoints(f, c(5, 10))$est[1, ]))",
        "cmprsk",
    )
    assert share[[5, 10]] == pytest.approx(found, abs=1e-8)
    found = run_r(
        f"library(survival); f <- survfit(Surv(c({numbers[0]}), factor(c({numbers[1]}))) ~ 1); "
        "s <- summary(f, times=c(5, 10)); cat(sprintf('%.9f', c(s$pstate[, 2], s$std.err[, 2])))",
        "survival",
    )
    assert share[[5, 10]] == pytest.approx(found[:2], abs=1e-8)
    assert se[[5, 10]] == pytest.approx(found[2:], abs=1e-8)


def test_one_cause_alone_is_one_minus_kaplan_meier():
    risk = risk_table(starts(), WEEKS)
    causes = risk[risk["events"] > 0].assign(cause="internship")
    table = incidence_table(risk, causes, 0.95)
    curve = kaplan_meier(risk, 0.95).merge(table, on=["group", "cohort", "week"])
    assert curve["incidence"].to_numpy() == pytest.approx(1 - curve["survival"].to_numpy())
    assert curve["se_y"].to_numpy() == pytest.approx(curve["se_x"].to_numpy())
    assert curve["ci_low_y"].to_numpy() == pytest.approx(1 - curve["ci_high_x"].to_numpy())


def test_shares_of_all_causes_and_of_none_add_up_to_one():
    risk, causes = both_tables()
    assert set(causes["cause"]) == {"internship", "flexjob", "other"}
    table = incidence_table(risk, causes, 0.95)
    total = table.groupby(["group", "cohort", "week"])["incidence"].sum(min_count=3)
    events = causes.groupby(["group", "cohort", "week"])["events"].sum()
    whole = risk.groupby(["group", "cohort", "week"])["at_risk"].sum().to_frame()
    whole["events"] = events.reindex(whole.index).fillna(0)
    kept = (1 - whole["events"] / whole["at_risk"]).groupby(level=[0, 1]).cumprod()
    before = kept.groupby(level=[0, 1]).shift(1)
    known = before.notna() & total.notna()
    assert known.sum() > 100
    assert total[known].to_numpy() == pytest.approx(1 - before[known].to_numpy(), abs=1e-12)
    assert (table["ci_low"].dropna() >= 0).all()
    assert (table["incidence"].dropna() <= table["ci_high"].dropna() + 1e-12).all()


def test_the_contrast_is_that_of_the_curves_and_its_errors_those_of_the_jackknife():
    risk, causes = both_tables(persons=40_000, municipalities=90)
    table = incidence_table(risk, causes, 0.95).set_index(["cause", "group", "cohort", "week"])
    did = incidence_did(risk, causes, (20, 500), 0.95, 99, 1)
    assert set(did["week"]) == {20}
    for number, cause in enumerate(("flexjob", "internship", "other")):
        level = table.loc[cause]["incidence"]
        expected = (level["participants", "b", 20] - level["participants", "a", 20]) - (
            level["comparison", "b", 20] - level["comparison", "a", 20]
        )
        own = did[did["cause"] == cause]
        assert own["estimate"].to_numpy() == pytest.approx([expected, expected], abs=1e-12)
        found = resample(Counts.of(risk, causes), share_by_cause(number, 20), 0.95, 99, 1)
        assert found.robust_se == pytest.approx(found.se, rel=0.06)
    assert did.loc[did["cause"] == "internship", "estimate"].gt(0).all()


def test_the_command_writes_both_tables(tmp_path):
    risk, causes = both_tables()
    RISK.write(risk, tmp_path / "risk.parquet")
    CAUSES.write(causes, tmp_path / "causes.parquet")
    paths = [
        part
        for name in ("risk", "causes")
        for part in (f"--{name}", str(tmp_path / f"{name}.parquet"))
    ]
    for name in ("incidence", "incidence-did"):
        paths += [f"--{name}", str(tmp_path / f"{name}.csv")]
    paths += ["--states", str(ROOT / "data/codes/exit_states.csv")]
    assert main(["competing", "--settings", '{"estimation": {"draws": 99}}', *paths]) == 0
    curves = pd.read_csv(tmp_path / "incidence.csv")
    assert list(curves.columns) == [
        "group", "cohort", "cause", "week", "at_risk", "incidence", "se", "ci_low", "ci_high",
    ]  # fmt: skip
    assert list(pd.read_csv(tmp_path / "incidence-did.csv").columns)[:4] == [
        "cause", "week", "estimate", "se",
    ]  # fmt: skip
    # What the list of states has and nobody's stay ended by: a share of nought, not none.
    assert not causes["cause"].eq("pension").any()
    assert curves.loc[curves["cause"] == "pension", "incidence"].dropna().eq(0).all()
    own = curves[curves["cause"] == "flexjob"].reset_index(drop=True)
    alone = incidence_table(risk, causes, 0.95)
    alone = alone[alone["cause"] == "flexjob"].reset_index(drop=True)
    assert own["incidence"].to_numpy() == pytest.approx(alone["incidence"].to_numpy(), nan_ok=True)


def test_a_cause_that_nobody_had_changes_no_other():
    risk, causes = both_tables()
    listed = with_causes(causes, ["flexjob", "pension", "other"])
    assert listed["events"].sum() == causes["events"].sum()
    effects = incidence_did(risk, listed, (20,), 0.95, 99, 1).set_index("cause")
    assert effects.loc["pension", ["estimate", "se"]].eq(0).all(axis=None)
    alone = incidence_did(risk, causes, (20,), 0.95, 99, 1).set_index("cause")
    pd.testing.assert_frame_equal(effects.drop("pension"), alone)


def test_tables_that_do_not_belong_together_are_refused():
    risk, causes = both_tables()
    with pytest.raises(EstimationError, match="other municipalities or weeks"):
        incidence_did(
            risk, causes.assign(municipality=causes["municipality"] + 50), (20,), 0.95, 99, 1
        )
    with pytest.raises(EstimationError, match="More events"):
        incidence_did(risk, causes.assign(events=10_000), (20,), 0.95, 99, 1)
    with pytest.raises(EstimationError, match="no events of any cause"):
        incidence_did(risk, causes.iloc[:0], (20,), 0.95, 99, 1)
