"""Waits before a day and states after it, read from weekly codes.

Who waits is on the benefit of those who wait in the week of that day; the wait goes back from there
over gaps that bridging allows. Nothing after the day decides who waits, or for how long.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.courses import find_courses
from effektspor.cohort.covariates import history_of
from effektspor.cohort.spells import Codes
from effektspor.cohort.waiting.rules import ORIGIN_WEEKS, Rules
from effektspor.cohort.waiting.tables import DEAD, EMIGRATED, OTHER, REHABILITATION, UNKNOWN

Whole = npt.NDArray[np.int64]


def waits(codes: Codes, rules: Rules) -> pd.DataFrame:
    """Wait of each row on the first day, and what came before it.

    Parameters
    ----------
    codes
        Shape (persons, weeks of the span).

    Returns
    -------
    DataFrame
        Rows as `codes`: waits (bool), wait_weeks (full weeks before the week of the first day, 0
        where the person does not wait) and origin.
    """
    at = rules.start_column
    known = codes[:, : at + 1]
    now = rules.waits.programme[known[:, at]]
    found = find_courses(known, rules.waits)
    last = found[found["end"] == at + 1].set_index("row")["start"]
    begin = last.reindex(np.arange(len(codes))).to_numpy(dtype=float)
    begin = np.where(now, begin, at).astype(np.int64)
    origin = origins(codes, begin, rules)
    origin[~now] = UNKNOWN
    return pd.DataFrame({"waits": now, "wait_weeks": (at - begin).astype(float), "origin": origin})


def origins(codes: Codes, begin: Whole, rules: Rules) -> npt.NDArray[np.object_]:
    """State of the last benefit in the year before each column; see `PEOPLE` for the rest."""
    last = np.zeros(len(codes), dtype=np.uint16)
    for code in history_of(codes, begin, ORIGIN_WEEKS).T:
        last = np.where(code > 0, code, last)
    found = rules.states[last]
    found[np.isin(found, (DEAD, EMIGRATED))] = OTHER
    # Weeks before the first one read are no weeks without benefit.
    found[(begin == 0) | ((last == 0) & (begin < ORIGIN_WEEKS))] = UNKNOWN
    return found


def monthly_states(codes: Codes, rules: Rules) -> npt.NDArray[np.object_]:
    """State in the week of the same day of each month, shape (persons, months).

    Who has died stays dead. Rehabilitation is another benefit here: few are on it.
    """
    columns = np.array(rules.months) - rules.span.start
    after = codes[:, rules.start_column :]
    died = np.maximum.accumulate((rules.states == DEAD)[after], axis=1)
    states = rules.states[codes[:, columns]]
    states[died[:, columns - rules.start_column]] = DEAD
    states[states == REHABILITATION] = OTHER
    return states
