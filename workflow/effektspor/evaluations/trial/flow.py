"""The way of the persons through the trial, as CONSORT asks for it."""

import pandas as pd

from effektspor.evaluations.trial.arms import ALL, ARMS
from effektspor.evaluations.trial.crossing import ALL_GROUPS, crossed
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD
from effektspor.evaluations.trial.labels import NO, YES

COLUMNS = ["order", "step", "arm", "n", "state"]
TRIAL = "trial"


def flow_table(persons: pd.DataFrame, people: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Persons at each step, by arm and in all.

    Parameters
    ----------
    people
        Persons of the trial that the register knows, with others: group and arm.

    Returns
    -------
    DataFrame
        `COLUMNS`. All who were randomised are analysed. Few at a step, and few of an arm who are
        not at it, are withheld with what would give them away.
    """
    arm = persons["arm"]
    at_step = {
        "randomised": pd.Series(True, index=persons.index),
        "returned": persons["returned"].notna(),
        "answered_before": persons["answered_before"] == YES,
        "answered_after": persons["answered_after"] == YES,
        "in_register": _found(persons, people),
        "moved": persons["end_status"] == "moved",
        "followed_to_end": persons["end_status"] != "moved",
        "analysed": pd.Series(True, index=persons.index),
    }
    rows: list[tuple[object, ...]] = [("provided", ALL, len(persons), SHOWN)]
    for step, here in at_step.items():
        cells = crossed(here.map({True: YES, False: NO}), arm, [YES, NO], ARMS, min_cell)
        for name, group in ((ALL, ALL_GROUPS), *((arm, arm) for arm in ARMS)):
            cell = cells[group, YES]
            rows.append((step, name, cell.n, WITHHELD if cell.withheld else SHOWN))
    table = pd.DataFrame(rows, columns=COLUMNS[1:])
    order = {step: place for place, step in enumerate(table["step"].unique())}
    return table.assign(order=table["step"].map(order))[COLUMNS]


def _found(persons: pd.DataFrame, people: pd.DataFrame) -> "pd.Series[bool]":
    """As many of each arm as the register knows: which of them does not matter to a count."""
    known = people.loc[people["group"] == TRIAL, "arm"].value_counts()
    number = persons.groupby("arm").cumcount()
    return number < persons["arm"].map(known).fillna(0)
