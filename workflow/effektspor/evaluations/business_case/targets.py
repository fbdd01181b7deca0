"""Read the targets of a business case: where it stands, and where it will be in the short and long term."""

from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

COLUMNS = (
    "target", "order", "label_da", "label_en", "measure", "baseline", "value_short", "value_long",
    "unit", "direction", "reading_da", "item_base", "item_short", "item_long", "affects_rates",
)  # fmt: skip
NUMBERS = ("baseline", "value_short", "value_long")
UNITS = ("percent", "percent_fewer")
AT_LEAST, AT_MOST = "at_least", "at_most"
_TODO = "The columns are described in docs/data-contract.md."


def read_targets(path: Path) -> pd.DataFrame:
    """Read the targets in their order.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`; those of `NUMBERS` float64 in per cent, missing where not stated.

    Raises
    ------
    InputError
        File or column missing; a blank key, label or long-term value; a target twice; what is no number;
        a share below 0 or above 100; an unknown unit or direction; a target on the wrong side of its
        baseline (nothing would be gained). With the target's name and its row.
    """
    frame = read_text_table(path, COLUMNS, "The table of targets", _TODO)
    numbers = {name: [] for name in NUMBERS}  # type: dict[str, list[float]]
    for number, row in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {number}, target {row['target'] or '(blank)'}"
        for name in ("target", "order", "label_da", "label_en", "measure", "value_long"):
            if not row[name]:
                _refuse(f"The column {name} is blank", where)
        if not str(row["order"]).isdigit():
            _refuse("The order is no whole number", where)
        if row["unit"] not in UNITS:
            _refuse(f"The unit must be one of {', '.join(UNITS)}", where)
        if row["direction"] not in (AT_LEAST, AT_MOST):
            _refuse(f"The direction must be {AT_LEAST} or {AT_MOST}", where)
        values = {name: _share(str(row[name]), name, where) for name in NUMBERS}
        _refuse_wrong_side(values, str(row["direction"]), where)
        for name, value in values.items():
            numbers[name].append(value)
    if frame["target"].duplicated().any():
        twice = frame.loc[frame["target"].duplicated(), "target"].iloc[0]
        _refuse(f"The target {twice} stands twice", str(path))
    found = frame.assign(**numbers).astype({"order": int})
    return found.sort_values("order", ignore_index=True)


def _share(text: str, name: str, where: str) -> float:
    if not text:
        return float("nan")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        _refuse(f"The column {name} holds no number", where)
    if not np.isfinite(value) or not 0 <= value <= 100:
        _refuse(f"The column {name} must lie between 0 and 100 per cent", where)
    return value


def _refuse_wrong_side(values: dict[str, float], direction: str, where: str) -> None:
    sign = 1 if direction == AT_LEAST else -1
    steps = [
        ("value_short", "baseline"), ("value_long", "baseline"), ("value_long", "value_short"),
    ]  # fmt: skip
    for later, earlier in steps:
        if sign * (values[later] - values[earlier]) < 0:
            side = "below" if sign > 0 else "above"
            _refuse(f"The target {later} lies {side} {earlier}, though it is {direction}", where)


def _refuse(what: str, where: str) -> None:
    raise InputError(what, where=where, todo=_TODO)
