"""Check that a table of what is planned says of printed figures what is printed."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError

_TODO = "Give the id and the value of data/published/, or leave the id blank."
_CLOSE = 1e-9


def refuse_other_values(
    frame: pd.DataFrame, path: Path, pairs: Mapping[str, str], name: str, printed: pd.Series
) -> None:
    """Stop where a cell differs from the printed figure that it names, or names none that there is.

    Parameters
    ----------
    frame
        Text cells, one row for each line of the file.
    pairs
        Column of an item id: column of its value; a blank value is only looked up, and so is one
        that the memo states as a rise.
    name
        Column of a row's name, for the message.
    printed
        Printed values by item id.

    Raises
    ------
    InputError
        With name and row.
    """
    for number, row in enumerate(frame.to_dict("records"), start=2):
        for item_column, value_column in pairs.items():
            item = str(row[item_column])
            if not item:
                continue
            where = f"{path}, row {number}, {row[name]}, column {item_column}"
            if item not in printed.index:
                raise InputError("There is no printed figure of this id", where=where, todo=_TODO)
            value = str(row[value_column]).replace(",", ".")
            if value and _states_a_level(item) and abs(float(value) - printed[item]) > _CLOSE:
                raise InputError(
                    f"The column {value_column} differs from the printed figure",
                    where=where,
                    todo=_TODO,
                )


def _states_a_level(item: str) -> bool:
    """Whether a figure is a level; one that is a rise is added to the baseline."""
    return not item.endswith(".increase")
