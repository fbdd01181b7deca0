"""Which register belongs to a municipality of the staff's survey, where numbers are not the same."""

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

SURVEY, REGISTER = "survey", "register"
COLUMNS = (SURVEY, REGISTER)
WHAT = "The key of the survey's municipalities"
TODO = (
    "Give a CSV with survey and register, municipality numbers: each of municipalities.participants "
    "once in each column."
)


def read_municipality_key(path: Path, participants: Collection[int]) -> pd.Series:
    """Number of a municipality in the registers (values) by that in the survey (index).

    Parameters
    ----------
    participants
        Numbers of the participating municipalities.

    Raises
    ------
    InputError
        Where a column is missing, a number is none of a participant or stands twice in a column, or
        a participant has no partner.
    """
    frame = read_text_table(path, COLUMNS, WHAT, TODO)
    for column in COLUMNS:
        numbers = pd.to_numeric(frame[column], errors="coerce")
        _refuse(~numbers.isin(list(participants)), "no participant's number", path, column)
        _refuse(numbers.duplicated(), "a number a second time", path, column)
        frame[column] = numbers.astype("int64")
        missing = len(set(participants) - set(frame[column]))
        if missing:
            raise InputError(
                f"{WHAT} lacks a partner for {missing} participating municipalities",
                where=f"{path}, column {column}",
                todo=TODO,
            )
    return frame.set_index(SURVEY)[REGISTER]


def in_registers(municipality: pd.Series, key: pd.Series) -> pd.Series:
    """Numbers of the survey as those of the registers; numbers that are in no key stay."""
    return municipality.map(key).fillna(municipality).astype(municipality.dtype)


def _refuse(wrong: pd.Series, what: str, path: Path, column: str) -> None:
    if wrong.any():
        row = int(wrong.to_numpy().argmax()) + 2
        raise InputError(
            f"{WHAT} has {what}", where=f"{path}, row {row}, column {column}", todo=TODO
        )
