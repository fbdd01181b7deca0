"""Benefit spells: the table that ingest makes of weekly codes, and the way back to weeks.

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
