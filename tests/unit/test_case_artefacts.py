"""Artefacts of a business case: what texts ask for is there, and what is withheld is a mark."""

import json

import case_report as made
import numpy as np
import pandas as pd
import pytest

from effektspor.artefacts import read_artefacts
from effektspor.cli import main
from effektspor.errors import InputError
from effektspor.evaluations.hedensted2019 import comparison, practice
from effektspor.evaluations.hedensted2019.groups import GROUPS
from effektspor.evaluations.hedensted2019.making import Study
from effektspor.evaluations.hedensted2019.tables import LAYOUT
from effektspor.evaluations.plan import read_plan
from effektspor.evaluations.result_tables import Tables
from effektspor.registers.quality import Ledger

nan = float("nan")
SETTINGS = {"extract_date": "2020-01-15", "as_of": "2018-09-01", "cluster": 6, "region": 10}


def tables():
    """The tables that the report is tested with, and those that only artefacts read."""
    found = made.tables()
    found["flow_stocks"] = pd.DataFrame(
        [("own", "2018-09", state, n, nan, shown) for state, n, shown in (
            ("jobafklaring", 218, "shown"), ("job", nan, "withheld"), ("dagpenge", 0, "shown"))],
        columns=["unit", "month", "state", "persons", "full_year", "shown"],
    )  # fmt: skip
    found["flow_durations"] = found["flow_durations"].assign(of=200, shown="shown")
    found["flow_exits"] = found["flow_exits"].assign(shown="shown")
    found["flow_entries"] = pd.DataFrame(columns=["unit", "month", "from_state", "n", "shown"])
    found["potential_benchmark"] = pd.concat([
        found["potential_benchmark"].assign(measure=measure, shown="shown")
        for measure in ("stock_share", "over_1y", "exit_job", "duration")
    ]).drop_duplicates(["measure", "unit"])  # fmt: skip
    found["potential"] = pd.DataFrame([
        ("memo", "fewer_persons", "citizens", 218, 202.74, 190.75, nan, -0.125, -15.26, -27.25, "persons", "",
         "shown"),
        ("register", "fewer_persons", "register", 240, 223.2, 210, nan, -0.125, -16.8, -30, "persons", "",
         "shown"),
        ("register", "flexjob", "register", nan, 0.17, 0.195, nan, nan, nan, nan, "share", "", "withheld"),
    ], columns=LAYOUT.columns["potential"])  # fmt: skip
    consistency = pd.DataFrame([
        ("fewer_persons", 0.0, 0.125, 1.1, 0.125, "yes"), ("over_1y", 0.58, 0.5, 1.7, 0.54, "no"),
        ("over_2y", 0.33, 0.23, nan, 0.3, "no"),
    ], columns=["target", "now", "target_value", "factor", "with_all", "met"])  # fmt: skip
    found["flow_consistency"] = consistency
    ledger = Ledger()
    ledger.read("dream", "dream.dta", None, 900)
    found["quality"], found["status_quality"] = ledger.frame(), Ledger().frame()
    found["case_parameters"] = pd.read_csv(made.ROOT / "data" / "business_case" / "parameters.csv")
    for name in ("case_tornado", "case_targets"):
        found[name] = found[name].assign(label_en=found[name]["label_da"])
    states = [s for s in (*made.STATES, "ressourceforloeb") if s != made.STATES[0]]
    extra = found["flow_projection"]
    extra = extra[extra["state"] == states[0]].assign(state="ressourceforloeb")
    found["flow_projection"] = pd.concat([found["flow_projection"], extra], ignore_index=True)
    return found


def build(folder, groups=tuple(GROUPS), *, synthetic=True, **changed):
    """Make groups with the command; gives their artefacts by id."""
    folder.mkdir(parents=True, exist_ok=True)
    given = tables() | changed
    for name, frame in given.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "mark.json").write_text(json.dumps({"synthetic": synthetic}))
    files = []
    for group in groups:
        if group == "comparison":
            continue
        files.append(folder / "made" / f"{group}.json")
        options = [
            part
            for name in GROUPS[group].requires
            for part in (
                f"--in-{name.replace('_', '-')}",
                str(made.PUBLISHED if name == "published" else folder / f"{name}.csv"),
            )
        ]
        code = main([
            "case-artefacts", "--group", group, "--settings", json.dumps(SETTINGS), *options,
            "--in-mark", str(folder / "mark.json"), "--in-plan", str(made.PLAN),
            "--out-json", str(files[-1]), "--out-dir", str(folder / "data"),
        ])  # fmt: skip
        assert code == 0, group
    return read_artefacts(files)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    return folder, build(folder)


