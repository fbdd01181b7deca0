"""Which rows of the outcomes are withheld, so that no count of few persons is told.

Whoever knows the count of all places and that without one of them knows the count of that one. So
a place with few persons on either side is withheld together with the row that leaves it out, and
another place with it where the rest would tell it. Of each place it is told how many got a job, and
how many jobs there were: what lies few persons from that is withheld too. Of whole arms it is not, for
jobs, persons with one and persons in one at the end are what a trial of jobs is about: how many jobs
have ended, and how many were a person's second, follows from them.
"""

from collections.abc import Iterable

import pandas as pd

from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.masking import SHOWN, mask_parts
from effektspor.evaluations.trial.arms import ARMS
from effektspor.evaluations.trial.outcome_values import Outcome, Values


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
    beside = _parts_beside(outcome)
    hidden |= {place for part in beside for place, n in part.items() if is_few(n, min_cell)}
    if len(hidden) == 1 and beside:
        # The sum over places is told: two at least, or the rest would tell the one.
        shown = [place for place in beside[0] if place not in hidden]
        hidden |= (
            {min(shown, key=lambda place: sum(part[place] for part in beside))} if shown else set()
        )
    return frozenset(hidden)


def _parts(outcome: Outcome) -> list[dict[str, int]]:
    """Persons by place, for each arm and each side of the outcome."""
    frame, value = outcome.frame, outcome.frame["value"]
    sides = [value > 0, value == 0, value.isna()]
    if outcome.rest is not None:
        sides.append(outcome.rest)
    return _by_place(frame, sides)


def _parts_beside(outcome: Outcome) -> list[dict[str, int]]:
    return _by_place(outcome.frame, outcome.beside)


def _by_place(frame: pd.DataFrame, sides: Iterable[Values]) -> list[dict[str, int]]:
    places = sorted(frame["place"].unique())
    return [
        {place: int(side[inside & (frame["place"] == place)].sum()) for place in places}
        for arm in ARMS
        for inside in (frame["arm"] == arm,)
        for side in sides
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
