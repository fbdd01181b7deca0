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

    Those who stay are many, so that hiding them gives no few away and loses no rate of leaving. Where
    they are few or none themselves, other moves are hidden as for any sum.

    Parameters
    ----------
    counts
        Person-months by where they end.
    stays
        Which of them is staying, at most one.
    """
    few = ((counts > 0) & (counts < min_cell)).to_numpy()
    if few.any() and (counts[stays.to_numpy()] >= 2 * min_cell).any():
        return np.asarray(few | stays.to_numpy())
    return np.array([mark != "" for mark in mask_parts([int(n) for n in counts], min_cell)])
