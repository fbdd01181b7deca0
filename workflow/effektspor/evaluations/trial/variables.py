"""What persons are described by: variables of the codebook, and some that are made of them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from effektspor.evaluations.trial.labels import NO, YES, YES_NO, Variable

FIFTIES = (50, 59)
MADE = (
    # Name, the variable after which it stands, its block, Danish and English label.
    ("age", "birth_date", "baseline", "Alder", "Age"),
    ("age_fifties", "age", "baseline", "I 50'erne", "In their fifties"),
    ("max_half_time", "hours_able", "baseline", "Mener at kunne arbejde højst halv tid",
     "Thinks to be able to work half time at most"),
    ("long_wait", "wait_months", "baseline", "Lang ventetid på ledighedsydelse",
     "Long wait on ledighedsydelse"),
    ("satisfied_any", "satisfied", "survey", "Tilfreds eller meget tilfreds med jobformidlingen",
     "Satisfied or very satisfied with the placement effort"),
    ("work_trial", "work_trials", "activity", "Har været i arbejdsprøvning eller praktik",
     "Has been in a work trial or internship"),
    ("activities", "work_trial", "activity", "Antal aktiviteter i alt", "Activities in all"),
)  # fmt: skip
NUMBERS = ("age", "activities")
COUNTED = ("talks", "courses", "clarifications", "work_trials")
BEFORE = "_before"
HIDDEN = ("birth_date", "first_work_trial", "returned", "answered_before", "answered_after")
"""Variables that others are made of, or that the flow tells of."""


def made(persons: pd.DataFrame, long_weeks: int) -> pd.DataFrame:
    """The persons with the variables that are made of others; missing where those are.

    Parameters
    ----------
    long_weeks
        Weeks of waiting from which the wait is long.
    """
    counted = persons[list(COUNTED)]
    return persons.assign(
        age_fifties=_yes(persons["age"].between(*FIFTIES), persons["age"]),
        max_half_time=_yes(persons["hours_able"] != "over_half", persons["hours_able"]),
        # Twelve months are 52 weeks.
        long_wait=_yes(persons["wait_months"] * 52 >= long_weeks * 12, persons["wait_months"]),
        satisfied_any=_yes(persons["satisfied"].isin(["very", "satisfied"]), persons["satisfied"]),
        work_trial=_yes(persons["work_trials"] > 0, persons["work_trials"]),
        activities=counted.sum(axis=1, min_count=len(COUNTED)),
    )


def with_made(variables: Mapping[str, Variable]) -> dict[str, Variable]:
    """The variables of the codebook, each followed by what is made of it."""
    found: dict[str, Variable] = {}

    def add(variable: Variable) -> None:
        found[variable.name] = variable
        for name, after, block, da, en in MADE:
            if after == variable.name:
                add(Variable(name, block, da, en, () if name in NUMBERS else YES_NO))

    for variable in variables.values():
        add(variable)
    return {name: variable for name, variable in found.items() if name not in HIDDEN}


def baseline_variables(variables: Mapping[str, Variable]) -> list[Variable]:
    """What was known before the draw: background, and the answers before the project."""
    return [
        variable
        for name, variable in variables.items()
        if variable.block == "baseline" or (variable.block == "survey" and name.endswith(BEFORE))
    ]


def profile_variables(variables: Mapping[str, Variable]) -> list[Variable]:
    """What groups of persons are told apart by: also activities and answers after."""
    blocks = ("baseline", "survey", "activity")
    return [variable for variable in variables.values() if variable.block in blocks]


def _yes(true: "pd.Series[bool]", known: pd.Series) -> "pd.Series[str]":
    """Yes or no; missing where nothing is known."""
    words = pd.Series(np.where(true, YES, NO), index=true.index, dtype=object)
    return words.mask(known.isna(), np.nan)
