"""Correlations of items, from complete rows or from the rows that two items share."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
FEWEST_SHARED = 3
"""Rows that two items must share for a correlation of them."""
SMALLEST_EIGENVALUE = 1e-6


@dataclass(frozen=True)
class Correlation:
    """Correlations of p items.

    Attributes
    ----------
    matrix
        Shape (p, p); positive definite.
    rows, complete, smallest_pair
        Rows with any value, with all values, and shared by the pair that shares fewest.
    smallest_eigenvalue
        Of the matrix before it was smoothed; correlations of different rows may have one below 0.
    """

    matrix: Floats
    rows: int
    complete: int
    smallest_pair: int
    smallest_eigenvalue: float

    @property
    def smoothed(self) -> bool:
        """Whether the matrix had to be made positive definite."""
        return self.smallest_eigenvalue < SMALLEST_EIGENVALUE


def correlate(rows: Floats) -> Correlation:
    """Pearson correlations, each of the rows in which both items have a value.

    Parameters
    ----------
    rows
        Shape (n, p); NaN where there is no value. `ranked` before it gives Spearman's.

    Raises
    ------
    EstimationError
        Where two items share too few rows, or an item is the same in all rows.
    """
    known = np.isfinite(rows)
    shared = known.T.astype(np.int64) @ known
    if int(shared.min()) < FEWEST_SHARED:
        raise EstimationError(
            f"Two items share {int(shared.min())} rows with values",
            where="correlations of items",
            todo=f"Give items that share {FEWEST_SHARED} rows or more, or leave one out.",
        )
    matrix = correlations(rows)
    for item in np.flatnonzero(~np.isfinite(matrix).all(axis=1)):
        raise EstimationError(
            "An item does not vary",
            where=f"correlations of items, item number {int(item) + 1}",
            todo="Leave out items that are the same in all rows shared with another item.",
        )
    return Correlation(
        matrix=smooth(matrix),
        rows=int(known.any(axis=1).sum()),
        complete=int(known.all(axis=1).sum()),
        smallest_pair=int(shared.min()),
        smallest_eigenvalue=float(np.linalg.eigvalsh(matrix)[0]),
    )


def correlations(rows: Floats) -> Floats:
    """Pearson correlations of one table or a stack of them.

    Parameters
    ----------
    rows
        Shape (..., n, p); NaN where there is no value. Mean and variance of a pair are those of the
        rows that both items have.

    Returns
    -------
    ndarray
        Shape (..., p, p); NaN where an item does not vary.
    """
    known = np.isfinite(rows)
    with np.errstate(invalid="ignore", divide="ignore"):
        count = known.sum(axis=-2, keepdims=True)
        centred = np.where(known, rows, 0.0)
        # Centring first keeps the sums of squares small; the pair's own mean is taken out below.
        centred = np.where(known, rows - centred.sum(axis=-2, keepdims=True) / count, 0.0)
        mask = known.astype(np.float64)
        shared = np.swapaxes(mask, -1, -2) @ mask
        sums = np.swapaxes(centred, -1, -2) @ mask / shared
        squares = np.swapaxes(centred**2, -1, -2) @ mask / shared - sums**2
        products = np.swapaxes(centred, -1, -2) @ centred / shared
        products -= sums * np.swapaxes(sums, -1, -2)
        squares = np.where(squares > 1e-12 * _scale(known, rows), squares, np.nan)
        found: Floats = products / np.sqrt(squares * np.swapaxes(squares, -1, -2))
    diagonal = np.arange(found.shape[-1])
    found[..., diagonal, diagonal] /= np.abs(found[..., diagonal, diagonal])  # exactly 1, or NaN
    return np.clip(found, -1.0, 1.0)


def ranked(rows: Floats) -> Floats:
    """Ranks within each column, ties sharing their mean rank; NaN stay."""
    found: Floats = stats.rankdata(rows, axis=-2, nan_policy="omit")
    return found


def smooth(matrix: Floats) -> Floats:
    """The nearest matrix, by its eigenvalues, that is positive definite with ones on the diagonal."""
    values, vectors = np.linalg.eigh(matrix)
    if values[0] >= SMALLEST_EIGENVALUE:
        return matrix
    raised = vectors * np.maximum(values, 1e-3) @ vectors.T
    scale = 1 / np.sqrt(np.diag(raised))
    found: Floats = raised * scale[:, None] * scale[None, :]
    return found


def _scale(known: npt.NDArray[np.bool_], rows: Floats) -> Floats:
    """Square of the largest value of each column: what "does not vary" is measured against."""
    largest: Floats = np.abs(np.where(known, rows, 0.0)).max(axis=-2)[..., :, None] ** 2
    return largest
