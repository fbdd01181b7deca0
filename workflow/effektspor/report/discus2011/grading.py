"""Grades of the themes by several schemes, with the arithmetic behind and why they disagree."""

from collections.abc import Mapping
from string import ascii_lowercase

from effektspor.report import danish
from effektspor.report.blocks import paragraphs
from effektspor.report.discus2011.coded import Coded, Line, listed
from effektspor.report.discus2011.looks import level_look
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row, html_table

SCHEMES = ("jobeffekter_word", "clear_word", "campbell_word", "body_word")
FACTORS = ("quality", "method", "geography", "journal", "combination")


def build(material: Material, coded: Coded) -> dict[str, str]:
    """Markdown by name."""
    return {
        "tbl-grades": _grades(material, coded),
        "tbl-votes": _votes(material, coded),
        "tbl-ratings": _ratings(material, coded),
    }


def _grades(material: Material, coded: Coded) -> str:
    words = material.words
    lines = {row["theme"]: row for row in material.rows("grades.table")}
    rows = [
        Row(
            str(theme["label_da"]),
            [
                danish.span(line["stock_low"], line["stock_high"], decimals=2),
                *(_said(line, name, words) for name in SCHEMES),
                _said(line, "why_da", words),
            ],
        )
        for theme in coded.themes
        if (line := lines.get(theme["theme"]))
    ]
    columns = [
        Column(words["stock"]),
        *(Column(words[name], align="left") for name in SCHEMES),
        Column(words["why"], align="left", roomy=True),
    ]
    return material.table(
        "tbl-grades", "grades.table", words["theme"], columns, rows,
        text="grades", n_text=material.say("grades_n"), remark=material.say("grades_remark"),
        wide=True,
    )  # fmt: skip


def _said(line: Line, name: str, words: Mapping[str, str]) -> str:
    value = line[name]
    return words["nothing"] if value is None or value != value or value == "" else str(value)


def _votes(material: Material, coded: Coded) -> str:
    """The arithmetic: each result that counts with its weights, as low and as high as can be."""
    words, votes = material.words, material.rows("grades.votes")
    rows: list[Row | Group] = []
    for theme in coded.themes:
        own = [r for r in votes if r["theme"] == theme["theme"] and str(r["counted"]) == "True"]
        if own:
            rows.append(Group(str(theme["label_da"])))
            rows += [_vote(row, coded, words) for row in own]
    if not rows:
        return paragraphs([[material.say("no_votes")]])
    columns = [
        *(Column(words[f"factor_{name}"]) for name in FACTORS),
        Column(words["product"]),
        Column(words["assumed"], align="left"),
    ]
    html = html_table("tbl-votes", words["report"], columns, rows, labels=material.labels)
    block = material.block(
        "tbl-votes", html, "grades.votes", text="votes", n_text=material.say("votes_n"), wide=True
    )
    # The reference stands with the table: a coding without votes has neither.
    return f"[@tbl-votes] {words['votes_see']}\n\n{block}"


def _vote(row: Line, coded: Coded, words: Mapping[str, str]) -> Row:
    known = [None if row[name] != row[name] else row[name] for name in FACTORS]
    return Row(
        str(coded.label(row["report"])),
        [
            *(words["unknown"] if each is None else danish.number(each, 2) for each in known),
            danish.span(row["product_low"], row["product_high"], decimals=2),
            words["nothing"]
            if row["assumed"] != row["assumed"]
            else listed(str(row["assumed"]).split(";")),
        ],
    )


def _ratings(material: Material, coded: Coded) -> str:
    """Reports by the items of both schemes, with the reason of each judgement beneath the table."""
    words, ratings = material.words, material.rows("grades.ratings")
    items = list(dict.fromkeys((row["scheme"], row["item"]) for row in ratings))
    told = dict.fromkeys(str(row["reason_da"]) for row in ratings)
    keys = dict(zip(told, _letters(len(told)), strict=True))
    of = {(row["report"], row["scheme"], row["item"]): row for row in ratings}
    rows = [
        Row(
            str(report["label"]),
            [_rated(of.get((report["report"], *item)), keys, words) for item in items],
        )
        for report in coded.reports
    ]
    columns = [
        Column(words[f"item_{item}"], align="left", spanner=words[f"scheme_{scheme}"])
        for scheme, item in items
    ]
    html = html_table(
        "tbl-ratings", words["report"], columns, rows, labels=material.labels,
        footnotes={key: reason for reason, key in keys.items()},
    )  # fmt: skip
    return material.block(
        "tbl-ratings", html, "grades.ratings", text="ratings", n_text=material.say("overview_n"),
        wide=True,
    )  # fmt: skip


def _rated(row: Line | None, keys: Mapping[str, str], words: Mapping[str, str]) -> Cell:
    if row is None:
        return Cell(words["not_rated"])
    return Cell("", footnotes=(keys[str(row["reason_da"])],), look=level_look(row["level"], words))


def _letters(n: int) -> list[str]:
    """Keys of notes: a, b, ..., z, aa, ab, ..."""
    return [
        *ascii_lowercase, *(a + b for a in ascii_lowercase for b in ascii_lowercase)
    ][:n]  # fmt: skip
