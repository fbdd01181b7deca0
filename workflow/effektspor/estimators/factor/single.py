"""One common factor of few rows: loadings whose sign does not jump, improper solutions, scores."""

import numpy as np
import numpy.typing as npt

from effektspor.estimators.one_factor import BOUND, one_factor

Floats = npt.NDArray[np.float64]


def loadings(matrix: Floats, towards: Floats | None = None) -> Floats:
    """Loadings of one factor by minimum residuals, shape (..., p) of correlations (..., p, p).

    Parameters
    ----------
    towards
        Shape (p,): each solution takes the sign in which it points this way, so that draws of a
        bootstrap do not flip; without it that in which the sum is not negative.
    """
    found = one_factor(matrix).loadings
    if towards is None:
        return found
    turned: Floats = found * np.where(found @ towards < 0, -1.0, 1.0)[..., None]
    return turned


def heywood(found: Floats) -> npt.NDArray[np.bool_]:
    """Loadings that leave their item no more than the least uniqueness, in the shape given."""
    improper: npt.NDArray[np.bool_] = 1 - found**2 <= BOUND * 1.01
    return improper


def congruence(found: Floats, other: Floats) -> Floats:
    """Tucker's congruence of loadings, shape (...) of (..., p) and (p,); 1 where proportional."""
    length = np.sqrt((found**2).sum(axis=-1) * (other**2).sum(axis=-1))
    close: Floats = (found * other).sum(axis=-1) / length
    return close


def component(matrix: Floats) -> Floats:
    """Loadings of the first principal component, shape (..., p); their sum is not negative."""
    values, vectors = np.linalg.eigh(matrix)
    found = vectors[..., -1] * np.sqrt(values[..., -1])[..., None]
    turned: Floats = found * np.where(found.sum(axis=-1) < 0, -1.0, 1.0)[..., None]
    return turned


def scores(rows: Floats, found: Floats) -> Floats:
    """Regression scores (Thurstone 1935), shape (n,); their mean is 0.

    Parameters
    ----------
    rows
        Shape (n, p), no gaps; standardised here.
    found
        Loadings, shape (p,).
    """
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    implied = np.outer(found, found)
    np.fill_diagonal(implied, 1.0)
    given: Floats = z @ np.linalg.solve(implied, found)
    return given
