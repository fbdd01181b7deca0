"""Risk tables that hold too little: a clear message, or a result that says what is missing."""

import numpy as np
import pandas as pd
import pytest
from event_times import WEEKS, glm_rate_ratio, risk_of, starts

from effektspor.cli import main
from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import RateCells
from effektspor.estimators.hazard.counterfactual import counterfactual
from effektspor.estimators.hazard.invert import invert
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.rate_ratio import rate_ratios
from effektspor.estimators.hazard.rates import fit_rates
from effektspor.estimators.hazard.restricted_means import restricted_means
from effektspor.estimators.infer import Inference
from effektspor.estimators.survival import RISK, risk_table

FEW = Inference(draws=99)
INFERRED = ["ci_low", "ci_high", "p_value"]


def test_without_events_in_a_group_and_cohort_the_message_names_it():
    cohort = starts()
    cohort.loc[(cohort["group"] == "participants") & cohort["post"], "event_week"] = -1
    with pytest.raises(EstimationError, match="none in: treated, later"):
        rate_ratios(risk_table(cohort, WEEKS), FEW, ())


def test_no_events_at_all():
    cohort = starts().assign(event_week=-1)
    with pytest.raises(EstimationError, match="both groups and both cohorts"):
        rate_ratios(risk_table(cohort, WEEKS), FEW, ())


def test_no_comparison_group():
    risk = risk_of()
    risk = risk[risk["group"] == "participants"]
    with pytest.raises(EstimationError, match="comparison, earlier; comparison, later"):
        rate_ratios(risk, FEW, ())
    with pytest.raises(EstimationError, match="no comparison municipality"):
        Counts.of(risk)


def test_a_cohort_without_follow_up():
    risk = risk_of()
    risk.loc[risk["post"], ["at_risk", "events", "censored"]] = 0
    with pytest.raises(EstimationError, match="comparison, later; treated, later"):
        rate_ratios(risk, FEW, ())
    table = restricted_means(risk, (20,), 0.95, 99, 1)
    assert table.loc[table["contrast"] == "did", "estimate"].isna().all()
    gone = risk[~risk["post"]]
    for found in (gone, gone.iloc[:0]):
        with pytest.raises(EstimationError, match="does not have two cohorts"):
            rate_ratios(found, FEW, ())


def test_one_treated_municipality_has_an_estimate_and_no_inference():
    risk = risk_of()
    risk = risk[(risk["group"] == "comparison") | (risk["municipality"] == 3)]
    table = rate_ratios(risk, FEW, ((0, 9),))
    own = table[table["inference"].isin(["wild", "cr1", "cr3", "randomisation"])]
    assert own["estimate"].notna().all()
    assert own[INFERRED].isna().all().all()
    assert (own["treated"] == 1).all()
    assert table.loc[table["term"] == "constancy", "p_value"].isna().all()
    means = restricted_means(risk, (20,), 0.95, 99, 1).query("contrast == 'did'")
    assert means["estimate"].notna().all()
    assert means[["se", *INFERRED]].isna().all().all()
    curves = counterfactual(risk, 0.95, 99, 1)
    assert curves["difference_additive"].notna().any()
    assert curves["band_low_additive"].isna().all()


def test_two_treated_of_whom_one_has_one_cohort_only_are_one():
    risk = risk_of()
    alone = (risk["municipality"] == 3) & risk["post"]
    risk = risk[(risk["group"] == "comparison") | (risk["municipality"] == 0) | alone]
    assert rate_ratios(risk, FEW, ()).iloc[0][INFERRED].isna().all()


def test_a_municipality_in_only_one_cohort_informs_of_the_weeks_only():
    risk = risk_of()
    risk = risk[(risk["municipality"] != 4) | risk["post"]]
    fit = fit_rates(RateCells.of(risk))
    assert fit.effect == pytest.approx(glm_rate_ratio(risk)[0], abs=1e-9)


def test_municipalities_that_all_have_one_cohort_compare_nothing():
    risk = risk_of()
    one = risk[(risk["municipality"] // 3 % 2 == 0) == risk["post"]]
    with pytest.raises(EstimationError, match="cannot be told apart"):
        rate_ratios(one, FEW, ())


def test_weeks_and_municipalities_without_anybody_change_nothing():
    risk = risk_of()
    later = risk[risk["week"] == 0].assign(week=200, at_risk=0, events=0, censored=0)
    empty = risk[risk["municipality"] == 4].assign(municipality=77, at_risk=0, events=0, censored=0)
    more = rate_ratios(pd.concat([risk, later, empty]), FEW, ()).iloc[0]
    own = rate_ratios(risk, FEW, ()).iloc[0]
    for name in ("estimate", "ci_low", "ci_high", "p_value"):
        assert more[name] == pytest.approx(own[name], rel=1e-6)


def test_a_block_without_events_is_left_empty_and_the_others_are_not():
    risk = risk_of()
    risk.loc[risk["week"] >= 20, "events"] = 0
    table = rate_ratios(risk, FEW, ((0, 9), (10, 19), (20, WEEKS)))
    by_term = table[table["inference"] == "wild"].set_index("term")["estimate"]
    assert by_term.isna().to_dict() == {
        "all": False, "block_1": False, "block_2": False, "block_3": True,
    }  # fmt: skip
    assert table.loc[table["term"] == "constancy", "p_value"].notna().all()


def test_an_interval_whose_test_never_rejects_has_no_end():
    never = (0.5, np.linspace(-3, 3, 99))
    assert invert(lambda _: never, 0.4, 0.1, 0.05) == (-np.inf, np.inf)
    few = (9.0, np.linspace(-3, 3, 9))  # 10 draws with the own one cannot reject at 5 %
    assert invert(lambda _: few, 0.4, 0.1, 0.05) == (-np.inf, np.inf)
    assert np.isnan(invert(lambda _: never, 0.4, np.nan, 0.05)).all()


def test_contradictory_tables_are_refused():
    risk = risk_of()
    both = risk.copy()
    both.loc[both["post"], "group"] = "participants"
    with pytest.raises(EstimationError, match="as treated and as comparison"):
        RateCells.of(both)
    with pytest.raises(EstimationError, match="more events than persons"):
        RateCells.of(risk.assign(events=risk["at_risk"] + 1))


def test_the_command_gives_a_message_and_an_exit_code(tmp_path, capsys):
    RISK.write(risk_table(starts().assign(event_week=-1), WEEKS), tmp_path / "risk.parquet")
    outputs = ("survival", "rate-ratio", "restricted-means", "counterfactual", "speed-up-means",
               "pseudo-effects")  # fmt: skip
    paths = [part for name in outputs for part in (f"--{name}", str(tmp_path / name))]
    code = main(["survival", "--settings", '{"estimation": {"draws": 99}}',
                 "--risk", str(tmp_path / "risk.parquet"), *paths])  # fmt: skip
    assert code == EstimationError.exit_code
    shown = capsys.readouterr().err
    assert "both groups and both cohorts" in shown
    assert "to do:" in shown
