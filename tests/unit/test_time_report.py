"""Time to internship, competing exits and where persons are: from tables to the staged report."""

import json
import re
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd
import pytest
import yaml
from brf_tables import PLAN, STUDY, make_artefacts, run_group, write_tables
from brf_tables_time import STATES, exit_tables
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import PathPatch, Rectangle
from test_report_appendix import staged, table

from effektspor.artefacts import read_artefacts
from effektspor.evaluations.municipalities.exits import last_tested
from effektspor.evaluations.plan import read_plan
from effektspor.report import flow_figure, time_figures
from effektspor.report.specification_figure import specification_figure

WORDS = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    return write_tables(tmp_path_factory.mktemp("time") / "t")


@pytest.fixture(scope="module")
def content(paths, tmp_path_factory):
    return staged(paths, tmp_path_factory.mktemp("staged"))


def _group(group, paths, out):
    out.mkdir(parents=True, exist_ok=True)
    mark = out / "mark.json"
    mark.write_text(json.dumps({"synthetic": True}), encoding="utf-8")
    assert run_group(group, paths, out, mark) == 0
    return read_artefacts([out / f"{group}.artefacts.json"])


def _replaced(paths, folder, **frames):
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return paths | {name: folder / f"{name}.csv" for name in frames}


def test_the_ratio_stands_by_method_by_block_and_before_the_project(content):
    rows = {row[0]: row[1:] for row in table(content, "tbl-rate")}
    assert rows["Wild score bootstrap (hovedmetode)"][:2] == ["1,60", "1,40 til 1,80"]
    assert rows["Uge 26 til 51"][0] == "1,60"
    assert rows["Test for ens forhold (bootstrap)"] == ["–", "–", "0,310"]
    assert rows["Start 2016 mod 2015"][0] == "1,02"
    assert [row[0] for row in table(content, "tbl-rate")].count("CR1") == 1


def test_without_years_before_the_project_the_ratio_has_no_checks(paths, tmp_path):
    none = pd.read_csv(paths["rate_checks"]).iloc[:0]
    found = staged(_replaced(paths, tmp_path / "t", rate_checks=none), tmp_path / "o")
    assert "Kontrol: før projektet" not in found.partials["tbl-rate"]


def test_a_block_without_events_is_not_evaluated(paths, tmp_path):
    rates = pd.read_csv(paths["rate_ratio"])
    numbers = ["estimate", "ci_low", "ci_high", "p_value"]
    rates.loc[rates["term"].isin(["block_3", "constancy"]), numbers] = np.nan
    changed = _replaced(paths, tmp_path / "t", rate_ratio=rates)
    artefacts = _group("time", changed, tmp_path / "a")
    assert "not_evaluated.rate_ratio.block_3" in artefacts
    told = staged(changed, tmp_path / "o").variables["finding"]["rate_blocks"]
    assert "ikke vurderet" in told


def test_an_interval_without_an_end_leaves_the_ratio_unjudged(paths, tmp_path):
    rates = pd.read_csv(paths["rate_ratio"])
    rates.loc[0, "ci_high"] = np.inf
    changed = _replaced(paths, tmp_path / "t", rate_ratio=rates)
    found = staged(changed, tmp_path / "o")
    assert "ikke vurderet" in found.variables["finding"]["rate_text"]
    first = table(found, "tbl-rate")[2]
    assert first[2] == "1,40 til ∞"


def test_blocks_that_differ_are_not_turned_into_one_duration(paths, tmp_path):
    rates = pd.read_csv(paths["rate_ratio"])
    rates.loc[rates["term"] == "constancy", "p_value"] = 0.01
    found = staged(_replaced(paths, tmp_path / "t", rate_ratio=rates), tmp_path / "o")
    assert "kan ikke regnes om til varighed" in found.variables["finding"]["rate_blocks"]


def test_the_printed_arithmetic_is_reproduced_and_own_values_stand_apart(content):
    box = content.partials["rate-boks"].replace("\u00a0", " ")
    assert "61 pct\\. højere rate" in box or "61 pct. højere rate" in box
    plain = box.replace("\\", "")
    assert "divideres med 1,61 og bliver 37,9 pct. kortere" in plain
    assert "Eksemplets 30 uger bliver da til 18,6" in plain
    assert "på 1,24 efter 52 uger og 1,36 efter 104 uger" in plain
    assert "omkring 20 pct. og 35 pct." in plain
    assert "Egne tal (syntetiske data):" in plain


