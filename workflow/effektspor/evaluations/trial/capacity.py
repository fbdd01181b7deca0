"""How many of those drawn to other actors turned out to be able to do less than a flexjob asks.

They are pensioned when the project ends, or on the way to a pension by the trial's own judgement.
"""

import pandas as pd

from effektspor.cohort.waiting.tables import PENSION
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.trial.arms import ARMS, OTHER_ACTOR
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference

TOWARD = "toward_pension"
NOT_CAPABLE = "not_capable"
LABELS = (
    "På førtidspension eller på vej mod den ved slutningen",
    "On or on the way to a disability pension at the end",
)


def not_capable(persons: pd.DataFrame, how: Inference) -> dict[str, object]:
    """The row of a table of profiles for them, of all who were drawn to other actors.

    The two parts of the sum stand by themselves elsewhere, by arm and in all. Where a part is of
    few in either arm, the sum would tell what is withheld there, and is withheld too.
    """
    parts = (persons["end_status"] == PENSION, persons["ly_distance"] == TOWARD)
    counts = [int((part & (persons["arm"] == arm)).sum()) for part in parts for arm in ARMS]
    drawn = persons["arm"] == OTHER_ACTOR
    n, of = int(((parts[0] | parts[1]) & drawn).sum()), int(drawn.sum())
    row: dict[str, object] = {
        "group": OTHER_ACTOR, "variable": NOT_CAPABLE, "value": "yes", "kind": "share",
        "block": "outcome", "label_da": LABELS[0], "label_en": LABELS[1], "of": of,
    }  # fmt: skip
    if any(is_few(count, how.min_cell) for count in (*counts, n, of - n)):
        return row | {"state": WITHHELD}
    share = n / of if of else float("nan")
    low, high = wilson(share, of, how.confidence)
    return row | {"n": n, "share": share, "low": float(low), "high": float(high), "state": SHOWN}
