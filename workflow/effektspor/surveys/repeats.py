"""Respondents who stand in a survey more often than they may."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.raw import Mask
from effektspor.surveys.tables import NO_MUNICIPALITY

KEY = ["respondent", "wave"]


def merge_identical(
    who: pd.DataFrame, positions: npt.NDArray[np.int8], whose: str = "respondent in one wave"
) -> Mask:
    """Rows that say again what an earlier row of the same respondent and wave says.

    Parameters
    ----------
    whose
        What a respondent is, for the message.

    Raises
    ------
    InputError
        Where two rows of one respondent and wave differ, in an answer or anything else.
    """
    told = pd.concat(
        [who.drop(columns=["file", "row"]), pd.DataFrame(positions, index=who.index)], axis=1
    )
    again = told.duplicated()
    differ = who.loc[~again].duplicated(KEY, keep=False)
    wrong = differ.reindex(who.index, fill_value=False).to_numpy()
    if wrong.any():
        raise InputError(
            f"Rows of one {whose} contradict each other",
            where=rows_of(who, wrong),
            todo="Keep the row that holds; identical rows are counted once without your help.",
        )
    return again.to_numpy()


def in_two_municipalities(who: pd.DataFrame, tolerance: float) -> Mask:
    """Rows of respondents who are in more than one municipality, within the tolerance.

    Raises
    ------
    InputError
        Where they are more than the tolerated share of all rows.
    """
    placed = who[who["municipality"] != NO_MUNICIPALITY]
    several = placed.groupby("respondent")["municipality"].nunique() > 1
    wrong = who["respondent"].isin(several.index[several]).to_numpy()
    if wrong.sum() > tolerance * len(who):
        who_are = "1 respondent is" if several.sum() == 1 else f"{several.sum()} respondents are"
        raise InputError(
            f"{who_are} in two municipalities; {int(wrong.sum())} of "
            f"{len(who)} rows, more than the share of {tolerance:g} that data.tolerance allows",
            where=rows_of(who, wrong),
            todo="Give a respondent who has changed workplace a new number, or correct the rows; "
            "where there are a few, data.tolerance sets them aside.",
        )
    return wrong


def first_municipality(who: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The municipality of each respondent's first measurement that has one, shape (rows,)."""
    placed = who[who["municipality"] != NO_MUNICIPALITY].sort_values(KEY)
    first = placed.groupby("respondent")["municipality"].first()
    found = who["respondent"].map(first).fillna(NO_MUNICIPALITY)
    return found.to_numpy().astype(np.int64)


def rows_of(who: pd.DataFrame, wrong: Mask) -> str:
    """Say where rows are: the first of each file by number."""
    places = []
    for file, rows in who.loc[wrong, ["file", "row"]].groupby("file", sort=False)["row"]:
        more = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
        places.append(f"{file}, row {', '.join(map(str, rows.iloc[:3]))}{more}")
    return "; ".join(places[:3])
