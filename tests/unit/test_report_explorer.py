"""A table that can be sorted and filtered: whole without its script, the same in both formats."""

import json
import subprocess

import pikepdf
import pytest
from report_sample import META, NOTES, THEME, build

from effektspor.errors import ReportError
from effektspor.report.blocks import table_block
from effektspor.report.checks import Expectations, check_parity, check_report
from effektspor.report.embedded import render_embedded
from effektspor.report.explorer import (
    REST,
    Entry,
    Field,
    Line,
    Place,
    Words,
    explorer_table,
)
from effektspor.report.htmltree import parse_html, printed
from effektspor.report.labels import load_labels
from effektspor.report.look import Look
from effektspor.report.pdftree import read_tags
from effektspor.report.rowheads import promote_row_headers
from effektspor.report.stage import quarto_config

GOOD = Look("●", "positiv", "#1b7f5c", "#ffffff")
WORDS = Words({"design": "Design"}, {"positive": "positiv"}, dict.fromkeys(REST, "ord {n}"))
FIELDS = [Field("Design", screen=True), Field("Et <tema>", marked=True), Field("Fund", number=True)]
LINES = [
    Line(
        "Rapport A & B",
        [
            Place("forsøg"),
            Place("s. 4", 3, GOOD, "positive", [Entry("Det <virker>", "s. 4", "c0", "nr. 1")],
                  "1 fund", "om tema i A"),
            Place("1", 1),
        ],
        {"design": "forsøg"},
    ),
    Line("Rapport C", [Place("skema"), Place("–", 0), Place("0", 0)], {"design": "skema"}),
]  # fmt: skip


def table():
    return explorer_table("tbl-x", "Rapport", FIELDS, LINES, WORDS)


def test_headers_have_scopes_and_signs_have_words():
    root = parse_html(table())
    heads = root.find_all("th")
    assert [head.attributes["scope"] for head in heads] == ["col"] * 4 + ["row"] * 2
    assert [head.text() for head in heads[:4]] == ["Rapport", "Design", "Et <tema>", "Fund"]
    signs = [e.text() for e in root.walk() if "sign" in e.classes]
    assert signs == ["● positiv"]
    ids = {e.attributes["id"] for e in root.walk() if "id" in e.attributes}
    named = [name for e in root.find_all("td") for name in e.attributes["headers"].split()]
    assert len(named) == 12
    assert set(named) <= ids


def test_the_script_finds_its_words_and_every_row_its_values():
    root = parse_html(table())
    words = json.loads(root.find_all("table")[0].attributes["data-words"])
    assert set(words) == {"facets", "states", *REST}
    rows = root.find_all("tr")[1:]
    assert [json.loads(row.attributes["data-facets"]) for row in rows] == [
        {"design": "forsøg"}, {"design": "skema"},
    ]  # fmt: skip
    assert all("data-sort" in c.attributes for row in rows for c in row.find_all("th", "td"))


def test_what_is_for_the_screen_is_not_printed():
    text = printed(parse_html(table())).text()
    assert "Rapport C" in text
    assert "Et <tema>" in text
    assert not any(word in text for word in ("Design", "skema", "Det <virker>", "1 fund"))


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], "empty"),
        ([Line("A", [Place("x")])], "1 cells for 3"),
        ([Line("A", [Place(), Place(look=Look("●", " ", "#fff", "#000")), Place()])], "word"),
        ([Line("A", [Place()] * 3, {"no": "x"})], "no filter"),
        ([Line("A", [Place(state="strange")] * 3)], "no filter"),
    ],
)
def test_an_incomplete_table_is_refused(lines, fault):
    with pytest.raises(ReportError, match=fault):
        explorer_table("tbl-x", "Rapport", FIELDS, lines, WORDS)


def test_both_formats_have_the_same_cells_and_only_then(tmp_path):
    block = table_block(
        "tbl-x", table(), headline="Hvad de siger", subtitle="Alle rapporter", notes=NOTES,
        labels=load_labels(THEME, "da"), wide=True,
    )  # fmt: skip
    staged = build(
        tmp_path, qmd="# Tabel\n\n{{< include _partials/tbl-x.md >}}\n\n[Her]{#c0}\n",
        partials={"tbl-x": block},
    )  # fmt: skip
    html, pdf = tmp_path / "x.html", tmp_path / "x.pdf"
    render_embedded(staged, "report.qmd", html, pdf)
    assert promote_row_headers(pdf, html) == 2
    assert check_report(html, pdf, Expectations("da", True, "SYNTETISKE DATA")) == []
    with pikepdf.open(pdf) as document:
        root, tags = parse_html(html.read_text(encoding="utf-8")), read_tags(document)
        assert check_parity(root, tags)  # with the screen's own parts they differ


def test_only_a_report_that_asks_gets_the_script():
    assert "scripts" not in quarto_config(META, THEME)
    config = quarto_config(META, THEME, ["explore.css", "explore.js"])
    assert config["scripts"] == ["theme/explore.js"]
    assert config["format"]["html"]["css"] == ["theme/report.css", "theme/explore.css"]


def test_the_script_is_valid_and_has_no_end_of_script(need):
    path = THEME / "explore.js"
    assert "</script" not in path.read_text(encoding="utf-8")
    done = subprocess.run(
        [need("node"), "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
