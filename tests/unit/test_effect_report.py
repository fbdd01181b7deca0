"""What the report says of the effects' credibility: artefacts, sentences, tables and figures."""

import math
import re

import pandas as pd
import pytest
import yaml
from brf_tables import STUDY, make_artefacts, run_group, write_tables
from test_figures import GROUPS, RANGE, _draw, _figures, _partials, _stage, _texts

from effektspor.errors import ReportError
from effektspor.evaluations.municipalities.diagnostics import of_effect, with_blanks
from effektspor.report import effect_figures
from effektspor.report.findings import Finding, read_catalogues, tell, variant_of
from effektspor.report.municipalities.diagnostics import KINDS, kind_of, worst

TOTAL = "endpoint.internship.in_programme.total"
MEASURE = "diagnostics.internship.in_programme"
WORDS = yaml.safe_load((STUDY / "words.da.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return _draw(tmp_path_factory.mktemp("effects"), synthetic=True)


@pytest.fixture(scope="module")
def partials(drawn, tmp_path_factory):
    return _partials(drawn, tmp_path_factory.mktemp("staged") / "s")


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("artefacts")
    return make_artefacts(write_tables(folder / "t"), folder / "o")


def told(tmp_path, **changes):
    paths = write_tables(tmp_path / "t", **changes)
    return tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))


def rows_of(table):
    return re.findall(r"<tr.*?</tr>", table, re.DOTALL)


def test_the_primary_endpoint_is_the_sum_of_the_evaluated_weeks(artefacts):
    total = artefacts[TOTAL]
    assert total.value == pytest.approx(0.1 * 101)  # weeks 4 to 104
    assert total.n["weeks"] == 101
    assert total.unit == "weeks"
    assert total.prespecified
    blocks = [artefacts[TOTAL.replace("total", f"block_{i}")].value for i in (1, 2, 3)]
    assert sum(blocks) == pytest.approx(total.value)
    mean = artefacts[f"{TOTAL}.mean"]
    assert (mean.value, mean.ci_low) == pytest.approx((0.1, 0.07))
    assert mean.unit == "percentage_points"


def test_an_estimate_whose_interval_has_no_end_is_not_evaluated(tmp_path):
    paths = write_tables(tmp_path / "t")
    endpoints = pd.read_csv(paths["endpoints"])
    endpoints.loc[endpoints["method"] == "wild", "ci_high"] = math.inf
    endpoints.to_csv(paths["endpoints"], index=False)
    artefacts = make_artefacts(paths, tmp_path / "o")
    assert TOTAL not in artefacts
    assert f"not_evaluated.{TOTAL}" in artefacts


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "flere uger i virksomhedspraktik"),
        ({"effect": -0.05}, "færre uger i virksomhedspraktik"),
        ({"effect": 0.02}, "ingen sikker effekt på tiden"),
        ({"status": "fail"}, "kan ikke uden videre kaldes en effekt af projektet"),
        ({"effect": 0.02, "status": "fail"}, "ingen sikker effekt på tiden"),
        ({"n": 40}, "ikke vurderet"),
    ],
)
def test_the_primary_result_is_an_effect_only_where_no_diagnostic_fails(changes, words, tmp_path):
    assert words in told(tmp_path, **changes)["box_primary"]


def test_a_gate_needs_its_variant_and_opens_at_nought(artefacts):
    entry = {"rule": "interval", "of": TOTAL, "up": "op", "down": "ned", "unclear": "?"}
    with pytest.raises(ValueError, match="gated"):
        Finding(**entry, gate=f"{MEASURE}.fail")
    finding = Finding(**entry, gate=f"{MEASURE}.fail", gated="mærket")
    assert variant_of("x", finding, artefacts) == "up"
    failed = artefacts[f"{MEASURE}.fail"].model_copy(update={"value": 1.0})
    marked = artefacts | {f"{MEASURE}.fail": failed}
    assert variant_of("x", finding, marked) == "gated"
    with pytest.raises(ReportError, match="no artefact"):
        variant_of("x", finding.model_copy(update={"gate": "unknown"}), artefacts)


def test_the_diagnostics_of_the_cohort_count_for_every_measure(artefacts):
    counts = {name: artefacts[f"{MEASURE}.{name}"].value for name in ("pass", "concern", "fail")}
    assert counts == {"pass": 14, "concern": 1, "fail": 0}
    assert artefacts[f"{MEASURE}.total"].value == 17
    assert artefacts[f"{MEASURE}.verdict"].value == 0
    assert "diagnostic.cohort.did_inflow" in artefacts
    assert "not_evaluated.diagnostic.internship.in_programme.since_start" in artefacts


def test_a_blank_outcome_in_the_file_means_the_cohort():
    rows = with_blanks(
        pd.DataFrame(
            {"outcome": [None, "hours"], "denominator": [None, "started"], "id": ["a", "b"]}
        )
    )
    assert list(of_effect(rows, "hours", "started")["id"]) == ["a", "b"]
    assert list(of_effect(rows, "internship", "in_programme")["id"]) == ["a"]


