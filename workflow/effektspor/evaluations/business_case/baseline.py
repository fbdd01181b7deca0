"""Read where a municipality stood: counts and shares that a memo states, each with its printed figure."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

COLUMNS = ("measure", "unit", "who", "value", "item")
PERSONS, PERCENT, KR = "persons", "percent", "kr_per_worker"
UNITS = (PERSONS, PERCENT, KR)
OWN = "own"
WHO = (OWN, "region", "national")
CITIZENS = "citizens"
_TODO = "The columns are described in docs/data-contract.md."


@dataclass(frozen=True)
class Baseline:
    """Values by measure, unit and whom they are of; shares as fractions."""

    values: dict[tuple[str, str, str], float]

    def share(self, measure: str, who: str = OWN) -> float:
        """A share as a fraction; missing where none is stated."""
        return self.values.get((measure, PERCENT, who), np.nan)

    def persons(self, measure: str, who: str = OWN) -> float:
        """A count of persons; missing where none is stated."""
        return self.values.get((measure, PERSONS, who), np.nan)


def read_baseline(path: Path) -> tuple[Baseline, pd.DataFrame]:
    """Read and check the baseline.

    Returns
    -------
    tuple
        The values, and the table with `COLUMNS` as text, one row for each line.

    Raises
    ------
    InputError
        File or column missing; an unknown unit or whom it is of; a measure twice; what is no number
        or below nought; a share above 100; a count above that of all; nobody to begin with. With
        the measure's name and its row.
    """
    frame = read_text_table(path, COLUMNS, "The table of the baseline", _TODO)
    values: dict[tuple[str, str, str], float] = {}
    rows: dict[tuple[str, str, str], str] = {}
    for number, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {number}, measure {row['measure'] or '(blank)'}"
        key = (str(row["measure"]), str(row["unit"]), str(row["who"]))
        if not row["measure"]:
            _refuse("The column measure is blank", where)
        if row["unit"] not in UNITS:
            _refuse(f"The unit must be one of {', '.join(UNITS)}", where)
        if row["who"] not in WHO:
            _refuse(f"The column who must be one of {', '.join(WHO)}", where)
        if key in values:
            _refuse("The measure stands twice", where)
        value = _number(str(row["value"]), where)
        if row["unit"] == PERCENT and value > 100:
            _refuse("A share must not be above 100 per cent", where)
        values[key], rows[key] = value / 100 if row["unit"] == PERCENT else value, where
    _refuse_counts(values, rows)
    return Baseline(values), frame


def _number(text: str, where: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = np.nan
    if not np.isfinite(value) or value < 0:
        _refuse("The column value must hold a number from 0 on", where)
    return value


def _refuse_counts(
    values: dict[tuple[str, str, str], float], rows: dict[tuple[str, str, str], str]
) -> None:
    """Parts that are more than the whole, and a whole of nobody."""
    for who in WHO:
        whole = (CITIZENS, PERSONS, who)
        if whole not in values:
            continue
        if values[whole] == 0:
            _refuse("The base is zero: nobody to begin with", rows[whole])
        for key, value in values.items():
            if key[1:] == whole[1:] and value > values[whole]:
                _refuse("The count is above that of all citizens", rows[key])


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)
