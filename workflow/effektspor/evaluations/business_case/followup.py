"""Month by month against the targets: from the registers and from the municipality's own scheme."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.cohort.flows.tables import OWN
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.business_case.goals import Goal
from effektspor.evaluations.business_case.masked import HIDDEN
from effektspor.evaluations.business_case.potential import EXIT, PERSONS, SHARE
from effektspor.evaluations.business_case.status import ALL, NO_OFFER
from effektspor.evaluations.business_case.verdicts import verdict

REGISTER, STATUS = "register", "status"
COLUMNS = [
    "month", "target", "source", "value", "low", "high", "n", "of", "short", "long", "state", "unit",
]  # fmt: skip


@dataclass(frozen=True)
class Value:
    """What is known of a goal in a month; counts are of persons, missing where it is not known."""

    n: float = np.nan
    of: float = np.nan
    hidden: bool = False

    @property
    def share(self) -> float:
        """Share of those it is of."""
        return self.n / self.of if self.of > 0 and not self.hidden else np.nan


NOTHING = Value()
Told = Callable[[Goal, str], Value]


@dataclass(frozen=True)
class Counted:
    """The counted tables that follow-up reads, each with a column `shown`."""

    stocks: pd.DataFrame
    durations: pd.DataFrame
    exits: pd.DataFrame
    status: pd.DataFrame
    programme: str
    min_cell: int

    def values(self) -> Told:
        """What is known of a goal in a month."""
        stocks = _by(_own(self.stocks), ["month", "state"], "persons", None)
        durations = _by(_own(self.durations), ["month", "band"], "persons", "of")
        exits = _by(_own(self.exits), ["window_end", "destination"], "n", "of")
        status = _by(self.status, ["month", "measure"], "n", "of")

        def told(goal: Goal, month: str) -> Value:
            if goal.fewer:
                return stocks.get((month, self.programme), NOTHING)
            if goal.of_active:
                return _of_active(status, month, goal.measure, self.min_cell)
            if goal.from_status:
                return status.get((month, goal.measure), NOTHING)
            if goal.measure.startswith(EXIT):
                return exits.get((month, goal.measure.removeprefix(EXIT)), NOTHING)
            return durations.get((month, goal.measure), NOTHING)

        return told


def followup_table(
    goals: list[Goal], counted: Counted, months: list[str], confidence: float
) -> pd.DataFrame:
    """One row per month and goal.

    A goal on fewer persons is a level here: that many fewer than the registers count in the first
    month. Shares of ended courses are of the 12 months up to the month. Intervals of shares are
    Wilson's: they tell how much a share of so many sways without any change.

    Returns
    -------
    DataFrame
        `COLUMNS`; shares as fractions; ``state`` as in `verdicts`.
    """
    told = counted.values()
    rows = []
    for goal in goals:
        start = _level(goal, told(goal, months[0]))
        levels = (goal.short, goal.long)
        if goal.fewer:
            levels = (start * (1 - goal.short), start * (1 - goal.long))
        for month in months:
            found = told(goal, month)
            value = _level(goal, found)
            low, high = (np.nan, np.nan)
            if not goal.fewer:
                low, high = (float(end) for end in wilson(value, found.of, confidence))
            state = verdict(
                goal, value, start if start == start else goal.baseline, levels, hidden=found.hidden
            )
            rows.append(
                (
                    month, goal.key, STATUS if goal.from_status else REGISTER, value, low, high,
                    np.nan if found.hidden else found.n, np.nan if goal.fewer else found.of,
                    *levels, state, PERSONS if goal.fewer else SHARE,
                )
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def latest_table(followup: pd.DataFrame) -> pd.DataFrame:
    """The last month in which each goal is known; its last month where it never is."""
    rows = []
    for _, goal in followup.groupby("target", sort=False):
        known = goal[goal["value"].notna()]
        rows.append((known if len(known) else goal).iloc[-1])
    return pd.DataFrame(rows, columns=COLUMNS).reset_index(drop=True)


def _own(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["unit"] == OWN]


def _by(
    table: pd.DataFrame, key: list[str], count: str, whole: str | None
) -> dict[tuple[str, str], Value]:
    return {
        (str(row[key[0]]), str(row[key[1]])): Value(
            float(row[count]),
            float(row[whole]) if whole else np.nan,
            str(row["shown"]) == HIDDEN,
        )
        for row in table.to_dict("records")
    }


def _of_active(
    status: Mapping[tuple[str, str], Value], month: str, measure: str, min_cell: int
) -> Value:
    """Of those with an active offer: all less those without one; withheld where it leaves few."""
    found, whole, without = (status.get((month, m), NOTHING) for m in (measure, ALL, NO_OFFER))
    active = whole.n - without.n
    few = any(0 < count < min_cell for count in (active, active - found.n))
    if few or found.hidden or whole.hidden or without.hidden:
        return Value(hidden=True)
    return Value(found.n, active)


def _level(goal: Goal, found: Value) -> float:
    if goal.fewer:
        return np.nan if found.hidden else found.n
    return found.share
