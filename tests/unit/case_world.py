"""Paths of a flow model and prices that are simple enough to reckon with by hand."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.evaluations.business_case.parameter_list import UNITS, VALUES
from effektspor.evaluations.business_case.parameters import read_parameters
from effektspor.evaluations.business_case.person_months import Paths, paths_of

SHIPPED = Path(__file__).parents[2] / "data/business_case/parameters.csv"
REFUNDS = np.array([0.8, 0.4, 0.3, 0.2])
SIMPLE = {
    "rate_provider": 10_000.0, "rate_non_provider": 10_000.0, "job_wage": 20_000.0,
    "unemployment_month": 15_000.0, "benefit_level": 1.0, "course_month": 1_000.0,
    "other_course_month": 500.0, "consultants": 1.0, "caseworkers": 0.0,
    "consultant_year": 120_000.0, "investment_years": 1.0, "delay_months": 0.0,
    "discount_rate": 0.0, "real_growth": 0.0, "municipal_tax": 0.25, "state_tax": 0.12,
    "labour_contribution": 0.08, "equalisation": 0.6,
}  # fmt: skip
"""Round prices; the others are those of the shipped table."""


def fixed_parameters(changed: Mapping[str, float] | None = None) -> pd.DataFrame:
    """The shipped table with `SIMPLE` and these values, none of which varies."""
    table = read_parameters(SHIPPED)
    values = SIMPLE | dict(changed or {})
    for name in UNITS:
        table.loc[name, list(VALUES)] = values.get(name, float(table.loc[name, "base"]))
    return table.assign(distribution="fixed")


def moved_paths(
    persons: Mapping[str, Mapping[str, float]],
    *,
    months: int = 12,
    shares: Mapping[str, float] | None = None,
    draws: Mapping[int, float] | None = None,
) -> Paths:
    """Paths in which scenarios have so many persons more than base in some states, from month 1 on.

    Parameters
    ----------
    persons
        By scenario: persons more (or fewer) by state.
    shares
        The state's share of a benefit; 0.2 where none is given.
    draws
        By draw beside the point estimate: how many times the persons there are more.
    """
    return paths_of(moved_frame(persons, months=months, shares=shares, draws=draws), REFUNDS)


def moved_frame(
    persons: Mapping[str, Mapping[str, float]],
    *,
    months: int = 12,
    shares: Mapping[str, float] | None = None,
    draws: Mapping[int, float] | None = None,
) -> pd.DataFrame:
    """The frame that `moved_paths` reads."""
    states = list(dict.fromkeys(state for change in persons.values() for state in change))
    rows = [
        (draw, scenario, month, state,
         100.0 + (times * more.get(state, 0.0) if month else 0.0), (shares or {}).get(state, 0.2))
        for draw, times in {0: 1.0, **(draws or {})}.items()
        for scenario, more in {"base": {}, **persons}.items()
        for month in range(months + 1)
        for state in states
    ]  # fmt: skip
    names = ["draw", "scenario", "month", "state", "persons", "refund_share"]
    return pd.DataFrame(rows, columns=names)
