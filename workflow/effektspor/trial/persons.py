"""Those who were drawn: checked, never set aside, and with a letter for their municipality.

Who was drawn stays, whatever came: a person who is left out would undo the draw. What is wrong with
a person's row therefore stops the run, and a deviation from the protocol is counted.
"""

import hashlib
import string
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.reading import SourceFile
from effektspor.trial.codebook import Codebook
from effektspor.trial.files import Rules, read_trial_file
from effektspor.trial.rows import Rows, completed
from effektspor.trial.tables import PERSONS

SOURCE = "trial_persons"
ARMS = ("other_actor", "municipality")
WAITING = "ledighedsydelse"
ANSWERS = {
    "answered_before": ("right_solution_before", "activity_before", "offered_before"),
    "answered_after": (
        "right_solution_after", "activity_after", "offered_after", "satisfied", "thrives",
    ),
}  # fmt: skip
"""Variables that only those have who answered the survey."""


def read_persons(
    files: Sequence[SourceFile], book: Codebook, rules: Rules
) -> tuple[Rows, pd.DataFrame]:
    """Read all files of persons: their rows as read, and `PERSONS` ordered by key.

    Raises
    ------
    InputError
        Where a file or a row is not what the codebook says, a person stands twice, rows contradict
        themselves, or the persons were not drawn within municipalities.
    """
    rows = Rows([read_trial_file(file, book, rules, SOURCE) for file in files])
    for faults in rows.cells():
        for fault in faults:
            fault.refuse()
    _refuse_repeated(rows)
    _refuse_contradictions(rows, rules)
    refuse_no_draw(rows.frame, [file.name for file in files])
    _remark(rows, rules)
    frame = completed(rows.frame, PERSONS)
    frame["age"] = full_years(frame["birth_date"], rules.start)
    frame["place"] = frame["municipality"].map(place_letters(frame))
    return rows, PERSONS.conform(frame.sort_values("person"))


def full_years(birth: "pd.Series[pd.Timestamp]", day: pd.Timestamp) -> "pd.Series[float]":
    """Age in full years on a day; missing where the date of birth is."""
    before = (birth.dt.month > day.month) | (
        (birth.dt.month == day.month) & (birth.dt.day > day.day)
    )
    return (day.year - birth.dt.year - before).astype("float64").where(birth.notna())


def place_letters(persons: pd.DataFrame) -> dict[int, str]:
    """Letter of each municipality, in an order that neither numbers nor sizes tell.

    It is that of a hash of the birth date of the municipality's oldest person (of its first key
    where no date is known): only who has the file can tell it, and new keys do not change it.
    """
    own = persons.groupby("municipality")
    tokens = pd.DataFrame(
        {
            "birth": own["birth_date"]
            .min()
            .map(lambda day: "" if pd.isna(day) else str(day.date())),
            "key": own["person"].min().astype(str),
        }
    )
    tokens["birth"] = tokens["birth"].mask(tokens["birth"] == "", tokens["key"])
    hashed = tokens.map(lambda text: hashlib.sha256(text.encode()).hexdigest())
    letters = string.ascii_uppercase
    return {
        int(number): letters[at % len(letters)] + (str(at // len(letters)) if at >= 26 else "")
        for at, number in enumerate(hashed.sort_values(["birth", "key"]).index)
    }


def refuse_no_draw(persons: pd.DataFrame, files: Sequence[Path]) -> None:
    """Stop where the arms cannot be compared within each municipality.

    Parameters
    ----------
    persons
        Columns municipality and arm.
    files
        Files that the persons are from, for messages.

    Raises
    ------
    InputError
        Where an arm has nobody at all, or nobody in one of the municipalities.
    """
    where = f"{', '.join(str(file) for file in files)}, columns of arm and municipality"
    counts = pd.crosstab(persons["municipality"], persons["arm"]).reindex(
        columns=list(ARMS), fill_value=0
    )
    for arm in ARMS:
        if not counts[arm].any():
            raise InputError(
                f"Nobody was drawn to the arm {arm}",
                where=where,
                todo="Give all who were drawn, of both arms, in the files of persons.",
            )
    without = int((counts == 0).any(axis=1).sum())
    if without:
        raise InputError(
            f"{without} of {len(counts)} municipalities have nobody in one of the arms",
            where=where,
            todo="The draw was within municipalities: give all who were drawn there, or leave out a "
            "municipality that drew nobody to one of the arms.",
        )


def _refuse_repeated(rows: Rows) -> None:
    rows.refuse(
        "person",
        rows.frame["person"].duplicated(),
        "A person stands in the trial more than once",
        "Each person was drawn once: keep one row per person in all files together.",
    )


def _refuse_contradictions(rows: Rows, rules: Rules) -> None:
    frame = rows.frame
    for answered, variables in ANSWERS.items():
        for variable in variables:
            if rows.has(variable):
                rows.refuse(
                    variable,
                    (frame[answered] == "no") & frame[variable].notna(),
                    "A person who did not answer the survey has an answer",
                    "Correct the mark of who answered, or empty the answers.",
                )
    if rows.has("ly_distance"):
        rows.refuse(
            "ly_distance",
            (frame["end_status"] != WAITING) & frame["ly_distance"].notna(),
            "A person who is not on ledighedsydelse has a distance to the labour market",
            "Correct the status at the end, or empty the distance of those with another status.",
        )
    if rows.has("birth_date"):
        rows.refuse(
            "birth_date",
            frame["birth_date"] >= rules.start,
            "A date of birth is not before the project",
            "Check that years have four digits in the file.",
        )
    if rows.has("returned"):
        rows.refuse(
            "returned",
            (frame["arm"] == "municipality") & frame["returned"].notna(),
            "A person who was drawn to the municipality has been returned to it",
            "Only other actors return persons: correct the arm drawn, or empty the date.",
        )
        rows.refuse(
            "returned",
            frame["returned"] < rules.start,
            "A person has been returned to the municipality before the project began",
            "Correct the date, or project_start in the config.",
        )


def _remark(rows: Rows, rules: Rules) -> None:
    """Count what deviates from the protocol; nobody is left out for it."""
    frame = rows.frame
    if rows.has("wait_months"):
        rows.count(rules.ledger, "short_wait", SOURCE, frame["wait_months"] < rules.least_months)
    counts = pd.crosstab(frame["municipality"], frame["arm"])
    uneven = int((counts[ARMS[0]] - counts[ARMS[1]]).abs().sum())
    if uneven:
        label = rows.files[0].file.label
        rules.ledger.step("unequal_draw", SOURCE, label, None, uneven)
