"""The report of a study of any programme: texts, tables and figures by what the study has."""

import datetime
import re

import pandas as pd
import pytest
import yaml
from brf_tables import ROOT
from programme_tables import REQUIRED, make_group, write_programme_tables

from effektspor.artefacts import read_artefacts
from effektspor.errors import ReportError
from effektspor.report.cohorts import keys, ticks, within
from effektspor.report.figures import risk_numbers
from effektspor.report.findings import read_catalogues
from effektspor.report.programme.figures import DRAW
from effektspor.report.programme.measures import EVENTS
from effektspor.report.programme.partials import parts_of
from effektspor.report.programme.words import study_words
from effektspor.report.terms import spelt_out
from effektspor.report.variables import Provenance, document

REPORT, THEME = ROOT / "reports/programme", ROOT / "reports/shared"
WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
LEFT_OVER = re.compile(
    r"ressourceforl|\bBRF\b|Bedre Res|\{[a-z_.]+\||<[a-z]+>|\bNone\b|\bnan\b", re.IGNORECASE
)


def make(folder, measures, **settings):
    """Artefacts, the folder of their CSVs, and the document of a study."""
    paths = write_programme_tables(folder, measures)
    for group in REQUIRED:
        assert make_group(group, paths, folder / "out", measures=measures, **settings) == 0
    artefacts = read_artefacts([folder / "out" / f"{group}.json" for group in REQUIRED])
    folders = [folder / "out" / group for group in REQUIRED]
    provenance = Provenance("1", "a" * 64, "b" * 64, datetime.date(2026, 11, 22))
    built = document(parts_of(artefacts), REPORT, THEME, "da", artefacts, folders, provenance)
    return artefacts, folder / "out", built


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return make(
        tmp_path_factory.mktemp("both"), [["hours", "started"], ["internship", "in_programme"]]
    )


@pytest.fixture(scope="module")
def hours(tmp_path_factory):
    """Hours only, no years before the cohorts, and leaving the programme as the event."""
    return make(
        tmp_path_factory.mktemp("hours"), [["hours", "started"]],
        event="exit", placebo_years=[], placebo_through=None, name="Helt andre veje",
    )  # fmt: skip


@pytest.mark.parametrize("study", ["both", "hours"])
def test_no_text_is_of_another_programme_or_left_open(study, request):
    _, _, built = request.getfixturevalue(study)
    texts = built.variables["finding"] | built.partials
    # A cohort of the made-up tables may have a label of its own.
    found = {name: text for name, text in texts.items()
             if name != "tbl-attrition" and LEFT_OVER.search(re.sub(r"<[^>]*>", "", text))}  # fmt: skip
    assert not found


def test_a_study_has_sections_of_its_own_measures_only(both, hours):
    effects = both[2].partials["effekter"]
    assert effects.index("fig-internship") < effects.index("fig-hours")  # the order of reports
    assert "fig-hours-in" not in effects
    assert "fig-internship" not in hours[2].partials["effekter"]
    assert "praktik" not in hours[2].partials["resultatboks"].lower()
    names = hours[2].variables["finding"]
    assert [name for name in names if "internship" in name] == ["method_internship"]  # not shown
    assert "praktik" not in hours[2].partials["definitioner"]


def test_the_title_is_the_name_of_the_study_and_nothing_is_said_of_a_printed_report(hours):
    meta = hours[2].meta
    assert meta.title == "Helt andre veje"
    assert "foer mod under-indsatsen" in meta.subtitle
    assert "offentliggjorte" not in meta.own_labels["synthetic_text"]


def test_without_years_before_the_report_says_so_and_has_no_placebo_figure(both, hours):
    assert "fig-placebo" in both[2].partials["aargange"]
    assert "fig-placebo" not in hours[2].partials["aargange"]
    assert "ingen startår før" in hours[2].partials["aargange"]
    assert "fig-placebo" not in parts_of(hours[0]).figures


def test_sentences_are_of_the_event_of_the_study(both, hours):
    assert "påbegyndelsesraten" in both[2].variables["finding"]["rate_text"]
    assert "afgangsraten" in hours[2].variables["finding"]["rate_text"]
    assert hours[2].variables["finding"]["event_title"] == "Tid til afgang"


