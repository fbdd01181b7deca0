"""The texts of KL's report: whole, without numbers of their own, right for other results and years."""

import csv
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from effektspor.artefacts import Artefact
from effektspor.report.findings import PLACEHOLDER, read_catalogues, tell
from effektspor.report.items import as_printed
from effektspor.report.kl2016 import about, answers, items, summary
from effektspor.report.kl2016.partials import FIGURES, OPTIONAL, THEMES
from effektspor.report.kl2016.sections import SECTIONS
from effektspor.report.prose import check_catalogue_numbers, check_prose_numbers, read_constants
from effektspor.surveys.quotes.coding import CODINGS

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "kl2016"
CATALOGUE = read_catalogues(REPORT, "da")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in REPORT.glob("*.qmd")}
WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
MAPPED = yaml.safe_load((REPORT / "published_items.yml").read_text(encoding="utf-8"))
CONTRADICTIONS = yaml.safe_load((REPORT / "contradictions.da.yml").read_text(encoding="utf-8"))
VARIANTS = ("up", "down", "unclear", "synthetic", "real", "text", "withheld", "not_evaluated")
TEXT = {"da": "Tekst.", "en": "Text."}


def published():
    with (ROOT / "data" / "published" / "kl2016.csv").open(encoding="utf-8") as file:
        return {row["item_id"]: row for row in csv.DictReader(file)}


def variants(finding):
    return [text for text in (getattr(finding, name) for name in VARIANTS) if text]


def unit_of(form):
    """A unit that a format takes, so that a sentence can be filled without the study."""
    kinds = {
        "pct": "share",
        "hundred": "share",
        "span": "share",
        "ci_pp": "share",
        "level": "share",
    }
    if form.startswith("pp"):
        return "percentage_points"
    return next((unit for start, unit in kinds.items() if form.startswith(start)), "count")


def value_of(form, value):
    fixed = {"date": 20160101.0, "month": 201603.0, "year": 2016.0, "period": 1.0, "periods": 12.0}
    return fixed.get(form, value)


def made(value, low, high):
    """An artefact for every placeholder and rule of the catalogue, all of one value."""
    wanted = {}
    for finding in CATALOGUE.values():
        for key, form in (p for text in variants(finding) for p in PLACEHOLDER.findall(text)):
            unit = unit_of(form)
            known = wanted.setdefault(key, (unit, value_of(form, value)))
            if known[0] == "count":
                wanted[key] = (unit, known[1])
        for key in (finding.of, finding.to, finding.needs):
            if key:
                wanted.setdefault(key, ("count", value))
    common = {
        "kind": "number", "title": TEXT, "population": TEXT, "n": {"items": 7}, "definition": TEXT,
        "source": TEXT, "extract_date": "2016", "method": TEXT, "uncertainty": TEXT,
        "data_hash": "0" * 64, "disclosure": "aggregate", "basis": "simulation",
        "prespecified": True, "synthetic": value > 0,
    }  # fmt: skip
    return {
        key: Artefact(id=key, unit=unit, value=own, ci_low=low, ci_high=high, **common)
        for key, (unit, own) in wanted.items()
    }


def told(value, low, high):
    found = tell({k: v for k, v in CATALOGUE.items() if not _two_units(v)}, made(value, low, high))
    assert not [name for name, text in found.items() if "{" in text or not text.strip()]
    return found


def _two_units(finding):
    """Whether a sentence prints one number in formats of several units, as a change and its size."""
    units = {}
    for text in variants(finding):
        for key, form in PLACEHOLDER.findall(text):
            units.setdefault(key, set()).add(unit_of(form))
    return any(len(found) > 1 for found in units.values())


@pytest.mark.parametrize(("value", "low", "high"), [(0.8, 0.7, 0.9), (0.0, -0.1, 0.6)])
def test_every_sentence_can_be_told_of_other_results(value, low, high):
    assert told(value, low, high)["box_title"]


def test_no_text_has_a_number_of_its_own():
    constants = read_constants(REPORT / "constants.yml")
    check_catalogue_numbers(CATALOGUE, constants, "findings")
    for name, text in TEXTS.items():
        check_prose_numbers(text, constants, name)


def test_no_year_stands_in_a_sentence_but_in_the_name_of_the_source():
    allowed = read_constants(REPORT / "constants.yml")
    for name, finding in CATALOGUE.items():
        for text in variants(finding):
            for phrase in allowed:
                text = text.replace(phrase, "")
            assert not re.search(r"\b20\d\d\b", PLACEHOLDER.sub("", text)), name


def test_no_sentence_has_markup_that_would_be_printed_as_it_is():
    for name, finding in CATALOGUE.items():
        assert not [text for text in variants(finding) if "[@" in text or "{{<" in text], name


def test_every_finding_of_the_document_and_of_the_lists_is_in_the_catalogue():
    asked = {name for text in TEXTS.values() for name in re.findall(r"finding\.(\w+)", text)}
    lists = (*summary.CAVEATS, *summary.SUMMARY, *summary.SERIES_READ, *summary.QUOTES, summary.BOX)
    asked |= {name for each in lists for name in each}
    asked |= {section.otherwise for section in SECTIONS.values() if section.otherwise}
    for _, start, n_text in FIGURES.values():
        asked |= {f"{start}_{part}" for part in ("headline", "subtitle", "guide", "alt")} | {n_text}
    assert asked <= set(CATALOGUE)


