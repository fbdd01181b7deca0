"""From states to the codes of DREAM: one for each state, and one for each activity of the programme."""

from collections.abc import Mapping

import numpy as np

from effektspor.codebook import Codebook
from effektspor.simulate.flows.lives import NEVER
from effektspor.simulate.flows.parameters import FlowParameters
from effektspor.simulate.flows.states import PROGRAMME, STATES

PASSIVE = "passive"
INTERNSHIP = "workplace_training_private"


def activity_codes(codebook: Codebook, family: str) -> dict[str, int]:
    """Code of each activity of a family: the last in the list, or one code where it has none.

    A family of several lists of codes (kontanthjaelp has one for those ready for work) has its
    activities from the last one, which holds more persons.
    """
    rows = codebook.frame[codebook.frame["family"] == family]
    by_activity = rows.dropna(subset=["activity"])
    known = by_activity[by_activity["activity"] != ""]
    if known.empty:
        return {PASSIVE: int(rows["code"].iloc[0])}
    return {
        str(name): int(code) for name, code in zip(known["activity"], known["code"], strict=True)
    }


def draw_activities(
    start: np.ndarray,
    weeks: int,
    codes: Mapping[str, int],
    rates: tuple[np.ndarray, float],
    parameters: FlowParameters,
    rng: np.random.Generator,
) -> np.ndarray:
    """Code of each week were the person in the programme (uint16, W x n).

    Parameters
    ----------
    start
        Week in which the programme starts (int32, n).
    codes
        Code of each activity of the family.
    rates
        Weekly rate of starting an internship of each person (n), and of ending one.
    """
    given, n = parameters.activity, len(start)
    draws = rng.random((weeks, n), dtype="float32")
    blocks = rng.random((weeks // given.other_weeks + 1, n), dtype="float32")
    if INTERNSHIP not in codes:
        return np.full((weeks, n), codes[PASSIVE], dtype="uint16")
    names = [name for name in given.other if name in codes]
    edges = np.cumsum([given.other[name] for name in names])
    other = np.array([codes[name] for name in names], dtype="uint16")
    chosen = np.minimum(np.searchsorted(edges / edges[-1], blocks, side="right"), len(names) - 1)
    found = np.repeat(other[chosen], given.other_weeks, axis=0)[:weeks]
    begin, end = 1 - np.exp(-rates[0]), 1 - np.exp(-rates[1])
    inside = np.zeros(n, dtype=bool)
    for week in range(weeks):
        begun = (week >= start) & (start != NEVER)
        inside = begun & np.where(inside, draws[week] >= end, draws[week] < begin)
        found[week, inside] = codes[INTERNSHIP]
    return found


def weekly_codes(
    states: np.ndarray, in_programme: np.ndarray, parameters: FlowParameters
) -> np.ndarray:
    """DREAM codes (uint16, W x n) of states (int8, W x n); in the programme those of the activity."""
    table = np.zeros(len(STATES), dtype="uint16")
    for name, code in parameters.codes.items():
        table[STATES.index(name)] = code
    found: np.ndarray = table[states]
    np.copyto(found, in_programme, where=states == PROGRAMME)
    return found
