"""Lists that a coding rests on: themes, kinds of evidence, labels, selection, published weights."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.evidence.cells import read_coded
from effektspor.evidence.words import COUNTRIES, DESIGNS, JOURNALS, QUALITIES

NEEDED_WEIGHTS = {("method", "rct"), ("method", "econometric"), ("combination", "single")}
"""Weights that have no range in their place."""
KNOWN_LEVELS = {
    (factor, level)
    for factor, levels in (("quality", QUALITIES), ("journal", JOURNALS), ("geography", COUNTRIES))
    for level in levels
}
"""Levels that a report may have; their weight may be unknown."""


def read_themes(path: Path) -> pd.DataFrame:
    """Themes in order: theme, order, label_da, label_en, chapter, definition_da.

    Raises
    ------
    InputError
        Where a theme stands twice, lacks a label, has one that is an abbreviation of two letters, or
        has no number as order.
    """
    columns = ("theme", "order", "label_da", "label_en", "chapter", "definition_da")
    coded = read_coded(path, columns, "The list of themes")
    coded.given("theme", "order", "label_da", "chapter")
    coded.told("label_da", "label_en")
    coded.keys("theme")
    coded.unique("theme")
    frame = coded.frame.assign(order=coded.numbers("order"))
    return frame.sort_values("order", kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Designs:
    """Kinds of evidence and the designs that they stand for.

    Attributes
    ----------
    of
        Design of each kind of evidence.
    table
        evidence, label_da, label_en, design, design_da, design_en, rank.
    """

    of: dict[str, str]
    table: pd.DataFrame


def read_designs(path: Path) -> Designs:
    """Kinds of evidence.

    Raises
    ------
    InputError
        Where a kind stands twice or a design is unknown.
    """
    columns = ("evidence", "label_da", "label_en", "design", "design_da", "design_en", "rank")
    coded = read_coded(path, columns, "The list of kinds of evidence")
    coded.given("evidence", "label_da", "design", "design_da")
    coded.unique("evidence")
    coded.one_of("design", DESIGNS)
    frame = coded.frame.assign(rank=coded.numbers("rank")).reset_index(drop=True)
    return Designs(dict(zip(frame["evidence"], frame["design"], strict=True)), frame)


def read_labels(path: Path) -> dict[str, str]:
    """Report by other labels that the text has for it."""
    coded = read_coded(path, ("label", "report"), "The list of labels")
    coded.given("label", "report")
    coded.unique("label")
    return dict(zip(coded.frame["label"], coded.frame["report"], strict=True))


def read_selection(path: Path) -> pd.DataFrame:
    """Steps of the selection: step, n (missing where not stated), label_da, source."""
    coded = read_coded(path, ("step", "n", "label_da", "source"), "The list of selection steps")
    coded.given("step", "label_da")
    coded.told("label_da")
    coded.keys("step")
    coded.unique("step")
    return coded.frame.assign(n=coded.numbers("n")).reset_index(drop=True)


def read_weights(path: Path) -> dict[tuple[str, str], float]:
    """Published weight by factor and level; missing where it was not published.

    Raises
    ------
    InputError
        Where a weight is outside 0 to 1 or has no source, or where one that the count rests on is
        missing.
    """
    columns = ("factor", "level", "weight", "source")
    coded = read_coded(path, columns, "The list of weights")
    coded.given("factor", "level", "source")
    weight = coded.numbers("weight")
    coded.refuse(
        weight.notna() & ~weight.between(0, 1), "weight", "A weight lies outside 0 to 1",
        "Correct the weight.",
    )  # fmt: skip
    found = set(zip(coded.frame["factor"], coded.frame["level"], strict=True))
    published = set(
        zip(*(coded.frame.loc[weight.notna(), name] for name in columns[:2]), strict=True)
    )
    lacking = sorted((KNOWN_LEVELS - found) | (NEEDED_WEIGHTS - published))
    if lacking:
        raise InputError(
            f"Weights are missing: {', '.join(' '.join(each) for each in lacking)}",
            where=str(path),
            todo="Add the rows; leave weight empty where it was not published.",
        )
    keys = zip(coded.frame["factor"], coded.frame["level"], strict=True)
    return dict(zip(keys, weight.astype(float), strict=True))
