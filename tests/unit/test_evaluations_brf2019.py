import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from brf_tables import PUBLISHED, STUDY, make_artefacts, replication, run_group, write_tables

from effektspor.artefacts import read_artefacts
from effektspor.errors import InputError, ReportError
from effektspor.evaluations.brf2019.tables import read_tables
from effektspor.evaluations.brf2019.words import INTERNSHIP, WORDS
from effektspor.evaluations.mapping import own_values, read_mapping
from effektspor.evaluations.municipalities.spread import expected_range, refuse_names
from effektspor.published import read_published


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("brf")
    paths = write_tables(folder / "tables")
    return paths, folder / "out", make_artefacts(paths, folder / "out")


def test_levels_changes_and_effect_fit_together(run):
    artefacts = run[2]
    key = "internship.in_programme"
    changes = [artefacts[f"change.{key}.{g}.week95"].value for g in ("participants", "comparison")]
    effect = artefacts[f"effect.{key}.week95"]
    assert effect.value == pytest.approx(changes[0] - changes[1])
    assert effect.unit == "percentage_points"
    assert effect.n["participants_2017_18"] == 400
    assert effect.ci_low < effect.value < effect.ci_high


def test_relative_effect_is_against_the_level_without_it(run):
    assert run[2]["effect_relative.internship.in_programme.week95"].value == pytest.approx(
        0.1 / 0.11
    )


def test_survival_intervals_turn_round_with_the_share(run):
    started = run[2]["started.comparison_2016.week52"]
    assert started.value == pytest.approx(0.2)
    assert (started.ci_low, started.ci_high) == pytest.approx((0.18, 0.22))


def test_implied_shortening_comes_from_the_ratio(run):
    assert run[2]["duration_change"].value == pytest.approx(1 - 1 / 1.6)
    assert run[2]["rate_increase"].value == pytest.approx(0.6)


def test_register_results_are_synthetic_and_published_ones_are_not(run):
    artefacts = run[2]
    published = {
        key
        for key in artefacts
        if key.startswith(("fidelity.", "printed.", "check.", "municipal."))
    }
    assert published
    for key, artefact in artefacts.items():
        assert artefact.synthetic == (key not in published), key
        assert ("yntetisk" in artefact.source.da) == artefact.synthetic, key


def test_prespecified_follows_the_plan(run):
    artefacts = run[2]
    assert artefacts["effect.internship.in_programme.week95"].prespecified
    assert not artefacts["spread.internship.in_programme.range"].prespecified


def test_an_artefact_that_lacks_a_field_stops_the_build(run, tmp_path):
    whole = json.loads((run[1] / "survival.artefacts.json").read_text(encoding="utf-8"))
    for field in ("definition", "source", "n", "method", "data_hash", "basis", "synthetic"):
        lacking = json.loads(json.dumps(whole))
        del lacking["artefacts"][0][field]
        path = tmp_path / "lacking.json"
        path.write_text(json.dumps(lacking), encoding="utf-8")
        with pytest.raises(ReportError, match="incomplete"):
            read_artefacts([path])


def test_the_data_hash_follows_the_bytes_of_the_inputs_and_nothing_else(run, tmp_path):
    first = read_tables({"panel": run[0]["panel"]}).data_hash
    copy = tmp_path / "elsewhere.csv"
    copy.write_bytes(run[0]["panel"].read_bytes())
    assert read_tables({"panel": copy}).data_hash == first
    copy.write_bytes(copy.read_bytes() + b"\n")
    assert read_tables({"panel": copy}).data_hash != first


