"""Read the inhabitants of working age: what the stock of persons is in proportion to."""

from pathlib import Path

import pandas as pd

from effektspor.errors import InputError

_TODO = "write a CSV with the columns number and inhabitants, one row for each municipality"


def read_inhabitants(path: Path) -> dict[int, float]:
    """Inhabitants by municipality number.

    Raises
    ------
    InputError
        The table has not these columns, a value is no positive number, or a municipality is twice
        there.
    """
    try:
        table = pd.read_csv(path, usecols=["number", "inhabitants"])
    except (OSError, ValueError) as error:
        raise InputError(
            "Inhabitants cannot be read as a table of number and inhabitants",
            where=str(path),
            todo=_TODO,
        ) from error
    people = pd.to_numeric(table["inhabitants"], errors="coerce")
    wrong = ~(people > 0) | table["number"].duplicated()
    if wrong.any():
        raise InputError(
            "A municipality is listed twice or its inhabitants are no positive number",
            where=f"{path}: row {int(wrong.argmax()) + 2}",
            todo=_TODO,
        )
    return {
        int(number): float(count) for number, count in zip(table["number"], people, strict=True)
    }
