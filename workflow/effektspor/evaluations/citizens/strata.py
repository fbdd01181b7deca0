"""Response by stratum, and weights that make those who replied like those who were invited."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from effektspor.evaluations.masking import COMPLEMENT, SHOWN, SMALL, mask_parts
from effektspor.surveys.survey import REPLIED, Survey
from effektspor.surveys.tables import NO_MUNICIPALITY

COLUMNS = (
    "survey", "variable", "category", "label_da", "invited", "answered", "share", "state",
)  # fmt: skip
TOTAL, MUNICIPALITY = "total", "municipality"
SPREAD = (("lowest", 0.0), ("median", 0.5), ("highest", 1.0))


def response(survey: Survey, min_cell: int) -> pd.DataFrame:
    """Share of the invited who replied: of all, by background, and its spread over municipalities.

    Municipalities are not named: of them the lowest, middle and highest share are given, with
    `invited` for their number. Only the total where the file lacks those who did not reply. No
    intervals: all who were invited are counted, so the shares are what they are.

    Returns
    -------
    DataFrame
        `COLUMNS`; counts of few, and what would give them away, are missing, and ``state`` says
        ``small`` or ``complement``.
    """
    rows: list[tuple[object, ...]] = [(TOTAL, TOTAL, "", survey.invited, survey.replied, SHOWN)]
    if survey.silent_known:
        rows += _by_background(survey, min_cell)
    frame = pd.DataFrame(rows, columns=["variable", "category", "label_da", "invited", "answered", "state"])  # fmt: skip
    n = frame["invited"].to_numpy(dtype=np.float64)
    frame = frame.assign(share=frame["answered"].to_numpy(dtype=np.float64) / n)
    frame.loc[frame["state"] != SHOWN, ["invited", "answered", "share"]] = np.nan
    if survey.silent_known:
        frame = pd.concat([frame, pd.DataFrame(_spread(survey, min_cell))], ignore_index=True)
    return frame.assign(survey=survey.name).reindex(columns=list(COLUMNS))


def post_stratified(survey: Survey, min_cell: int) -> "pd.Series[float] | None":
    """Weights by respondent that give each stratum its share among the invited.

    Strata are all background variables crossed. A variable is given up, the last first, while a
    stratum has fewer than `min_cell` replies; None where nothing is left or nothing is known.
    """
    if not survey.silent_known:
        return None
    people = survey.respondents
    names = [q.variable for q in survey.book.background if q.variable in people]
    while names:
        stratum = people[names].astype("string").fillna("").agg("|".join, axis=1)
        replied = people["status"].isin(REPLIED)
        invited, answered = stratum.value_counts(), stratum[replied].value_counts()
        if answered.reindex(invited.index, fill_value=0).min() >= min_cell:
            weights = stratum[replied].map(invited / answered).astype(float)
            weights.index = pd.Index(people.loc[replied, "respondent"])
            return weights
        names.pop()
    return None


def _by_background(survey: Survey, min_cell: int) -> Iterator[tuple[object, ...]]:
    people = survey.respondents
    replied = people["status"].isin(REPLIED)
    for question in survey.book.background:
        if question.variable not in people or question.scale is None:
            continue
        values = people[question.variable].astype("string").fillna("")
        answers = [a for a in question.scale.answers if (values == a.label_en).any()]
        counts = [
            (int((values == a.label_en).sum()), int(((values == a.label_en) & replied).sum()))
            for a in answers
        ]
        states = _hidden(counts, min_cell)
        for answer, (invited, own), state in zip(answers, counts, states, strict=True):
            yield (question.variable, answer.label_en, answer.labels[0], invited, own, state)


def _hidden(counts: Sequence[tuple[int, int]], min_cell: int) -> list[str]:
    """Hide a category where those who replied or those who did not are few, or give others away."""
    replied = mask_parts([own for _, own in counts], min_cell)
    silent = mask_parts([invited - own for invited, own in counts], min_cell)
    both = list(zip(replied, silent, strict=True))
    return [
        SMALL if SMALL in pair else COMPLEMENT if COMPLEMENT in pair else SHOWN for pair in both
    ]


def _spread(survey: Survey, min_cell: int) -> Iterator[dict[str, object]]:
    people = survey.respondents[survey.respondents["municipality"] != NO_MUNICIPALITY]
    replied = people["status"].isin(REPLIED).groupby(people["municipality"]).agg(["sum", "size"])
    enough = (replied["sum"] >= min_cell) & (replied["size"] - replied["sum"] >= min_cell)
    shares = (replied["sum"] / replied["size"])[enough]
    if len(shares) < min_cell:
        return
    for name, quantile in SPREAD:
        yield {
            "variable": MUNICIPALITY,
            "category": name,
            "label_da": "",
            "invited": float(len(shares)),
            "share": round(float(shares.quantile(quantile)), 2),
            "state": SHOWN,
        }