def test_every_section_stands_in_the_report_once_and_has_no_label_of_its_own():
    taken = [name for text in TEXTS.values() for name in re.findall(r"include (_\w+\.qmd)", text)]
    assert sorted(set(taken)) == sorted(name for name in TEXTS if name.startswith("_"))
    assert len(taken) == len(set(taken))
    assert set(SECTIONS) < set(taken)
    assert not [name for name in SECTIONS if "{#sec-" in TEXTS[name]]


def test_the_seventeen_figures_of_the_source_stand_in_its_order_before_all_others():
    whole = re.sub(
        r"\{\{< include (_\w+\.qmd) >\}\}", lambda found: TEXTS[found[1]], TEXTS["kl2016.qmd"]
    )
    drawn = re.findall(r"_partials/(fig-[\w-]+)\.md", whole)
    assert drawn == list(FIGURES)
    assert len(drawn[: drawn.index("fig-early-leavers")]) == 17


def test_every_partial_of_the_document_is_built():
    asked = {
        name for text in TEXTS.values() for name in re.findall(r"_partials/([\w-]+)\.md", text)
    }
    built = {*FIGURES, *OPTIONAL, *THEMES, *(f"om-tallene-{box}" for box in about.BOXES)}
    built |= {f"tbl-base-{theme}" for theme in answers.THEMES}
    built |= {
        "data", "resultatboks", "forbehold", "opsamling", "citater-om", "serier-laest", "tbl-exits",
        "tbl-origins", "tbl-age", "tbl-early-leavers", "tbl-bases", "tbl-items-registers",
        "tbl-items-survey", "tbl-items-document", "tbl-contradictions", "tbl-quality", "afvigelser",
        "litteratur",
    }  # fmt: skip
    assert asked == built


def test_headlines_are_short():
    for name, finding in CATALOGUE.items():
        if name.startswith("fig_") and name.endswith("_headline"):
            words = [len(PLACEHOLDER.sub("x", text).split()) for text in variants(finding)]
            assert max(words) <= 12, name


def test_every_contradiction_has_a_box_and_every_box_one():
    assert {entry["box"] for entry in CONTRADICTIONS} == set(about.BOXES)


def test_every_printed_figure_has_a_label_and_a_place_in_one_table():
    rows = published()
    labels = {name.removeprefix("item_") for name in WORDS if name.startswith("item_kl.")}
    assert labels == set(rows)
    assert len({WORDS[f"item_{item}"] for item in rows}) == len(rows)
    for item, row in rows.items():
        tables = (items.FACTS,) if row["basis"] == "document" else (items.REGISTERS, items.SURVEY)
        places = [name for of in tables for name, pattern in of.items() if re.match(pattern, item)]
        assert places, item
        assert row["basis"] == "document" or len(places) == 1, item
        assert row["unit"].startswith("date_") or f"unit_{row['unit']}" in WORDS


def test_every_figure_that_can_have_an_own_value_has_one_in_its_unit():
    rows = published()
    assert {item: entry["unit"] for item, entry in MAPPED.items()} == {
        item: rows[item]["unit"] for item in MAPPED
    }
    able = {item for item, row in rows.items() if row["basis"] == "calibration"}
    # The source does not say how an expected share for all citizens comes from the answers.
    assert able - set(MAPPED) == {"kl.expect.disability_pension.p4"}
    assert set(MAPPED) <= able


def test_quotes_stand_under_the_themes_that_they_are_coded_by():
    assert tuple(THEMES.values()) == CODINGS["kl2016"].themes
    assert {f"quote_{kind}" for kind in (*CODINGS["kl2016"].types, "staff", "person")} <= set(WORDS)


@pytest.mark.parametrize(
    ("item", "printed"),
    [
        ("kl.exit.disability_pension", "55,4\u00a0pct."),
        ("kl.register.ever_in_rf", "17.503\u00a0personer"),
        ("kl.flexjob.increase.p3", "ca. 12.000\u00a0personer"),
        ("kl.fig3.flexjob_increase.p6", "over 10.000\u00a0personer"),
        ("kl.rehabmeeting.professionals.p18", "mindst 5\u00a0personer"),
        ("kl.fig12.within_1y.time", "inden 1\u00a0år"),
        ("kl.expect.selfsupport_threshold.p4", "under 10\u00a0pct."),
        ("kl.reform.start_date", "1. januar 2013"),
        ("kl.survey2016.month", "marts 2016"),
        ("kl.survey.elements_stated", "4"),
    ],
)
def test_a_printed_figure_keeps_its_unit_and_the_word_before_it(item, printed):
    row = published()[item]
    line = {**row, "value": float(row["value"]), "decimals": len(row["value"].partition(".")[2])}
    assert as_printed(SimpleNamespace(words=WORDS), line) == printed
