"""Is there anything common to the columns of a table of few rows? Tests that need no model.

Under the null the columns have nothing to do with each other: each is shuffled by itself, which
keeps its values and breaks every correlation. Two statistics are compared with what shuffling
gives: the first eigenvalue of the correlations, and their mean. Parallel analysis (Horn 1965)
draws normal columns instead; with few rows the two differ where values are skewed or tied.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.estimators.factor.correlation import correlate, correlations, ranked

Floats = npt.NDArray[np.float64]
CHUNK = 1000


@dataclass(frozen=True)
class Common:
    """The tests of one table with p items.

    Attributes
    ----------
    first_eigenvalue, mean_correlation
        Of the table.
    p_first, p_mean
        Permutation p-values: of a first eigenvalue as large, and of a mean as far from 0.
    p_parallel
        Share of normal tables of the same size whose first eigenvalue is as large.
    null_upper
        First eigenvalue that shuffled columns exceed in the share ``1 - confidence`` of draws.
    null_mean
        Mean first eigenvalue of shuffled columns.
    rows, items
        Size of the table.
    """

    first_eigenvalue: float
    mean_correlation: float
    p_first: float
    p_mean: float
    p_parallel: float
    null_mean: float
    null_upper: float
    rows: int
    items: int


def common(
    rows: Floats, *, draws: int, seed: int, confidence: float = 0.95, spearman: bool = False
) -> Common:
    """Test a table without gaps for a common factor.

    Parameters
    ----------
    rows
        Shape (n, p), no gaps, every column varying.
    draws
        Permutations, and normal tables.
    spearman
        Whether ranks are correlated instead of values.

    Raises
    ------
    EstimationError
        Where a column does not vary.
    """
    rng = np.random.default_rng(seed)
    values = ranked(rows) if spearman else rows
    correlate(values)
    first, mean = _statistics(values[None])
    shuffled, normal, means = [], [], []
    for at in range(0, draws, CHUNK):
        size = (min(CHUNK, draws - at), *rows.shape)
        eigen, average = _statistics(rng.permuted(np.broadcast_to(values, size), axis=1))
        invented = rng.standard_normal(size)
        shuffled.append(eigen)
        means.append(average)
        normal.append(_statistics(ranked(invented) if spearman else invented)[0])
    null = np.concatenate(shuffled)
    return Common(
        first_eigenvalue=float(first[0]),
        mean_correlation=float(mean[0]),
        p_first=_share(null, first[0]),
        p_mean=_share(np.abs(np.concatenate(means)), abs(mean[0])),
        p_parallel=_share(np.concatenate(normal), first[0]),
        null_mean=float(null.mean()),
        null_upper=float(np.quantile(null, confidence)),
        rows=rows.shape[0],
        items=rows.shape[1],
    )


def mean_correlation(matrix: Floats) -> Floats:
    """Mean of the correlations between different items, shape (...) of (..., p, p)."""
    p = matrix.shape[-1]
    found: Floats = (matrix.sum(axis=(-1, -2)) - p) / (p * (p - 1))
    return found


def _statistics(stack: Floats) -> tuple[Floats, Floats]:
    matrix = correlations(stack)
    return np.asarray(np.linalg.eigvalsh(matrix)[..., -1]), mean_correlation(matrix)


def _share(null: Floats, observed: float) -> float:
    """Share of draws at least as large; the observed one counts as one of them."""
    return (1 + int((null >= observed * (1 - 1e-12)).sum())) / (1 + len(null))
