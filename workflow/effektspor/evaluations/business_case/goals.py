"""The targets as a follow-up and a potential take them: levels as fractions, by whom they are of.

A target that speaks of all citizens in the short term and of the active ones in the long term is two
goals, each with its own base: neither can be compared with the other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from effektspor.evaluations.business_case.targets import AT_LEAST

FEWER = "percent_fewer"
ACTIVE = "active_"
OF_ACTIVE = ("internship", "wage")
"""Measures whose long-term target is of the active courses."""
STATUS_MEASURES = ("no_offer", *OF_ACTIVE)
"""Measures that no register tells of: they are in the municipality's own scheme."""


@dataclass(frozen=True)
class Goal:
    """A target with one base.

    Attributes
    ----------
    key, measure
        Name of the goal and what it is measured by.
    fewer
        Whether `short` and `long` are reductions of the number of persons, as fractions of it.
    baseline, short, long
        Levels as fractions; missing where none is stated.
    sign
        1 where more is better, -1 where less is.
    """

    key: str
    measure: str
    fewer: bool
    baseline: float
    short: float
    long: float
    sign: int

    @property
    def of_active(self) -> bool:
        """Whether it is of the active courses only."""
        return self.key.startswith(ACTIVE)

    @property
    def from_status(self) -> bool:
        """Whether the municipality's own scheme tells of it."""
        return self.measure in STATUS_MEASURES


def goals_of(targets: pd.DataFrame) -> list[Goal]:
    """Goals in the order of the targets.

    Parameters
    ----------
    targets
        As `targets.read_targets` gives them.
    """
    found = []
    for row in targets.to_dict("records"):
        whole = _goal(str(row["target"]), row)
        if whole.measure in OF_ACTIVE:
            found.append(_replaced(whole, whole.key, whole.short, np.nan))
            found.append(_replaced(whole, ACTIVE + whole.key, np.nan, whole.long))
        else:
            found.append(whole)
    return found


def _goal(key: str, row: dict[Any, Any]) -> Goal:
    baseline, short, long = (
        float(row[name]) / 100 for name in ("baseline", "value_short", "value_long")
    )
    fewer = row["unit"] == FEWER
    sign = 1 if row["direction"] == AT_LEAST and not fewer else -1
    return Goal(key, str(row["measure"]), fewer, baseline, short, long, sign)


def _replaced(goal: Goal, key: str, short: float, long: float) -> Goal:
    baseline = np.nan if key.startswith(ACTIVE) else goal.baseline
    return Goal(key, goal.measure, goal.fewer, baseline, short, long, goal.sign)
