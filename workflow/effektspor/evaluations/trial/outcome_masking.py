"""Which rows of the outcomes are withheld, so that no count of few persons is told.

Whoever knows the count of all places and that without one of them knows the count of that one. So
a place with few persons on either side is withheld together with the row that leaves it out, and
another place with it where the rest would tell it.
"""

import numpy as np
import pandas as pd

from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.masking import SHOWN, mask_parts
from effektspor.evaluations.trial.arms import ARMS
from effektspor.evaluations.trial.outcome_values import Outcome


def hidden_whole(outcome: Outcome, places: list[str], min_cell: int) -> bool:
    """Whether the comparison over these places would tell of few persons."""
    counts = [sum(part[place] for place in places) for part in _parts(outcome)]
    return any(is_few(count, min_cell) for count in counts)


def hidden_places(outcome: Outcome, min_cell: int) -> frozenset[str]:
    """Places whose own counts are withheld."""
    hidden: set[str] = set()
    for part in _parts(outcome):
        places = list(part)
        marks = mask_parts([part[place] for place in places], min_cell)
        hidden |= {place for place, mark in zip(places, marks, strict=True) if mark != SHOWN}
    return frozenset(hidden)


def _parts(outcome: Outcome) -> list[dict[str, int]]:
    """Persons by place, for each arm and each side of the outcome."""
    frame, value = outcome.frame, outcome.frame["value"]
    sides = [value > 0, value == 0, value.isna()]
    if outcome.within is not None:
        sides.append((value > 0) & ~outcome.within.to_numpy(dtype=bool))
    places = sorted(frame["place"].unique())
    return [
        {place: int(np.sum(chosen & (frame["place"] == place))) for place in places}
        for arm in ARMS
        for side in sides
        for chosen in (side & (frame["arm"] == arm),)
    ]


def best_place(counted: pd.DataFrame, arm: str) -> str:
    """The place whose arm has the largest share; the first letter where several have.

    Parameters
    ----------
    counted
        One row per person: arm, place, value.
    """
    shares = counted[counted["arm"] == arm].groupby("place")["value"].mean()
    return str(shares.sort_index().idxmax())
