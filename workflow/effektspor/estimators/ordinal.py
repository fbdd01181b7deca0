"""Whether ordered answers differ between two moments, from the paired answers of the same persons.

None of the tests takes the distance between two answers for a number. The sign test asks whether
more have moved up than down; the tests of marginal homogeneity whether the two distributions of
answers differ in any way.
"""

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest, chi2

Integers = npt.NDArray[np.integer]


def square_table(first: Integers, last: Integers, values: int) -> Integers:
    """Count pairs of answers.

    Parameters
    ----------
    first, last
        Answers 1 to `values`, one per person in the same order.

    Returns
    -------
    ndarray, shape (values, values)
        Persons by first answer (rows) and last answer (columns).
    """
    table = np.zeros((values, values), dtype=np.int64)
    np.add.at(table, (np.asarray(first) - 1, np.asarray(last) - 1), 1)
    return table


def sign_test(table: Integers) -> float:
    """Exact two-sided p-value of as many moves up as down; those who have not moved tell nothing.

    NaN where nobody has moved.
    """
    up, down = int(np.triu(table, 1).sum()), int(np.tril(table, -1).sum())
    if up + down == 0:
        return float("nan")
    return float(binomtest(up, up + down, 0.5).pvalue)


def marginal_homogeneity(table: Integers) -> tuple[float, int, float]:
    """Stuart's and Maxwell's test (1955, 1970) of equal distributions of the first and last answer.

    Answers that nobody has given at either moment take no part; the generalised inverse leaves
    them out. Bhapkar's variant rejects more readily, and always where all have moved alike.

    Returns
    -------
    tuple
        Statistic, degrees of freedom (answers in use less one, or fewer) and p-value; NaN, 0 and
        NaN where nobody has moved.
    """
    moved = table.sum(axis=1) - table.sum(axis=0)
    covariance = np.diag(table.sum(axis=1) + table.sum(axis=0)) - table - table.T
    degrees = int(np.linalg.matrix_rank(covariance))
    if degrees == 0:
        return float("nan"), 0, float("nan")
    statistic = float(moved @ np.linalg.pinv(covariance, hermitian=True) @ moved)
    return statistic, degrees, float(chi2.sf(statistic, degrees))