def test_every_number_that_a_text_names_is_there_or_has_a_mark(whole):
    _, found = whole
    marks = {key.split(".", 1)[1] for key in found if key.startswith(("withheld", "not_evaluated"))}
    wanted = {key for key in made.asked() if not key.startswith("replication.")}
    assert wanted - set(found) - marks == set()
    assert set(made.TABLES) - set(found) == {"replication.table"}


def test_units_fit_the_formats_of_the_texts(whole):
    _, found = whole
    wrong = {
        key: (found[key].unit, units)
        for key, units in made.asked().items()
        if key in found and units and found[key].unit not in units
        if not (units == {"share"} and found[key].unit == "percentage_points")
    }
    assert wrong == {}


def test_tables_and_figures_have_their_data_and_are_planned(whole):
    folder, found = whole
    for key, artefact in found.items():
        if artefact.data:
            assert (folder / "data" / artefact.data).is_file(), key
        if key.startswith(
            ("potential.", "benchmark.", "economics.", "model.", "followup.", "figure.")
        ):
            assert artefact.prespecified, key


def test_counts_are_those_of_the_tables(whole):
    _, found = whole
    assert found["consistency.n_met"].value == 1
    assert found["consistency.n_targets"].value == 3
    assert found["not_evaluated.consistency.over_2y.factor"].value == 1
    parameters = (made.ROOT / "data" / "business_case" / "parameters.csv").read_text(
        encoding="utf-8"
    )
    assert found["parameters.n"].value == len(parameters.splitlines()) - 1
    assert found["parameters.n_assumed"].value == parameters.count(",yes,")
    assert found["practice.steps"].value == 6
    assert found["flows.over_1y.share"].value == pytest.approx(50 / 200)
    assert found["flows.over_1y.share"].ci_low < 0.25 < found["flows.over_1y.share"].ci_high
    assert found["exits.job.share"].n == {"courses": 100}
    assert found["study.as_of"].value == 20180901


def test_the_widest_parameter_is_told_by_its_own_name_and_never_the_flow(whole):
    _, found = whole
    first = found["sensitivity.first.municipality.swing"]
    assert first.title.da == "Løn i ordinært job"
    # Both prices go from minus one to two millions; the flow does too and is no price.
    assert found["sensitivity.n_sign"].value == 2


def test_what_is_withheld_is_a_mark_and_says_no_number(whole):
    _, found = whole
    assert "flows.job.persons" not in found
    assert found["withheld.flows.job.persons"].n == {"persons": 0}
    assert "withheld.potential.register.flexjob.baseline" in found
    assert found["potential.register.fewer_persons.persons_long"].value == -30
    assert "potential.register.flexjob.short" in found, "a target is no count"


def test_what_is_of_the_memo_is_never_synthetic(whole):
    _, found = whole
    for key in ("potential.citizens.fewer_persons.persons_long", "practice.steps",
                "printed.hed.n_citizens", "parameters.refund_1"):  # fmt: skip
        assert not found[key].synthetic, key
    assert found["potential.register.fewer_persons.baseline"].synthetic


def test_met_targets_are_counted_among_those_that_there_are(whole):
    _, found = whole
    # Three targets: on the way, met after a year, and one that nobody told of.
    assert found["followup.n_targets"].value == 3
    assert found["followup.n_met_short"].value == 1
    assert found["followup.n_met_long"].value == 0
    assert found["followup.n_stated"].value == 0
    assert found["followup.over_1y.state"].value == 2
    assert "not_evaluated.followup.no_offer.value" in found


def test_the_scheme_has_a_ledger_of_its_own_where_there_is_one(tmp_path, whole):
    assert not [key for key in whole[1] if "status_quality" in key]
    ledger = Ledger()
    ledger.read("status", "status.csv", None, 96)
    ledger.step("other_months", "status", "status.csv", None, 12)
    found = build(tmp_path, ("quality",), status_quality=ledger.frame())
    assert found["status_quality.rows_read"].value == 96
    assert found["status_quality.rows_set_aside"].value == 12
    assert found["quality.rows_read"].value == 900
    assert not found["status_quality.rows_read"].from_registers


