"""The cross-reading: a chapter for each group of themes, a section for each theme of the coding.

Everything is generated: a theme that a study adds has its section, its sentences and its table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from effektspor.report.blocks import (
    Notes,
    callout,
    heading,
    paragraphs,
    result_box,
    table_block,
)
from effektspor.report.contradictions import about_box
from effektspor.report.discus2011.coded import Coded, Line, pages
from effektspor.report.discus2011.looks import cell_look, direction_look
from effektspor.report.material import Material
from effektspor.report.tables import Cell, Column, Group, Row, html_table

TABLE = "matrix.findings"
Contradictions = Sequence[Mapping[str, str]]
PERSPECTIVE = "perspective"
SUMMARY = (
    "theme_size",
    "theme_agree",
    "theme_split",
    "theme_alone",
    "theme_silent",
    "theme_unstated",
)
"""Beginnings of the sentences in the box of a theme; a theme has those that fit it."""
REST = ("theme_no_finding", "theme_stock", "theme_schemes")
LINE = ("theme_line",)


def chapters(material: Material, coded: Coded, entries: Contradictions) -> str:
    """The chapters with the themes that the coding places in them, and what the source contradicts."""
    names = list(dict.fromkeys(str(theme["chapter"]) for theme in coded.themes))
    return "\n".join(
        _chapter(material, coded, entries, name) for name in names if name != PERSPECTIVE
    )


def perspective(material: Material, coded: Coded) -> str:
    """The themes of the perspective; nothing where there are none."""
    own = [theme for theme in coded.themes if theme["chapter"] == PERSPECTIVE]
    return "\n".join(theme_section(material, coded, theme, 2) for theme in own) + "\n"


def theme_section(material: Material, coded: Coded, theme: Line, level: int) -> str:
    """Heading, what it is about, the box with the ground beneath, and the table of findings."""
    name, label = str(theme["theme"]), str(theme["label_da"])
    parts = [heading(label, level, f"sec-tema-{_slug(name)}")]
    about = theme.get("definition_da")
    if about:
        parts.append(paragraphs([[material.words["theme_about"].format(text=about)]]))
    parts.append(
        callout(
            "note",
            material.words["theme_box"],
            [" ".join([*_told(material, name, SUMMARY), *_ground(material, coded, name)])],
        )
    )
    if coded.of(theme=name):
        parts.append(_table(material, coded, theme))
    rest = _told(material, name, REST)
    if rest:
        parts.append(paragraphs([rest]))
    return "\n".join(parts)


def _chapter(material: Material, coded: Coded, entries: Contradictions, name: str) -> str:
    key = name.replace(".", "_")
    title = material.words.get(f"chapter_{key}", material.words["chapter_other"])
    own = [theme for theme in coded.themes if str(theme["chapter"]) == name]
    lines = [line for theme in own if (line := _line(material, coded, theme))]
    sections = [theme_section(material, coded, theme, 3) for theme in own]
    return "\n".join(
        [
            heading(title, 2, f"sec-{name.replace('.', '-')}"),
            result_box(material.words["chapter_box"], lines),
            *(
                [about_box(material, name, entries)]
                if any(e.get("box") == name for e in entries)
                else []
            ),
            *sections,
        ]
    )


def _line(material: Material, coded: Coded, theme: Line) -> str:
    """What the reports say of a theme in one line, and on what ground; empty where nothing is told."""
    told = _told(material, str(theme["theme"]), LINE)
    if not told:
        return ""
    ground = coded.ground(str(theme["theme"]))
    if not ground:
        return f"{theme['label_da']}: {told[0]}"
    return material.words["theme_line"].format(
        theme=theme["label_da"],
        told=told[0].removesuffix("."),
        ground=material.words[f"ground_short_{ground}"],
    )


def _ground(material: Material, coded: Coded, theme: str) -> list[str]:
    """On what the strongest of the findings rests."""
    ground = coded.ground(theme)
    return [material.words[f"ground_{ground}"]] if ground else []


def _headline(material: Material, theme: Line) -> str:
    """The theme, and what its reports say together."""
    told = _told(material, str(theme["theme"]), LINE)
    if not told:
        return str(theme["label_da"])
    return material.words["theme_headline"].format(
        theme=theme["label_da"], told=told[0].removesuffix(".")
    )


def _told(material: Material, theme: str, starts: Iterable[str]) -> list[str]:
    """The sentences of a theme whose names begin so, in the order of the catalogue."""
    found = []
    for start in starts:
        found += [
            text
            for name, text in material.sentences.items()
            if name.endswith(f".{theme}") and name.startswith(start)
        ]
    return found


def _table(material: Material, coded: Coded, theme: Line) -> str:
    words, name = material.words, str(theme["theme"])
    rows: list[Row | Group] = [
        _row(material, each, str(coded.label(each["report"])))
        for each in coded.of(theme=name)
        if coded.label(each["report"]) is not None
    ]
    own = coded.own(name)
    if own:
        rows.append(Group(words["own_statements"]))
        rows += [_row(material, each, words["reviewers"]) for each in own]
    columns = [
        Column(words["finding"], align="left", roomy=True),
        Column(words["direction"], align="left"),
        Column(words["evidence"], align="left"),
        Column(words["page"], align="left"),
        Column(words["number"]),
    ]
    table_id = f"tbl-tema-{_slug(name)}"
    html = html_table(table_id, words["report"], columns, rows, labels=material.labels)
    return table_block(
        table_id, html,
        headline=_headline(material, theme),
        subtitle=material.say(f"theme_table_subtitle.{name}"),
        notes=_notes(material, name),
        labels=material.labels,
    )  # fmt: skip


def _notes(material: Material, theme: str) -> Notes:
    """Shorter than elsewhere: the list of all findings defines and dates what these tables show."""
    whole = material.notes(
        TABLE, material.say("theme_table_guide"), material.say(f"theme_table_n.{theme}")
    )
    return replace(whole, definition="", method="")


def _row(material: Material, finding: Line, head: str) -> Row:
    words = material.words
    look = (
        direction_look(str(finding["direction"]), words)
        if finding["studied"] == "finding"
        else cell_look("no_finding", "", "", words)
    )
    return Row(
        head,
        [
            str(finding["finding_da"]),
            Cell("", look=look),
            str(finding["evidence_da"]),
            pages(finding["page"], words),
            str(finding["number"]),
        ],
    )


def _slug(name: str) -> str:
    return name.replace("_", "-")
