"""Counts of which some are hidden, as a reader sees them."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from effektspor.evaluations.masking import SMALL
from effektspor.report import danish
from effektspor.report.material import Material


def shown(material: Material, line: Mapping[str, Any], column: str) -> str:
    """A count, or the words in its place where the line's mark says that it is hidden."""
    mark = _mark(line)
    if not mark:
        return danish.number(line[column])
    words = material.words
    if mark == SMALL:
        least = danish.number(material.artefact("disclosure.min_cell").value)
        return words["fewer"].format(n=least)
    return words["hidden"]


def remark(material: Material, lines: Iterable[Mapping[str, Any]]) -> str:
    """What the words in place of a count mean; empty where no count is hidden."""
    return material.say("hidden_counts") if any(_mark(line) for line in lines) else ""


def _mark(line: Mapping[str, Any]) -> str:
    """An empty field of a CSV is read as missing."""
    return "" if pd.isna(line["hidden"]) else str(line["hidden"])
