"""The ways into and out of a course: the states of the list, as they can be told without paid hours.

A week without benefit is self-support, whether worked or not: DREAM knows benefits, and paid hours
are not read. The benefits that no state has are one way, so that all ways make a whole.
"""

import pandas as pd

from effektspor.cohort.state_list import EMPLOYMENT, NO_BENEFIT, OTHER_BENEFIT, PROGRAMME

SELF_SUPPORT, OTHER = "self_support", "other"
AGAIN = "programme"
RENAMED = {
    EMPLOYMENT: (SELF_SUPPORT, "Selvforsørgelse", "Self-support"),
    NO_BENEFIT: (SELF_SUPPORT, "Selvforsørgelse", "Self-support"),
    OTHER_BENEFIT: (OTHER, "Anden ydelse", "Another benefit"),
    PROGRAMME: (AGAIN, "I forløb igen", "In a course again"),
}


def ways_of(states: pd.DataFrame) -> pd.DataFrame:
    """Ways in the order of the list of states: columns way, label_da and label_en."""
    rows = [
        RENAMED.get(state, (state, da, en))
        for state, da, en in zip(
            states["state"], states["label_da"], states["label_en"], strict=True
        )
    ]
    table = pd.DataFrame(rows, columns=["way", "label_da", "label_en"])
    return table.drop_duplicates("way", ignore_index=True)


def way_of(states: "pd.Series[str]") -> "pd.Series[str]":
    """Way of each state."""
    return states.map(lambda state: RENAMED[state][0] if state in RENAMED else state)
