"""How far each question moves from the first to the last answer of the same person.

The estimate is that of the panel regression with person effects, later measurements against the
first; the mean difference between last and first answer stands beside it, without a test. The exact
sign test and the test of marginal homogeneity take no answer for a number. All p-values of one kind
are adjusted for the number of questions. There is no comparison group: a change is no effect.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.estimators.multiplicity import false_discovery, holm
from effektspor.estimators.ordinal import (
    Integers,
    marginal_homogeneity,
    sign_test,
    square_table,
)
from effektspor.estimators.panel.change import Slope, repeated, within_person
from effektspor.evaluations.masking import SHOWN, mask_parts
from effektspor.evaluations.progression.hiding import safe
from effektspor.evaluations.progression.measurements import ends

KEYS = ("item", "asked")
NUMBERS = (
    "n_persons", "n_pairs", "up", "down", "first_mean", "last_mean", "change", "se", "ci_low",
    "ci_high", "effect_size", "panel", "panel_se", "panel_low", "panel_high", "p_panel",
    "p_municipality", "trend_per_year", "trend_low", "trend_high", "p_ordinal", "p_marginal",
)  # fmt: skip
ADJUSTED = ("p_holm", "p_fdr", "p_ordinal_holm", "p_ordinal_fdr")
COLUMNS = (*KEYS, *NUMBERS, *ADJUSTED)
MARGINAL_DIGITS = 3
"""Of the p-value of equal margins: with all its digits it would be a key to try whole tables on."""


def progression_change(
    rows: pd.DataFrame, items: Sequence[tuple[str, str]], values: int, confidence: float,
    min_cell: int,
) -> pd.DataFrame:  # fmt: skip
    """One row per question.

    Parameters
    ----------
    rows
        As `effektspor.evaluations.progression.measurements.measurements` gives them.
    items
        Questions and who was asked, in the order of the table.
    values
        Answers of the scale: 1 to `values`.
    min_cell
        Nothing but its counts is shown of a question with fewer pairs, or where sums that are
        shown would tell a count of fewer.

    Returns
    -------
    DataFrame
        `COLUMNS`. Means and changes are in points of the scale; ``change`` is last minus first
        answer with its interval, ``effect_size`` the same in standard deviations of the first
        answers. ``panel`` is the coefficient of being measured later, which the p-values with and
        without correction belong to: ``p_panel`` is clustered by person, ``p_municipality`` by
        municipality. ``trend_per_year`` is in points. ``up`` and ``down`` count persons whose
        last answer is above or below their first; where they are hidden, so is ``p_ordinal``.
    """
    lines = []
    for item, asked in items:
        own = rows[rows["item"] == item]
        found = _question(own, values, confidence, min_cell)
        lines.append({"item": item, "asked": asked, **found})
    table = pd.DataFrame(lines).reindex(columns=[*KEYS, *NUMBERS])
    for kind, prefix in (("p_panel", "p"), ("p_ordinal", "p_ordinal")):
        p_values = table[kind].astype(float).tolist()
        table[f"{prefix}_holm"] = holm(p_values)
        table[f"{prefix}_fdr"] = false_discovery(p_values)
    return table[list(COLUMNS)]


def _question(
    rows: pd.DataFrame, values: int, confidence: float, min_cell: int
) -> dict[str, float]:
    pairs = ends(rows)
    counts = _counts(rows["person"].nunique(), len(pairs), min_cell)
    if len(pairs) < max(min_cell, 2):
        return counts
    table = square_table(
        pairs["first"].to_numpy(dtype=np.int64), pairs["last"].to_numpy(dtype=np.int64), values
    )
    if not safe(table, min_cell):
        return counts
    again = repeated(rows)
    panel = within_person(again, "later")
    trend = within_person(again, "years")
    return (
        counts
        | _moves(table, min_cell)
        | _difference(pairs, confidence)
        | _named("panel", panel, confidence)
        | {"panel": panel.estimate, "panel_se": panel.se, "p_panel": panel.p_value}
        | {"p_municipality": within_person(again, "later", "municipality").p_value}
        | {"trend_per_year": trend.estimate}
        | _named("trend", trend, confidence)
        | {"p_marginal": round(marginal_homogeneity(table)[2], MARGINAL_DIGITS)}
    )


def _counts(persons: int, pairs: int, min_cell: int) -> dict[str, float]:
    """Persons and pairs; not both where few have answered once only."""
    few = 0 < pairs < min_cell
    hidden = few or 0 < persons - pairs < min_cell
    return {
        "n_persons": np.nan if hidden else float(persons),
        "n_pairs": np.nan if few else float(pairs),
    }


def _moves(table: Integers, min_cell: int) -> dict[str, float]:
    """Persons who have moved up and down, and the sign test, which they could be told from.

    Hidden where one number could be told from the others.
    """
    counts = [int(np.triu(table, 1).sum()), int(np.tril(table, -1).sum()), int(np.trace(table))]
    marks = mask_parts(counts, min_cell)
    shown = [float(n) if mark == SHOWN else np.nan for n, mark in zip(counts, marks, strict=True)]
    hidden = any(mark != SHOWN for mark in marks)
    return {"up": shown[0], "down": shown[1], "p_ordinal": np.nan if hidden else sign_test(table)}


def _difference(pairs: pd.DataFrame, confidence: float) -> dict[str, float]:
    """Mean change with the interval of paired differences, and its size in standard deviations."""
    differences = (pairs["last"] - pairs["first"]).to_numpy()
    n, change = len(differences), float(differences.mean())
    slope = Slope(change, float(differences.std(ddof=1) / np.sqrt(n)), n - 1.0)
    low, high = slope.interval(confidence)
    spread = float(pairs["first"].std(ddof=1))
    return {
        "first_mean": float(pairs["first"].mean()),
        "last_mean": float(pairs["last"].mean()),
        "change": change,
        "se": slope.se,
        "ci_low": low,
        "ci_high": high,
        "effect_size": change / spread if spread > 0 else np.nan,
    }


def _named(name: str, slope: Slope, confidence: float) -> dict[str, float]:
    low, high = slope.interval(confidence)
    return {f"{name}_low": low, f"{name}_high": high}
