"""Which counts of a table of first by last answers to hide so that none of few can be worked out.

The reader knows more than the counts that are shown. How many have moved up, stayed or moved down
is printed: the sums above, on and below the diagonal. Means and standard deviations of first and
last answers follow from the sums of rows and columns, and the standard error of the change from
the sum of squared moves. All these sums are taken as known. Whether a hidden count is then the
only one that fits is a question of whole numbers, and is asked as one (integer programming).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.linalg import null_space
from scipy.optimize import Bounds, LinearConstraint, milp

Integers = npt.NDArray[np.integer]
Floats = npt.NDArray[np.floating]
Flags = npt.NDArray[np.bool_]


def known_sums(values: int) -> Floats:
    """Weights of the sums that a reader is taken to know of a square table.

    Returns
    -------
    ndarray
        Shape (2 `values` + 4, `values`, `values`): rows, columns, the parts above, on and below
        the diagonal, and squared moves.
    """
    first, last = np.indices((values, values))
    rows = [first == value for value in range(values)]
    columns = [last == value for value in range(values)]
    moves = [first < last, first == last, first > last]
    return np.array([*rows, *columns, *moves, (last - first) ** 2], dtype=float)


def told(table: Integers, hidden: Flags) -> Flags:
    """Which hidden counts are the only ones that fit all that is known.

    Parameters
    ----------
    table
        Counts, shape (values, values), first answers in rows.
    hidden
        Of the same shape.
    """
    places = np.flatnonzero(hidden)
    sums = known_sums(len(table)).reshape(-1, table.size)[:, places]
    counts = table.ravel()[places]
    open_: Flags = np.ones(len(places), dtype=bool)
    for place in range(len(places)):
        for other in _others(sums, counts, place) if open_[place] else ():
            open_ &= other == counts
            if not open_[place]:
                break
    found: Flags = np.zeros(table.size, dtype=bool)
    found[places] = open_
    return found.reshape(table.shape)


def _others(sums: Floats, counts: Integers, place: int) -> Iterator[Integers]:
    """Tables with the same sums in which one count is as large, and as small, as can be."""
    for sign in (-1.0, 1.0):
        aim = np.zeros(len(counts))
        aim[place] = sign
        found = milp(
            aim,
            constraints=LinearConstraint(sums, sums @ counts, sums @ counts),
            integrality=np.ones(len(counts)),
            bounds=Bounds(0, np.inf),
        )
        yield np.rint(found.x).astype(np.int64)


def hide(table: Integers, min_cell: int) -> Flags:
    """Which counts of a table to hide.

    Parameters
    ----------
    table
        Counts, shape (values, values). Nought is no count of few: there is nobody to recognise.

    Returns
    -------
    ndarray of bool
        Of the same shape. No hidden count is `told`; or all is hidden, and what is told then is
        told by the sums (`safe`).
    """
    if 0 < table.sum() < min_cell:
        return np.ones(table.shape, dtype=bool)
    small = (table > 0) & (table < min_cell)
    hidden = small.copy()
    while not hidden.all():
        exposed = small & told(table, hidden)
        if not exposed.any():
            return _without_needless(table, hidden, small)
        hidden.ravel()[_complement(table, hidden, exposed)] = True
    return _without_needless(table, hidden, small)


def safe(table: Integers, min_cell: int) -> bool:
    """Whether the sums may be shown at all: they alone tell no count of few."""
    small = (table > 0) & (table < min_cell)
    return not (small & told(table, np.ones(table.shape, dtype=bool))).any()


def _complement(table: Integers, hidden: Flags, exposed: Flags) -> int:
    """The next count to hide: the smallest that lets an exposed one vary, else the smallest.

    Noughts come last: hiding them protects only together with others.
    """
    cost = np.where(table == 0, table.max() + 1, table).ravel()
    candidates = [place for place in np.argsort(cost, kind="stable") if not hidden.flat[place]]
    sums = known_sums(len(table)).reshape(-1, table.size)
    before = _varying(sums, hidden) & exposed.ravel()
    for place in candidates:
        wider = hidden.copy()
        wider.flat[place] = True
        if ((_varying(sums, wider) & exposed.ravel()) & ~before).any():
            return int(place)
    return int(candidates[0])


def _varying(sums: Floats, hidden: Flags) -> Flags:
    """Hidden counts that the sums leave free as long as counts may be broken and below nought."""
    places = np.flatnonzero(hidden)
    free = null_space(sums[:, places])
    found: Flags = np.zeros(hidden.size, dtype=bool)
    found[places] = np.abs(free).max(axis=1, initial=0) > 1e-9
    return found


def _without_needless(table: Integers, hidden: Flags, small: Flags) -> Flags:
    """Show again, the largest first, what need not be hidden; also what is told anyway."""
    if (small & told(table, hidden)).any():
        return hidden
    kept = hidden.copy()
    for place in np.argsort(-table.ravel(), kind="stable"):
        if not kept.flat[place] or small.flat[place]:
            continue
        kept.flat[place] = False
        if (small & told(table, kept)).any():
            kept.flat[place] = True
    return kept
