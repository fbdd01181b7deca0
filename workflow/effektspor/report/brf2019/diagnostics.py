"""The table of diagnostics that opens the section on effects, and what is said of it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
from babel.lists import format_list

from effektspor.report import danish
from effektspor.report.blocks import paragraphs
from effektspor.report.brf2019.material import Material
from effektspor.report.findings import level_of
from effektspor.report.tables import Cell, Column, Group, Mark, Row, html_table

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
Measure = tuple[str, str]
Record = Mapping[str, Any]


def of_measure(material: Material, measure: Measure, *, cohort: bool = True) -> list[Record]:
    """The rows of a measure, with those that are of the cohort and hold for every measure."""
    wanted = [measure, ("", "")] if cohort else [measure]
    rows = [
        {key: "" if isinstance(value, float) and pd.isna(value) else value
         for key, value in row.items()}
        for row in material.rows(KEY)
    ]  # fmt: skip
    return [row for row in rows if (row["outcome"], row["denominator"]) in wanted]


def table(
    material: Material, name: str, measure: Measure, *, text: str, cohort: bool = True
) -> str:
    """Each diagnostic with what was found, its reason and its outcome; the rules as footnotes."""
    words = material.words
    rows = of_measure(material, measure, cohort=cohort)
    keys = _rule_keys(row["rule_da"] for row in rows)
    lines: list[Row | Group] = []
    for kind in (*KINDS, "other"):
        members = [row for row in rows if kind_of(str(row["id"])) == kind]
        if members:
            lines.append(Group(words[f"kind_{kind}"]))
            lines += [_line(material, row, keys) for row in members]
    level = danish.plain(level_of(material.artefacts))
    columns = [
        Column(words["found"].format(level=level), align="left"),
        Column(words["reason_why"], align="left"),
        Column(words["status"], align="center"),
    ]
    html = html_table(
        name, words["diagnostic"], columns, lines, labels=material.labels,
        footnotes={key: rule for rule, key in keys.items()},
    )  # fmt: skip
    return material.block(name, html, KEY, text=text, n_text=material.say("weekly_n_short"))


def kind_of(diagnostic: str) -> str:
    """Under which heading of the table a diagnostic stands."""
    for kind, beginnings in KINDS.items():
        if diagnostic.startswith(beginnings):
            return kind
    return "other"


def summary(material: Material, measure: Measure) -> str:
    """One honest sentence, and by name what is not passed."""
    rows = of_measure(material, measure)
    told = [material.say(f"diagnostics_summary_{measure[0]}_{measure[1]}")]
    for status in ("fail", "concern", "not_evaluated"):
        names = [str(row["label_da"]) for row in rows if row["status"] == status]
        if names:
            quoted = [f"»{name}«" for name in names]
            told.append(
                material.words[f"named_{status}"].format(names=format_list(quoted, locale="da"))
            )
    return paragraphs([told])


def worst(rows: Sequence[Record]) -> str:
    """The worst status of some diagnostics; not evaluated where none of them is."""
    found = {str(row["status"]) for row in rows}
    return next((each for each in ("fail", "concern", "pass") if each in found), "not_evaluated")


def status_cell(material: Material, status: str) -> Cell:
    """A status as word, shape and colour."""
    return Cell("", MARKS[status], material.words[f"status_{status}"])


def _line(material: Material, row: Record, keys: Mapping[str, str]) -> Row:
    return Row(
        str(row["label_da"]),
        [_found(material, row), str(row["why_da"]), status_cell(material, str(row["status"]))],
        footnotes=(keys[str(row["rule_da"])],),
    )


def _found(material: Material, row: Record) -> str:
    """The estimate with its interval or else its p-value; points per week unless it says a unit."""
    estimate = _finite(row["estimate"])
    if estimate is None:
        return danish.DANISH.missing
    unit = material.words.get(f"diagnostic_unit_{row['id']}", "")
    scale = 1.0 if unit else 100.0
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


def _rule_keys(rules: Iterable[Any]) -> dict[str, str]:
    """A letter for each rule, in the order in which they come."""
    return {rule: chr(97 + i) for i, rule in enumerate(dict.fromkeys(str(r) for r in rules))}
