"""Hide counts of few persons in the tables that other stages and reports read."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.evaluations.masking import mask_parts

SHOWN, HIDDEN = "shown", "withheld"


def mask_counts(
    frame: pd.DataFrame, count: str, min_cell: int, beside: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The table with a column `shown`; counts of 1 to `min_cell` - 1 are missing.

    Parameters
    ----------
    count
        Column of the count of persons.
    beside
        Columns that tell the count and are missing with it.
    """
    few = (frame[count] > 0) & (frame[count] < min_cell)
    found = frame.assign(shown=np.where(few, HIDDEN, SHOWN))
    return found.assign(**{name: found[name].astype(float).mask(few) for name in (count, *beside)})


def mask_rest(
    frame: pd.DataFrame,
    count: str,
    whole: str,
    group: list[str],
    min_cell: int,
    beside: tuple[str, ...] = (),
) -> pd.DataFrame:
    """As `mask_counts`, and hides a second part where one hidden part would follow from the whole.

    Parameters
    ----------
    whole
        Column of the sum of the counts of a group, which the reader knows.
    group
        Columns of the groups.
    """
    marks = frame.groupby(group, sort=False)[count].transform(
        lambda counts: pd.Series(mask_parts([int(c) for c in counts], min_cell), index=counts.index)
    )
    hidden = marks.ne("") | ((frame[whole] > 0) & (frame[whole] < min_cell))
    found = frame.assign(shown=np.where(hidden, HIDDEN, SHOWN))
    return found.assign(
        **{name: found[name].astype(float).mask(hidden) for name in (count, *beside)}
    )


def hidden_moves(counts: pd.Series, stays: pd.Series, min_cell: int) -> npt.NDArray[np.bool_]:
    """Which moves out of a cell are withheld where the reader knows all months in it.

    Those who stay are many, so that hiding them gives no few away and loses no rate of leaving. The
    moves withheld are at least two and at least `min_cell` together, where so many leave. Where those
    who stay are few or none themselves, other moves are hidden as for any sum.

    Parameters
    ----------
    counts
        Person-months by where they end.
    stays
        Which of them is staying, at most one.
    """
    few, staying = ((counts > 0) & (counts < min_cell)).to_numpy(), stays.to_numpy()
    if few.any() and (counts[staying] >= 2 * min_cell).any():
        return np.asarray(_in_company(counts.to_numpy(float), few, staying, min_cell) | staying)
    return np.array([mark != "" for mark in mask_parts([int(n) for n in counts], min_cell)])


def _in_company(
    counts: npt.NDArray[np.float64],
    few: npt.NDArray[np.bool_],
    staying: npt.NDArray[np.bool_],
    min_cell: int,
) -> npt.NDArray[np.bool_]:
    """The few with the smallest other moves until they are two or more, and enough together.

    How many leave in all can be read from a projection, and with that the sum of what is withheld.
    """
    hidden = few.copy()
    for at in np.argsort(counts, kind="stable"):
        if hidden.sum() >= 2 and counts[hidden].sum() >= min_cell:
            break
        if counts[at] > 0 and not staying[at]:
            hidden[at] = True
    return hidden
