"""What each course start has once, as whole numbers: for sums by municipality and year of start."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import week_number
from effektspor.cohort.attrition import GROUPS

Whole = npt.NDArray[np.int64]
UNSEEN = -1
LOST_WEEKS = 52
STARTS, PRIOR, LOST = "starts", "prior_internship", f"lost_{LOST_WEEKS}"


def by_year(cohort: pd.DataFrame, placebo: pd.DataFrame) -> pd.DataFrame:
    """Starts of both cohorts and of placebo years, as the sums by year take them.

    Returns
    -------
    DataFrame
        The columns of `COHORT`, treated, and year_week, the first week of the year of the start.
    """
    starts = pd.concat([placebo, cohort], ignore_index=True)
    first = {int(year): week_number(int(year), 1) for year in starts["year"].unique()}
    return starts.assign(
        treated=starts["group"] == GROUPS[0], year_week=starts["year"].map(first).astype("int64")
    )


def state_variable(weeks: int, state: str) -> str:
    """Name of the variable of a state so many weeks after the start."""
    return f"state_{weeks}_{state}"


def once_values(
    starts: pd.DataFrame,
    states: pd.DataFrame,
    characteristics: Sequence[str],
    weeks: Sequence[int],
    names: Sequence[str],
) -> dict[str, Whole]:
    """Values of each variable of table ``static``, `UNSEEN` where a start is not seen so long.

    Parameters
    ----------
    starts
        `COHORT`.
    states
        `STATES` of the same starts.
    characteristics
        Columns of `starts`.
    weeks, names
        Full weeks since the start, and all states.
    """
    values = {name: starts[name].to_numpy(dtype=np.int64) for name in characteristics}
    values[STARTS] = np.ones(len(starts), dtype=np.int64)
    values[PRIOR] = starts[PRIOR].to_numpy(dtype=np.int64)
    begin, lost, seen = (
        starts[name].to_numpy(dtype=np.int64) for name in ("start_week", "lost_week", "seen_week")
    )
    gone = (lost >= 0) & (lost <= begin + LOST_WEEKS)
    values[LOST] = np.where(begin + LOST_WEEKS < seen, gone, UNSEEN)
    number = pd.Index(starts["start"])
    for after in weeks:
        there = states[states["weeks"] == after]
        place = number.get_indexer(pd.Index(there["start"]))
        of_start = np.full(len(starts), UNSEEN, dtype=np.int64)
        of_start[place] = pd.Index(names).get_indexer(pd.Index(there["state"]))
        for position, name in enumerate(names):
            one = np.where(of_start < 0, UNSEEN, of_start == position)
            values[state_variable(after, name)] = one.astype(np.int64)
    return values
