"""Tables of the primary endpoint: periods, methods of inference, specifications."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.municipalities import diagnostics
from effektspor.report.municipalities.diagnostics import Measure
from effektspor.report.tables import Cell, Column, Group, Row

MEASURES: tuple[Measure, ...] = (
    ("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"),
)  # fmt: skip
"""Those of Bedre Ressourceforloeb; the first is the primary one."""
METHODS = ("wild", "cr1", "cr2", "cr3", "randomisation")
SPECIFICATIONS = tuple((a, w) for a in ("none", "full") for w in ("persons", "municipalities"))
EXACT = {"wild", "randomisation"}
"""Methods whose reference distribution is drawn: no degrees of freedom."""
Record = Mapping[str, Any]


def periods(material: Material, measures: Sequence[Measure] = MEASURES) -> str:
    """The whole period first, then its blocks; the diagnostics' verdict beside each measure."""
    words = material.words
    found = {
        (row["outcome"], row["denominator"], row["endpoint"]): row
        for row in _rows(material, "endpoint.table")
        if row["headline"] and row["method"] == "wild"
    }
    lines: list[Row | Group] = []
    for measure in measures:
        lines.append(Group(words[f"measure_{measure[0]}_{measure[1]}_long"]))
        verdict = diagnostics.worst(diagnostics.of_measure(material, measure))
        primary = measure == measures[0]
        own = [row for key, row in found.items() if key[:2] == measure]
        # The whole period first, then its blocks.
        own.sort(key=lambda row: (row["endpoint"] != "total", str(row["endpoint"])))
        lines += [_period(material, row, verdict, primary=primary) for row in own]
    columns = [
        Column(words["weeks_per_citizen"]), Column(_interval_head(material)),
        Column(words["p_value"]), Column(words["mean_per_week"]), Column(words["evaluated_weeks"]),
        Column(words["diagnostics_of_effect"], align="center"),
    ]  # fmt: skip
    return material.table(
        "tbl-endpoints", "endpoint.table", words["period"], columns, lines,
        text="endpoints", n_text=material.say("endpoints_n"),
    )  # fmt: skip


def methods(material: Material, measures: Sequence[Measure] = MEASURES) -> str:
    """The primary endpoint by method of inference, in the headline's specification."""
    words = material.words
    rows = _rows(material, "endpoint.table_methods")
    headline = {(row["adjustment"], row["weighting"]) for row in rows if row["headline"]}
    found = {
        (row["outcome"], row["denominator"], row["method"]): row
        for row in rows
        if row["endpoint"] == "total" and (row["adjustment"], row["weighting"]) in headline
    }
    lines: list[Row | Group] = []
    for measure in measures:
        lines.append(Group(words[f"measure_{measure[0]}_{measure[1]}_long"]))
        for method in METHODS:
            row = found.get((*measure, method))
            if row is not None:
                lines.append(_method(material, row))
    columns = [
        Column(words["weeks_per_citizen"]), Column(words["standard_error"]),
        Column(words["degrees"]), Column(_interval_head(material)), Column(words["p_value"]),
    ]  # fmt: skip
    return material.table(
        "tbl-methods", "endpoint.table_methods", words["method"], columns, lines,
        text="methods", n_text=material.say("endpoints_n"),
    )  # fmt: skip


def specifications(material: Material, measures: Sequence[Measure] = MEASURES) -> str:
    """The primary endpoint by adjustment and weighting, and on which municipalities it rests."""
    words = material.words
    ends = {
        (row["outcome"], row["denominator"], row["adjustment"], row["weighting"]): row
        for row in _rows(material, "endpoint.table")
        if row["endpoint"] == "total" and row["method"] == "wild"
    }
    rests = {
        (row["outcome"], row["denominator"], row["adjustment"], row["weighting"]): row
        for row in _rows(material, "clusters.table")
        if row["endpoint"] == "total"
    }
    lines: list[Row | Group] = []
    for measure in measures:
        lines.append(Group(words[f"measure_{measure[0]}_{measure[1]}_long"]))
        for adjustment, weighting in SPECIFICATIONS:
            key = (*measure, adjustment, weighting)
            if key in ends and key in rests:
                head = words[f"specification_{adjustment}_{weighting}"]
                lines.append(_specification(head, ends[key], rests[key]))
    columns = [
        Column(words["weeks_per_citizen"]), Column(_interval_head(material)),
        Column(words["p_value"]), Column(words["effective_treated"]),
        Column(words["largest_leverage"]), Column(words["leave_one_out"]),
    ]  # fmt: skip
    return material.table(
        "tbl-specifications", "clusters.table", words["specification"], columns, lines,
        text="specifications", n_text=material.say("endpoints_n"),
    )  # fmt: skip


def _rows(material: Material, key: str) -> list[Record]:
    """The rows, what is missing as None."""
    return [
        {name: None if isinstance(value, float) and pd.isna(value) else value
         for name, value in row.items()}
        for row in material.rows(key)
    ]  # fmt: skip


def _period(material: Material, row: Record, verdict: str, *, primary: bool) -> Row:
    whole = row["endpoint"] == "total"
    kind = "primary" if whole and primary else "total" if whole else "block"
    head = material.words[f"week_span_{kind}"]
    mean = None if row["mean"] is None else float(row["mean"]) * 100
    cells: list[Cell | str] = [
        danish.number(row["estimate"], 2), _interval(row), _p(row), danish.number(mean, 2),
        danish.number(row["weeks"]),
        # The verdict is of the measure; it marks the one number that the reader takes away.
        diagnostics.status_cell(material, verdict) if whole else "",
    ]  # fmt: skip
    return Row(head.format(first=row["first_week"], last=row["last_week"]), cells, total=whole)


def _method(material: Material, row: Record) -> Row:
    method = str(row["method"])
    degrees = None if method in EXACT else row["df"]
    return Row(
        material.words[f"method_{method}"],
        [danish.number(row["estimate"], 2), danish.number(row["se"], 2),
         danish.number(degrees, 1), _interval(row), _p(row)],
        total=method == METHODS[0],
    )  # fmt: skip


def _specification(head: str, ends: Record, rests: Record) -> Row:
    leverage = rests["largest_leverage"]
    return Row(
        head,
        [
            danish.number(ends["estimate"], 2), _interval(ends), _p(ends),
            danish.number(rests["effective_treated"], 1),
            danish.number(None if leverage is None else float(leverage) * 100),
            _span(rests["leave_one_low"], rests["leave_one_high"]),
        ],
        total=bool(ends["headline"]),
    )  # fmt: skip


def _interval_head(material: Material) -> str:
    return material.words["interval"].format(level=danish.plain(level_of(material.artefacts)))


def _interval(row: Record) -> str:
    return _span(row["ci_low"], row["ci_high"])


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return danish.DANISH.missing
    return f"{danish.number(low, 2)} {danish.DANISH.to} {danish.number(high, 2)}"


def _p(row: Record) -> str:
    """The p-value alone, without the sign of equality: the column says what it is."""
    if row["p_value"] is None:
        return danish.DANISH.missing
    return danish.p_value(float(row["p_value"])).removeprefix("p").lstrip(" \u00a0=")
