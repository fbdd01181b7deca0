"""Designs rated by explicit rules in the manner of CLEAR and of Campbell's maps.

The rules are this program's; they use what a coding says and nothing else. What is not stated counts
against a report, and the reason says that it was not stated.
"""

from collections.abc import Iterator

import pandas as pd

from effektspor.evaluations.evidence.matrix import read_reports_only
from effektspor.evidence.words import EFFECT_DESIGNS

COLUMNS = ("report", "scheme", "item", "level", "reason_da")
LEVELS = ("low", "moderate", "high")
CLEAR = {
    "rct": ("high", "Lodtrækning giver sammenlignelige grupper."),
    "quasi": ("moderate", "Sammenligning uden lodtrækning: grupperne kan være forskellige."),
    "effect_review": (
        "low",
        "En gennemgang er ikke én undersøgelse, og de gengivne undersøgelsers design er ikke oplyst.",
    ),
}
NO_EFFECT_DESIGN = ("low", "Designet kan ikke vise, hvad en indsats forårsager.")
NO_GROUP = ("low", "Der er ingen sammenligningsgruppe.")
COMPARISON = {
    "yes": ("high", "Der er en sammenligningsgruppe."),
    "no": NO_GROUP,
    "not_stated": ("low", "Det er ikke oplyst, om der er en sammenligningsgruppe."),
    # What the text says of one report is more precise than what it says of all of them at once.
    "contradictory": (
        "moderate",
        "Teksten siger både, at der er og ikke er en kontrolgruppe; den mere præcise oplysning følges.",
    ),
}


def ratings_table(reports: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Items of both schemes for each report; `overall` is the item that decides.

    Of Campbell's scheme the lowest item is the rating: a good design with an unknown sample is no
    more than its weakest part.
    """
    rows = [row for report in read_reports_only(reports).to_dict("records") for row in _report(
        {str(key): value for key, value in report.items()},
        findings[findings["report"] == report["report"]],
    )]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def overall(ratings: pd.DataFrame, scheme: str) -> dict[str, str]:
    """Rating of each report by a scheme."""
    own = ratings[(ratings["scheme"] == scheme) & (ratings["item"] == "overall")]
    return dict(zip(own["report"], own["level"], strict=True))


def _report(report: dict[str, object], findings: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    key = report["report"]
    level, reason = _clear(report)
    yield (key, "clear", "overall", level, reason)
    items = dict(_campbell(report, findings))
    for item, (grade, why) in items.items():
        yield (key, "campbell", item, grade, why)
    lowest = min(items, key=lambda item: LEVELS.index(items[item][0]))
    yield (key, "campbell", "overall", *items[lowest])


def _clear(report: dict[str, object]) -> tuple[str, str]:
    """An effect design without a group to compare with is none."""
    if report["design"] in EFFECT_DESIGNS[:2] and report["comparison"] in ("no", "not_stated"):
        return COMPARISON[str(report["comparison"])]
    return CLEAR.get(str(report["design"]), NO_EFFECT_DESIGN)


def _campbell(
    report: dict[str, object], findings: pd.DataFrame
) -> Iterator[tuple[str, tuple[str, str]]]:
    effect = report["design"] in EFFECT_DESIGNS
    yield "design", _clear(report)
    yield "comparison", COMPARISON[str(report["comparison"])]
    sample = report["n"] == report["n"] or bool(findings["n"].notna().any())
    yield (
        "sample",
        ("high", "Antallet af undersøgte er oplyst.")
        if sample
        else ("low", "Antallet af undersøgte er ikke oplyst."),
    )
    measured = bool(findings["effect"].notna().any())
    yield (
        "outcome",
        ("high", "Mindst én effekt er oplyst med enhed.")
        if measured
        else ("moderate" if effect else "low", "Ingen effekt er oplyst med størrelse."),
    )
