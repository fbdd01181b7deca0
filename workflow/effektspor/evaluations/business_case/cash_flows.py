"""Money of each party, month by month: what a scenario brings, and what the investment costs.

Gains are positive. What one party pays another gets, so that the parties' sum is the wages gained
minus what casework and the investment use up.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from effektspor.evaluations.business_case.person_months import Change
from effektspor.evaluations.business_case.prices import MONTHS, Prices, Values

Floats = npt.NDArray[np.float64]
MUNICIPALITY, REGION, STATE, CITIZEN, ALL_PARTIES = (
    "municipality", "region", "state", "citizen", "all",
)  # fmt: skip
PARTIES = (MUNICIPALITY, REGION, STATE, CITIZEN)
BENEFITS, REFUND, COFINANCING, ADMINISTRATION, INVESTMENT, TAX, WAGES = (
    "benefits", "refund", "cofinancing", "administration", "investment", "tax", "wages",
)  # fmt: skip
COMPONENTS = (BENEFITS, REFUND, COFINANCING, ADMINISTRATION, INVESTMENT, TAX, WAGES)
Cash = dict[tuple[str, str], Floats]
"""Money by party and component, shape (draws, months); what is absent is nothing."""


def cash_flows(change: Change, price: Prices) -> Cash:
    """Money that the change moves, without the investment, in prices of the first year."""

    def sums(persons: Floats, per_month: Floats) -> Floats:
        return np.asarray(np.einsum("dms,ds->dm", persons, per_month, optimize=True))

    from_state = np.where(price.paid_by_state, price.benefit, 0.0)
    from_municipality = price.benefit - from_state
    to_citizens = sums(change.persons, price.benefit)
    paid_by_state = sums(change.persons, from_state)
    refund = sums(change.refunded, from_municipality)
    # The state bears its share of what it pays itself as well; the municipality the rest.
    cofinancing = sums(change.persons - change.refunded, from_state)
    municipal_tax, state_tax = (
        sums(change.persons, tax) for tax in (price.municipal_tax, price.state_tax)
    )
    return {
        (MUNICIPALITY, BENEFITS): paid_by_state - to_citizens,
        (STATE, BENEFITS): -paid_by_state,
        (CITIZEN, BENEFITS): to_citizens,
        (MUNICIPALITY, REFUND): refund,
        (STATE, REFUND): -refund,
        (MUNICIPALITY, COFINANCING): -cofinancing,
        (STATE, COFINANCING): cofinancing,
        (MUNICIPALITY, ADMINISTRATION): -sums(change.persons, price.municipal_cost),
        (REGION, ADMINISTRATION): -sums(change.persons, price.regional_cost),
        (MUNICIPALITY, TAX): municipal_tax,
        (STATE, TAX): state_tax,
        (CITIZEN, TAX): -(municipal_tax + state_tax),
        (CITIZEN, WAGES): sums(change.persons, price.wage),
    }


def investment(values: Values, months: int) -> Cash:
    """What the staff cost the municipality, from the first month on."""
    a_month = (
        values["consultants"] * values["consultant_year"]
        + values["caseworkers"] * values["caseworker_year"]
    ) / MONTHS
    # A part of a month is paid in part.
    paid = np.clip(values["investment_years"][:, None] * MONTHS - np.arange(months)[None, :], 0, 1)
    return {(MUNICIPALITY, INVESTMENT): -a_month[:, None] * paid}


def grown(cash: Cash, values: Values) -> Cash:
    """The same with the growth of rates and wages above prices, a step each year."""
    months = next(iter(cash.values())).shape[1]
    factor = (1 + values["real_growth"])[:, None] ** (np.arange(months) // MONTHS)[None, :]
    return {key: money * factor for key, money in cash.items()}


def of_party(cash: Mapping[tuple[str, str], Floats], party: str) -> Floats:
    """Net of a party, or of all parties; shape (draws, months)."""
    kept = [money for (who, _), money in cash.items() if party in (who, ALL_PARTIES)]
    if not kept:
        return np.zeros_like(next(iter(cash.values())))
    return np.asarray(sum(kept))


def discounts(values: Values, months: int) -> Floats:
    """What a krone in the middle of each month is worth at the beginning; shape (draws, months)."""
    years = (np.arange(months) + 0.5) / MONTHS
    return np.asarray((1 + values["discount_rate"])[:, None] ** -years[None, :])
