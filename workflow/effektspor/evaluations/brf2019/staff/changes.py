"""Change from start to end by unit and element, with its interval and its mark.

The mark is judged as a reader of printed tables would: both shares are rounded to whole per cent,
half up, and then subtracted. The interval is of the unrounded difference, and counts those who
answered both times once; see `effektspor.estimators.survey.differences`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from effektspor.estimators.survey.differences import correlation, difference
from effektspor.estimators.survey.proportions import Share
from effektspor.evaluations.brf2019.fidelity_change import MarkRule
from effektspor.evaluations.brf2019.staff.shares import STATE_SHOWN, Key, Measured
from effektspor.evaluations.brf2019.staff.units import BELIEF, TABLE_OF

COLUMNS = (
    "level", "unit_id", "unit_label", "element", "n_start", "n_slut", "start", "slut", "change",
    "difference", "ci_low", "ci_high", "mark", "state",
)  # fmt: skip
ABSENT = "absent"
"""State of a change where nobody of the unit answered at the start or at the end."""


def whole_percent(share: Share) -> int:
    """The share in whole per cent, rounded half up, in whole numbers so that .5 is exact."""
    return (200 * share.agree + share.answers) // (2 * share.answers)


def changes(
    measured: Mapping[Key, Measured], marks: Mapping[Key, str], rules: Mapping[int, MarkRule]
) -> pd.DataFrame:
    """One row per unit and element.

    Parameters
    ----------
    marks
        States of the shares; a change is hidden where either of its shares is.
    rules
        Limits of the marks by published table.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`: ``start``, ``slut`` in whole per cent; ``change`` their difference; ``difference``
        and its interval unrounded, in percentage points. Belief has no mark, for the printed rule
        is of fidelity.
    """
    rows = []
    for (level, unit, wave, element), before in measured.items():
        if wave != "start":
            continue
        end = (level, unit, "slut", element)
        after = measured[end]
        state = _state(before, after, marks[level, unit, wave, element], marks[end])
        numbers = (
            _numbers(before, after, rules[TABLE_OF[level]], marked=element != BELIEF)
            if state == STATE_SHOWN
            else (pd.NA, pd.NA, pd.NA, pd.NA, pd.NA, np.nan, np.nan, np.nan, "")
        )
        rows.append((level, unit, before.unit.label, element, *numbers, state))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(
        dict.fromkeys(("n_start", "n_slut", "start", "slut", "change"), "Int64")
        | dict.fromkeys(("difference", "ci_low", "ci_high"), "float64")
    )


def _state(before: Measured, after: Measured, first: str, last: str) -> str:
    hidden = [mark for mark in (first, last) if mark != STATE_SHOWN]
    if hidden:
        return hidden[0]
    return STATE_SHOWN if before.share.n and after.share.n else ABSENT


def _numbers(
    before: Measured, after: Measured, rule: MarkRule, *, marked: bool
) -> tuple[object, ...]:
    start, slut = whole_percent(before.share), whole_percent(after.share)
    shared = correlation(before.share, after.share, before.ids, after.ids)
    points = [100 * each for each in difference(before.share, after.share, shared)]
    mark = rule.mark(slut - start) if marked else ""
    return before.share.n, after.share.n, start, slut, slut - start, *points, mark
