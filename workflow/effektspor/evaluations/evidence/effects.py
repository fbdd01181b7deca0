"""Effects that reports state with intervals, pooled where several speak of the same."""

import pandas as pd

from effektspor.errors import EstimationError, InputError
from effektspor.estimators.pooling import Synthesis, pool_studies

EFFECTS = (
    "finding", "report", "theme", "label_da", "outcome", "effect", "ci_low", "ci_high",
    "effect_unit", "weight", "page",
)  # fmt: skip
POOLED = (
    "theme", "outcome", "unit", "k", "estimate", "low", "high", "tau2", "i2", "q", "p", "pred_low",
    "pred_high", "method",
)  # fmt: skip


def effects_tables(
    findings: pd.DataFrame, themes: pd.DataFrame, confidence: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All stated effects, and a mean for each theme, outcome and unit.

    An effect without interval is listed and has no weight. Effects of one report are pooled as one: the
    first that is stated counts, since two results on the same persons are no two studies.

    Parameters
    ----------
    findings
        `FINDINGS`.
    confidence
        Level of the intervals, given and made.

    Raises
    ------
    InputError
        Where effects on the same thing cannot be pooled, by their findings and rows.
    """
    stated = findings[findings["effect"].notna()]
    labels = themes.set_index("theme")["label_da"]
    effects = stated.assign(label_da=stated["theme"].map(labels), weight=float("nan"))
    means = []
    for (theme, outcome, unit), group in effects.groupby(["theme", "outcome", "effect_unit"]):
        known = group[group["ci_low"].notna()].drop_duplicates("report")
        told = _pooled(known, confidence)
        effects.loc[known.index, "weight"] = told.weights
        means.append((theme, outcome, unit, *_row(told)))
    pooled = pd.DataFrame(means, columns=list(POOLED))
    return effects.reindex(columns=list(EFFECTS)).reset_index(drop=True), pooled


def _pooled(known: pd.DataFrame, confidence: float) -> Synthesis:
    """The mean of effects on one thing; what cannot be pooled is named as the user has it."""
    try:
        return pool_studies(
            list(known["effect"]), list(known["ci_low"]), list(known["ci_high"]),
            list(known["effect_unit"]), confidence=confidence,
        )  # fmt: skip
    except EstimationError as error:
        named = ", ".join(
            f"{key} (row {row})" for key, row in zip(known["finding"], known["row"], strict=True)
        )
        raise InputError(
            error.what,
            where=f"list of findings, effects on the same thing: {named}",
            todo="Check effect, ci_low, ci_high and effect_unit; ratios are symmetric as logarithms. "
            "Where the report's own interval is not symmetric, leave both ends empty: the effect is "
            "then shown and not pooled.",
        ) from None


def _row(told: Synthesis) -> tuple[object, ...]:
    return (
        told.k, told.estimate, told.low, told.high, told.tau2, told.i2, told.q, told.p,
        told.pred_low, told.pred_high, told.method,
    )  # fmt: skip
