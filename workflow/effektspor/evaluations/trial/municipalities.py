"""Each municipality of a trial by itself, and all the others without it.

The outcome is a job that counts for the arm, which is what the source tells of one municipality.
An arm of one municipality is small: the intervals say so, and no place is ranked but the best.
"""

import pandas as pd

from effektspor.evaluations.trial.arms import ARMS, MUNICIPALITY
from effektspor.evaluations.trial.inference import WITHHELD, Inference
from effektspor.evaluations.trial.outcome_masking import best_place, hidden_places, hidden_whole
from effektspor.evaluations.trial.outcome_values import Trial, counted_job
from effektspor.evaluations.trial.outcomes import outcome_row

COLUMNS = [
    "place", "outcome", *(f"{part}_{arm}" for arm in ARMS for part in ("n", "of", "share")),
    "difference", "diff_low", "diff_high", "p", "without_difference", "without_low",
    "without_high", "p_without", "best", "method", "state",
]  # fmt: skip
ABOUT = ("place", "outcome", *(f"of_{arm}" for arm in ARMS), "best", "method", "state")
LEFT_OUT = {
    "difference": "without_difference", "diff_low": "without_low", "diff_high": "without_high",
    "p_randomisation": "p_without",
}  # fmt: skip


def municipality_table(trial: Trial, how: Inference) -> pd.DataFrame:
    """One row per municipality.

    Returns
    -------
    DataFrame
        `COLUMNS`; fractions. ``without_``: the difference over all others, with the p-value of the
        draw. ``best``: largest share of the municipality's own arm, chosen from the data. A
        municipality with few persons with or without a job in an arm is withheld, and another
        where it could be told from the sums.
    """
    outcome = counted_job(trial)
    places = sorted(outcome.frame["place"].unique())
    best = best_place(outcome.frame, MUNICIPALITY)
    hidden = hidden_places(outcome, how.min_cell)
    if hidden_whole(outcome, places, how.min_cell):
        hidden = frozenset(places)
    rows = []
    for place in places:
        others = [each for each in places if each != place]
        row = outcome_row(outcome, [place], how)
        row |= {"place": place, "best": place == best, "p": row["p_randomisation"]}
        if others:
            left = outcome_row(outcome, others, how)
            row |= {own: left[key] for key, own in LEFT_OUT.items()}
        if place in hidden:
            row = {key: row[key] for key in ABOUT} | {"state": WITHHELD}
        rows.append(row)
    return pd.DataFrame(rows).reindex(columns=COLUMNS)
