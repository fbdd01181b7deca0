"""The attrition flow: what each step of the selection leaves, by group and cohort.

Counts add over shards of persons. The last step is the number of course starts that every later
estimate builds on.
"""

from collections.abc import Sequence

import pandas as pd

GROUPS = ("participants", "comparison")
STEPS = (
    ("in_dream", "Personer i DREAM", "Persons in DREAM"),
    ("any_programme", "Personer med mindst én uge i ressourceforløb",
     "Persons with at least one week in the programme"),
    ("start_in_window", "Påbegyndte ressourceforløb i kohorternes år",
     "Course starts in the cohorts' years"),
    ("resident", "Bopæl i en deltager- eller sammenligningskommune ved start",
     "Resident in a participating or comparison municipality at start"),
    ("population", "Baggrundsoplysninger findes for startåret",
     "Background known for the year of the start"),
    ("stv", "Efter eventuel udelukkelse af deltagere i STV-projektet",
     "After exclusion of STV participants, if any"),
)  # fmt: skip


def count_column(group: str, cohort: str) -> str:
    """Column name of one group and cohort: ``participants_2017_18``."""
    return f"{group}_{cohort.replace('-', '_')}"


def step_counts(
    persons: int,
    any_programme: int,
    starts: pd.DataFrame,
    keep: Sequence[pd.Series],
    cohorts: Sequence[str],
) -> pd.DataFrame:
    """Numbers after each step.

    Parameters
    ----------
    persons, any_programme
        Persons before there is a start to speak of.
    starts
        One row per course start with `group` (missing where residence is in neither) and `cohort`.
    keep
        For each step after the third, whether a start passes that step (bool, index of `starts`).

    Returns
    -------
    DataFrame
        Columns step, id, label_da, label_en, n_after and one count per group and cohort (0 before
        groups exist); sums over shards are the counts of all.
    """
    remaining = pd.Series(True, index=starts.index)
    passed: list[pd.Series | None] = [None, None, remaining]
    for condition in keep:
        remaining = remaining & condition
        passed.append(remaining)
    totals = [persons, any_programme, *(int(p.sum()) for p in passed if p is not None)]
    rows = []
    for position, ((key, label_da, label_en), rest) in enumerate(zip(STEPS, passed, strict=True)):
        row: dict[str, object] = {
            "step": position + 1, "id": key, "label_da": label_da, "label_en": label_en,
            "n_after": totals[position],
        }  # fmt: skip
        for group in GROUPS:
            for cohort in cohorts:
                chosen = (starts["group"] == group) & (starts["cohort"] == cohort)
                row[count_column(group, cohort)] = 0 if rest is None else int((rest & chosen).sum())
        rows.append(row)
    return pd.DataFrame(rows)


def flow(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Attrition flow of all shards, with what each step drops.

    From the third step on the unit is course starts instead of persons: the step's drop is
    therefore missing where the unit changes.
    """
    labels = ["step", "id", "label_da", "label_en"]
    summed = pd.concat(shards).groupby(labels, as_index=False, sort=False).sum()
    summed = summed.sort_values("step", ignore_index=True)
    summed.insert(4, "n_before", summed["n_after"].shift(1).astype("Int64"))
    summed.insert(6, "dropped", summed["n_before"] - summed["n_after"])
    unit_changes = summed["id"] == "start_in_window"
    summed.loc[unit_changes, "dropped"] = pd.NA
    return summed
