"""Published against own values by basis, and own estimates against the known truth."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.comparisons import BASES
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column, Group, Row

TRUTH = (
    "estimate", "estimator_expected", "estimation_error", "truth_contrast", "contrast_expected",
    "identification_bias",
)  # fmt: skip
NORMAL = 1.96
ESTIMATED = ("calibration", "simulation", "register")
Mapped = Mapping[str, Mapping[str, str]]


def items(material: Material, mapped: Mapped) -> str:
    """Chosen figures side by side, grouped by basis.

    Parameters
    ----------
    mapped
        Printed figure to artefact, for the interval; a figure is chosen where the words of the
        study have a label ``item_<item_id>`` for it.
    """
    words = material.words
    found = {str(row["item_id"]): row for row in material.rows("replication.table")}
    chosen = [
        key.removeprefix("item_")
        for key in words
        if key.startswith("item_") and key.removeprefix("item_") in found
    ]
    rows: list[Row | Group] = []
    for basis in BASES:
        members = [
            item
            for item in chosen
            if found[item]["basis"] == basis and pd.notna(found[item]["own_value"])
        ]
        if members:
            rows.append(Group(words[f"basis_{basis}"]))
            rows += [_item(material, item, found[item], mapped) for item in members]
    columns = [
        Column(words[name].format(level=danish.plain(level_of(material.artefacts))))
        for name in ("item_published", "item_own", "item_interval", "item_difference")
    ]
    return material.table(
        "tbl-items", "replication.table", words["item"], columns, rows,
        text="items", n_text=material.say("items_n"),
    )  # fmt: skip


def truth(material: Material) -> str:
    """Estimate, expected value and truth at the reference week."""
    words = material.words
    week = int(material.artefact("reference.week").value or 0)
    rows = []
    for row in material.rows("truth.table"):
        if pd.notna(row["week"]) and int(row["week"]) != week:
            continue
        label = words.get(f"quantity_{row['quantity']}", str(row["label_da"]))
        rows.append(Row(label, _truth_cells(row, 1 if row["unit"] in ("ratio", "weeks") else 100)))
    columns = [Column(words[part]) for part in TRUTH]
    return material.table(
        "tbl-truth", "truth.table", words["quantity"], columns, rows,
        text="truth", n_text=material.say("truth_n"),
        # Said only where the parts of the rate ratio are missing.
        remark=material.sentences.get("truth_no_expected_rate", ""),
    )  # fmt: skip


def _truth_cells(row: Mapping[str, Any], scale: float) -> list[str]:
    """The parts in the order of `TRUTH`; the last, the bias, with its own uncertainty."""
    cells = [danish.number(row[part] * scale, 2) for part in TRUTH]
    half = NORMAL * float(row["mc_se"]) * scale
    return cells if pd.isna(half) else [*cells[:-1], f"{cells[-1]} ± {danish.number(half, 2)}"]


def _item(material: Material, item: str, row: Mapping[str, Any], mapped: Mapped) -> Row:
    printed, own = float(row["value"]), float(row["own_value"])
    decimals = int(row.get("decimals", 0) or 0)
    return Row(
        material.words[f"item_{item}"],
        [
            danish.number(printed, decimals),
            danish.number(own, max(1, decimals)),
            # Arithmetic on printed figures has no sampling error; the interval is of an estimate.
            _interval(material, mapped.get(item) if row["basis"] in ESTIMATED else None),
            danish.signed(own - printed, max(1, decimals)),
        ],
    )


def _interval(material: Material, entry: Mapping[str, str] | None) -> str:
    artefact = material.artefacts.get(entry["artefact"]) if entry else None
    if artefact is None or artefact.ci_low is None or artefact.ci_high is None:
        return danish.DANISH.missing
    low, high = artefact.ci_low * 100, artefact.ci_high * 100
    if entry and entry.get("sign") == "dropped":
        low, high = -high, -low
    return f"{danish.number(low, 1)} til {danish.number(high, 1)}"
