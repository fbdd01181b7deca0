"""The texts of the desk research: from the coding, without numbers or names of their own."""

import csv
import re
from types import SimpleNamespace

import pytest
import yaml
from evidence_run import CODING, REPORT, ROOT, add, analysed, copied, rendered, staged

from effektspor.evidence.words import CONTROLS, DIRECTIONS, QUALITIES, UNITS
from effektspor.report import items as tables_of_items
from effektspor.report.discus2011 import across, items, summary
from effektspor.report.discus2011.coded import listed, numbers, pages
from effektspor.report.discus2011.looks import FILLS, LEVELS, PLAIN, STRENGTHS, SYMBOLS, cell_look
from effektspor.report.discus2011.partials import BOXES, FIGURES
from effektspor.report.discus2011.sections import SECTIONS
from effektspor.report.findings import PLACEHOLDER, read_catalogues
from effektspor.report.htmltree import parse_html
from effektspor.report.prose import check_catalogue_numbers, check_prose_numbers, read_constants

CATALOGUE = read_catalogues(REPORT, "da")
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in REPORT.glob("*.qmd")}
WORDS = yaml.safe_load((REPORT / "words.da.yml").read_text(encoding="utf-8"))
CONTRADICTIONS = yaml.safe_load((REPORT / "contradictions.da.yml").read_text(encoding="utf-8"))
VARIANTS = ("up", "down", "unclear", "synthetic", "real", "text", "withheld", "not_evaluated")
NAMES = ("SFI", "COWI", "DISCUS 2008", "DISCUS 2009", "DISCUS 2010", "New Insight", "Deloitte",
         "Marselisborg", "Rosholm", "Mploy")  # fmt: skip


def rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def variants(finding):
    return [text for text in (getattr(finding, name) for name in VARIANTS) if text]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return staged(analysed(tmp_path_factory.mktemp("texts")))


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another desk research: two reports with effects on one theme, and a theme of its own."""
    folder = tmp_path_factory.mktemp("other")
    coding = copied(folder)
    (coding / "discus2011_reports.csv").write_text(_reports(), encoding="utf-8")
    (coding / "discus2011_findings.csv").write_text(_findings(), encoding="utf-8")
    (coding / "labels.csv").write_text(
        "label,report,page,note\nAlfa,alfa_2020,,\n", encoding="utf-8"
    )
    add(coding / "themes.csv", {"theme": "debt", "order": "20", "label_da": "Gæld", "label_en": "Debt",
                                "chapter": "2.9", "definition_da": "Borgerens gæld."})  # fmt: skip
    texts = folder / "texts"
    texts.mkdir()
    (texts / "alfa_2020.txt").write_text("Forsiden.\fGælden gør vejen lang.", encoding="utf-8")
    return staged(analysed(folder, coding, texts))


def _reports():
    head = ",".join(rows(CODING / "discus2011_reports.csv")[0])
    values = {
        "alfa_2020": "Alfa 2020,2020,rct,yes,120,personer",
        "beta_2021": "Beta 2021,2021,rct,yes,90,personer",
    }
    out = [head]
    for key, text in values.items():
        label, year, design, comparison, n, unit = text.split(",")
        known = {"report": key, "kind": "report", "label": label, "author": label, "year": year,
                 "title_da": "Et forsøg", "commissioned_by": "ikke oplyst", "target_da": "ledige",
                 "method_da": "lodtrækning", "design": design, "comparison": comparison, "n": n,
                 "n_unit": unit, "pages": "1", "quality": "good", "journal": "none",
                 "country": "denmark"}  # fmt: skip
        out.append(",".join(known.get(name, "") for name in head.split(",")))
    return "\n".join(out) + "\n"


def _findings():
    head = ",".join(rows(CODING / "discus2011_findings.csv")[0])
    common = {"theme": "debt", "finding_en": "A finding.", "studied": "finding", "coder": "C",
              "evidence": "randomised_trial", "control_group": "yes", "outcome": "job",
              "effect_unit": "percentage_points"}  # fmt: skip
    found = [
        {"finding": "a1", "report": "alfa_2020", "finding_da": "Gælden tynger.", "direction": "negative",
         "effect": "-4", "ci_low": "-7", "ci_high": "-1", "page": "1", "quote": "Gælden gør vejen lang"},
        {"finding": "b1", "report": "beta_2021", "finding_da": "Rådgivning hjælper.",
         "direction": "positive", "effect": "3", "ci_low": "-1", "ci_high": "7", "page": "4"},
        {"finding": "b2", "report": "beta_2021", "finding_da": "Intet om motivation.", "page": "5",
         "direction": "none", "studied": "no_finding", "theme": "motivation", "effect_unit": "",
         "outcome": ""},
    ]  # fmt: skip
    lines = [",".join((common | each).get(name, "") for name in head.split(",")) for each in found]
    return "\n".join([head, *lines]) + "\n"


def test_no_text_has_a_number_or_the_name_of_a_report_of_its_own():
    constants = read_constants(REPORT / "constants.yml")
    check_catalogue_numbers(CATALOGUE, constants, "findings")
    for name, text in TEXTS.items():
        check_prose_numbers(text, constants, name)
    told = [
        *TEXTS.values(),
        *(text for finding in CATALOGUE.values() for text in variants(finding)),
    ]
    assert not [name for name in NAMES for text in told if name in text]


def test_no_sentence_has_markup_that_would_be_printed_as_it_is():
    for name, finding in CATALOGUE.items():
        assert not [text for text in variants(finding) if "[@" in text or "{{<" in text], name


def test_every_finding_of_the_document_and_of_the_lists_is_in_the_catalogue():
    asked = {name for text in TEXTS.values() for name in re.findall(r"finding\.(\w+)", text)}
    asked |= {*summary.BOX, *(name for each in summary.CAVEATS for name in each)}
    asked |= {section.otherwise for section in SECTIONS.values()}
    for _, start, n_text in FIGURES.values():
        asked |= {f"{start}_{part}" for part in ("headline", "subtitle", "guide", "alt")} | {n_text}
    assert asked <= set(CATALOGUE)
    for start in (*across.SUMMARY, *across.REST, *across.LINE):
        assert [name for name in CATALOGUE if name.startswith(start)], start


def test_every_template_is_about_themes_and_has_its_key_in_its_ids():
    for name, finding in CATALOGUE.items():
        ids = [key for text in variants(finding) for key, _ in PLACEHOLDER.findall(text)]
        ids += [key for key in (finding.of, finding.to, finding.needs) if key]
        assert (finding.each is None) or finding.each == "themes", name
        assert bool(finding.each) or not [key for key in ids if ".each." in key], name


def test_every_word_of_the_coding_has_a_danish_one():
    for stem, words in {
        "direction": DIRECTIONS, "yes_no": CONTROLS, "effect_unit": UNITS, "strength": STRENGTHS,
        "verdict": ("agreement", "disagreement", "single", "none"), "rating": ("high", "moderate", "low"),
        "state": ("no_finding", "not_studied"),
    }.items():  # fmt: skip
        assert {f"{stem}_{word}" for word in words} <= set(WORDS), stem
    assert QUALITIES


def test_not_studied_no_finding_and_not_stated_are_three_words_symbols_and_fills():
    looks = [
        cell_look("not_studied", "", "", WORDS), cell_look("no_finding", "", "", WORDS),
        cell_look("finding", "none", "weak", WORDS),
    ]  # fmt: skip
    assert [look.word.partition(",")[0] for look in looks] == [
        "ikke undersøgt", "undersøgt", "ikke oplyst",
    ]  # fmt: skip
    for part in ("symbol", "word", "fill"):
        assert len({getattr(look, part) for look in looks}) == 3, part
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def _contrast(first, second):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_sign_can_be_read_on_its_colour():
    pairs = [pair for fills in FILLS.values() for pair in fills] + list(PLAIN.values())
    pairs += [pair[1:] for pair in LEVELS.values()]
    assert min(_contrast(*pair) for pair in pairs) >= 4.5


def test_every_printed_figure_has_a_label_and_a_place_in_one_table():
    published = {row["item_id"]: row for row in rows(ROOT / "data/published/discus2011.csv")}
    labels = {name.removeprefix("item_") for name in WORDS if name.startswith("item_d11.")}
    assert labels == set(published)
    assert len(published) == 32
    for item, row in published.items():
        of = items.FACTS if row["basis"] == "document" else items.COMPARED
        assert [name for name, pattern in of.items() if re.match(pattern, item)], item
        assert row["unit"].startswith("date_") or f"unit_{row['unit']}" in WORDS
        line = {**row, "value": float(row["value"]), "decimals": 0}
        assert tables_of_items.as_printed(SimpleNamespace(words=WORDS), line)


def test_contradictions_stand_in_a_chapter_and_in_the_table(run):
    assert len(CONTRADICTIONS) >= 8
    table = run.partial("tbl-contradictions")
    for entry in CONTRADICTIONS:
        own = entry["box"] in BOXES
        text = run.partial(f"om-tallene-{entry['box']}" if own else "tvaerlaesning")
        start = re.sub(r"[^\w ]", "", PLACEHOLDER.split(entry["problem"])[0])[:25]
        for where in (text, table):
            assert start in re.sub(r"[^\w ]", "", where), entry["problem"]


def test_every_theme_has_its_section_and_says_whether_reports_agree(run):
    text = run.partial("tvaerlaesning") + run.partial("perspektiv")
    for theme in rows(CODING / "themes.csv"):
        head = f"{theme['label_da']} {{#sec-tema-{theme['theme'].replace('_', '-')}}}"
        section = text.partition(head)[2].partition("{#sec-")[0]
        assert re.search(r"Kodningen har (\d+|ingen) fund om temaet", section), theme
    assert text.count("Er rapporterne enige?") == len(rows(CODING / "themes.csv"))


def test_every_finding_stands_in_its_theme_in_the_appendix_and_in_an_opened_cell(run):
    themes = run.partial("tvaerlaesning") + run.partial("perspektiv")
    for row in rows(CODING / "discus2011_findings.csv"):
        start = row["finding_da"][:40].replace("»", "»")
        text = start.replace("&", "&amp;").replace('"', "&quot;")
        assert text in themes, row["finding"]
        assert text in run.partial("tbl-findings"), row["finding"]
        own = row["report"].startswith("discus_2011") or row["report"] == "discus_own"
        assert (text in run.partial("tbl-matrix")) != own, row["finding"]


def test_numbers_in_the_matrix_lead_to_their_rows(run):
    matrix, appendix = (parse_html(run.partial(f"tbl-{name}")) for name in ("matrix", "findings"))
    heads = {e.attributes["id"]: e.text() for e in appendix.find_all("th") if "id" in e.attributes}
    links = matrix.find_all("a")
    assert len(links) == 67
    for link in links:
        target = link.attributes["href"].removeprefix("#")
        assert link.text() == f"nr. {heads[target]}"


def test_reports_stand_with_the_strongest_evidence_first(run):
    heads = [th.text() for th in parse_html(run.partial("tbl-matrix")).find_all("th")
             if th.attributes["scope"] == "row"]  # fmt: skip
    designs = run.data("overview", "evidence_reports").set_index("label")["rank"]
    assert len(heads) == 11
    assert designs[heads].is_monotonic_increasing


def test_without_effects_and_quotes_the_report_says_so(run):
    text = run.whole()
    replaced = {path.name: path.read_text(encoding="utf-8")
                for path in (run.folder / "staged").glob("_*.qmd")}  # fmt: skip
    assert "intet at tegne" in replaced["_virkninger.qmd"]
    assert "ingen citater" in replaced["_citater.qmd"]
    assert "fig-forest" not in text
    assert not (run.folder / "staged" / "figures" / "fig-forest.svg").exists()


def test_another_desk_research_has_its_own_themes_numbers_and_names(other):
    text = other.whole()
    assert "Gæld" in text
    assert "Øvrige temaer" in text
    assert "Desk research af to analyser" in text
    assert (
        "Retningen er uens. Rapporter med overvejende positive fund: 1, negative: 1, blandede: 0."
        in text
    )
    assert "undersøgt temaet uden at finde noget: 1" in text
    own = other.partial("tvaerlaesning") + other.partial("resumeer") + other.partial("tbl-matrix")
    assert not [
        name for name in NAMES if name in re.sub(r"(?s)::: \{\.callout-note[^:]*Om.*?:::", "", own)
    ]
    assert (other.folder / "staged" / "figures" / "fig-forest.svg").is_file()
    assert "−4,00" in other.partial("tbl-effects")
    assert "anden side" in other.partial("tbl-quotes")


def test_both_reports_pass_the_checks_of_a_release(run, other):
    for each in (run, other):
        html, pdf = rendered(each)
        assert html.stat().st_size > 50_000
        assert pdf.stat().st_size > 50_000


@pytest.mark.parametrize(
    ("text", "told"),
    [("4;19", "s. 4 og 19"), ("5", "s. 5"), ("5.0", "s. 5"), ("4;5;9", "s. 4, 5 og 9"), (None, "")],
)
def test_pages_as_a_reader_sees_them(text, told):
    assert pages(text, WORDS) == told


@pytest.mark.parametrize(
    ("found", "told"), [([3], "3"), ([3, 4, 5, 9], "3–5, 9"), ([2, 1], "1–2"), ([], "")]
)
def test_numbers_in_a_row_are_a_range(found, told):
    assert numbers(found) == told


def test_names_in_a_row():
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a og b", "a, b og c"]


def test_a_year_has_no_point_and_one_thing_the_word_for_one():
    line = {"qualifier": "exact", "decimals": 0}
    words = SimpleNamespace(words=WORDS)
    told = [
        tables_of_items.as_printed(words, line | {"unit": unit, "value": value})
        for unit, value in (("year", 2009.0), ("reports", 1.0), ("reports", 2.0))
    ]
    assert [each.replace("\xa0", " ") for each in told] == ["2009", "1 rapport", "2 rapporter"]


def test_no_id_of_a_printed_figure_is_shown(run):
    for name in ("tbl-items-coded", "tbl-items-document"):
        assert "d11." not in parse_html(run.partial(name)).text(), name


def test_findings_that_rest_on_a_measurement_are_listed_and_no_others(run):
    coded = {row["evidence"]: row["design"] for row in rows(CODING / "designs.csv")}
    findings = rows(CODING / "discus2011_findings.csv")
    strong = [
        row for row in findings if coded[row["evidence"]] in ("rct", "quasi", "effect_review")
    ]
    told = run.partial("maalt")
    assert told.count("\n- ") + told.startswith("- ") == len(strong) == 7
    assert all(row["finding_da"][:30] in told for row in strong)


def test_agreement_is_told_with_what_it_rests_on(run):
    box = next(line for line in run.partial("resultatboks").splitlines() if "samme vej" in line)
    assert "borgeren (kun råd og udsagn)" in box
    assert WORDS["ground_short_strong"] not in box
