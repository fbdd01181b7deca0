"""Further variables of a file: only the rows at their total count."""

import logging

import numpy as np

from effektspor.errors import InputError
from effektspor.registers.raw import Mask
from effektspor.series.layouts.table import RawTable

log = logging.getLogger(__name__)
_TOTALS = frozenset({"i alt", "total", "tot", "ialt", "alle"})


def keep_totals(table: RawTable, used: set[str]) -> Mask:
    """Rows, shape (rows,), at the total of every variable that is not used.

    A variable with one label throughout is left as it is; further measures are none.

    Raises
    ------
    InputError
        Where a variable has several labels and none of them is a total.
    """
    kept: Mask = np.ones(table.rows, dtype=bool)
    for name in table.columns:
        if name in used or all(isinstance(cell, float) for cell in table.columns[name]):
            continue
        labels = [text.lower() for text in table.texts(name)]
        if table.layout == "jobindsats" and all(_measured(label) for label in labels):
            continue
        different = set(labels)
        if len(different) == 1:
            log.info("%s: column %s has one label throughout", table.path.name, name)
            continue
        total = np.array([label in _TOTALS or label.endswith(" i alt") for label in labels])
        if not total.any():
            raise InputError(
                f"A further variable has {len(different)} labels and no total (i alt)",
                where=f"{table.path}, column {name}",
                todo="Fetch the file with its total, or without the variable.",
            )
        kept &= total
    return kept


def _measured(label: str) -> bool:
    """Whether a cell can be a number of a measure."""
    return (
        not label
        or label in {"-", "..", "*"}
        or label.replace(".", "").replace(",", "").isdecimal()
    )
