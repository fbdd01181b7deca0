"""At which cost of the municipality's own effort both arms cost the same.

With c the payment to other actors per unit (a job created, say) and r the municipal arm's units per
person, both cost the same where the municipality spends c * r on each person.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from effektspor.config.trial import Fees
from effektspor.evaluations.trial.arms import ARMS, MUNICIPALITY, OTHER_ACTOR
from effektspor.evaluations.trial.costs import (
    EMPLOYED,
    JOBS,
    LASTING,
    PERSONS,
    Draws,
    Floats,
    Sums,
    ratio,
)  # fmt: skip
from effektspor.evaluations.trial.fee_masking import sum_withheld, withheld_steps
from effektspor.evaluations.trial.fee_tables import NAMES, PREFIX, SHOWN, WITHHELD, units_withheld
from effektspor.evaluations.trial.fees import (
    BONUSES,
    CLARIFICATION,
    FIRST_JOB,
    INTERNSHIP,
    PAID,
    SECOND_JOB,
    STEPS,
    TEXT,
    amounts,
)  # fmt: skip

COLUMNS = ["quantity", "scenario", "reading", "value", "unit", "low", "high", "state"]
DKK_PER_PERSON, JOBS_CREATED = "dkk_per_person", "jobs"
CHANGE = 0.10
"""How much an amount is raised, as a fraction, to see what the break-even rests on."""
ByReading = Mapping[str, Mapping[str, Mapping[str, Sums]]]


def break_even_table(sums: ByReading, fees: Fees, how: Draws, min_cell: int) -> pd.DataFrame:
    """Break-even costs, the jobs that the actors would have to create, and what an amount does.

    Returns
    -------
    DataFrame
        `COLUMNS`. ``per_<unit>``: the municipality's cost per person at which a unit costs the same
        in both arms. ``jobs_needed``: jobs that the actors must create, with the bonuses per job as
        they are, for a job to cost what it costs the municipality at `assumed_cost`; missing where
        the bonuses for a job alone cost more. ``change_<step>``: what a tenth more at one step adds
        to ``per_job``. Names begin as those of the table of payments.
    """
    rows = []
    for reading, by_scenario in sums.items():
        for scenario, arms in by_scenario.items():
            hidden = _hidden(by_scenario, scenario, fees, min_cell)
            for quantity, unit, values, rests_on in _quantities(arms, fees):
                name = PREFIX[scenario, reading] + quantity
                row = dict(zip(COLUMNS, (name, scenario, reading), strict=False))
                numbers = dict(zip(("value", "low", "high"), how.number(values), strict=True))
                state = SHOWN
                if set(rests_on) & hidden:
                    numbers, state = dict.fromkeys(numbers, float("nan")), WITHHELD
                rows.append(row | numbers | {"unit": unit, "state": state})
    assumed = {
        "quantity": "assumed_cost", "scenario": PAID, "reading": TEXT, "unit": DKK_PER_PERSON,
        "value": fees.municipality_per_person, "state": SHOWN,
    }  # fmt: skip
    return pd.DataFrame([assumed, *rows], columns=COLUMNS)


def break_even(arms: Mapping[str, Sums], unit: str) -> Floats:
    """The municipality's cost per person at which a unit costs the same, DKK; missing without units."""
    control = arms[MUNICIPALITY].units
    rate = ratio(control[unit], control[PERSONS])
    found: Floats = np.where(rate > 0, arms[OTHER_ACTOR].per(unit) * rate, np.nan)
    return found


def jobs_needed(arms: Mapping[str, Sums], fees: Fees) -> Floats:
    """Jobs that the actors must create for a job to cost the same in both arms.

    The fixed fees and the bonuses for work trials are paid whatever comes, those for jobs grow with
    the jobs.
    """
    own, control = arms[OTHER_ACTOR], arms[MUNICIPALITY]
    rates = amounts(fees)
    whatever = sum(own.steps[step] * rates[step] for step in (CLARIFICATION, INTERNSHIP))
    by_job = sum(own.steps[step] * rates[step] for step in (FIRST_JOB, SECOND_JOB))
    left = control.per(JOBS) - ratio(np.asarray(by_job), own.units[JOBS])
    return ratio(np.asarray(whatever), np.nan_to_num(left, nan=0.0))


def _quantities(
    arms: Mapping[str, Sums], fees: Fees
) -> Iterator[tuple[str, str, Floats, tuple[str, ...]]]:
    """Name, unit, values and the counts that each rests on."""
    for unit in (JOBS, LASTING, EMPLOYED):
        yield f"per_{NAMES[unit]}", DKK_PER_PERSON, break_even(arms, unit), (unit, "total")
    yield "jobs_needed", JOBS_CREATED, jobs_needed(arms, fees), (JOBS, "total", *BONUSES)
    own, control = arms[OTHER_ACTOR], arms[MUNICIPALITY].units
    rate = ratio(control[JOBS], control[PERSONS])
    for step in STEPS:
        more = own.steps[step] * amounts(fees)[step] * CHANGE
        yield f"change_{step}", DKK_PER_PERSON, ratio(more, own.units[JOBS]) * rate, (JOBS, step)


def _hidden(
    by_scenario: Mapping[str, Mapping[str, Sums]], scenario: str, fees: Fees, min_cell: int
) -> set[str]:
    """Counts of a scenario that are withheld: units, steps and ``total``."""
    counts = {
        name: {step: int(arms[OTHER_ACTOR].steps[step][0]) for step in BONUSES}
        for name, arms in by_scenario.items()
    }
    persons = int(by_scenario[PAID][OTHER_ACTOR].units[PERSONS][0])
    steps = withheld_steps(counts, persons, min_cell)
    hidden = set(steps[scenario])
    for arm in ARMS:
        hidden |= units_withheld(by_scenario, scenario, arm, min_cell)
    if SECOND_JOB in hidden:
        hidden.add(LASTING)
    jobs = int(by_scenario[PAID][OTHER_ACTOR].units[JOBS][0])
    if sum_withheld(counts, steps, min_cell, amounts(fees), jobs)[scenario]:
        hidden |= {"total", *STEPS}
    return hidden
