"""Grades of the themes by several schemes, with the arithmetic behind and why they disagree."""

from collections.abc import Mapping

from effektspor.report import danish
from effektspor.report.blocks import paragraphs
from effektspor.report.discus2011.coded import Coded, Line, listed
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row, html_table

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
    return material.block(
        "tbl-votes", html, "grades.votes", text="votes", n_text=material.say("votes_n"), wide=True
    )


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
    """Each report by the items of each scheme; the worst item decides."""
    words, ratings = material.words, material.rows("grades.ratings")
    rows: list[Row | Group] = []
    for report in coded.reports:
        own = [row for row in ratings if row["report"] == report["report"]]
        if own:
            rows.append(Group(str(report["label"])))
            rows += [
                Row(
                    words[f"item_{row['scheme']}_{row['item']}"],
                    [words[f"level_{row['level']}"], str(row["reason_da"])],
                )
                for row in own
            ]
    columns = [
        Column(words["level"], align="left"),
        Column(words["reason"], align="left", roomy=True),
    ]
    html = html_table("tbl-ratings", words["rated"], columns, rows, labels=material.labels)
    return material.block(
        "tbl-ratings", html, "grades.ratings", text="ratings", n_text=material.say("overview_n")
    )
