"""The outcomes of a trial by arm: all places, and each place left out in turn."""

from collections.abc import Iterator
from dataclasses import asdict

import numpy as np
import pandas as pd

from effektspor.estimators.survey.bounds import bounds
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.trial.arms import ALL, ARMS, MUNICIPALITY, OTHER_ACTOR
from effektspor.evaluations.trial.contrast import contrast
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.outcome_masking import best_place, hidden_places, hidden_whole
from effektspor.evaluations.trial.outcome_values import (
    JOBS,
    PERSONS,
    PRIMARY,
    Outcome,
    Trial,
    counted_job,
    outcomes,
)

WHOLE, BEST = "all", "without_best"
COLUMNS = [
    "outcome", "scope", "unit", "order", "label_da", "label_en",
    *(f"{part}_{arm}" for arm in (*ARMS, ALL) for part in ("n", "of", "share", "low", "high")),
    "difference", "diff_low", "diff_high", "ratio", "ratio_low", "ratio_high", "p_exact",
    "p_randomisation", "draws", *(f"asked_{arm}" for arm in ARMS), "bound_low", "bound_high",
    "primary", "method", "state",
]  # fmt: skip
ABOUT = (
    "outcome", "scope", "unit", "order", "label_da", "label_en", "draws", "asked_other_actor",
    "asked_municipality", "primary", "method", "state",
)  # fmt: skip
"""What a withheld row still tells; of how many the outcome is known may be what is withheld."""


def outcome_table(trial: Trial, how: Inference) -> pd.DataFrame:
    """One row per outcome and scope.

    Returns
    -------
    DataFrame
        `COLUMNS`; shares, differences and ratios as fractions, of ``jobs`` per person. ``of`` are
        those of whom the outcome is known, ``asked`` all who were drawn, and between ``bound_low``
        and ``bound_high`` lies the difference among all, whatever holds for those not known.
        `WHOLE` is every place, ``without_<letter>`` all but one, `BEST` all but the one whose own
        arm has the largest share with a job that counts; outcomes that are no jobs have `WHOLE`
        only. A row that would tell of few persons is withheld.
    """
    best = best_place(counted_job(trial).frame, MUNICIPALITY)
    found = [
        row
        for order, outcome in enumerate(outcomes(trial), start=1)
        for row in _scopes(outcome, best, order, how)
    ]
    return pd.DataFrame(found).reindex(columns=COLUMNS)


def _scopes(outcome: Outcome, best: str, order: int, how: Inference) -> Iterator[dict[str, object]]:
    places = sorted(outcome.frame["place"].unique())
    whole = hidden_whole(outcome, places, how.min_cell)
    alone = hidden_places(outcome, how.min_cell)
    scopes = {WHOLE: ""}
    if outcome.by_place:
        scopes |= {BEST: best} | {f"without_{place}": place for place in places}
    for scope, left_out in scopes.items():
        kept = [place for place in places if place != left_out]
        row = outcome_row(outcome, kept, how) | {"scope": scope, "order": order}
        hidden = whole or left_out in alone or hidden_whole(outcome, kept, how.min_cell)
        yield {key: row[key] for key in ABOUT} | {"state": WITHHELD} if hidden else row


def outcome_row(outcome: Outcome, places: list[str], how: Inference) -> dict[str, object]:
    """Levels of both arms and of all, the contrast, and its bounds, over some places."""
    frame = outcome.frame[outcome.frame["place"].isin(places)]
    row: dict[str, object] = {
        "outcome": outcome.outcome, "unit": outcome.unit, "label_da": outcome.label_da,
        "label_en": outcome.label_en, "primary": outcome.outcome == PRIMARY, "state": SHOWN,
    }  # fmt: skip
    for arm in (*ARMS, ALL):
        own = frame if arm == ALL else frame[frame["arm"] == arm]
        row |= {f"{key}_{arm}": value for key, value in _level(own, outcome.unit, how).items()}
    row |= asdict(contrast(frame, how, amounts=outcome.unit == JOBS))
    row |= {f"asked_{arm}": int((frame["arm"] == arm).sum()) for arm in ARMS}
    return row | _bounds(row, outcome.unit)


def _level(own: pd.DataFrame, unit: str, how: Inference) -> dict[str, float]:
    known = own["value"].dropna()
    n, of = int(known.sum()), len(known)
    share = n / of if of else np.nan
    # Jobs per person are no share: several of a person are not independent.
    low, high = wilson(share, of, how.confidence) if unit == PERSONS else (np.nan, np.nan)
    return {"n": n, "of": of, "share": share, "low": float(low), "high": float(high)}


def _bounds(row: dict[str, object], unit: str) -> dict[str, float]:
    nobody = not (row[f"asked_{OTHER_ACTOR}"] and row[f"asked_{MUNICIPALITY}"])
    if unit != PERSONS or nobody:
        return {"bound_low": np.nan, "bound_high": np.nan}
    own, other = (
        bounds(*(float(str(row[f"{key}_{arm}"])) for key in ("n", "of", "asked")))
        for arm in (OTHER_ACTOR, MUNICIPALITY)
    )
    return {"bound_low": own.low - other.high, "bound_high": own.high - other.low}
