"""Exploratory factor analysis by factor-analyzer: minimum residuals, rotated by oblimin.

What the library does not say is added: variance explained with the factors' correlations (the
library's own leaves them out), warnings of improper solutions and of fits that did not end, and
whether other starts of the rotation end in the same place. The rotation is called apart from the
fit, since the library reorders loadings after it without reordering the factors' correlations.
"""

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from factor_analyzer import FactorAnalyzer, Rotator

from effektspor.errors import EstimationError
from effektspor.estimators.one_factor import BOUND

Floats = npt.NDArray[np.float64]
STARTS = 20
ROUNDS, TOLERANCE = 5000, 1e-6
SAME = 1e-4


@dataclass(frozen=True)
class Solution:
    """An oblique solution with k factors of p items, the factor with most variance first.

    Attributes
    ----------
    loadings, structure
        Shape (p, k): pattern, and correlations of items with factors.
    phi
        Shape (k, k): correlations of the factors.
    communality, uniqueness
        Shape (p,).
    variance
        Shape (k,): share of all items' variance, shared between correlated factors by Phi.
    residual
        Root mean square of the correlations that are left over.
    heywood
        Shape (p,): items whose uniqueness is at the bound of the fit.
    agreeing
        Share of random starts of the rotation that end at the best criterion found.
    warnings
        What the library said, in its words.
    """

    loadings: Floats
    structure: Floats
    phi: Floats
    communality: Floats
    uniqueness: Floats
    variance: Floats
    residual: float
    heywood: npt.NDArray[np.bool_]
    agreeing: float
    warnings: tuple[str, ...]


def explore(matrix: Floats, factors: int, *, seed: int = 1) -> Solution:
    """Fit and rotate.

    Parameters
    ----------
    matrix
        Correlations, shape (p, p).
    factors
        k, at least 1; (p - k)^2 must be at least p + k.
    seed
        Of the random starts of the rotation.

    Raises
    ------
    EstimationError
        Where the model has more parameters than there are correlations.
    """
    p = len(matrix)
    if factors < 1 or (p - factors) ** 2 < p + factors:
        raise EstimationError(
            f"{p} items cannot carry {factors} factors",
            where="exploratory factor analysis",
            todo="Give more items or ask for fewer factors, at least one.",
        )
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        loadings, phi, agreeing = _rotated(unrotated(matrix, factors), seed)
    kept = {str(w.message) for w in said if not issubclass(w.category, FutureWarning)}
    return _solution(matrix, loadings, phi, agreeing, tuple(sorted(kept)))


def unrotated(matrix: Floats, factors: int) -> Floats:
    """Loadings by minimum residuals without rotation, shape (p, k); warnings are the library's."""
    fit = FactorAnalyzer(
        n_factors=factors, method="minres", rotation=None, is_corr_matrix=True, bounds=(BOUND, 1)
    ).fit(matrix.copy())
    return np.asarray(fit.loadings_, dtype=np.float64)


def improper(communality: Floats) -> npt.NDArray[np.bool_]:
    """Items whose uniqueness is at the bound of the fit or below: Heywood cases."""
    found: npt.NDArray[np.bool_] = 1 - communality < BOUND + 1e-4
    return found


def _rotated(plain: Floats, seed: int) -> tuple[Floats, Floats, float]:
    """Oblimin from the unrotated loadings and from random rotations of them; the best is kept."""
    k = plain.shape[1]
    if k == 1:
        return plain, np.ones((1, 1)), 1.0
    rng = np.random.default_rng(seed)
    starts = [np.eye(k), *(np.linalg.qr(rng.standard_normal((k, k)))[0] for _ in range(STARTS))]
    ends = []
    for start in starts:
        rotator = Rotator(method="oblimin", max_iter=ROUNDS, tol=TOLERANCE)
        loadings = np.asarray(rotator.fit_transform(plain @ start), dtype=np.float64)
        ends.append((_criterion(loadings), loadings, np.asarray(rotator.phi_, dtype=np.float64)))
    best = min(ends, key=lambda end: end[0])
    agreeing = float(np.mean([end[0] < best[0] + SAME for end in ends]))
    return best[1], best[2], agreeing


def _criterion(loadings: Floats) -> float:
    """Quartimin, which oblimin with gamma 0 is: products of squared loadings of different factors."""
    squares = loadings**2
    return float(((squares.sum(axis=1, keepdims=True) - squares) * squares).sum() / 4)


def _solution(
    matrix: Floats, loadings: Floats, phi: Floats, agreeing: float, said: tuple[str, ...]
) -> Solution:
    signs = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    loadings, phi = loadings * signs, phi * np.outer(signs, signs)
    variance = np.diag(phi @ loadings.T @ loadings)
    order = np.argsort(-variance, kind="stable")
    loadings, phi, variance = loadings[:, order], phi[np.ix_(order, order)], variance[order]
    model = loadings @ phi @ loadings.T
    communality = np.diag(model).copy()
    left = (matrix - model)[np.triu_indices(len(matrix), k=1)]
    return Solution(
        loadings=loadings,
        structure=loadings @ phi,
        phi=phi,
        communality=communality,
        uniqueness=1 - communality,
        variance=variance / len(matrix),
        residual=float(np.sqrt(np.mean(left**2))),
        heywood=improper(communality),
        agreeing=agreeing,
        warnings=said,
    )