def test_the_worst_outcome_marks_the_effect():
    made = [{"status": status} for status in ("pass", "concern", "not_evaluated")]
    assert worst(made) == "concern"
    assert worst([*made, {"status": "fail"}]) == "fail"
    assert worst([{"status": "not_evaluated"}]) == "not_evaluated"
    assert worst([]) == "not_evaluated"


def test_every_diagnostic_has_its_place_in_the_table():
    assert kind_of("placebo_joint") == "placebo"
    assert kind_of("something_new") == "other"
    assert all(f"kind_{kind}" in WORDS for kind in (*KINDS, "other"))


def test_the_effect_section_opens_with_the_diagnostics(partials):
    text = (STUDY / "_effekt_praktik.qmd").read_text(encoding="utf-8")
    order = [text.index(name) for name in ("tbl-diagnostics.md", "tbl-endpoints.md",
                                           "fig-internship.md")]  # fmt: skip
    assert order == sorted(order)
    table = partials["tbl-diagnostics"]
    for word in ("bestået", "forbehold", "ikke vurderet"):
        assert word in table
    assert "●" in table
    assert "▲" in table
    assert 'scope="row"' in table
    assert "Bestået: afvigelsen er højst" in table  # the rule stands beneath


def test_a_failed_diagnostic_marks_and_does_not_hide(tmp_path):
    paths = write_tables(tmp_path / "t", status="fail")
    folder = tmp_path / "d"
    make_artefacts(paths, folder)
    for group in GROUPS:
        assert _figures(folder, group, folder / "figures") == 0
    partials = _partials(folder, tmp_path / "s")
    assert "■ Mærket: 1 af 17 kontroller" in partials["fig-internship"]
    total = next(row for row in rows_of(partials["tbl-endpoints"]) if "primært" in row)
    assert "10,10" in total
    assert "ikke bestået" in total
    assert "Ikke bestået: »Kontrol placebo joint«" in partials["kontroller-praktik"]
    assert "ikke bestået" in partials["resultatboks"]


def test_hours_are_judged_side_by_side_with_reasons_beneath(partials):
    table = partials["tbl-diagnostics-hours"]
    assert "did inflow" not in table  # of the cohort: it stands in the first table
    row = next(row for row in rows_of(table) if "equal inflow" in row)
    assert row.count("ikke vurderet") == 2
    assert "Ingen startår før projektet" in table


def test_the_headline_of_a_curve_follows_its_band(tmp_path):
    # The interval of every week lies above nought, the band of all weeks does not.
    sure = told(tmp_path / "a", effect=0.1, half=0.03)["fig_internship_headline"]
    assert sure == "Sikker effekt på virksomhedspraktik i 101 af 101 uger"
    unsure = told(tmp_path / "b", effect=0.05, half=0.03)["fig_internship_headline"]
    assert unsure == "Ingen uge viser sikker effekt på virksomhedspraktik"
    none = told(tmp_path / "c", n=40)["fig_internship_headline"]
    assert none == "Effekten på virksomhedspraktik er ikke vurderet"


def test_methods_stand_beside_each_other_and_name_the_headline(partials):
    rows = [row for row in rows_of(partials["tbl-methods"]) if 'scope="row"' in row]
    assert len(rows) == 3 * 5
    assert 'class="total"' in rows[0]
    assert "Wild bootstrap" in rows[0]
    assert "fed skrift er hovedmetoden" in partials["tbl-methods"]
    assert "Randomisering" in rows[4]


def test_specifications_show_on_how_many_municipalities_they_rest(partials):
    rows = [row for row in rows_of(partials["tbl-specifications"]) if 'scope="row"' in row]
    assert len(rows) == 3 * 4
    assert "5,4" in rows[0]
    assert "8,00 til 12,00" in rows[0]


def test_a_study_without_earlier_years_is_not_evaluated_and_not_stopped(tmp_path):
    folder = tmp_path / "d"
    paths = write_tables(folder / "t")
    for name in ("diagnostic_curves", "event_study", "heterogeneity", "heterogeneity_summary"):
        pd.read_csv(paths[name]).iloc[:0].to_csv(paths[name], index=False)
    artefacts = make_artefacts(paths, folder)
    sentences = tell(read_catalogues(STUDY, "da"), artefacts)
    assert "ingen startår før" in sentences["event_study_text"]
    assert "ikke vurderet" in sentences["heterogeneity_text"]
    for group in GROUPS:
        assert _figures(folder, group, folder / "figures") == 0
    assert _stage(folder, tmp_path / "s") == 0


def test_a_municipality_is_a_letter_that_says_that_it_is_invented(drawn):
    effects = pd.read_csv(drawn / "heterogeneity" / "heterogeneity.csv")
    for synthetic in (True, False):
        figure = effect_figures.caterpillar_figure(
            effects, {("internship", "in_programme"): RANGE}, WORDS, synthetic=synthetic
        )
        ticks = [label.get_text() for label in figure.axes[0].get_yticklabels()]
        assert ("Kommune A (syntetisk)" in ticks) == synthetic
        assert ("Kommune A" in ticks) == (not synthetic)
        assert ticks[-1] == WORDS["printed_range"]


