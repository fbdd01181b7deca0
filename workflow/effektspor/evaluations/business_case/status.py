"""Read a municipality's own monthly scheme: counts of persons whom no register tells of."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.business_case.masked import HIDDEN, SHOWN
from effektspor.registers.quality import Ledger

ALL, NO_OFFER, INTERNSHIP, WAGE = "all", "no_offer", "internship", "wage"
MEASURES = {
    ALL: "persons on the benefit",
    INTERNSHIP: "of them in a company internship",
    WAGE: "of them with paid hours or in a wage subsidy",
    NO_OFFER: "of them without an active offer",
    "consultant": "of them with a company consultant",
    "cv": "of them with a CV on the job portal",
    "ended_job": "of them ended to a job in the month",
}
"""Measures of the scheme and what they count."""
ACTIVE = (INTERNSHIP, WAGE)
"""Measures that nobody without an active offer can be counted in."""
SOURCE = "status"
COLUMNS = ("month", "measure", "count")
STATUS_COLUMNS = ["month", "measure", "n", "of", "share", "shown"]
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_TODO = "docs/data-contract.md, The municipality's monthly status, describes the columns."


def read_status(path: Path, first: str, last: str, ledger: Ledger) -> pd.DataFrame:
    """Read and check the scheme; months outside the follow-up are set aside and counted.

    Parameters
    ----------
    first, last
        Months of the follow-up, YYYY-MM.

    Returns
    -------
    DataFrame
        Columns month, measure, count (int), row (in the file), in the order of months and measures.

    Raises
    ------
    InputError
        File or column missing; a month that is none; an unknown measure; a count that is no whole
        number from 0 on; a month and measure twice; a month without a count of all, or with nobody;
        a count above that of all; persons without an offer and in an activity who together are more
        than all. With the row, and month and measure.
    """
    frame = read_text_table(path, COLUMNS, "The monthly status", _TODO, delimiter=_delimiter(path))
    frame["row"] = np.arange(2, len(frame) + 2)
    for row in frame.to_dict("records"):
        where = _where(path, row)
        if not _MONTH.fullmatch(str(row["month"])):
            _refuse("The month is not written YYYY-MM", where)
        if row["measure"] not in MEASURES:
            _refuse(f"The measure must be one of {', '.join(MEASURES)}", where)
        if not re.fullmatch(r"\d{1,7}", str(row["count"])):
            _refuse("The count is no whole number from 0 on", where)
    twice = frame.duplicated(["month", "measure"])
    if twice.any():
        _refuse("The month has the measure twice", _where(path, dict(frame[twice].iloc[0])))
    frame["count"] = frame["count"].astype(int)
    _refuse_sums(frame, path)
    outside = ~frame["month"].between(first, last)
    ledger.read(SOURCE, path.name, None, len(frame))
    ledger.step("other_months", SOURCE, path.name, None, int(outside.sum()))
    kept = frame[~outside].assign(order=lambda t: t["measure"].map(list(MEASURES).index))
    return kept.sort_values(["month", "order"], ignore_index=True).drop(columns="order")


def status_table(status: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Counts and shares of all by month and measure; those of few, or that leave few, are withheld.

    Returns
    -------
    DataFrame
        `STATUS_COLUMNS`.
    """
    if status.empty:
        return pd.DataFrame(columns=STATUS_COLUMNS)
    whole = status[status["measure"] == ALL].set_index("month")["count"]
    n = status["count"].to_numpy(float)
    of = status["month"].map(whole).to_numpy(float)
    is_whole = (status["measure"] == ALL).to_numpy()
    rest = np.where(is_whole, 0, of - n)
    few = _few(n, min_cell) | _few(rest, min_cell) | _few(of, min_cell)
    return pd.DataFrame(
        {
            "month": status["month"],
            "measure": status["measure"],
            "n": np.where(few, np.nan, n),
            "of": np.where(_few(of, min_cell), np.nan, of),
            "share": np.where(few | is_whole, np.nan, n / of),
            "shown": np.where(few, HIDDEN, SHOWN),
        }
    )[STATUS_COLUMNS]


def _few(counts: np.ndarray, min_cell: int) -> np.ndarray:
    return np.asarray((counts > 0) & (counts < min_cell))


def _delimiter(path: Path) -> str:
    """What stands between the names of the columns: a semicolon, or a comma."""
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        # The reader tells what is wrong with the file.
        return ","
    return ";" if ";" in header else ","


def _refuse_sums(frame: pd.DataFrame, path: Path) -> None:
    counts = frame.pivot(index="month", columns="measure", values="count")
    for row in frame.to_dict("records"):
        month, where = counts.loc[row["month"]], _where(path, row)
        whole = month.get(ALL, np.nan)
        if np.isnan(whole):
            _refuse(f"The month has no row of the measure {ALL}", where)
        if row["measure"] == ALL and row["count"] == 0:
            _refuse("The base is zero: nobody is on the benefit in the month", where)
        if row["count"] > whole:
            _refuse("The count is above that of all: a share over 100 per cent", where)
        without = month.get(NO_OFFER, np.nan)
        if row["measure"] in ACTIVE and row["count"] + without > whole:
            _refuse(
                "Those without an active offer and those in this activity are together above all",
                where,
            )


def _where(path: Path, row: dict[object, object]) -> str:
    return f"{path}, row {row['row']}, month {row['month']}, measure {row['measure']}"


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=f"Correct it. {_TODO}")
