"""Every printed figure: beside the own value where it can have one, else with the reason why not."""

import re
from collections.abc import Iterable, Mapping
from string import ascii_lowercase
from typing import Any

import pandas as pd

from effektspor.qualifier import Qualifier, parse_qualifier
from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material, date_text
from effektspor.report.tables import Cell, Column, Group, Row, html_table

TABLE = "replication.table"
DOCUMENT = "document"
PER_CENT, YEAR = "percent", "year"
PHRASES = {"at most": "most", "at the latest": "latest", "minimum": "minimum"}
"""Limits as the published table writes them: the word in front of the number."""
REPEAT = re.compile(r"gentager \w+\.")
Line = dict[str, Any]
Mapped = Mapping[str, Mapping[str, str]]
Chapters = Mapping[str, str]
"""Chapter of a table: pattern of the ids in it. The first chapter that fits has a figure."""


def item_tables(
    material: Material,
    mapped: Mapped,
    compared: Mapping[str, Chapters],
    facts: Chapters,
    *,
    named: bool = False,
) -> dict[str, str]:
    """Tables that together have each printed figure once, by name.

    Parameters
    ----------
    mapped
        Printed figure to the artefact that speaks to it.
    compared
        ``tbl-items-<name>``: its chapters, of figures that can have an own value.
    facts
        Chapters of ``tbl-items-document``, of figures that cannot.
    named
        Whether figures that a reason speaks of stand by their names, not by their ids.
    """
    lines = [_clean(line) for line in material.rows(TABLE)]
    if named:
        lines = [_named(material, line) for line in lines]
    own = [line for line in lines if line["basis"] != DOCUMENT]
    tables = {
        f"tbl-items-{name}": _compared(material, name, _grouped(own, of), mapped)
        for name, of in compared.items()
    }
    told = [line for line in lines if line["basis"] == DOCUMENT]
    return {**tables, "tbl-items-document": _facts(material, _grouped(told, facts))}


def _named(material: Material, line: Line) -> Line:
    """A line whose reason has the names of other figures in place of their ids."""

    def name(found: re.Match[str]) -> str:
        label = material.words.get(f"item_{found[1].rstrip('.')}")
        return found[0] if label is None else f"»{label}«"

    reason = line["reason_da"]
    if not isinstance(reason, str):
        return line
    spelt = re.sub(r"\{?\b([a-z]\w*(?:\.\w+)+)\}?", name, reason)
    return line | {"reason_da": re.sub(r"(?<=[\w«)]) \* (?=[\w»(])", " · ", spelt)}


def printed_shares(material: Material, mapped: Mapped) -> dict[str, float]:
    """Printed per cent by the id of the artefact that speaks to it, first place in the source."""
    found: dict[str, float] = {}
    for item, entry in mapped.items():
        key = f"printed.{item}"
        if entry["unit"] == PER_CENT and key in material.artefacts:
            value = material.artefacts[key].value
            found.setdefault(entry["artefact"], round(float(value or 0) * 100, 6))
    return found


def _grouped(lines: list[Line], chapters: Chapters) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {name: [] for name in chapters}
    for line in lines:
        name = next((n for n, p in chapters.items() if re.match(p, line["item_id"])), None)
        if name is not None:
            found[name].append(line)
    return {name: of for name, of in found.items() if of}


def _compared(
    material: Material, name: str, chapters: Mapping[str, list[Line]], mapped: Mapped
) -> str:
    words = material.words
    reasons = _reasons(line for lines in chapters.values() for line in lines)
    rows: list[Row | Group] = []
    for chapter, lines in chapters.items():
        rows.append(Group(words[f"chapter_{chapter}"]))
        rows += [_row(material, line, mapped, reasons) for line in lines]
    level = danish.plain(level_of(material.artefacts))
    columns = [
        Column(words["item_page"]),
        Column(words["item_published"]),
        Column(words["item_own"]),
        Column(words["item_interval"].format(level=level)),
        Column(words["item_difference"]),
        Column(words["item_verdict"], align="left"),
        Column(words["item_basis"], align="left"),
    ]
    table_id = f"tbl-items-{name}"
    html = html_table(
        table_id, words["item"], columns, rows, labels=material.labels,
        footnotes={key: f"{sentence(reason)}." for reason, key in reasons.items()},
    )  # fmt: skip
    return material.block(
        table_id, html, TABLE, text=f"items_{name}", n_text=material.say("items_n"), wide=True
    )


def _reasons(lines: Iterable[Line]) -> dict[str, str]:
    """A letter for each reason, in the order in which they come; said once beneath the table."""
    told = dict.fromkeys(str(line["reason_da"]) for line in lines if line["reason_da"])
    return dict(zip(told, ascii_lowercase, strict=False))


