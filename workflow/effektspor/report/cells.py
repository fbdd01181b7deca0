"""Cells of tables of results: counts, shares, intervals and p values, or the word for hidden."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material
from effektspor.report.tables import Column

Line = Mapping[str, Any]
DASH = danish.DANISH.missing
WITHHELD = "withheld"


def hidden(line: Line) -> bool:
    """Whether a row is kept back."""
    return WITHHELD in (str(line.get("state", "")), str(line.get("shown", "")))


def count_of(material: Material, line: Line, n: str, of: str) -> str:
    """Those who have it of those it is known of: "30 af 120"."""
    if pd.isna(line[n]) or pd.isna(line[of]):
        return material.words["hidden"] if hidden(line) else DASH
    return material.words["n_of"].format(n=danish.number(line[n]), of=danish.number(line[of]))


def per_cent(material: Material, line: Line, name: str, decimals: int = 1) -> str:
    """A share without its unit, which the column has."""
    return number(material, line, name, decimals, 100)


def number(
    material: Material,
    line: Line,
    name: str,
    decimals: int = 1,
    scale: float = 1,
    *,
    sign: bool = False,
) -> str:
    """A number; the word for hidden where the row is kept back, a dash where there is none."""
    value = line.get(name)
    if value is None or pd.isna(value):
        return material.words["hidden"] if hidden(line) else DASH
    written = danish.signed if sign else danish.number
    return written(round(float(value) * scale, 9), decimals)


def ends(line: Line, low: str, high: str, decimals: int = 1, scale: float = 1) -> str:
    """The ends of an interval; a dash where it has none."""
    values = [line.get(low), line.get(high)]
    told = [float(str(value)) for value in values if value is not None and not pd.isna(value)]
    if len(told) < len(values):
        return DASH
    first, last = (danish.number(round(value * scale, 9), decimals) for value in told)
    return f"{first} {danish.DANISH.to} {last}"


def p_of(line: Line, name: str) -> str:
    """A p value without its letter, which the column has."""
    value = line.get(name)
    if value is None or pd.isna(value):
        return DASH
    text = danish.p_value(float(value)).removeprefix("p").strip(f"{danish.NBSP} ")
    return text.removeprefix("=").strip(f"{danish.NBSP} ")


def interval(material: Material, spanner: str = "") -> Column:
    """The column of intervals, with their level."""
    level = danish.plain(level_of(material.artefacts))
    return Column(material.words["interval"].format(level=level), spanner=spanner)


def label(line: Line) -> str:
    """Name of a row, ranges with an en dash."""
    return danish.with_dashes(str(line["label_da"]))
