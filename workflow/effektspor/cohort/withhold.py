"""Withhold counts of few in a table, and the counts that would give them away by subtraction."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd


def withhold(table: pd.DataFrame, lines: Sequence[Sequence[str]], min_cell: int) -> pd.DataFrame:
    """The table with small counts missing, and a column that says so.

    A count from 1 to one below `min_cell` is withheld. Where what is withheld in a line, whose sum
    a reader may know, is one count, or of few together, or leaves one solution, the next smallest
    is withheld with it; nought only where nothing else is left.

    Parameters
    ----------
    table
        Column n; and, where they are given, hide (withheld whatever the count) and keep (told by
        another table, so that withholding it here would hide nothing: the last to go).
    lines
        Sets of columns whose values make the lines: rows, or rows and columns of a cross table.

    Returns
    -------
    DataFrame
        n (Int64, missing where withheld) and withheld.
    """
    n = table["n"].to_numpy(dtype=np.int64)
    hide, keep = (
        table[name].to_numpy(dtype=bool) if name in table else np.zeros(len(n), dtype=bool)
        for name in ("hide", "keep")
    )
    hidden = ((n > 0) & (n < min_cell)) | hide
    members = [
        np.asarray(rows)
        for keys in lines
        for rows in table.reset_index(drop=True).groupby(list(keys)).indices.values()
    ]
    changed = True
    while changed:
        changed = False
        for rows in members:
            shown = rows[~hidden[rows]]
            if len(shown) and told(n[rows[hidden[rows]]], min_cell):
                hidden[shown[np.lexsort((n[shown], n[shown] == 0, keep[shown]))[0]]] = True
                changed = True
    counts = pd.array(n, dtype="Int64")
    counts[hidden] = pd.NA
    return table.assign(n=counts, withheld=hidden)


def told(hidden: npt.NDArray[np.int64], min_cell: int) -> bool:
    """Whether the sum of the hidden counts of a line gives one of them away."""
    total, all_small = hidden.sum(), bool((hidden < min_cell).all())
    most = all_small and total == len(hidden) * (min_cell - 1)
    return len(hidden) > 0 and (len(hidden) == 1 or total < min_cell or most)
