"""Run-length encoding of weekly benefit codes and its inverse.

A spell is a longest run of weeks with one code of one person. Weeks without benefit are not stored,
so that the table holds what the register says and nothing else.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.registers.buckets import BUCKET
from effektspor.tables import Column, Table

SPELLS = Table(
    "spells",
    "Benefit spells",
    (
        Column("person", "int32", "row number of the person in DREAM, from 0"),
        BUCKET,
        Column("code", "uint16", "benefit code"),
        Column("first_week", "int16", "week number of the first week"),
        Column("weeks", "int16", "length in weeks"),
    ),
)


def to_spells(
    codes: npt.NDArray[np.uint16], first_week: int, first_person: int = 0
) -> pd.DataFrame:
    """Encode a matrix of weekly codes as spells.

    Parameters
    ----------
    codes
        Shape (persons, weeks); 0 means no benefit.
    first_week
        Week number of the first column.
    first_person
        Row number of the first person.

    Returns
    -------
    DataFrame
        Columns person, code, first_week and weeks of `SPELLS`, ordered by person and week.
    """
    persons, weeks = codes.shape
    changes = np.ones((persons, weeks + 1), dtype=bool)
    changes[:, 1:weeks] = codes[:, 1:] != codes[:, :-1]
    # Positions of all run starts and of the end of each row, in reading order.
    row, column = np.nonzero(changes)
    starts = column < weeks
    next_column = np.roll(column, -1)
    code = codes[row[starts], column[starts]]
    frame = pd.DataFrame(
        {
            "person": (row[starts] + first_person).astype("int32"),
            "code": code,
            "first_week": (column[starts] + first_week).astype("int16"),
            "weeks": (next_column[starts] - column[starts]).astype("int16"),
        }
    )
    on_benefit: pd.DataFrame = frame[code != 0]
    return on_benefit.reset_index(drop=True)


def to_weeks(
    spells: pd.DataFrame, persons: npt.NDArray[np.int32], span: range
) -> npt.NDArray[np.uint16]:
    """Decode spells to a matrix of weekly codes; weeks outside the span are left out.

    Parameters
    ----------
    spells
        `SPELLS`, its bucket not needed.
    persons
        Sorted person numbers: the rows of the result. Spells of others are ignored.
    span
        Week numbers: the columns of the result.

    Returns
    -------
    numpy.ndarray
        uint16, shape (persons, weeks); 0 means no benefit.
    """
    codes = np.zeros((len(persons), len(span)), dtype=np.uint16)
    place = np.searchsorted(persons, spells["person"].to_numpy())
    place = np.minimum(place, max(len(persons) - 1, 0))
    begin = np.maximum(spells["first_week"].to_numpy().astype("int64"), span.start) - span.start
    last = spells["first_week"].to_numpy().astype("int64") + spells["weeks"].to_numpy()
    length = np.minimum(last, span.stop) - span.start - begin
    wanted = (length > 0) & (persons[place] == spells["person"]) if len(persons) else length < 0
    place, begin, length = place[wanted], begin[wanted], length[wanted]
    flat = np.repeat(place * len(span) + begin, length) + _counters(length)
    codes.reshape(-1)[flat] = np.repeat(spells["code"].to_numpy()[wanted], length)
    return codes


def _counters(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Join 0..length-1 for each length."""
    ends = np.cumsum(lengths)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
