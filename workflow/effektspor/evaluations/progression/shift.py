"""From which first answer to which last answer persons have moved, counts of few hidden.

A hidden count could be worked out from the sums of its row and column. They are not printed, but
means are, and a reader may know more; so as much is hidden as keeps every count of few uncertain
even for a reader who knows all sums.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog

from effektspor.estimators.ordinal import square_table
from effektspor.evaluations.progression.measurements import ends

Integers = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
COLUMNS = ("item", "first", "last", "n", "withheld")


def progression_shift(
    rows: pd.DataFrame, items: Sequence[str], values: int, min_cell: int
) -> pd.DataFrame:
    """Count persons by first and last answer, question by question.

    Returns
    -------
    DataFrame
        `COLUMNS`: all pairs of answers of each question, n missing (Int64) where it is withheld.
        Questions with fewer than `min_cell` pairs are withheld whole.
    """
    frames = []
    places = [(first, last) for first in range(1, values + 1) for last in range(1, values + 1)]
    for item in items:
        pairs = ends(rows[rows["item"] == item]).astype("int64")
        table = square_table(pairs["first"].to_numpy(), pairs["last"].to_numpy(), values)
        hidden = hide(table, min_cell)
        frame = pd.DataFrame(places, columns=["first", "last"]).assign(
            item=item, n=table.ravel(), withheld=hidden.ravel()
        )
        frames.append(frame)
    found = pd.concat(frames, ignore_index=True)
    found["n"] = found["n"].astype("Int64").where(~found["withheld"])
    return found[list(COLUMNS)]


def hide(table: Integers, min_cell: int) -> Flags:
    """Which counts of a table to hide so that none of few can be worked out.

    Parameters
    ----------
    table
        Counts, shape (rows, columns). Nought is no count of few: there is nobody to recognise.

    Returns
    -------
    ndarray of bool
        Of the same shape. For every count of 1 to ``min_cell - 1`` another value fits the hidden
        table as well, given all sums; or all is hidden.
    """
    if 0 < table.sum() < min_cell:
        return np.ones(table.shape, dtype=bool)
    small = (table > 0) & (table < min_cell)
    hidden = small.copy()
    while not hidden.all():
        exposed = [place for place in np.argwhere(small) if _known(table, hidden, tuple(place))]
        if not exposed:
            break
        hidden[_complement(table, hidden, exposed[0])] = True
    return hidden


def _complement(table: Integers, hidden: Flags, exposed: Integers) -> tuple[int, int]:
    """The next count to hide: the smallest in the row, then the column, then anywhere.

    Noughts come last: hiding them protects only together with others.
    """
    own_row, own_column = exposed
    near: Flags = np.zeros(table.shape, dtype=bool)
    if hidden[own_row].sum() == 1:
        near[own_row] = True
    elif hidden[:, own_column].sum() == 1:
        near[:, own_column] = True
    else:
        near[:] = True
    candidates = near & ~hidden
    if not candidates.any():
        candidates = ~hidden
    cost = np.where(table == 0, table.max() + 1, table)
    row, column = divmod(int(np.argmin(np.where(candidates, cost, np.inf))), int(table.shape[1]))
    return row, column


def _known(table: Integers, hidden: Flags, place: tuple[int, ...]) -> bool:
    """Whether the hidden count at a place is the only one that fits the sums of rows and columns."""
    places = np.argwhere(hidden)
    own = int(np.flatnonzero((places == place).all(axis=1))[0])
    sums = np.zeros((sum(table.shape), len(places)))
    sums[places[:, 0], np.arange(len(places))] = 1
    sums[table.shape[0] + places[:, 1], np.arange(len(places))] = 1
    inside = np.where(hidden, table, 0)
    totals = np.concatenate([inside.sum(axis=1), inside.sum(axis=0)])
    aim = np.zeros(len(places))
    aim[own] = 1
    least = linprog(aim, A_eq=sums, b_eq=totals, method="highs").fun
    most = -linprog(-aim, A_eq=sums, b_eq=totals, method="highs").fun
    return bool(most - least < 1 - 1e-6)
