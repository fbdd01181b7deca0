"""Starts that a study leaves out: each rule in use is a step of the attrition flow."""

import numpy as np
import pandas as pd

from effektspor.cohort.attrition import Step
from effektspor.cohort.covariates import history_of, weeks_in
from effektspor.cohort.lookup import ENDS, Lookup
from effektspor.cohort.spells import Codes
from effektspor.config.design import Exclusions

STV = Step(
    "stv", "Efter eventuel udelukkelse af deltagere i STV-projektet",
    "After exclusion of STV participants, if any",
)  # fmt: skip


def exclusion_steps(
    starts: pd.DataFrame,
    codes: Codes,
    begin: np.ndarray,
    *,
    exclusions: Exclusions,
    ends: np.ndarray,
    programme: Lookup,
    programme_names: tuple[str, str],
    history_weeks: int,
) -> list[tuple[Step, pd.Series]]:
    """Steps of the rules in use, with whether each start passes.

    The step on the STV project always stands in the flow, the others where their rule is on.

    Parameters
    ----------
    starts
        One row per course start: `age` and `stv`.
    codes
        Shape (starts, weeks).
    begin
        Column of each start.
    ends
        Lookup table of `lookup.end_codes`.
    programme
        Lookup table of programme codes.
    programme_names
        Danish and English name of the programme, as within a sentence.
    history_weeks
        Weeks before the start that count as its history.

    Returns
    -------
    list
        Steps in the order of the flow; bool, index of `starts`.
    """
    history = history_of(codes, begin, history_weeks)
    reasons = {name: position for position, name in enumerate(ENDS, start=1)}
    steps = []
    if exclusions.min_age is not None or exclusions.max_age is not None:
        steps.append((_age_step(exclusions), _age_passes(starts["age"], exclusions)))
    if exclusions.dead:
        # Dead in any week that is read, not in the history only: nobody starts after that.
        until = np.arange(codes.shape[1]) <= begin[:, None]
        dead = ((ends[codes] == reasons["death"]) & until).any(axis=1)
        steps.append((DEAD, pd.Series(~dead, index=starts.index)))
    if exclusions.emigrated:
        abroad = weeks_in(history, ends == reasons["emigration"]) > 0
        steps.append((_emigrated_step(history_weeks), pd.Series(~abroad, index=starts.index)))
    if exclusions.earlier_programme:
        earlier = weeks_in(history, programme) > 0
        step = _earlier_step(history_weeks, *programme_names)
        steps.append((step, pd.Series(~earlier, index=starts.index)))
    stays = pd.Series(True, index=starts.index)
    if exclusions.stv:
        stays = starts["stv"] == 0
    return [*steps, (STV, stays)]


DEAD = Step("dead", "Ikke registreret som død før start", "Not recorded as dead before the start")


def _age_passes(age: pd.Series, exclusions: Exclusions) -> pd.Series:
    old_enough = exclusions.min_age is None or age >= exclusions.min_age
    young_enough = exclusions.max_age is None or age <= exclusions.max_age
    return pd.Series(True, index=age.index) & old_enough & young_enough


def _age_step(exclusions: Exclusions) -> Step:
    low, high = exclusions.min_age, exclusions.max_age
    if low is None:
        return Step("age", f"Højst {high} år ved start", f"At most {high} years old at start")
    if high is None:
        return Step("age", f"Mindst {low} år ved start", f"At least {low} years old at start")
    return Step("age", f"{low} til {high} år ved start", f"{low} to {high} years old at start")


def _emigrated_step(weeks: int) -> Step:
    return Step(
        "emigrated",
        f"Boede i Danmark i alle {weeks} uger før start",
        f"Lived in Denmark in all {weeks} weeks before the start",
    )


def _earlier_step(weeks: int, da: str, en: str) -> Step:
    return Step(
        "earlier_programme",
        f"Ikke i {da} i nogen af de {weeks} uger før start",
        f"Not in the programme ({en}) in any of the {weeks} weeks before the start",
    )
