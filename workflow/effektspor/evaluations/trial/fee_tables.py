"""Table of payments: each step, the sums, and what a person or a job costs, by arm."""

from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from effektspor.config.trial import Fees
from effektspor.evaluations.trial.arms import MUNICIPALITY, OTHER_ACTOR
from effektspor.evaluations.trial.costs import (
    EMPLOYED,
    JOBS,
    LASTING,
    PERSONS,
    UNITS,
    Draws,
    Sums,
    ratio,
)  # fmt: skip
from effektspor.evaluations.trial.fee_masking import few, sum_withheld, withheld_steps
from effektspor.evaluations.trial.fees import (
    BONUSES,
    CLARIFICATION,
    OWED,
    PAID,
    SECOND_JOB,
    STEPS,
    TABLE,
    TEXT,
    amounts,
)  # fmt: skip

COLUMNS = [
    "part", "arm", "scenario", "reading", "measure", "unit", "persons", "amount", "paid", "share",
    "low", "high", "state",
]  # fmt: skip
SHOWN, WITHHELD = "shown", "withheld"
PREFIX = {
    (PAID, TEXT): "", (OWED, TEXT): "owed_", (PAID, TABLE): "table_", (OWED, TABLE): "table_owed_",
}  # fmt: skip
NAMES = {PERSONS: "person", JOBS: "job", LASTING: "lasting_job", EMPLOYED: "employed"}
Row = dict[str, object]
ByReading = Mapping[str, Mapping[str, Mapping[str, Sums]]]


def fee_table(sums: ByReading, fees: Fees, how: Draws, min_cell: int) -> pd.DataFrame:
    """Payments within the project and all that is owed, by both readings of the months.

    Parameters
    ----------
    sums
        By reading (`TEXT`, `TABLE`), scenario and arm: what `sums_of_arms` gives.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row per part. The parts of what is paid within the project by the text's
        months have plain names; others begin with ``owed_``, ``table_`` or ``table_owed_``. Rows
        of a step and of the total: persons, amount (DKK for each of them), paid (DKK) and share
        (fraction of the total). Rows ``per_<unit>``: persons (the units), amount (DKK for each).
        Rows ``fixed_share`` and ``bonus_share``: share. ``most_…`` is what one person with one
        lasting job is paid. low and high belong to the column that `measure` names.
    """
    rows = list(_most(fees))
    for reading, by_scenario in sums.items():
        rows += _of_actors(reading, by_scenario, fees, how, min_cell)
    rows += _of_municipalities(sums[TEXT], how, min_cell)
    return pd.DataFrame(rows, columns=COLUMNS)


def _most(fees: Fees) -> Iterator[Row]:
    """The price list, and how much of it is fixed."""
    about = {"arm": OTHER_ACTOR, "scenario": "most", "reading": TEXT, "state": SHOWN}
    rates = amounts(fees)
    for step in STEPS:
        yield about | {
            "part": f"most_{step}", "measure": "amount", "unit": PERSONS, "amount": rates[step],
            "share": rates[step] / fees.total if fees.total else float("nan"),
        }  # fmt: skip
    yield about | {
        "part": "most_total", "measure": "amount", "unit": PERSONS, "amount": fees.total,
    }  # fmt: skip
    fixed = fees.clarification / fees.total if fees.total else float("nan")
    for part, share in (("fixed_share", fixed), ("bonus_share", 1 - fixed)):
        yield about | {"part": f"most_{part}", "measure": "share", "unit": "", "share": share}


