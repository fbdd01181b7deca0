"""The attrition flow: what each step of the selection leaves, by group and cohort.

Counts add over shards of persons. The last step is the number of course starts that every later
estimate builds on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from effektspor.errors import EstimationError

GROUPS = ("participants", "comparison")


@dataclass(frozen=True)
class Step:
    """One step of the flow."""

    id: str
    label_da: str
    label_en: str


IN_DREAM = Step("in_dream", "Personer i DREAM", "Persons in DREAM")
RESIDENT = Step(
    "resident", "Bopæl i en deltager- eller sammenligningskommune ved start",
    "Resident in a participating or comparison municipality at start",
)  # fmt: skip
POPULATION = Step(
    "population", "Baggrundsoplysninger findes for startåret",
    "Background known for the year of the start",
)  # fmt: skip
START_IN_WINDOW = "start_in_window"
LABELS = ["step", "id", "label_da", "label_en"]


def count_column(group: str, cohort: str) -> str:
    """Column name of one group and cohort: ``participants_2017_18``."""
    return f"{group}_{cohort.replace('-', '_')}"


def step_counts(
    persons: int,
    any_programme: int,
    starts: pd.DataFrame,
    steps: Sequence[tuple[Step, pd.Series]],
    cohorts: Sequence[str],
    programme: tuple[str, str],
) -> pd.DataFrame:
    """Numbers after each step.

    Parameters
    ----------
    persons, any_programme
        Persons before there is a start to speak of.
    starts
        One row per course start with `group` (missing where residence is in neither) and `cohort`.
    steps
        Each step after the third, and whether a start passes it (bool, index of `starts`).
    programme
        Danish and English name of the programme, as within a sentence.

    Returns
    -------
    DataFrame
        Columns step, id, label_da, label_en, n_after and one count per group and cohort (0 before
        groups exist); sums over shards are the counts of all.
    """
    nobody = pd.Series(False, index=starts.index)
    remaining = pd.Series(True, index=starts.index)
    rows = [(IN_DREAM, persons, nobody), (_any_programme(*programme), any_programme, nobody)]
    rows.append((_start_in_window(*programme), len(starts), remaining))
    for step, passes in steps:
        remaining = remaining & passes
        rows.append((step, int(remaining.sum()), remaining))
    cells = {
        count_column(group, cohort): (starts["group"] == group) & (starts["cohort"] == cohort)
        for group in GROUPS
        for cohort in cohorts
    }
    return pd.DataFrame(
        [
            {
                "step": number,
                "id": step.id,
                "label_da": step.label_da,
                "label_en": step.label_en,
                "n_after": total,
                **{name: int((rest & chosen).sum()) for name, chosen in cells.items()},
            }
            for number, (step, total, rest) in enumerate(rows, start=1)
        ]
    )


def add_steps(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The counts of several parts of the persons added up."""
    summed = pd.concat(parts).groupby(LABELS, as_index=False, sort=False).sum()
    return summed.sort_values("step", ignore_index=True)


def flow(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Attrition flow of all shards, with what each step drops.

    From the third step on the unit is course starts instead of persons: the step's drop is
    therefore missing where the unit changes.
    """
    summed = add_steps(shards)
    summed.insert(4, "n_before", summed["n_after"].shift(1).astype("Int64"))
    summed.insert(6, "dropped", summed["n_before"] - summed["n_after"])
    unit_changes = summed["id"] == START_IN_WINDOW
    summed.loc[unit_changes, "dropped"] = pd.NA
    return summed


def refuse_nobody(attrition: pd.DataFrame) -> None:
    """Stop where the flow ends with nobody.

    Raises
    ------
    EstimationError
        With the step after which no start is left.
    """
    if int(attrition["n_after"].iloc[-1]) == 0:
        step = attrition.loc[attrition["n_after"] == 0, "id"].iloc[0]
        raise EstimationError(
            "No course start is left for the study",
            where=f"attrition flow, step {step}",
            todo="Check the study's programme, years, municipalities and exclusions.",
        )


def _any_programme(da: str, en: str) -> Step:
    return Step(
        "any_programme",
        f"Personer med mindst én uge i {da}",
        f"Persons with at least one week in the programme ({en})",
    )


def _start_in_window(da: str, en: str) -> Step:
    return Step(
        START_IN_WINDOW,
        f"Påbegyndte {da} i kohorternes år",
        f"Starts of the programme ({en}) in the cohorts' years",
    )
