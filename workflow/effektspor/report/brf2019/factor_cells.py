"""How the tables of factor analyses write their numbers."""

from collections.abc import Mapping
from typing import Any

from effektspor.report import danish
from effektspor.report.findings import level_of
from effektspor.report.material import Material


def interval(line: Mapping[str, Any]) -> str:
    """Ends of an interval; empty where there is none."""
    return span(line["ci_low"], line["ci_high"])


def span(low: float, high: float, decimals: int = 2) -> str:
    """Two ends in full; empty where one is missing."""
    if low != low or high != high:
        return ""
    return " til ".join(danish.number(end, danish.telling(end, decimals)) for end in (low, high))


def two(value: float) -> str:
    """Two decimals."""
    return danish.number(value, 2)


def p_value(value: float) -> str:
    """The p value without its letter, which the column says."""
    if value != value:
        return ""
    return danish.p_value(value).replace("\u00a0", " ").removeprefix("p = ").removeprefix("p ")


def in_level(material: Material) -> str:
    """Header of a column of intervals, with their level."""
    return material.words["interval"].format(level=danish.plain(level_of(material.artefacts)))
