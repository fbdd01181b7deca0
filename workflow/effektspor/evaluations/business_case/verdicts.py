"""Whether a target is met: by its level, its base and what is known."""

import math

from effektspor.evaluations.business_case.goals import Goal

MET_LONG, MET_SHORT, ON_WAY, NOT_MET = "met_long", "met_short", "on_way", "not_met"
WITHHELD, NOT_STATED = "withheld", "not_stated"
STATES = (MET_LONG, MET_SHORT, ON_WAY, NOT_MET, WITHHELD, NOT_STATED)
MET = (MET_LONG, MET_SHORT)
_SLACK = 1e-9
"""Rounding must not miss a target that is just met."""


def verdict(
    goal: Goal, value: float, start: float, levels: tuple[float, float], *, hidden: bool
) -> str:
    """One of `STATES`.

    Parameters
    ----------
    value
        In the month; missing where it is not known.
    start
        At the beginning; missing where it is not known, and then nothing is on its way.
    levels
        Short- and long-term target; missing where there is none.
    hidden
        Whether the value is withheld since few persons are behind it.
    """
    if hidden:
        return WITHHELD
    if math.isnan(value):
        return NOT_STATED
    short, long = levels
    if _reaches(goal, value, long):
        return MET_LONG
    if _reaches(goal, value, short):
        return MET_SHORT
    # Nearer than at first: the nearest target lies in the direction in which the value has gone.
    moved = goal.sign * (value - start)
    return ON_WAY if moved > _SLACK else NOT_MET


def _reaches(goal: Goal, value: float, target: float) -> bool:
    return goal.sign * (value - target) >= -_SLACK
