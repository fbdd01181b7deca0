"""Settings of a study as artefacts, so that no text has a date or a limit of its own."""

from typing import Any

import pandas as pd

from effektspor.artefacts import Text
from effektspor.evaluations.result_tables import Tables

COMMON: dict[str, Any] = {
    "n": {"settings": 1},
    "population": Text(da="Undersøgelsen som helhed.", en="The study as a whole."),
    "method": Text(da="Indstilling i konfigurationen.", en="A setting of the config."),
    "uncertainty": Text(da="Ingen.", en="None."),
    "basis": "document",
}
"""What all of them have in common."""
DATE = Text(da="Dato skrevet som et tal, ååååmmdd.", en="A date written as a number, yyyymmdd.")
LEAST = Text(da="Færre personer end dette vises ikke.", en="Fewer persons than this are hidden.")
LEVEL = Text(da="Andel af gentagne stikprøver.", en="Share of repeated samples.")


def day_number(date: str) -> int:
    """A date, month or year as a number of eight digits; what it lacks is its first.

    Examples
    --------
    >>> day_number("2016-03")
    20160301
    """
    return int("".join([*date.split("-"), "01", "01"][:3]))


def no_data(tables: Tables) -> dict[str, pd.DataFrame]:
    """Nothing: settings are numbers."""
    del tables
    return {}
