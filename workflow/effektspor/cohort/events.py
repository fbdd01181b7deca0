"""The event whose time since the start is studied, where it is an end of the stay.

A stay that ends by the event has it in its last week: it was at risk in that week, and is the week
after no longer there. First internships are found in the weeks of the stay instead (`spells`).
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.state_list import EMPLOYMENT, PROGRAMME, States
from effektspor.config.design import EventName

Whole = npt.NDArray[np.int64]
NEVER = -1
LOST = ("death", "emigration")
"""Ends that are no leaving of the programme."""


def event_weeks(event: EventName, starts: pd.DataFrame, states: States) -> Whole:
    """Week number of the event of each start, `NEVER` where it has none.

    Parameters
    ----------
    starts
        event_week (of the first internship), end_week (after the last week of the stay) and
        exit_state (`Lives.after_stay`).
    states
        What codes mean.
    """
    if event == "internship":
        return starts["event_week"].to_numpy(dtype=np.int64)
    left = starts["exit_state"].to_numpy(dtype=object)
    if event == "employment":
        happened = left == EMPLOYMENT
    else:
        others = [PROGRAMME, *(states.names[states.of_end[end]] for end in LOST)]
        happened = ~np.isin(left.astype(str), others)
    return np.where(happened, starts["end_week"].to_numpy(dtype=np.int64) - 1, NEVER)