def test_own_effects_never_stand_beside_names(tmp_path):
    paths = write_tables(tmp_path / "t")
    named = pd.read_csv(paths["heterogeneity"])
    named.loc[0, "label"] = "Horsens"
    named.to_csv(paths["heterogeneity"], index=False)
    (tmp_path / "mark.json").write_text('{"synthetic": true}', encoding="utf-8")
    code = run_group("heterogeneity", paths, tmp_path / "o", tmp_path / "mark.json")
    assert code == ReportError.exit_code
    assert not list(tmp_path.glob("o/**/*.csv"))


def test_the_reference_year_is_hollow_and_has_no_interval(drawn):
    years = pd.read_csv(drawn / "event_study" / "event_study.csv")
    figure = effect_figures.event_study_figure(years, WORDS, synthetic=True)
    part = figure.axes[0]
    drawn_intervals = sum(len(each.get_paths()) for each in part.collections)
    assert drawn_intervals == 5  # six years, one of them the reference
    hollow = [line for line in part.lines if line.get_markerfacecolor() == "white"]
    assert [list(line.get_xdata()) for line in hollow] == [[2016]]
    assert "projekt" in _texts(figure)


def test_a_curve_that_cannot_be_computed_says_so(drawn):
    curves = pd.read_csv(drawn / "diagnostics" / "diagnostic_curves.csv")
    gone = curves[curves["id"] != "placebo_2013_2014"]
    ids = ("placebo_2013_2014", "placebo_2014_2015")
    figure = effect_figures.curve_grid(gone, ids, WORDS, synthetic=True)
    assert _texts(figure).count(WORDS["not_evaluated"]) == 3


@pytest.mark.parametrize(
    ("p_value", "p_equal", "words"),
    [(0.01, 0.02, "mere end de udsving"), (0.01, 0.4, "kan altså ikke tilskrives projektet"),
     (0.3, 0.02, "kan være tilfældige")],
)  # fmt: skip
def test_differences_are_the_project_s_only_beyond_what_is_seen_without(
    p_value, p_equal, words, tmp_path
):
    paths = write_tables(tmp_path / "t")
    summary = pd.read_csv(paths["heterogeneity_summary"])
    summary.assign(p_value=p_value, p_equal=p_equal).to_csv(
        paths["heterogeneity_summary"], index=False
    )
    told = tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))
    assert words in told["heterogeneity_text"]


def test_a_diagnostic_without_interval_shows_its_p_value(partials):
    table = partials["tbl-diagnostics"]
    assert "kommuner" in next(row for row in rows_of(table) if "few clusters" in row)
    joint = next(row for row in rows_of(table) if "placebo joint" in row)
    assert "; p = 0,400" in joint


def test_the_primary_endpoint_stands_beside_its_truth(drawn, partials):
    section = partials["sandhed"]
    assert section.index("Metoden rammer altså i gennemsnit 1,0 uger for højt") < section.index(
        "<table"
    )
    row = next(row for row in rows_of(section) if ">Uger<" in row)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[:3] == ["10,10", "9,00", "1,10"]


def test_no_sentence_speaks_of_an_effect_that_a_failed_diagnostic_marks(tmp_path):
    sentences = told(tmp_path, status="fail")
    for name in ("box_primary", "box_internship", "box_hours", "effect_internship",
                 "effect_hours", "effect_hours_in_programme", "endpoint_internship_in_programme",
                 "endpoint_hours_started", "endpoint_hours_in_programme"):  # fmt: skip
        assert "1 af 17 kontroller" in sentences[name], name
        assert "ffekten er" not in sentences[name], name
    assert sentences["fig_internship_headline"] == "Uden for nul i 101 af 101 uger, men mærket"


def test_the_start_rate_has_its_own_diagnostics_as_ratios(artefacts, partials, tmp_path):
    key = "diagnostic.first_internship.at_risk.placebo_rate_2015_2016"
    assert artefacts[key].unit == "ratio"
    assert artefacts["diagnostics.first_internship.at_risk.total"].value == 4 + 4  # and the cohort
    row = next(row for row in rows_of(partials["tbl-diagnostics-rate"]) if "2015 2016" in row)
    assert "0,02 (−0,18 til 0,22)" in row
    assert "kontroller af påbegyndelsesraten" in partials["fig-survival"]
    paths = write_tables(tmp_path / "t")
    table = pd.read_csv(paths["diagnostics"])
    table.loc[table["id"] == "placebo_rate_joint", "status"] = "fail"
    table.to_csv(paths["diagnostics"], index=False)
    sentences = tell(read_catalogues(STUDY, "da"), make_artefacts(paths, tmp_path / "o"))
    for name in ("box_time", "rate_text"):
        assert "1 af 8 kontroller er ikke bestået" in sentences[name]
    assert "projektet giver" in sentences["box_primary"]  # its own diagnostics are passed