def _row(material: Material, line: Line, mapped: Mapped, reasons: Mapping[str, str]) -> Row:
    words = material.words
    own, decimals = line["own_value"], int(line["decimals"] or 0)
    places = max(1, decimals) if line["unit"] == PER_CENT else decimals
    key = reasons.get(str(line["reason_da"]))
    return Row(
        words[f"item_{line['item_id']}"],
        [
            _place(line),
            as_printed(material, line),
            danish.number(own, places),
            _interval(material, line, mapped),
            danish.signed(line["difference"], places),
            words[f"verdict_{line['verdict']}"],
            Cell(words[f"basis_short_{line['basis']}"], footnotes=(key,) if key else ()),
        ],
    )


def _place(line: Line) -> str:
    """Page of the source; its chapter where it has no pages."""
    return str(line["page"] if line["page"] is not None else line["figure_or_table"])


def _facts(material: Material, chapters: Mapping[str, list[Line]]) -> str:
    """What has no own value: the reason stands at the head of each chapter."""
    words = material.words
    rows: list[Row | Group] = []
    for chapter, own in reversed(list(chapters.items())):
        why = "; ".join(_why(own))
        rows.append(Group(f"{words[f'chapter_{chapter}']}: {why}"))
        rows += [
            Row(words[f"item_{line['item_id']}"], [_place(line), as_printed(material, line)])
            for line in own
        ]
    columns = [Column(words["item_page"]), Column(words["item_published"])]
    return material.table(
        "tbl-items-document", TABLE, words["item"], columns, rows,
        text="items_document", n_text=material.say("items_n"), wide=True,
    )  # fmt: skip


def _why(lines: list[Line]) -> list[str]:
    """Reasons of a chapter; that a row repeats another is said by its label, which has no id."""
    told = list(dict.fromkeys(str(line["reason_da"]) for line in lines))
    return [each for each in told if not REPEAT.match(each)] or told


def as_printed(material: Material, line: Line) -> str:
    """The printed value with its unit and with the word in front of it."""
    words, unit = material.words, str(line["unit"])
    if unit.startswith("date_"):
        digits = f"{float(line['value']):.0f}"
        parts = [digits[:4], digits[4:6], digits[6:]]
        return date_text("-".join(part for part in parts if part))
    text = _with_unit(line, unit, words)
    read = parse_qualifier(str(line["qualifier"]))
    if read is None or read.kind in ("exact", "target"):
        return text
    about = _phrase(str(line["qualifier"]), words) or _about(str(line["qualifier"]), read)
    return str(words[f"printed_{about}"]).format(value=text)


def _with_unit(line: Line, unit: str, words: Mapping[str, str]) -> str:
    """One of a thing has the word for one where there is such; a year has no point of thousands."""
    value = line["value"]
    if unit == YEAR and value is not None:
        return f"{float(value):.0f}"
    name = words[f"unit_{unit}"]
    if value == 1:
        name = words.get(f"unit_{unit}_one", name)
    return danish.with_unit(value, name, int(line["decimals"] or 0)).strip()


def _phrase(qualifier: str, words: Mapping[str, str]) -> str | None:
    """A limit that the study has words of its own for."""
    return next((w for p, w in PHRASES.items() if p in qualifier and f"printed_{w}" in words), None)


def _about(qualifier: str, read: Qualifier) -> str:
    """Which word stands before a printed number that is no exact one."""
    if read.kind != "bound" or read.direction == "peak":
        return "about"
    if "at least" in qualifier:
        return "least"
    return "within" if re.search(r"before|within", qualifier) else read.direction


def _interval(material: Material, line: Line, mapped: Mapped) -> str:
    """Of an estimate; arithmetic on printed figures has no sampling error."""
    entry = mapped.get(str(line["item_id"]))
    artefact = material.artefacts.get(entry["artefact"]) if entry else None
    if line["own_value"] is None or artefact is None or line["basis"] == "recomputed":
        return danish.DANISH.missing
    if artefact.ci_low is None or artefact.ci_high is None:
        return danish.DANISH.missing
    scale = 100 if line["unit"] == PER_CENT else 1
    return danish.span(artefact.ci_low * scale, artefact.ci_high * scale, "", 1)


def sentence(text: object) -> str:
    """With a capital letter."""
    return f"{str(text)[:1].upper()}{str(text)[1:]}"


def _clean(line: Line) -> Line:
    """What is missing as None."""
    return {name: None if pd.isna(value) else value for name, value in line.items()}
