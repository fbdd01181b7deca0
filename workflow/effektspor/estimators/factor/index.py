"""An index that was fixed beforehand: the mean of the standardised columns, each counting the same.

It needs no estimate of weights, which few rows cannot give. Whether its columns belong together is
said by alpha and omega of the standardised items; how much it rests on one column, by leaving each
out.
"""

import numpy as np
import numpy.typing as npt

from effektspor.estimators.factor.common import mean_correlation
from effektspor.estimators.factor.correlation import correlations
from effektspor.estimators.reliability import alpha, omega

Floats = npt.NDArray[np.float64]


def standardised(rows: Floats) -> Floats:
    """Columns with mean 0 and standard deviation 1 (n - 1), shape (..., n, p)."""
    spread = rows.std(axis=-2, ddof=1, keepdims=True)
    found: Floats = (rows - rows.mean(axis=-2, keepdims=True)) / spread
    return found


def index(rows: Floats) -> Floats:
    """Mean of the standardised columns, shape (n,) of (n, p)."""
    found: Floats = standardised(rows).mean(axis=-1)
    return found


def summary(stack: Floats) -> Floats:
    """Mean correlation, alpha and omega of standardised items, shape (b, 3) of tables (b, n, p)."""
    matrix = correlations(stack)
    return np.stack([mean_correlation(matrix), alpha(matrix), omega(matrix)], axis=-1)


def without_each_item(rows: Floats) -> Floats:
    """The index without each column in turn, shape (n, p)."""
    z, p = standardised(rows), rows.shape[1]
    found: Floats = (z.sum(axis=1, keepdims=True) - z) / (p - 1)
    return found


def item_rest(rows: Floats) -> Floats:
    """Correlation of each column with the index of the others, shape (p,)."""
    z, rest = standardised(rows), standardised(without_each_item(rows))
    found: Floats = (z * rest).sum(axis=0) / (len(rows) - 1)
    return found
