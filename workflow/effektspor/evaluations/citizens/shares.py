"""Shares of answers in a survey of citizens, with what is uncertain about each.

The share is of all who replied and were asked the question, as the source prints it: "don't know",
a refusal and a skipped question stay in the denominator. The Wilson interval is for chance alone.
The bounds are for those who did not reply: they may all have answered so, or none of them.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from effektspor.estimators.survey.bounds import bounds
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.citizens.strata import post_stratified
from effektspor.evaluations.masking import SHOWN, mask_parts
from effektspor.surveys.codebook import Question
from effektspor.surveys.survey import Survey

ANSWERS = ("positive", "neither", "negative", "none")
COLUMNS = (
    "survey", "item", "label_da", "asked_if", "answer", "of", "n", "share", "ci_low", "ci_high",
    "weighted", "weighted_low", "weighted_high", "adjusted", "valid_share", "bound_low",
    "bound_high", "state",
)  # fmt: skip


def citizen_shares(survey: Survey, confidence: float, min_cell: int) -> pd.DataFrame:
    """Four rows per question of one answer (three where there is no middle).

    Returns
    -------
    DataFrame
        `COLUMNS`. ``of`` counts those asked, ``n`` those who answered so: in the positive half of
        the scale, its middle, its negative half, or not at all (``none``: don't know, refused,
        skipped). ``weighted`` uses the file's weights, ``adjusted`` makes those who replied like
        the invited by their background. ``valid_share`` leaves ``none`` out. Bounds are of the
        share among all invited; of a question asked of some only, among those of them who replied
        and all who did not, for any of these might have been asked. Counts of few, and what would
        give them away, are missing, and ``state`` says why.
    """
    adjustment = post_stratified(survey, min_cell)
    frames = [
        _question(survey, question, adjustment, confidence, min_cell)
        for question in survey.book.items
        if question.part == "item"
    ]
    return pd.concat(frames, ignore_index=True)[list(COLUMNS)]


def kinds(rows: pd.DataFrame, question: Question) -> pd.Series:
    """Which of `ANSWERS` each row is."""
    value = rows["value"].astype("float64")
    middle = question.scale.span / 2 if question.scale else np.nan
    kind = np.select(
        [rows["state"] != "answered", value == middle, rows["counts"].astype("float64") == 1],
        ["none", "neither", "positive"],
        "negative",
    )
    return pd.Series(kind, index=rows.index)


def _question(
    survey: Survey,
    question: Question,
    adjustment: "pd.Series[float] | None",
    confidence: float,
    min_cell: int,
) -> pd.DataFrame:
    rows = survey.asked(question)
    kind = kinds(rows, question)
    counts = {answer: int((kind == answer).sum()) for answer in _possible(question)}
    of = len(rows)
    marks = mask_parts(list(counts.values()), min_cell)
    n = np.array(list(counts.values()), dtype=np.float64)
    frame = pd.DataFrame({"answer": list(counts), "n": n, "state": marks})
    frame["share"] = n / of if of else np.nan
    frame["ci_low"], frame["ci_high"] = wilson(frame["share"].to_numpy(), of, confidence)
    weights = rows["weight"].to_numpy(dtype=np.float64)
    frame["weighted"] = _weighted(kind, weights, counts)
    effective = weights.sum() ** 2 / (weights**2).sum() if of else 0.0
    low, high = wilson(frame["weighted"].to_numpy(), effective, confidence)
    frame["weighted_low"], frame["weighted_high"] = low, high
    frame["adjusted"] = np.nan
    if adjustment is not None:
        own = rows["respondent"].map(adjustment).to_numpy(dtype=np.float64)
        frame["adjusted"] = _weighted(kind, own, counts)
    valid = frame["answer"] != "none"
    frame["valid_share"] = n / n[valid].sum() if n[valid].sum() else np.nan * n
    frame.loc[~valid, "valid_share"] = np.nan
    _add_bounds(frame, survey, rows)
    shown = [c for c in frame if c not in ("answer", "state")]
    frame.loc[frame["state"] != SHOWN, shown] = np.nan
    if (frame.loc[~valid, "state"] != SHOWN).any():  # they would tell how many did not answer
        frame[["valid_share", "bound_low", "bound_high"]] = np.nan
    return frame.assign(
        survey=survey.name,
        item=question.item,
        label_da=question.wording_da,
        asked_if="" if question.asked_if is None else question.asked_if[0],
        of=float(of) if of == 0 or of >= min_cell else np.nan,
    )


def _possible(question: Question) -> tuple[str, ...]:
    """Answers that the scale knows; one with two answers has no middle."""
    values = {answer.value for answer in question.scale.answers} if question.scale else set()
    middle = question.scale.span / 2 if question.scale else np.nan
    return tuple(answer for answer in ANSWERS if answer != "neither" or middle in values)


def _weighted(
    kind: pd.Series, weights: np.ndarray, counts: Mapping[str, int]
) -> list[float]:  # fmt: skip
    total = weights.sum()
    return [
        float(weights[(kind == answer).to_numpy()].sum() / total) if total > 0 else np.nan
        for answer in counts
    ]


def _add_bounds(frame: pd.DataFrame, survey: Survey, rows: pd.DataFrame) -> None:
    """Bounds of each answer but ``none``, which is no answer of those who did not reply."""
    skipped = int((rows["state"] == "missing").sum())
    asked = len(rows) + survey.silent
    frame["bound_low"], frame["bound_high"] = np.nan, np.nan
    for place, line in frame.iterrows():
        if line["answer"] != "none" and len(rows):
            found = bounds(line["n"], len(rows) - skipped, asked)
            frame.loc[place, ["bound_low", "bound_high"]] = [found.low, found.high]
