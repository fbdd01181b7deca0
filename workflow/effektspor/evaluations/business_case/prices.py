"""What a person-month in each state pays and costs, from the parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.errors import InputError

Floats = npt.NDArray[np.float64]
Values = Mapping[str, Floats]
"""Parameters by name, shape (draws,)."""
TINY = 1e-9
MONTHS, WEEKS_A_MONTH = 12, 365.25 / 7 / 12
PROGRAMME, FLEXJOB, JOB = "jobafklaring", "flexjob", "job"
ACTIVE = ("sygedagpenge", "dagpenge", "ledighedsydelse", "ressourceforloeb")
"""States whose persons the job centre works with, beside the programme."""
PAID_BY_STATE = ("dagpenge", "pension")
"""States whose benefit an unemployment fund or the state pays, and the municipality co-finances;
in all others the municipality pays and the state refunds. Act no. 994 of 2015, sections 2 and 3."""


@dataclass(frozen=True)
class Prices:
    """Money per person-month, shape (draws, states)."""

    benefit: Floats
    wage: Floats
    municipal_cost: Floats
    regional_cost: Floats
    municipal_tax: Floats
    """What the municipality keeps after equalisation."""
    state_tax: Floats
    """The rest of the tax, with labour-market contributions and what is equalised."""
    paid_by_state: npt.NDArray[np.bool_]
    """Shape (states,)."""


def prices(values: Values, states: Sequence[str], *, tax: bool) -> Prices:
    """Prices of each state.

    Raises
    ------
    InputError
        A state for which there is no price.
    """
    benefits, wages = _benefits(values), _wages(values)
    for state in states:
        if state not in benefits:
            raise InputError(
                f"There is no price for the state {state}",
                where="states.csv, column state",
                todo=f"Name it as one of {', '.join(benefits)}.",
            )
    nothing = np.zeros_like(values["job_wage"])
    benefit = np.stack([benefits[state] for state in states], axis=1)
    wage = np.stack([wages.get(state, nothing) for state in states], axis=1)
    municipal, regional = (
        np.stack([costs.get(state, nothing) for state in states], axis=1)
        for costs in (_casework(values), {PROGRAMME: values["region_course_month"]})
    )
    among = np.stack([_receivers(values).get(state, nothing + 1) for state in states], axis=1)
    # Tax of those who receive the benefit, times how many they are: allowances are per person.
    to_municipality, to_state = (
        among * part for part in _taxes(values, benefit / np.maximum(among, TINY), wage)
    )
    if not tax:
        to_municipality, to_state = np.zeros_like(benefit), np.zeros_like(benefit)
    return Prices(
        benefit, wage, municipal, regional, to_municipality, to_state,
        np.array([state in PAID_BY_STATE for state in states]),
    )  # fmt: skip


def _benefits(values: Values) -> dict[str, Floats]:
    providers = values["share_providers"]
    resource = providers * values["rate_provider"] + (1 - providers) * values["rate_non_provider"]
    level, nothing = values["benefit_level"], np.zeros_like(providers)
    return {
        PROGRAMME: resource,
        "ressourceforloeb": resource,
        "sygedagpenge": level * values["sickness_week"] * WEEKS_A_MONTH,
        "dagpenge": level * values["unemployment_month"],
        "ledighedsydelse": values["availability_month"],
        FLEXJOB: _flexjob_subsidy(values),
        "pension": values["pension_month"],
        "other": values["other_month"],
        JOB: nothing,
        "gone": nothing,
    }


def _receivers(values: Values) -> dict[str, Floats]:
    """Share of those in a state who have its benefit, where some have none.

    The benefit among all others is a mean of those with cash assistance, at about the rate of who
    provides for nobody, and those without any.
    """
    mean = values["other_month"]
    return {"other": mean / np.maximum(mean, values["rate_non_provider"])}


def _flexjob_subsidy(values: Values) -> Floats:
    wage, threshold = values["flexjob_wage"], values["flexjob_threshold"]
    below, above = np.minimum(wage, threshold), np.maximum(wage - threshold, 0)
    deducted = values["flexjob_reduction"] * below + values["flexjob_reduction_above"] * above
    return np.asarray(np.maximum(values["flexjob_subsidy_max"] - deducted, 0))


def _wages(values: Values) -> dict[str, Floats]:
    return {JOB: values["job_wage"], FLEXJOB: values["flexjob_wage"]}


def _casework(values: Values) -> dict[str, Floats]:
    return {PROGRAMME: values["course_month"]} | dict.fromkeys(ACTIVE, values["other_course_month"])


def _taxes(values: Values, benefit: Floats, wage: Floats) -> tuple[Floats, Floats]:
    """Income tax a month, as far as it is the municipality's and the state's."""

    def of(name: str) -> Floats:
        return values[name][:, None]

    contribution = of("labour_contribution") * wage
    income = benefit + wage - contribution
    allowance = of("personal_allowance") / MONTHS
    for_work = np.minimum(
        of("employment_allowance") * wage, of("employment_allowance_max") / MONTHS
    )
    municipal = of("municipal_tax") * np.maximum(income - allowance - for_work, 0)
    lowest = of("state_tax") * np.maximum(income - allowance, 0)
    kept = (1 - of("equalisation")) * municipal
    return kept, lowest + contribution + municipal - kept
