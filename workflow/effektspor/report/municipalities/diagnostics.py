"""The table of diagnostics that opens the section on effects, and what is said of it."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from babel.lists import format_list

from effektspor.report import danish
from effektspor.report.blocks import paragraphs
from effektspor.report.findings import level_of
from effektspor.report.look import Mark
from effektspor.report.material import Material
from effektspor.report.tables import Align, Cell, Column, Group, Row, html_table

KEY = "diagnostics.table"
MARKS: Mapping[str, Mark] = {
    "pass": "green", "concern": "yellow", "fail": "red", "not_evaluated": "none",
}  # fmt: skip
KINDS: Mapping[str, tuple[str, ...]] = {
    "placebo": ("placebo_",),
    "negative": ("negative_",),
    "composition": ("balance_", "did_"),
    "windows": ("overlap_", "equal_inflow", "since_start"),
    "sensitivity": ("breakdown", "robust_interval", "adjustment", "weighting"),
    "inference": ("without_largest", "few_clusters"),
}
"""Heading of the table -> beginnings of the ids beneath it."""
PLACES = {kind: place for place, kind in enumerate((*KINDS, "other"))}
NAMED = ("fail", "concern", "not_evaluated")
RATE = ("first_internship", "at_risk")
"""The start rate: its diagnostics are ratios."""
Measure = tuple[str, str]
Record = Mapping[str, Any]


def of_measure(material: Material, measure: Measure, *, cohort: bool = True) -> list[Record]:
    """The rows of a measure by kind, with those of the cohort, which hold for every measure."""
    wanted = [measure, ("", "")] if cohort else [measure]
    rows = [
        {key: "" if isinstance(value, float) and pd.isna(value) else value
         for key, value in row.items()}
        for row in material.rows(KEY)
    ]  # fmt: skip
    own = [row for row in rows if (row["outcome"], row["denominator"]) in wanted]
    return sorted(own, key=lambda row: PLACES[kind_of(str(row["id"]))])


def table(
    material: Material, measure: Measure, name: str, text: str, *, cohort: bool = True
) -> str:
    """What was found and its outcome; as footnotes the rules, and why one is not passed."""
    rows = of_measure(material, measure, cohort=cohort)
    keys = _keys([*(row["rule_da"] for row in rows), *_reasons(rows)])

    def line(row: Record) -> Row:
        note = keys[str(row["rule_da"])]
        return Row(str(row["label_da"]), _pair(material, row, keys), footnotes=(note,))

    found, status = _labelled(_found_head(material), material.words["status"])
    columns = [Column(label, align=align) for label, align in (found, status)]
    return _block(material, name, columns, _grouped(material, rows, line), keys, text=text)


def side_by_side(material: Material, measures: Sequence[Measure]) -> str:
    """The diagnostics of several measures, without those of the cohort; reasons as footnotes."""
    words = material.words
    found = {
        (measure, row["id"]): row
        for measure in measures
        for row in of_measure(material, measure, cohort=False)
    }
    first = {str(row["id"]): row for row in reversed(found.values())}
    ids = dict.fromkeys(str(row["id"]) for row in found.values())
    keys = _keys(_reasons(found.values()))

    def line(row: Record) -> Row:
        cells: list[Cell | str] = []
        for measure in measures:
            own = found.get((measure, row["id"]))
            cells += _pair(material, own, keys) if own else ["", ""]
        return Row(str(row["label_da"]), cells)

    columns = [
        Column(label, align=align, spanner=words[f"measure_{outcome}_{denominator}"])
        for outcome, denominator in measures
        for label, align in _labelled(_found_head(material), words["status"])
    ]
    lines = _grouped(material, [first[each] for each in ids], line)
    return _block(material, "tbl-diagnostics-hours", columns, lines, keys, text="diagnostics_hours")


def kind_of(diagnostic: str) -> str:
    """Under which heading of the table a diagnostic stands."""
    for kind, beginnings in KINDS.items():
        if diagnostic.startswith(beginnings):
            return kind
    return "other"


def summary(material: Material, measure: Measure, named: Sequence[str] = NAMED) -> str:
    """One honest sentence, and by name what has a status of `named`."""
    rows = of_measure(material, measure)
    told = [material.say(f"diagnostics_summary_{measure[0]}_{measure[1]}")]
    for status in named:
        names = [f"»{row['label_da']}«" for row in rows if row["status"] == status]
        if names:
            listed = format_list(names, locale="da")
            told.append(material.words[f"named_{status}"].format(names=listed))
    return paragraphs([told])


def worst(rows: Sequence[Record]) -> str:
    """The worst status of some diagnostics; not evaluated where none of them is."""
    found = {str(row["status"]) for row in rows}
    return next((each for each in ("fail", "concern", "pass") if each in found), "not_evaluated")


def status_cell(material: Material, status: str) -> Cell:
    """A status as word, shape and colour."""
    return Cell("", MARKS[status], material.words[f"status_{status}"])


def _grouped(
    material: Material, rows: Sequence[Record], line: Callable[[Record], Row]
) -> list[Row | Group]:
    """A line per row beneath the heading of its kind."""
    lines: list[Row | Group] = []
    for kind in PLACES:
        members = [row for row in rows if kind_of(str(row["id"])) == kind]
        if members:
            lines += [Group(material.words[f"kind_{kind}"]), *(line(row) for row in members)]
    return lines


def _block(
    material: Material,
    name: str,
    columns: Sequence[Column],
    lines: Sequence[Row | Group],
    keys: Mapping[str, str],
    *,
    text: str,
) -> str:
    html = html_table(
        name, material.words["diagnostic"], columns, lines, labels=material.labels,
        footnotes={key: note for note, key in keys.items()},
    )  # fmt: skip
    return material.block(name, html, KEY, text=text, n_text=material.say("weekly_n_short"))


def _pair(material: Material, row: Record, keys: Mapping[str, str]) -> list[Cell | str]:
    """What was found and its outcome, which refers to the reason where it is not passed."""
    status = str(row["status"])
    told = status != "pass" and bool(row["why_da"])
    notes = (keys[str(row["why_da"])],) if told else ()
    mark = replace(status_cell(material, status), footnotes=notes)
    return [_found(material, row), mark]


def _found_head(material: Material) -> str:
    return material.words["found"].format(level=danish.plain(level_of(material.artefacts)))


def _labelled(found: str, status: str) -> tuple[tuple[str, Align], tuple[str, Align]]:
    return (found, "left"), (status, "center")


def _found(material: Material, row: Record) -> str:
    """The estimate with its interval or else its p-value; points per week unless it says a unit."""
    estimate = _finite(row["estimate"])
    if estimate is None:
        return danish.DANISH.missing
    unit = material.words.get(f"diagnostic_unit_{row['id']}", "")
    scale = 1.0 if unit or row["outcome"] == RATE[0] else 100.0
    text = danish.number(estimate * scale, 2)
    if unit:
        text = f"{text}{danish.NBSP}{unit}"
    low, high, p_value = (_finite(row[name]) for name in ("ci_low", "ci_high", "p_value"))
    if low is not None and high is not None:
        ends = (danish.number(end * scale, 2) for end in (low, high))
        return f"{text} ({f' {danish.DANISH.to} '.join(ends)})"
    return text if p_value is None else f"{text}; {danish.p_value(p_value)}"


def _finite(value: Any) -> float | None:
    """A number; None for a blank cell and for one without bound."""
    return float(value) if value != "" and math.isfinite(float(value)) else None


def _reasons(rows: Iterable[Record]) -> list[str]:
    """Why diagnostics are not passed."""
    return [str(row["why_da"]) for row in rows if row["status"] != "pass" and row["why_da"]]


def _keys(notes: Iterable[Any]) -> dict[str, str]:
    """A letter for each note, in the order in which they come."""
    return {note: chr(97 + i) for i, note in enumerate(dict.fromkeys(str(n) for n in notes))}
