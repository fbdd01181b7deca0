r"""One common factor by minimum residuals, of many correlation matrices at once.

Harman and Jones (1966): the loadings minimise the squared off-diagonal residuals
:math:`\sum_{j \neq l} (r_{jl} - \lambda_j \lambda_l)^2`. In one loading this is a parabola, so
each is set to its minimum in turn (coordinate descent), kept within what leaves the item a
uniqueness of `BOUND` (Harman and Fukuda 1966). Ordinary least squares (ULS, "minres" in other
programs) has the same minimum.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
BOUND = 0.005
"""Least uniqueness; a loading at it is a Heywood case."""
TOLERANCE, SWEEPS = 1e-9, 3000


@dataclass(frozen=True)
class OneFactor:
    """Loadings and uniquenesses, shape (..., items); the sum of the loadings is not negative.

    Missing where a matrix has a value that is not finite.
    """

    loadings: Floats
    uniqueness: Floats


def one_factor(correlations: Floats) -> OneFactor:
    """Fit one factor to correlation matrices of shape (..., k, k), k at least 2.

    With two items the loadings are not determined; those of equal size are given.
    """
    k = correlations.shape[-1]
    flat = np.asarray(correlations, dtype=float).reshape(-1, k, k)
    good = np.isfinite(flat).all(axis=(1, 2))
    loadings = np.full(flat.shape[:2], np.nan)
    if good.any():
        loadings[good] = _fit(flat[good])
    loadings *= np.where(loadings.sum(axis=1) < 0, -1, 1)[:, None]
    shaped = loadings.reshape(correlations.shape[:-1])
    return OneFactor(shaped, 1 - shaped**2)


def _fit(r: Floats) -> Floats:
    """Loadings, shape (matrices, k), from the first principal axis.

    On the boundary there may be one minimum for each item at it: there all of them are searched.
    """
    values, vectors = np.linalg.eigh(r)
    size = np.sqrt(np.clip(values[:, -1] - 1, 0.05, None))
    found = _descend(r, vectors[:, :, -1] * size[:, None])
    bounded = np.flatnonzero((1 - found**2).min(axis=1) <= BOUND * 1.01)
    for item in range(r.shape[-1]) if len(bounded) else ():
        own = r[bounded]
        other = _descend(own, own[:, item])
        better = _loss(own, other) < _loss(own, found[bounded])
        found[bounded[better]] = other[better]
    return found


def _loss(r: Floats, loadings: Floats) -> Floats:
    residual = r - loadings[:, :, None] * loadings[:, None, :]
    return np.asarray((residual**2 * (1 - np.eye(r.shape[-1]))).sum(axis=(1, 2)))


def _descend(r: Floats, start: Floats) -> Floats:
    """Loadings from one start, shape (matrices, k)."""
    k = r.shape[-1]
    largest = np.sqrt(1 - BOUND)
    off = r * (1 - np.eye(k))
    found = np.clip(start, -largest, largest)
    moving = np.arange(len(r))
    for _ in range(SWEEPS):
        now, own = found[moving].copy(), off[moving]
        for j in range(k):
            others = (now**2).sum(axis=1) - now[:, j] ** 2
            pull = np.einsum("nl,nl->n", own[:, j], now)
            # Without any other loading the item's own is free; it stays where it is.
            best = np.divide(pull, others, out=now[:, j].copy(), where=others > 0)
            now[:, j] = np.clip(best, -largest, largest)
        moved = np.abs(now - found[moving]).max(axis=1)
        found[moving] = now
        moving = moving[moved > TOLERANCE]
        if not len(moving):
            break
    return found