def test_what_the_scheme_tells_is_said_to_be_of_the_scheme(tmp_path, whole):
    latest = tables()["followup_latest"]
    told = latest.assign(source=["register", "register", "status"])
    found = build(tmp_path, ("followup",), followup_latest=told)
    scheme = [
        key
        for key, artefact in found.items()
        if "skema" in artefact.source.da and "DREAM" not in artefact.source.da
    ]
    target = told["target"].iloc[-1]
    assert scheme
    assert all(f".{target}." in key for key in scheme)
    assert not any(found[key].from_registers for key in scheme)
    for word in ("DREAM", "skema"):
        assert word in found["followup.table"].source.da
    alone = build(tmp_path, ("followup",), followup_latest=latest.assign(source="register"))
    assert "skema" not in alone["followup.table"].source.da


@pytest.mark.parametrize(("basis", "register"), [("recomputed", False), ("simulation", True)])
def test_own_values_are_of_registers_only_where_results_of_the_run_are_compared(basis, register):
    published = made.published()
    rows = published[["item_id"]].assign(
        basis="document", own_value=nan, difference=nan, verdict="document", reason="", reason_da=""
    )
    rows.loc[rows["item_id"] == "hed.over_52w.share", ["basis", "own_value", "verdict"]] = [
        basis, 58.3, "differs",
    ]  # fmt: skip
    study = Study(extract_date="2020-01-15", synthetic=True, plan=read_plan(made.PLAN))
    found = comparison.artefacts(
        Tables({"replication": rows, "published": published}, "0" * 64), study
    )
    by_id = {each.id: each for each in found}
    assert by_id["replication.items"].value == 58
    assert by_id[f"replication.{basis}.compared"].value == 1
    assert ("DREAM" in by_id["replication.table"].source.da) == register
    assert by_id["replication.table"].from_registers == register


def test_a_short_horizon_leaves_marks_for_years_and_months_beyond_it(tmp_path):
    projection = tables()["flow_projection"]
    results = tables()["case_results"]
    found = build(
        tmp_path, ("model", "economics"),
        flow_projection=projection[projection["month"] <= 36],
        case_results=results[~results["quantity"].isin(["net_year_4", "net_year_5"])],
    )  # fmt: skip
    assert "not_evaluated.model.all.job.month60.difference" in found
    assert found["model.all.job.month36"].value == pytest.approx(100 - 0.4 * 36)
    assert "not_evaluated.economics.all.municipality.year5" in found
    assert found["economics.all.municipality.year3"].value == 250_000


def test_a_real_study_has_the_basis_of_registers(tmp_path):
    found = build(tmp_path, ("benchmark",), synthetic=False)
    gap = found["benchmark.stock_share.national.gap"]
    assert (gap.basis, gap.synthetic, gap.unit) == ("register", False, "percentage_points")
    assert (gap.ci_low, gap.ci_high) == (0.0005, 0.0025)


def test_what_the_simulator_is_set_to_is_no_finding(whole):
    _, found = whole
    assert found["flows.jobafklaring.persons"].basis == "calibration"
    assert found["benchmark.stock_share.national.own"].basis == "calibration"
    assert found["benchmark.duration.national.gap"].basis == "simulation"
    assert found["potential.citizens.fewer_persons.persons_long"].basis == "recomputed"


def test_a_table_that_lacks_a_column_is_named(tmp_path, capsys):
    given = tables()["followup_latest"].drop(columns="state")
    with pytest.raises(AssertionError, match="followup"):
        build(tmp_path, ("followup",), followup_latest=given)
    told = capsys.readouterr().err
    assert "followup_latest" in told
    assert "state" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(("column", "value"), [("who_da", " "), ("order", 1), ("order", "x")])
def test_a_step_without_text_or_with_anothers_place_is_named_with_its_row(column, value):
    table = pd.read_csv(made.ROOT / "data" / "business_case" / "practice.csv").astype(object)
    table.loc[3, column] = value
    with pytest.raises(InputError, match="A step has no text") as raised:
        practice.checked(table)
    assert raised.value.where == f"practice.csv, row 5, step handover, column {column}"


def test_steps_come_in_their_order():
    table = pd.read_csv(made.ROOT / "data" / "business_case" / "practice.csv")
    again = practice.checked(table.sample(frac=1, random_state=np.random.RandomState(3)))
    assert again["order"].tolist() == [1, 2, 3, 4, 5, 6]
