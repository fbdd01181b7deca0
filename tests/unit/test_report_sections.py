"""Sections that a run may lack: one sentence instead, and nothing that asks for their numbers."""

import re
from pathlib import Path

import pytest
from brf_tables import STUDY, make_artefacts, write_tables
from report_sample import META, THEME

from effektspor.errors import ReportError
from effektspor.report.brf2019.sections import SECTIONS
from effektspor.report.findings import read_catalogue, read_catalogues, tell
from effektspor.report.sections import replacements
from effektspor.report.stage import stage_report

INCLUDE = re.compile(r"\{\{< include (_\w+\.qmd) >\}\}")


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory):
    """Of a run without surveys."""
    folder = tmp_path_factory.mktemp("sections")
    return make_artefacts(write_tables(folder / "t"), folder / "o")


def test_every_section_is_a_file_that_the_report_takes_in_once():
    taken = [
        name
        for path in STUDY.glob("*.qmd")
        for name in INCLUDE.findall(path.read_text(encoding="utf-8"))
    ]
    assert {name: taken.count(name) for name in SECTIONS} == dict.fromkeys(SECTIONS, 1)
    assert all((STUDY / name).is_file() for name in SECTIONS)


def test_no_section_begins_with_a_heading_that_others_refer_to():
    for name in SECTIONS:
        text = (STUDY / name).read_text(encoding="utf-8")
        assert not re.search(r"\{#sec-", text), f"{name}: the label would be gone with the section"


def test_what_a_run_lacks_is_said_in_one_sentence(artefacts):
    told = tell(read_catalogues(STUDY, "da"), artefacts)
    found = replacements(SECTIONS, artefacts, told)
    assert set(found) == set(SECTIONS)
    assert "ingen progressionsmålinger" in found["_progression.qmd"]
    silent = [name for name, section in SECTIONS.items() if section.otherwise is None]
    assert all(not found[name].strip() for name in silent)


def test_what_a_run_has_is_left_as_it_is(artefacts):
    artefact = next(iter(artefacts.values()))
    key = SECTIONS["_progression.qmd"].artefact
    told = tell(read_catalogues(STUDY, "da"), artefacts)
    assert "_progression.qmd" not in replacements(SECTIONS, {**artefacts, key: artefact}, told)


def test_a_sentence_that_is_not_there_stops(artefacts):
    with pytest.raises(ReportError, match="no finding"):
        replacements(SECTIONS, artefacts, {})


def test_the_staged_section_is_the_sentence_and_asks_for_no_number(tmp_path):
    """Variables and partials of an absent section need not exist."""
    (tmp_path / "a.qmd").write_text("# T\n\n{{< include _more.qmd >}}\n", encoding="utf-8")
    (tmp_path / "_more.qmd").write_text(
        "{{< var not.there >}}\n\n{{< include _partials/no.md >}}\n", encoding="utf-8"
    )
    parts = {
        "qmd": tmp_path / "a.qmd",
        "theme": THEME,
        "meta": META,
        "variables": {},
        "figures": {},
        "partials": {},
    }
    with pytest.raises(ReportError, match="not known"):
        stage_report(tmp_path / "s", **parts)
    stage_report(tmp_path / "s", **parts, replaced={"_more.qmd": "Ingen data.\n"})
    assert (tmp_path / "s" / "_more.qmd").read_text(encoding="utf-8") == "Ingen data.\n"


def test_a_file_may_say_what_all_its_sentences_need(tmp_path, artefacts):
    path = Path(tmp_path / "findings.yml")
    path.write_text(
        "_needs: not.there\none: Tekst.\ntwo:\n  needs: reference.week\n  text: Tekst to.\n",
        encoding="utf-8",
    )
    catalogue = read_catalogue(path)
    assert set(catalogue) == {"one", "two"}
    frame = {k: v for k, v in read_catalogues(STUDY, "da").items() if k in ("default", "absent")}
    told = tell(frame | catalogue, artefacts)
    assert "one" not in told
    assert told["two"] == "Tekst to."
