"""Figures, tables and boxes as markup; texts that look like markup stay texts."""

import json
import subprocess

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import DANGER, NOTES, THEME

from effektspor.errors import ReportError
from effektspor.report.blocks import callout, figure_block, result_box, table_block
from effektspor.report.embedded import READER
from effektspor.report.escape import escape_attribute, escape_markdown
from effektspor.report.htmltree import header_grid, parse_html
from effektspor.report.labels import load_labels
from effektspor.report.tables import Cell, Column, Group, Row, html_table

LABELS = load_labels(THEME, "da")
ALT = "Linjediagram over andelen i praktik; deltagerne stiger fra 8 til 21 pct."


def read_markdown(text):
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), f"--from={READER}", "--to=json"],
        input=text, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)["blocks"]


def words(inlines):
    known = {"Str": lambda c: c, "Space": lambda c: " ", "SoftBreak": lambda c: " "}
    return "".join(known[i["t"]](i.get("c")) for i in inlines)  # KeyError: the text became markup


@pytest.mark.parametrize(
    "text",
    [DANGER, "1. januar", "a) b", "(1) c", "- liste", "+ 1", "# x", "| a", ": def", "A. Hansen",
     "...", "a -- b --- c", "http://x.dk", "x@y.dk", "@fig-x", "[@fig-x]", "&amp; <b>", "~~~", "```",
     "% titel", "==x==", "***", "æøå\u00a0–\u2212", "i. ja", "#. x", "***\nny\tlinje", "=", "* * *"],
)  # fmt: skip
def test_escaped_text_is_printed_as_it_is(text):
    blocks = read_markdown(escape_markdown(text))
    assert [block["t"] for block in blocks] == ["Para"]
    assert words(blocks[0]["c"]) == " ".join(text.replace("\n", " ").replace("\t", " ").split(" "))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="a1 #$*_<>@\"'[](){}\\~^|`&-+.:=%!;/", min_size=1).filter(str.strip))
def test_no_text_becomes_markup(text):
    text = " ".join(text.split())
    blocks = read_markdown(escape_markdown(text))
    assert len(blocks) == 1
    assert words(blocks[0]["c"]) == text


def test_attribute_survives_pandoc():
    block = read_markdown(f'[x]{{title="{escape_attribute(DANGER)}"}}')[0]
    assert block["c"][0]["c"][0][2] == [["title", DANGER]]


@pytest.mark.parametrize(
    ("alt", "what"),
    [
        ("", "is missing"),
        ("kort", "fewer than 40"),
        ("figurer/en-lang-sti/til-en-figur-med-kurver.svg", "file name"),
        ("Flere deltagere kommer i virksomhedspraktik uge for uge.", "repeats"),
    ],
)
def test_figure_needs_a_real_alternative_text(alt, what):
    with pytest.raises(ReportError, match=what):
        figure_block(
            "fig-a",
            headline="Flere deltagere kommer i virksomhedspraktik uge for uge",
            subtitle="s",
            alt=alt,
            notes=NOTES,
            labels=LABELS,
        )


@pytest.mark.parametrize(
    "block_id", ["fig-A", "tbl-a", "a", "fig-a b", "fig-", "fig-a--b", "fig-æ"]
)
def test_ids_have_one_form(block_id):
    with pytest.raises(ReportError, match="no id"):
        figure_block(block_id, headline="h", subtitle="s", alt=ALT, notes=NOTES, labels=LABELS)


def test_figure_block_carries_every_note():
    block = figure_block("fig-a", headline="H*", subtitle="S", alt=ALT, notes=NOTES, labels=LABELS)
    for key in ("guide_figure", "n", "definition", "method", "remark", "source"):
        assert f"**{escape_markdown(LABELS[key])}:**" in block
    assert "![**H\\*** S](figures/fig-a.svg){#fig-a fig-alt=" in block


def test_boxes():
    assert ".callout-important .result-box" in result_box("R", ["En.", "To."])
    assert callout("note", 'a "b"', ["c"]).startswith('::: {.callout-note title="a &quot;b&quot;"}')


def table(rows, columns=None, **rest):
    columns = columns or [Column("A", spanner="S"), Column("B", spanner="S"), Column("C")]
    return html_table("tbl-a", "Kommune", columns, rows, labels=LABELS, **rest)


def test_table_headers_are_linked():
    root = parse_html(table([Group("G"), Row("r", ["1", Cell("2", "red"), "3"], total=True)]))
    grid = header_grid(root.find_all("table")[0])
    assert grid.head_rows == 2
    assert grid.texts == ("Kommune", "S", "C", "A", "B", "G", "r")
    ids = {e.attributes["id"] for e in root.find_all("th")}
    cells = root.find_all("td")
    assert [cell.attributes["headers"] for cell in cells] == [
        "tbl-a-g1 tbl-a-r2 tbl-a-s1 tbl-a-c1",
        "tbl-a-g1 tbl-a-r2 tbl-a-s1 tbl-a-c2",
        "tbl-a-g1 tbl-a-r2 tbl-a-c3",
    ]
    assert all(set(cell.attributes["headers"].split()) <= ids for cell in cells)
    assert sum(int(c.attributes.get("span", 1)) for c in root.find_all("colgroup")) == 4


def test_colour_never_stands_alone():
    cells = parse_html(table([Row("r", [Cell("1", m) for m in ("green", "yellow", "red")])]))
    assert [cell.text() for cell in cells.find_all("td")] == ["1 ● god", "1 ▲ delvis", "1 ■ lav"]
    with pytest.raises(ReportError, match="colour without a word"):
        table([Row("r", [Cell("1", "red", ""), "2", "3"])])


def test_table_escapes_and_binds_units():
    text = table([Row("<b>&", ["15 pct.", "<i>", '"'])])
    assert "<b>" not in text
    assert "15\u00a0pct." in text


@pytest.mark.parametrize(
    ("rows", "rest", "what"),
    [
        ([], {}, "empty"),
        ([Group("G")], {}, "empty"),
        ([Row("r", ["1", "2"])], {}, "Row 1 has 2 cells for 3 columns"),
        ([Row(" ", ["1", "2", "3"])], {}, "header cell is empty"),
        ([Row("r", ["1", "2", "3"])], {"columns": [Column("A"), Column(""), Column("C")]}, "empty"),
        ([Row("r", ["1", Cell("2", footnotes=("a",)), "3"])], {}, "differ: a"),
        ([Row("r", ["1", "2", "3"])], {"footnotes": {"b": "x"}}, "differ: b"),
    ],
)
def test_table_refuses(rows, rest, what):
    with pytest.raises(ReportError, match=what):
        table(rows, **rest)


def test_table_block_holds_one_table():
    with pytest.raises(ReportError, match="exactly one"):
        table_block("tbl-a", "<p>", headline="h", subtitle="s", notes=NOTES, labels=LABELS)


def test_labels(tmp_path):
    with pytest.raises(ReportError, match="no labels for the language 'xx'") as error:
        load_labels(THEME, "xx")
    assert "da" in error.value.todo
    with pytest.raises(ReportError, match="'nowhere' is missing"):
        LABELS["nowhere"]
    for broken in ("a: [1]", "- a", "a: 'b"):
        (tmp_path / "labels.da.yml").write_text(broken)
        with pytest.raises(ReportError):
            load_labels(tmp_path, "da")