def test_a_table_without_a_column_is_refused(tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text("outcome,denominator\nhours,started\n", encoding="utf-8")
    with pytest.raises(InputError, match="difference"):
        read_tables({"panel": path})


def test_doubt_about_the_mark_stops_the_build(run, tmp_path):
    mark = tmp_path / "mark.json"
    mark.write_text('{"persons": 3}', encoding="utf-8")
    assert run_group("survival", run[0], tmp_path, mark) == InputError.exit_code
    assert not (tmp_path / "survival.artefacts.json").exists()


def test_a_thin_week_is_marked_instead_of_estimated(tmp_path):
    artefacts = make_artefacts(write_tables(tmp_path / "t", n=40), tmp_path / "o")
    assert "effect.internship.in_programme.week95" not in artefacts
    assert artefacts["not_evaluated.effect.internship.in_programme.week95"].value == 1


def test_a_withheld_share_leaves_a_mark_and_a_blank_own_value(tmp_path):
    paths = write_tables(tmp_path / "t")
    shares = pd.read_csv(paths["weekly_shares"])
    shares.loc[(shares["week"] == 95) & (shares["group"] == "comparison"), "share"] = np.nan
    shares.to_csv(paths["weekly_shares"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    key = "share.internship.in_programme.comparison_2016.week95"
    assert key not in artefacts
    assert f"withheld.{key}" in artefacts
    own = pd.read_csv(tmp_path / "o" / "own_values.csv").set_index("item_id")["own_value"]
    assert np.isnan(own["brf.box.vp.comp.before"])
    assert own["brf.box.vp.part.before"] == pytest.approx(14)


def test_own_values_are_in_the_printed_unit_and_sign(run):
    table = own_values(read_mapping(STUDY / "published_items.yml"), run[2]).set_index("item_id")
    assert table.loc["brf.box.vp.effect", "own_value"] == pytest.approx(10)
    assert table.loc["brf.box.vp.comp.change", "own_value"] == pytest.approx(3)  # printed as a fall
    fall = table.loc["brf.var.vp.max_decrease"]
    assert fall["own_value"] == pytest.approx(6)
    units = read_published(PUBLISHED).set_index("item_id")["unit"]
    assert (table["unit"] == units[table.index]).all()


def test_names_of_municipalities_never_stand_beside_own_estimates(run, tmp_path):
    named = pd.read_csv(run[0]["spread"])
    named.loc[0, "label"] = "Horsens"
    with pytest.raises(ReportError, match="letters"):
        refuse_names(named)
    path = tmp_path / "spread.csv"
    named.to_csv(path, index=False)
    mark = run[1] / "mark.json"
    code = run_group("spread", run[0] | {"spread": path}, tmp_path / "o", mark)
    assert code == ReportError.exit_code
    assert not list(tmp_path.glob("o/**/*.csv"))


def test_the_spread_keeps_nothing_that_tells_the_size_of_a_municipality(run):
    kept = pd.read_csv(run[1] / "spread" / "spread.csv")
    assert not {"n_pre", "n_post", "noise_se"} & set(kept.columns)


def test_expected_range_is_that_of_simulated_draws():
    errors = np.linspace(0.01, 0.06, 17)
    draws = np.random.default_rng(7).normal(size=(40_000, 17)) * errors
    assert expected_range(errors) == pytest.approx(np.ptp(draws, axis=1).mean(), rel=0.01)


def test_checks_of_the_source_are_arithmetic_on_printed_figures(run):
    artefacts = run[2]
    assert artefacts["check.mentor_falls"].value == 1
    assert artefacts["check.leaders_passed"].value == 4
    assert artefacts["check.hours_effect"].value == pytest.approx(0.011)
    assert artefacts["check.hazard_ratio_52"].value == pytest.approx(1.24, abs=0.005)
    assert artefacts["check.progression_strict"].value == 4


def test_the_bias_is_known_up_to_the_noise_of_the_simulation(run):
    bias = run[2]["truth.internship.in_programme.identification_bias"]
    assert (bias.ci_low, bias.ci_high) == pytest.approx((0.01 - 0.00196, 0.01 + 0.00196))


def test_the_rate_ratio_without_an_expected_value_keeps_what_is_known(run):
    artefacts = run[2]
    for part in ("estimate", "truth_contrast", "contrast_expected"):
        assert f"truth.rate_ratio.{part}" in artefacts
    for part in ("estimator_expected", "estimation_error", "identification_bias"):
        assert f"truth.rate_ratio.{part}" not in artefacts
        assert f"not_evaluated.truth.rate_ratio.{part}" in artefacts


def test_real_registers_never_get_a_basis_of_the_simulator(run, tmp_path):
    real = make_artefacts(run[0], tmp_path, synthetic=False)
    assert {"calibration", "simulation"} <= {each.basis for each in run[2].values()}
    assert {each.basis for each in real.values()} == {
        "recomputed", "register", "document", "not_reproducible",
    }  # fmt: skip
    assert real["effect.internship.in_programme.week95"].basis == "register"
    compared = pd.read_csv(tmp_path / "comparison" / "comparison.csv")
    assert not set(compared["basis"]) & {"calibration", "simulation"}
    assert real["replication.register.compared"].value > 20
    assert real["replication.open.compared"].value == 0


@pytest.mark.parametrize("synthetic", [True, False])
def test_own_values_with_the_basis_of_the_other_kind_of_study_stop(synthetic, run, tmp_path):
    make_artefacts(run[0], tmp_path, synthetic=synthetic)
    wrong = run[0] | {"replication": replication(tmp_path, synthetic=not synthetic)}
    out = tmp_path / "again"
    code = run_group("comparison", wrong, out, tmp_path / "mark.json")
    assert code == InputError.exit_code
    assert not (out / "comparison.artefacts.json").exists()


def test_every_text_names_the_level_of_the_study(run, tmp_path):
    artefacts = make_artefacts(run[0], tmp_path, confidence=0.9)
    for key, each in artefacts.items():
        for text in (each.title, each.definition, each.method, each.uncertainty):
            assert not re.search(r"\b95 ?(pct|per cent|%)", f"{text.da} {text.en}"), key
    for key in ("started.comparison_2016.week52", "rate_ratio", "figure.survival"):
        assert "90 pct.-konfidensinterval" in artefacts[key].uncertainty.da


def test_the_level_decides_the_limit_of_chance(run, tmp_path):
    make_artefacts(run[0], tmp_path, confidence=0.8)
    wide, narrow = (pd.read_csv(f / "spread" / "spread.csv") for f in (run[1], tmp_path))
    assert (narrow["noise_limit"] < wide["noise_limit"]).all()


def test_a_curve_that_ends_early_is_not_evaluated_and_not_withheld(tmp_path):
    paths = write_tables(tmp_path / "t")
    survival = pd.read_csv(paths["survival"])
    end = (survival["group"] == "participants") & (survival["cohort"] == "2017-18")
    survival.loc[end & (survival["week"] >= 80), "at_risk"] = 0
    survival.loc[end & (survival["week"] > 80), ["survival", "ci_low", "ci_high"]] = np.nan
    blank = (survival["group"] == "comparison") & (survival["week"] == 104)
    survival.loc[blank, ["survival", "ci_low", "ci_high"]] = np.nan
    survival.to_csv(paths["survival"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    mark = artefacts["not_evaluated.started.participants_2017_18.week104"]
    assert mark.n["at_risk"] == 400 - 3 * 79  # in the last week with anyone
    assert "withheld.started.comparison_2017_18.week104" in artefacts
    table = pd.read_csv(tmp_path / "o" / "replication.csv").set_index("item_id")
    assert table.loc["brf.fig2.gross1718.104w", "verdict"] == "not_evaluated"
    assert table.loc["brf.fig2.comp.104w", "verdict"] == "withheld"


def test_at_risk_is_of_the_last_week_with_anyone(tmp_path):
    paths = write_tables(tmp_path / "t")
    survival = pd.read_csv(paths["survival"])
    survival.loc[survival["week"] == 104, "at_risk"] = 0  # as follow-up has it
    survival.to_csv(paths["survival"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    assert artefacts["started.comparison_2016.week104"].n["at_risk"] == 400 - 3 * 103
    assert artefacts["survival.weeks_thin"].value == 0  # 91 persons or more in week 103


def test_the_mark_of_a_planned_result_is_planned(tmp_path):
    artefacts = make_artefacts(write_tables(tmp_path / "t", n=40), tmp_path / "o")
    key = "internship.in_programme.week95"
    assert artefacts[f"not_evaluated.effect.{key}"].prespecified
    assert not artefacts[f"not_evaluated.effect_relative.{key}"].prespecified


def test_the_same_tables_give_the_same_bytes(run, tmp_path):
    make_artefacts(run[0], tmp_path)
    for path in sorted(run[1].glob("*.json")):
        assert (tmp_path / Path(path).name).read_bytes() == path.read_bytes()


def test_definitions_say_what_the_settings_count():
    both = WORDS.definition("hours", count_imputed=True, scope="month")
    reported = WORDS.definition("hours", count_imputed=False, scope="week")
    assert "imputerede" in both.da
    assert "En måned med en uge" in both.da
    assert "imputerede" not in reported.da
    assert "En uge i løntilskud" in reported.da
    assert WORDS.definition("internship", count_imputed=True, scope="month") == INTERNSHIP
    assert "udvandring" in WORDS.population("started", censor=True).da
    assert "udvandring" not in WORDS.population("started").da