def test_the_truth_stands_beside_the_estimate_with_the_interval_that_covers_it_or_not(both):
    artefacts, out, built = both
    truth = pd.read_csv(out / "truth" / "truth.csv").set_index("quantity")
    ratio = artefacts["rate_ratio"]
    inside = ratio.ci_low <= truth.loc["rate_ratio", "truth_contrast"] <= ratio.ci_high
    row = re.search(r"Forhold mellem raterne.*?</tr>", built.partials["sandhed"], re.DOTALL)[0]
    assert (">ja<" in row) == inside
    assert (">nej<" in row) == (not inside)


def test_every_event_and_measure_has_every_sentence():
    catalogue = read_catalogues(REPORT, "da")
    of_events = {name.partition("@")[0] for name in catalogue if "@" in name}
    assert all(f"{name}@{event}" in catalogue for name in of_events for event in EVENTS)
    of_hours = [name for name in catalogue if name.endswith("hours_started")]
    assert {"box_hours_started", "endpoint_hours_started"} <= set(of_hours)
    assert all(
        name.replace("hours_started", "internship_in_programme") in catalogue for name in of_hours
    )


def test_an_entry_is_spelt_out_for_each_thing():
    content = {
        "_each": {"kind": {"a.b": {"noun": "hest"}, "c": {"noun": "ko"}}},
        "_when": {"kind": "there.each"},
        "one_each": {"each": "kind", "of": "x.each.y", "text": "En <noun> {x.each|num0}."},
        "shared": {"each": "kind", "text": "<noun>"},
        "plain": "uden",
    }
    assert spelt_out(content, "file") == {
        "one_a_b": {"when": "there.a.b", "of": "x.a.b.y", "text": "En hest {x.a.b|num0}."},
        "one_c": {"when": "there.c", "of": "x.c.y", "text": "En ko {x.c|num0}."},
        "shared@a.b": {"when": "there.a.b", "text": "hest"},
        "shared@c": {"when": "there.c", "text": "ko"},
        "plain": "uden",
    }


def test_a_word_that_a_thing_lacks_is_refused_by_name():
    content = {
        "_each": {"kind": {"a": {}}}, "_when": {"kind": "there.each"},
        "one": {"each": "kind", "text": "<noun>"},
    }  # fmt: skip
    with pytest.raises(ReportError, match="<noun>"):
        spelt_out(content, "file")


def test_words_name_cohorts_event_and_years_before(hours):
    words = study_words(WORDS, hours[0])
    assert words["participants_pre"] == "Deltagere foer"
    assert words["time_rmst"] == "Gennemsnitlig tid før afgang, uger"
    assert words["curve_placebo_2011_2012"] == "Start 2012 mod 2011"
    assert words.get("diagnostic_unit_placebo_2011_2012", "") == ""
    with pytest.raises(KeyError):
        words["no_such_word"]


def test_figures_are_drawn_of_what_the_study_has(hours, tmp_path):
    artefacts, out, _ = hours
    for group in ("effects", "diagnostics"):
        DRAW[group](artefacts, out / group, WORDS, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "fig-hours.syntetisk.svg", "fig-sensitivity.syntetisk.svg",
    }  # fmt: skip


def test_few_persons_beneath_the_curve_are_not_told_nor_what_gives_them_away():
    rows = pd.DataFrame({
        "key": "participants_pre", "week": [0, 26], "at_risk": [30, 20], "events": [0, 3],
        "censored": [0, 7], "survival": [1.0, 0.9],
    })  # fmt: skip
    _, tables = risk_numbers(rows, 5)
    assert [tables[name].loc["participants_pre", 0] for name in tables] == [30, 0, 0]
    assert all(26 not in table or pd.isna(table[26]).all() for table in tables.values())


def test_weeks_of_an_axis_end_with_the_last():
    assert ticks(104, 13) == [1, 13, 26, 39, 52, 65, 78, 91, 104]
    assert ticks(60, 13) == [1, 13, 26, 39, 52, 60]
    assert ticks(156, 13)[-1] == 156
    assert len(ticks(520, 13)) <= 10
    assert within((1, 26, 52), 40) == [1, 26, 40]


def test_cohorts_are_drawn_by_their_roles():
    frame = pd.DataFrame({"group": "comparison", "cohort": ["2016", "2017-18", "pre", "post"]})
    assert list(keys(frame)) == [f"comparison_{role}" for role in ("pre", "post") * 2]
