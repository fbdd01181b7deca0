"""Read the estimates that the studies of a build set beside published figures."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

OWN_COLUMNS = ("item_id", "own_value", "ci_low", "ci_high", "unit")
_ALLOWED = ("recomputed", "calibration", "simulation")


def read_own_values(paths: Iterable[Path], published: pd.DataFrame) -> pd.DataFrame:
    """Own values of several studies, checked against the published figures.

    Parameters
    ----------
    paths
        CSV files with the columns `OWN_COLUMNS`: values in the printed unit (per cent as 14); a
        blank own_value means withheld by disclosure control, a blank interval none.
    published
        Columns ``item_id``, ``unit`` and ``basis``.

    Returns
    -------
    pandas.DataFrame
        `OWN_COLUMNS`, numbers as float.

    Raises
    ------
    InputError
        File or column missing, an unknown item or one of a basis without own value, an item twice,
        another unit than printed, a cell that is no finite number, an interval with one end or
        with its ends swapped.
    """
    units = dict(zip(published["item_id"], published["unit"], strict=True))
    bases = dict(zip(published["item_id"], published["basis"], strict=True))
    rows: dict[str, tuple[object, ...]] = {}
    for path in paths:
        frame = read_text_table(
            path, OWN_COLUMNS, "The table of own values", "See docs/published-data.md.",
            may_be_empty=True,
        )  # fmt: skip
        for number, cells in enumerate(frame.to_dict("records"), start=2):
            where = f"{path}, row {number}"
            item = str(cells["item_id"])
            if item not in units:
                _fail(f"{item!r} is no published figure", where)
            if bases[item] not in _ALLOWED:
                _fail(f"{item} has basis {bases[item]} and no own value", where)
            if item in rows:
                _fail(f"{item} has two own values", where)
            if cells["unit"] != units[item]:
                _fail(f"{item} is printed in {units[item]}, not {cells['unit']}", where)
            own, low, high = (_number(str(cells[column]), where) for column in OWN_COLUMNS[1:4])
            if math.isnan(low) != math.isnan(high) or low > high:
                _fail(f"The interval of {item} lacks an end or has them swapped", where)
            rows[item] = (item, own, low, high, units[item])
    return pd.DataFrame(list(rows.values()), columns=list(OWN_COLUMNS)).astype(
        dict.fromkeys(OWN_COLUMNS[1:4], "float64")
    )


def _number(text: str, where: str) -> float:
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        _fail("An own value is not a finite number", where)
    return value


def _fail(what: str, where: str) -> NoReturn:
    raise InputError(what, where=where, todo="Correct the step that writes the own values.")
