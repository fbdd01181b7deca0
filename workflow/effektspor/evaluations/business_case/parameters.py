"""Read the table of prices and rules; what is wrong is told with its row and parameter."""

from collections.abc import Hashable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.business_case.parameter_list import (
    COLUMNS,
    DISTRIBUTIONS,
    FIXED,
    REFUND_WEEKS,
    REFUNDS,
    SHARE,
    SHARE_YEAR,
    UNITS,
    VALUES,
)

Row = dict[Hashable, Any]
_TODO = "Correct the table of parameters; docs/methods.md, Business case, tells what each is."


def read_parameters(path: Path) -> pd.DataFrame:
    """Read and check the parameters.

    Returns
    -------
    DataFrame
        `COLUMNS` in the order of the file, indexed by `parameter`; low, base, high and year as
        numbers, `assumed` as yes or no, and `row`, the row number in the file.

    Raises
    ------
    InputError
        File or column missing; a parameter absent, unknown or twice; another unit than the
        parameter has; no number; low above base or base above high; a share above one or below
        nought; an amount below nought; refund steps that do not descend, weeks that do not ascend
        or are not those of the flow of persons; a value without a source that is not marked as
        assumed; a fixed value with a range; taxes of one or more in all.
    """
    frame = read_text_table(path, COLUMNS, "The table of parameters", _TODO)
    frame["row"] = np.arange(2, len(frame) + 2)
    for row in frame.to_dict("records"):
        _check_words(row, path)
    for name in (*VALUES, "year"):
        frame[name] = [_number(row, name, path) for row in frame.to_dict("records")]
    for row in frame.to_dict("records"):
        _check_values(row, path)
    _check_names(frame, path)
    frame.index = pd.Index(frame["parameter"])
    _check_refunds(frame, path)
    _check_taxes(frame, path)
    return frame


def _where(row: Row, path: Path, column: str | None = None) -> str:
    place = f"{path}, row {row['row']}, parameter {row['parameter']}"
    return f"{place}, column {column}" if column else place


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)


def _check_words(row: Row, path: Path) -> None:
    name = str(row["parameter"])
    if name not in UNITS:
        _refuse("There is no such parameter", _where(row, path))
    if row["unit"] != UNITS[name]:
        _refuse(f"The unit of {name} is {UNITS[name]}", _where(row, path, "unit"))
    if row["assumed"] not in ("yes", "no"):
        _refuse("assumed is yes or no", _where(row, path, "assumed"))
    if row["distribution"] not in DISTRIBUTIONS:
        _refuse(
            f"distribution is one of {', '.join(DISTRIBUTIONS)}", _where(row, path, "distribution")
        )
    if not (row["label_da"] and row["label_en"]):
        _refuse("A parameter needs a label in both languages", _where(row, path))
    if row["assumed"] == "no" and not row["source"]:
        _refuse("A value without a source must be marked: assumed yes", _where(row, path, "source"))


def _number(row: Row, column: str, path: Path) -> float:
    try:
        value = float(str(row[column]))
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        _refuse("A number with a decimal point is needed", _where(row, path, column))
    return value


def _check_values(row: Row, path: Path) -> None:
    low, base, high = (row[name] for name in VALUES)
    if not low <= base <= high:
        _refuse("low, base and high must ascend", _where(row, path))
    if row["distribution"] == FIXED and low != high:
        _refuse("A fixed value has low, base and high alike", _where(row, path))
    if row["unit"] == SHARE and high > 1:
        _refuse("A share is at most 1: 40 per cent is 0.4", _where(row, path))
    # Only a growth may be below nought; a discount rate is bounded by its meaning.
    if low < (-1 if row["unit"] == SHARE_YEAR else 0):
        _refuse("The value is below what it can be", _where(row, path))
    if row["unit"] == SHARE_YEAR and high > 1:
        _refuse("A yearly rate is at most 1: 4 per cent is 0.04", _where(row, path))


def _check_names(frame: pd.DataFrame, path: Path) -> None:
    twice = frame[frame["parameter"].duplicated()]
    if len(twice):
        _refuse("The parameter stands twice", _where(twice.iloc[0].to_dict(), path))
    absent = [name for name in UNITS if name not in set(frame["parameter"])]
    if absent:
        _refuse(f"The parameter {absent[0]} is missing", str(path))


def _check_refunds(frame: pd.DataFrame, path: Path) -> None:
    at = {str(name): row for name, row in frame.to_dict("index").items()}
    for before, after in pairwise(REFUNDS):
        if at[after]["base"] >= at[before]["base"]:
            _refuse(
                f"The refund steps must descend: {after} is not below {before}",
                _where(at[after], path, "base"),
            )
    for before, after in pairwise(REFUND_WEEKS):
        if at[after]["base"] <= at[before]["base"]:
            _refuse(
                f"The weeks of the refund steps must ascend: {after} is not above {before}",
                _where(at[after], path, "base"),
            )
    for name, counted in REFUND_WEEKS.items():
        if at[name]["base"] != counted:
            _refuse(
                f"The flow of persons counts this step to week {counted}",
                _where(at[name], path, "base"),
            )
    for name in (*REFUNDS, *REFUND_WEEKS):
        if at[name]["distribution"] != FIXED:
            _refuse("A refund step is law: fixed", _where(at[name], path, "distribution"))


def _check_taxes(frame: pd.DataFrame, path: Path) -> None:
    names = ["municipal_tax", "state_tax", "labour_contribution"]
    if frame.loc[names, "high"].sum() >= 1:
        _refuse(
            f"{', '.join(names)} take all income",
            _where(frame.loc[names[0]].to_dict(), path, "high"),
        )
