"""Whether correlations of items are worth a factor analysis: Kaiser-Meyer-Olkin and Bartlett."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Suitability:
    """How far items share what they have in common.

    Attributes
    ----------
    kmo, by_item
        Share of squared correlations in the sum of squared correlations and squared partial
        correlations, over all pairs and over those of each item, shape (p,) (Kaiser 1974).
    chi2, degrees, p_value
        Bartlett's test (1951) of correlations that are all nought.
    """

    kmo: float
    by_item: Floats
    chi2: float
    degrees: int
    p_value: float


def suitability(matrix: Floats, rows: int) -> Suitability:
    """Measure and test a correlation matrix.

    Parameters
    ----------
    matrix
        Shape (p, p), positive definite.
    rows
        Rows that the correlations rest on; of pairwise correlations the smallest pair, so that the
        test does not claim more than the data hold.

    Raises
    ------
    EstimationError
        Where the matrix is singular: an item follows from the others.
    """
    sign, logarithm = np.linalg.slogdet(matrix)
    if sign <= 0 or not np.isfinite(logarithm):
        raise EstimationError(
            "The correlations of the items are singular",
            where="suitability for factor analysis",
            todo="Leave out an item that follows from the others, or give more rows than items.",
        )
    inverse = np.linalg.inv(matrix)
    scale = np.sqrt(np.diag(inverse))
    squares, partial = matrix**2, (inverse / np.outer(scale, scale)) ** 2
    np.fill_diagonal(squares, 0.0)
    np.fill_diagonal(partial, 0.0)
    p = len(matrix)
    degrees = p * (p - 1) // 2
    chi2 = -(rows - 1 - (2 * p + 5) / 6) * float(logarithm)
    return Suitability(
        kmo=float(squares.sum() / (squares.sum() + partial.sum())),
        by_item=squares.sum(axis=0) / (squares.sum(axis=0) + partial.sum(axis=0)),
        chi2=chi2,
        degrees=degrees,
        p_value=float(stats.chi2.sf(chi2, degrees)),
    )
