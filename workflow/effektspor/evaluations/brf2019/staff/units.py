"""Valid and agreeing answers of each respondent to the survey of staff, and who is told of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.brf2019.fidelity_change import ELEMENTS, ROLES

BELIEF = "belief"
MEASURED = (*ELEMENTS, BELIEF)
WAVES = {1: "start", 2: "midway", 3: "slut"}
LEVELS = ("total", "role", "municipality")
TABLE_OF = {"total": 1, "role": 2, "municipality": 3}
"""Level of a unit: the published table whose rule of marks holds for it."""
UNKNOWN = ("unknown", "Uoplyst")
"""Respondents without a role or municipality: one unit, so that no total gives them away."""
POPULATION = ("municipality", "role", "n")
_LAST = str.maketrans({"æ": "{1", "ø": "{2", "å": "{3"})
"""Danish letters come last: ``{`` is the sign after z."""
TODO = "Give one row per municipality number and role, and the number of staff there."


@dataclass(frozen=True)
class Unit:
    """Whom a share describes.

    Attributes
    ----------
    level
        ``total``, ``role`` or ``municipality``.
    id, label
        As in the published tables where the unit is in them.
    rows
        Rows of `counted` that belong to it.
    population
        Staff that there was; None where it is not known.
    """

    level: str
    id: str
    label: str
    rows: pd.DataFrame
    population: int | None = None


def counted(answers: pd.DataFrame) -> pd.DataFrame:
    """Valid and agreeing answers by wave, respondent and element.

    Parameters
    ----------
    answers
        `effektspor.surveys.tables.ANSWERS` of the survey of staff.

    Returns
    -------
    pandas.DataFrame
        wave, respondent, municipality, role, weight, element, answers, agree; a row only where a
        respondent has a valid answer. "Don't know", refused and missing answers are none.
    """
    valid = answers[(answers["state"] == "answered") & answers["element"].isin(MEASURED)]
    keys = ["wave", "respondent", "municipality", "role", "weight", "element"]
    grouped = valid.groupby(keys, sort=True, observed=True)["counts"]
    return grouped.agg(answers="size", agree="sum").astype("int64").reset_index()


def units(
    counts: pd.DataFrame, names: Mapping[int, tuple[str, str]], staff: pd.DataFrame | None = None
) -> Iterator[Unit]:
    """All units, the total first.

    Parameters
    ----------
    names
        Id and label of each municipality by number.
    staff
        As `read_population` gives it.
    """
    yield Unit("total", "total", "Total", counts, _sum(staff))
    for role, label in ROLES.items():
        rows = counts[counts["role"] == role]
        if len(rows):
            yield Unit("role", role, label, rows, _sum(staff, "role", role))
    known = [number for number in names if (counts["municipality"] == number).any()]
    for number in sorted(known, key=lambda number: _alphabetical(names[number][1])):
        rows = counts[counts["municipality"] == number]
        yield Unit("municipality", *names[number], rows, _sum(staff, "municipality", number))
    for level, kept in (("role", list(ROLES)), ("municipality", known)):
        rows = counts[~counts[level].isin(kept)]
        if len(rows):
            yield Unit(level, *UNKNOWN, rows)


def _alphabetical(name: str) -> str:
    """Key that sorts names as the printed tables do: the Danish letters last."""
    return name.lower().translate(_LAST)


def municipality_names(
    published: pd.DataFrame, municipalities: pd.DataFrame
) -> dict[int, tuple[str, str]]:
    """Id and label by municipality number: as in table 3 where it is there, else the number.

    Parameters
    ----------
    published
        `fidelity_tables` of the published figures.
    municipalities
        Columns ``number`` and ``name``.
    """
    table = published[published["table"] == 3]
    ids = dict(zip(table["unit_label"], table["unit_id"], strict=True))
    return {
        int(number): (ids.get(name, f"m{number}"), str(name))
        for number, name in zip(municipalities["number"], municipalities["name"], strict=True)
    }


def read_population(path: Path) -> pd.DataFrame:
    """Staff that there was, by municipality number and role.

    Raises
    ------
    InputError
        Where the file is not a table of municipality, role and whole numbers.
    """
    raw = read_text_table(path, POPULATION, "The population of the survey of staff", TODO)
    for column in ("municipality", "n"):
        wrong = ~raw[column].str.fullmatch(r"\d{1,6}")
        if wrong.any():
            raise InputError(
                f"The column {column} holds something else than a whole number",
                where=f"{path}, row {int(wrong.idxmax()) + 2}",
                todo=TODO,
            )
    wrong = ~raw["role"].isin(list(ROLES))
    if wrong.any():
        raise InputError(
            f"A role is none of {', '.join(ROLES)}",
            where=f"{path}, row {int(wrong.idxmax()) + 2}",
            todo=TODO,
        )
    return raw.astype({"municipality": "int64", "n": "int64"})


def _sum(staff: pd.DataFrame | None, column: str = "", value: object = None) -> int | None:
    if staff is None:
        return None
    rows = staff[staff[column] == value] if column else staff
    return int(rows["n"].sum()) if len(rows) else None