def test_mean_times_have_four_levels_an_effect_and_the_pooled_curves(content):
    rows = table(content, "tbl-time")
    at = next(row for row in rows if row[0] == "Første 104 uger")
    assert at == ["Første 104 uger", "80,0", "77,0", "80,0", "80,0", "−3,0", "−4,5 til −1,5",
                  "−3,0; −4,5 til −1,5"]  # fmt: skip


def test_a_curve_that_ends_early_leaves_dashes_and_whole_sentences(paths, tmp_path):
    readings = pd.read_csv(paths["speed_up_means"])
    late = readings["week"] == 104
    readings.loc[late & (readings["quantity"] != "restricted_mean_shortening"), "estimate"] = np.nan
    means = pd.read_csv(paths["restricted_means"])
    numbers = ["estimate", "ci_low", "ci_high"]
    means.loc[(means["week"] == 104) & (means["contrast"] == "did"), numbers] = np.nan
    changed = _replaced(paths, tmp_path / "t", speed_up_means=readings, restricted_means=means)
    found = staged(changed, tmp_path / "o")
    assert found.variables["finding"]["rate_box_own_levels"].startswith("Andelene efter 104 uger")
    row = next(row for row in table(found, "tbl-time") if row[0] == "Første 104 uger")
    assert row[-1] == "–"


def test_effects_on_mean_times_come_from_the_headlines_bootstrap(paths, tmp_path):
    effects = pd.read_csv(paths["pseudo_effects"])
    effects.loc[effects["method"] == "cr1", "estimate"] = 77.0
    changed = _replaced(paths, tmp_path / "t", pseudo_effects=effects)
    artefacts = _group("time", changed, tmp_path / "a")
    assert artefacts["time.rmst.did.week52"].value == pytest.approx(-3.0)
    assert artefacts["speed.without.week104"].value == pytest.approx(77 / (1 - 0.0375))


def test_the_incidences_of_a_cell_add_up_to_no_more_than_all(content, paths):
    rows = [row for row in table(content, "tbl-incidence") if len(row) > 6]
    assert len(rows) == 2 * 7
    for column in range(1, 5):
        shares = [float(row[column].replace(",", ".")) for row in rows[-7:]]
        assert sum(shares) <= 100


def test_a_state_that_nobody_is_in_has_no_row_and_nobody_followed_has_dashes(content):
    rows = table(content, "tbl-exits")
    assert not [row for row in rows if row[0] == "Retirement"]
    late = rows[[row[0] for row in rows].index("104 uger efter start") :]
    programme = next(row for row in late if row[0] == "Programme")
    assert programme[1:] == ["25,0", "–", "25,0", "–", "–", "–", "–"]
    assert late[-1] == ["Borgere, der kan følges", "400", "0", "400", "0", "–", "–", "–"]


def test_sentences_speak_of_the_last_time_with_a_tested_effect(content):
    assert content.variables["finding"]["exits_text"].startswith("52 uger efter start")
    nothing = pd.DataFrame({"weeks": [26, 104], "p_holm": [np.nan, np.nan]})
    assert last_tested(nothing) == 26


def test_a_hidden_count_hides_its_share_and_the_effect_that_would_tell_it(paths, tmp_path):
    frames = exit_tables({"dead": None, "no_benefit": None})
    found = staged(_replaced(paths, tmp_path / "t", **frames), tmp_path / "o")
    row = next(row for row in table(found, "tbl-exits") if row[0] == "Dead")
    assert row[2] == "skjult"
    assert row[5:] == ["–", "–", "–"]
    assert "Et antal over nul" in found.partials["tbl-exits"]
    lines = pd.read_csv(tmp_path / "o" / "exits" / "exits.csv")
    hidden = lines[lines["state"].isin(["dead", "no_benefit"])]
    assert hidden[["share_participants_2017_18", "estimate", "p_value"]].isna().all().all()


def test_no_way_that_is_hidden_is_drawn():
    flows = exit_tables()["flows"]
    whole = _drawn(flows, PathPatch)
    few = flows.assign(n=flows["n"].where(flows["to_state"] != "flexjob"))
    assert _drawn(few, PathPatch) < whole


def test_every_column_of_the_flow_picture_is_full():
    steps = flow_figure._steps(exit_tables()["flows"].query("group == 'comparison'"))
    for _, step in steps.groupby(["from_weeks", "to_weeks"]):
        assert step["share"].sum() == pytest.approx(1)
        for side in ("origin", "target"):
            places = flow_figure._places(step.groupby(side)["share"].sum())
            assert min(low for low, _ in places.values()) == pytest.approx(0)


def test_a_state_that_a_study_adds_is_drawn_among_the_rest():
    flows = exit_tables()["flows"].replace("kontanthjaelp", "own_state")
    steps = flow_figure._steps(flows)
    assert flow_figure.REST in set(steps["target"])


