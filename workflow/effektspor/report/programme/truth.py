"""Own estimates beside the truth of a synthetic register; nothing where the registers are real."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.artefacts import Artefact
from effektspor.report import danish
from effektspor.report.blocks import heading
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.programme.measures import measures_of, name_of
from effektspor.report.programme.text import blocks, told
from effektspor.report.tables import Column, Row

TABLE = "truth.table"
EXPECTED = ("estimator_expected", "contrast_expected", "identification_bias")
"""Means over many simulated worlds; shown where the simulation has them."""
RATE = "rate_ratio"


def truth(material: Material) -> str:
    """The whole section."""
    if TABLE not in material.artefacts:
        return ""
    sentences = [f"truth_{name_of(measure)}" for measure in measures_of(material.artefacts)]
    return blocks(
        heading(material.say("truth_title"), 1, "sec-b"),
        told(material, "truth_intro"),
        told(material, *sentences, see=["tbl-truth"]),
        _table(material),
    )


def _table(material: Material) -> str:
    """Each quantity of the week of reading and of the whole period."""
    words = material.words
    week = int(material.artefact("reference.week").value or 0)
    lines = [
        line for line in material.rows(TABLE) if pd.isna(line["week"]) or int(line["week"]) == week
    ]
    expected = [name for name in EXPECTED if any(pd.notna(line[name]) for line in lines)]
    rows = []
    for line in lines:
        quantity = str(line["quantity"])
        label = words.get(f"quantity_{quantity}", str(line["label_da"])).format(week=week)
        cells = _cells(material, line, _estimate(material, quantity))
        rows.append(Row(label, [*cells, *(_number(line, name) for name in expected)]))
    columns = [
        Column(words["estimate"]),
        Column(words["item_interval"].format(level=danish.plain(level_of(material.artefacts)))),
        Column(words["truth"]),
        Column(words["covered"], align="center"),
        *(Column(words[name]) for name in expected),
    ]
    return material.table(
        "tbl-truth", TABLE, words["quantity"], columns, rows,
        text="truth", n_text=material.say("truth_n"),
    )  # fmt: skip


def _estimate(material: Material, quantity: str) -> Artefact | None:
    """The own estimate of a quantity of the truth: ``hours|started|total`` is an endpoint."""
    parts = quantity.split("|")
    if quantity == RATE:
        key = RATE
    elif parts[-1] == "total":
        key = f"endpoint.{'.'.join(parts)}"
    else:
        key = f"effect.{'.'.join(parts)}.reference"
    return material.artefacts.get(key)


def _cells(material: Material, line: Mapping[str, Any], own: Artefact | None) -> list[str]:
    """Estimate, interval, truth and whether the one holds the other."""
    true = None if pd.isna(line["truth_contrast"]) else float(line["truth_contrast"])
    interval = covered = danish.DANISH.missing
    if own is not None and own.ci_low is not None and own.ci_high is not None:
        low, high = own.ci_low, own.ci_high
        ends = (danish.number(end * _scale(line), 2) for end in (low, high))
        interval = f" {danish.DANISH.to} ".join(ends)
        if true is not None:
            covered = material.words["covered_yes" if low <= true <= high else "covered_no"]
    return [_number(line, "estimate"), interval, _number(line, "truth_contrast"), covered]


def _number(line: Mapping[str, Any], name: str) -> str:
    return danish.number(None if pd.isna(line[name]) else line[name] * _scale(line), 2)


def _scale(line: Mapping[str, Any]) -> float:
    """Shares are shown in points."""
    return 1.0 if line["unit"] in ("ratio", "weeks") else 100.0