def _of_actors(
    reading: str,
    by_scenario: Mapping[str, Mapping[str, Sums]],
    fees: Fees,
    how: Draws,
    min_cell: int,
) -> Iterator[Row]:
    actors = {scenario: arms[OTHER_ACTOR] for scenario, arms in by_scenario.items()}
    counts = {
        scenario: {step: int(own.steps[step][0]) for step in BONUSES}
        for scenario, own in actors.items()
    }
    persons = int(actors[PAID].units[PERSONS][0])
    hidden = withheld_steps(counts, persons, min_cell)
    jobs = int(actors[PAID].units[JOBS][0])
    sum_hidden = sum_withheld(counts, hidden, min_cell, amounts(fees), jobs)
    for scenario, own in actors.items():
        about: Row = {"arm": OTHER_ACTOR, "scenario": scenario, "reading": reading}
        prefix, untold = PREFIX[scenario, reading], sum_hidden[scenario]
        for step in STEPS:
            row = _step(own, step, amounts(fees)[step], how)
            yield about | _cover(row | {"part": prefix + step}, step in hidden[scenario] or untold)
        yield about | _cover(_total(own, how) | {"part": f"{prefix}total"}, untold)
        # A lasting job is a second bonus, so that the one tells the other.
        alike = {LASTING} if SECOND_JOB in hidden[scenario] else set()
        for row in _per_unit(
            own, how, units_withheld(by_scenario, scenario, OTHER_ACTOR, min_cell) | alike
        ):
            row["part"] = prefix + str(row["part"])
            yield about | (_cover(row, True) if untold else row)
        fixed = ratio(own.steps[CLARIFICATION] * fees.clarification, own.cost)
        for part, values in (("fixed_share", fixed), ("bonus_share", 1 - fixed)):
            share, low, high = how.number(values)
            row = {
                "part": prefix + part, "measure": "share", "unit": "", "share": share, "low": low,
                "high": high,
            }  # fmt: skip
            yield about | _cover(row, untold)


def _of_municipalities(
    by_scenario: Mapping[str, Mapping[str, Sums]], how: Draws, min_cell: int
) -> Iterator[Row]:
    for scenario, arms in by_scenario.items():
        own, prefix = arms[MUNICIPALITY], f"{MUNICIPALITY}_{PREFIX[scenario, TEXT]}"
        about: Row = {"arm": MUNICIPALITY, "scenario": scenario, "reading": TEXT}
        yield about | _cover(_total(own, how) | {"part": f"{prefix}total"}, False)
        for row in _per_unit(
            own, how, units_withheld(by_scenario, scenario, MUNICIPALITY, min_cell)
        ):
            yield about | row | {"part": prefix + str(row["part"])}


def _step(own: Sums, step: str, rate: float, how: Draws) -> Row:
    paid, low, high = how.number(own.steps[step] * rate)
    total = float(own.cost[0])
    return {
        "measure": "paid", "unit": PERSONS, "persons": float(own.steps[step][0]), "amount": rate,
        "paid": paid, "share": paid / total if total else float("nan"), "low": low, "high": high,
    }  # fmt: skip


def _total(own: Sums, how: Draws) -> Row:
    paid, low, high = how.number(own.cost)
    return {
        "measure": "paid", "unit": PERSONS, "persons": float(own.units[PERSONS][0]), "paid": paid,
        "share": 1.0 if paid else float("nan"), "low": low, "high": high,
    }  # fmt: skip


def _per_unit(own: Sums, how: Draws, hidden: Collection[str]) -> Iterator[Row]:
    for unit in UNITS:
        amount, low, high = how.number(own.per(unit))
        row: Row = {
            "part": f"per_{NAMES[unit]}", "measure": "amount", "unit": unit,
            "persons": float(own.units[unit][0]), "amount": amount, "low": low, "high": high,
        }  # fmt: skip
        yield _cover(row, unit in hidden)


def _cover(row: Row, hidden: bool) -> Row:
    """The row with its state; without numbers of persons where it is withheld."""
    if not hidden:
        return row | {"state": SHOWN}
    gone = {name: float("nan") for name in ("persons", "paid", "share", "low", "high")}
    if row.get("measure") == "amount":
        gone["amount"] = float("nan")
    return row | gone | {"state": WITHHELD}


def units_withheld(
    by_scenario: Mapping[str, Mapping[str, Sums]], scenario: str, arm: str, min_cell: int
) -> set[str]:
    """Units of an arm that are few, or that leave few of what holds them."""
    count = {unit: int(by_scenario[scenario][arm].units[unit][0]) for unit in UNITS}
    soon = int(by_scenario[PAID][arm].units[LASTING][0])
    left = {
        JOBS: (count[JOBS],),
        LASTING: (count[LASTING], count[JOBS] - count[LASTING], count[LASTING] - soon),
        EMPLOYED: (count[EMPLOYED], count[PERSONS] - count[EMPLOYED]),
    }
    return {unit for unit, parts in left.items() if any(few(part, min_cell) for part in parts)}
