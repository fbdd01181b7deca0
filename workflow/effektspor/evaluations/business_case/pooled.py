"""Ways out of the programme that few of a municipality went, shared out as everywhere.

A projection shows what it is made of: who solves the numbers of its first months backwards finds the
moves behind each rate. So a rate that few stand behind is none of the municipality's own, neither in
a table nor in the model: how many left on the ways withheld is, how they are shared out is not.
"""

import numpy as np
import pandas as pd

from effektspor.estimators.multistate.rates import Floats
from effektspor.evaluations.business_case.masked import hidden_moves


def pooled(own: Floats, everywhere: Floats, programme: int, min_cell: int) -> Floats:
    """Moves out of the programme, of which no number below `min_cell` can be read.

    Parameters
    ----------
    own, everywhere
        Moves of the municipality's persons and of everyone, shape (draws, bands, states); draw 0 is
        counted, the others are drawn.
    programme
        Position of the programme: staying in it.

    Returns
    -------
    numpy.ndarray
        `own`, where destinations that few went to in draw 0 have their sum in shares of
        `everywhere`. A band that fewer than `min_cell` left, or in which few stayed, is `everywhere`.
    """
    found = own.copy()
    stays = np.arange(own.shape[2]) == programme
    for band in range(own.shape[1]):
        counts = own[0, band]
        few = (counts > 0) & (counts < min_cell)
        leave = counts[~stays].sum()
        if 0 < leave < min_cell or (few.any() and counts[programme] < 2 * min_cell):
            found[:, band] = everywhere[:, band]
        elif few.any():
            hidden = hidden_moves(pd.Series(counts), pd.Series(stays), min_cell) & ~stays
            together = own[:, band, hidden].sum(axis=1, keepdims=True)
            found[:, band, hidden] = together * _shares(everywhere[:, band, hidden])
    return found


def _shares(counts: Floats) -> Floats:
    """Shares of each draw's sum; equal ones where nobody went any of the ways."""
    total = counts.sum(axis=1, keepdims=True)
    shares: Floats = np.where(
        total > 0, counts / np.where(total > 0, total, 1.0), 1.0 / counts.shape[1]
    )
    return shares
