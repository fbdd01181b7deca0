"""From quotes as they are filed to quotes as they may be printed."""

import pandas as pd

from effektspor.surveys.quotes.coding import PERSON, STAFF, Coding
from effektspor.surveys.quotes.pooling import pooled
from effektspor.surveys.quotes.table import COUNTS, QUOTES

_PERSON = ["municipality", "respondent_type", "source"]


def clear(filed: pd.DataFrame, coding: Coding, min_cell: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Merge repeated rows and name respondents only as far as at least `min_cell` share the name.

    First the types of respondents, over all quotes: too small ones are called by one wider name.
    Then the municipalities within each name: too small ones are left out, and all where the coding
    names no places. A person is a `source`
    within its type and municipality, however many quotes there are of it.

    Parameters
    ----------
    filed
        As `effektspor.surveys.quotes.reading.read_quotes` returns it.

    Returns
    -------
    tuple of pandas.DataFrame
        `QUOTES` sorted by theme and row, and `COUNTS`, one row.
    """
    words = [name for name in filed.columns if name != "row"]
    kept = filed.drop_duplicates(words).copy()
    kept["respondent"] = _types(kept, coding, min_cell)
    shown = _municipalities(kept, min_cell)
    if not coding.places:
        shown[:] = ""
    hidden = (kept["municipality"] != "") & (shown == "")
    counts = {
        "read": len(filed),
        "merged": len(filed) - len(kept),
        "shown": len(kept),
        "municipality_hidden": int(hidden.sum()),
        "respondent_pooled": int((kept["respondent"] != kept["respondent_type"]).sum()),
    }
    order = {theme: place for place, theme in enumerate(coding.themes)}
    kept = kept.assign(municipality=shown, order=kept["theme"].map(order))
    kept = kept.sort_values(["order", "row"], kind="stable")
    return QUOTES.conform(kept), COUNTS.conform(pd.DataFrame([counts]))


def _types(kept: pd.DataFrame, coding: Coding, min_cell: int) -> pd.Series:
    """The name of each respondent's type."""
    persons = _persons(kept, "respondent_type")
    pool = pooled(persons, min_cell)
    staff = pool <= set(coding.staff_types) and _number(persons, pool) >= min_cell
    wide = STAFF if staff else PERSON
    return kept["respondent_type"].where(~kept["respondent_type"].isin(pool), wide)


def _municipalities(kept: pd.DataFrame, min_cell: int) -> pd.Series:
    """The municipality to print with each quote; empty where it is not to be told."""
    shown = kept["municipality"].copy()
    for _, quotes in kept.groupby("respondent"):
        persons = _persons(quotes, "municipality")
        # A quote without a municipality is one of the unnamed already, and must be one of enough.
        pool = pooled(persons, min_cell, unnamed=[""])
        shown[quotes.index[quotes["municipality"].isin(pool)]] = ""
    return shown


def _persons(quotes: pd.DataFrame, column: str) -> dict[str, int]:
    """Different persons by category."""
    numbers = quotes.drop_duplicates(_PERSON)[column].value_counts()
    return {str(name): int(number) for name, number in numbers.items()}


def _number(persons: dict[str, int], categories: set[str]) -> int:
    return sum(persons[category] for category in categories)
