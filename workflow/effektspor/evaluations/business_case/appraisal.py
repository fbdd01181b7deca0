"""From money by month to what a decision needs: net per year, present value, payback, break-even."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.evaluations.business_case.cash_flows import (
    ALL_PARTIES,
    COMPONENTS,
    PARTIES,
    Cash,
    cash_flows,
    discounts,
    grown,
    investment,
    of_party,
)
from effektspor.evaluations.business_case.person_months import Change
from effektspor.evaluations.business_case.prices import MONTHS, Values, prices

Floats = npt.NDArray[np.float64]
EVERYONE = (*PARTIES, ALL_PARTIES)
CHUNK = 2_000
"""Draws that are calculated at once, to bound memory."""


@dataclass(frozen=True)
class Appraisal:
    """What a scenario brings each party of `EVERYONE`.

    Attributes
    ----------
    yearly
        Shape (draws, parties, components, years): money in each year, not discounted.
    gain, spent
        Shape (draws, parties): present value of what the change moves, and of the investment.
    payback
        Shape (draws, parties): first month from which the discounted sum stays at nought or above;
        infinite where it does not within the horizon, missing for those who invest nothing.
    """

    yearly: Floats
    gain: Floats
    spent: Floats
    payback: Floats

    @property
    def npv(self) -> Floats:
        """Present value, shape (draws, parties)."""
        return self.gain + self.spent

    @property
    def break_even(self) -> Floats:
        """Share of the effect at which the present value is nought, shape (draws, parties).

        Infinite where no effect repays the investment; missing for those who invest nothing.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(self.gain > 0, -self.spent / self.gain, np.inf)
        return np.where(self.spent < 0, share, np.nan)


def appraise(change: Change, values: Values, states: tuple[str, ...], *, tax: bool) -> Appraisal:
    """Appraise a change, one draw of the flow for each draw of the parameters."""
    parts = [
        _appraise(
            Change(change.persons[rows], change.refunded[rows]),
            {name: drawn[rows] for name, drawn in values.items()},
            states,
            tax=tax,
        )
        for rows in _chunks(len(values["discount_rate"]))
    ]
    return Appraisal(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("yearly", "gain", "spent", "payback")
        )
    )


def _appraise(change: Change, values: Values, states: tuple[str, ...], *, tax: bool) -> Appraisal:
    months = change.persons.shape[1]
    moved = grown(
        cash_flows(change.delayed(values["delay_months"]), prices(values, states, tax=tax)), values
    )
    staff = grown(investment(values, months), values)
    worth = discounts(values, months)
    gain, spent = (
        np.stack([(of_party(cash, party) * worth).sum(axis=1) for party in EVERYONE], axis=1)
        for cash in (moved, staff)
    )
    both = moved | staff
    paid_back = [paid_back_from(of_party(both, party) * worth) for party in EVERYONE]
    payback = np.where(spent < 0, np.stack(paid_back, axis=1), np.nan)
    return Appraisal(_yearly(both), gain, spent, payback)


def paid_back_from(present: Floats) -> Floats:
    """First month from which the running sum stays at nought or above; shape (draws,).

    Parameters
    ----------
    present
        Shape (draws, months): discounted money.
    """
    running = present.cumsum(axis=1)
    # Sums that should be nought differ from it by rounding.
    below = running < -1e-9 * np.abs(present).sum(axis=1, keepdims=True)
    months = below.shape[1]
    last_below = np.where(below.any(axis=1), months - below[:, ::-1].argmax(axis=1), 0)
    return np.where(last_below == months, np.inf, last_below + 1.0)


def _yearly(cash: Cash) -> Floats:
    draws, months = next(iter(cash.values())).shape
    starts = np.arange(0, months, MONTHS)
    yearly = np.zeros((draws, len(EVERYONE), len(COMPONENTS), len(starts)))
    for (party, component), money in cash.items():
        sums = np.add.reduceat(money, starts, axis=1)
        at = COMPONENTS.index(component)
        yearly[:, EVERYONE.index(party), at] += sums
        yearly[:, EVERYONE.index(ALL_PARTIES), at] += sums
    return yearly


def _chunks(count: int) -> Iterator[slice]:
    for start in range(0, count, CHUNK):
        yield slice(start, min(start + CHUNK, count))