def _drawn(flows, kind):
    figure = flow_figure.flow_figure(flows, WORDS, synthetic=True)
    FigureCanvasAgg(figure).draw()
    return sum(isinstance(patch, kind) for axes in figure.axes for patch in axes.patches)


def test_columns_are_drawn_for_every_group_and_cohort():
    assert _drawn(exit_tables()["flows"], Rectangle) > 4 * len(STATES)


def test_the_effect_is_drawn_with_its_sign(paths):
    curve = pd.read_csv(paths["counterfactual"])
    figure = time_figures.counterfactual_figure(curve, WORDS, synthetic=True, level=90)
    lower = figure.axes[1]
    ends = {round(float(line.get_ydata()[-1]), 6) for line in lower.lines}
    assert round(float(curve["difference_additive"].iloc[-1]), 6) in ends
    assert any("90 pct" in text.get_text() for text in lower.texts)


def test_competing_exits_share_one_scale_and_internship_has_its_own(paths):
    incidence = pd.read_csv(paths["incidence"], dtype={"cohort": str})
    figure = time_figures.incidence_figure(incidence, WORDS, synthetic=True)
    tops = [axes.get_ylim()[1] for axes in figure.axes if axes.get_title()]
    assert len(tops) == 7
    assert len(set(tops[1:])) == 1
    assert tops[0] > tops[1]


def test_specifications_are_compared_in_weeks_that_both_have(paths, tmp_path):
    curves = pd.read_csv(paths["effect_curves"])
    late = (curves["week"] > 50) & (curves["adjustment"] == "full")
    curves.loc[late, "evaluated"] = False
    curves.loc[late, "estimate"] = 99.0
    artefacts = _group(
        "specifications", _replaced(paths, tmp_path / "t", effect_curves=curves), tmp_path / "a"
    )
    largest = artefacts["adjusted.internship.in_programme.persons.largest"]
    assert largest.value == pytest.approx(0.01)
    assert largest.n["weeks_evaluated"] == 47


def test_without_a_week_that_is_evaluated_there_is_no_comparison(paths, tmp_path):
    curves = pd.read_csv(paths["effect_curves"]).assign(evaluated=False)
    changed = _replaced(paths, tmp_path / "t", effect_curves=curves)
    artefacts = _group("specifications", changed, tmp_path / "a")
    assert "not_evaluated.adjusted.hours.started.persons.mean" in artefacts
    figure = specification_figure(curves, WORDS, synthetic=True)
    FigureCanvasAgg(figure).draw()


SURVEYS = re.compile(r"(figure\.)?(survey_fidelity|progression|citizens|municipal|link)\b")
"""Results of surveys, which these tables have none of; the tests of the pipeline cover them."""


def test_every_planned_pattern_covers_a_result(paths, tmp_path):
    artefacts = make_artefacts(paths, tmp_path / "o")
    of_registers = [r for r in read_plan(PLAN).results if not SURVEYS.match(r.id)]
    assert len(of_registers) > 20
    for result in of_registers:
        assert any(fnmatchcase(key, result.id) for key in artefacts), result.id


def test_formulas_have_words_in_both_formats():
    text = (STUDY / "_metode.qmd").read_text(encoding="utf-8")
    displayed = re.findall(r"\[\$\$.*?\$\$\]\{\.formula alt=\"([^\"]{40,})\"\}", text, re.DOTALL)
    assert len(displayed) == text.count("[$$") == text.count("$$") / 2


def test_every_name_in_the_appendix_is_in_the_list_of_works():
    works = yaml.safe_load((STUDY / "litteratur.yml").read_text(encoding="utf-8"))
    authors = " ".join(str(work[0]) for work in works)
    text = (STUDY / "_metode.qmd").read_text(encoding="utf-8")
    cited = re.findall(r"\(([A-ZÆØÅ][^()$]*?)\)", text)
    names = {name for each in cited for name in re.findall(r"[A-ZÆØÅ][\wøæå-]{3,}", each)}
    assert {"MacKinnon", "Royston", "Holm", "Greenwood"} & names
    assert not {name for name in names if name not in authors}


def test_planned_results_are_made(paths, tmp_path):
    artefacts = make_artefacts(paths, tmp_path / "o")
    for key in ("rate_ratio.block_1", "time.rmst.did.week52", "incidence.did.pension.week104",
                "exits.did.pension.week52", "figure.incidence", "figure.exits"):  # fmt: skip
        assert artefacts[key].prespecified, key
    for key in ("counterfactual.additive.week52", "speed.shorter.week104", "figure.counterfactual"):
        assert not artefacts[key].prespecified, key
