"""Where persons are after the start: their state in a week, whatever benefit or work it has.

A week on benefit has the state of its code. A week without is one of work where its month has paid
hours (ordinary or not), of retirement where the person has the age of pension, else of nothing: also
where the files of paid hours do not reach it. Who has died stays dead.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.lookup import ENDS
from effektspor.cohort.spells import Codes
from effektspor.cohort.state_list import EMPLOYMENT, NO_BENEFIT, PROGRAMME, States
from effektspor.tables import Column, Table

Whole = npt.NDArray[np.int64]
STATES = Table(
    "states",
    "Where persons are after the start",
    (
        Column("start", "int32", "number of the course start, below 0 in placebo years"),
        Column("weeks", "int16", "full weeks since the start"),
        Column(
            "state",
            "str",
            "a state of the list `codes.states`; weeks that are not read have no row",
        ),
    ),
    key=("start", "weeks"),
)
NEVER = -1


@dataclass(frozen=True)
class Lives:
    """Weekly lives of course starts.

    Attributes
    ----------
    codes
        Shape (starts, weeks).
    begin
        Column of each start.
    pension
        Column in which the age of pension is reached.
    paid, month
        Whether a month has paid hours, shape (starts, months), and the month of each week.
    ends
        Lookup table of `lookup.end_codes`.
    states
        What codes mean.
    """

    codes: Codes
    begin: Whole
    pension: Whole
    paid: npt.NDArray[np.bool_]
    month: Whole
    ends: npt.NDArray[np.uint8]
    states: States

    @cached_property
    def died(self) -> Whole:
        """First column after the start with the code of death, or `NEVER`."""
        return self._first(["death"])

    @cached_property
    def lost(self) -> Whole:
        """First column after the start with the code of death or residence abroad, or `NEVER`."""
        return self._first(["death", "emigration"])

    def at(self, column: Whole) -> Whole:
        """State of each start in a column of its own, as position in `states.names`."""
        row = np.arange(len(self.codes))
        states = self.states
        state = states.of_code[self.codes[row, column]].astype(np.int64)
        idle = state == states.position(NO_BENEFIT)
        works = idle & self.paid[row, self.month[column]]
        # Who has the age at the start is on the programme in spite of it, as in the follow-up.
        retired = idle & (self.pension > self.begin) & (self.pension <= column)
        state[works] = states.position(EMPLOYMENT)
        state[retired] = states.of_end["pension"]
        state[(self.died >= 0) & (self.died <= column)] = states.of_end["death"]
        return state

    def after_stay(self, end: Whole, reason: npt.NDArray[np.str_], stop: Whole) -> Whole:
        """State in the week after the stay, or the programme where the stay reaches `stop`.

        Parameters
        ----------
        end
            Column after the last week of the stay.
        reason
            Why it ended, as in `follow_up.REASONS`: death, emigration and pension name the state
            also where a bridged gap lies between.
        stop
            Column after the last week of follow-up.
        """
        left = end < stop
        state = np.full(len(end), self.states.position(PROGRAMME))
        state[left] = self.at(np.minimum(end, self.codes.shape[1] - 1))[left]
        for name, place in self.states.of_end.items():
            state[left & (reason == name)] = place
        return state

    def _first(self, ends: list[str]) -> Whole:
        marks = [list(ENDS).index(name) + 1 for name in ends]
        found = np.isin(self.ends, marks)[self.codes]
        found &= np.arange(self.codes.shape[1]) > self.begin[:, None]
        return np.where(found.any(axis=1), found.argmax(axis=1), NEVER)


def states_after(start: pd.Series, lives: Lives, weeks: tuple[int, ...]) -> pd.DataFrame:
    """`STATES` of course starts so many weeks after their start, where the codes reach so far.

    Parameters
    ----------
    start
        Number of each course start.
    weeks
        Full weeks since the start.
    """
    names = np.array(lives.states.names, dtype=object)
    parts = []
    for after in weeks:
        column = lives.begin + after
        seen = column < lives.codes.shape[1]
        state = lives.at(np.minimum(column, lives.codes.shape[1] - 1))
        parts.append(
            pd.DataFrame({"start": start[seen], "weeks": after, "state": names[state[seen]]})
        )
    return STATES.conform(pd.concat(parts, ignore_index=True))
