r"""Weights that give one group the composition of another: raking over marginal shares.

Raking (Deming and Stephan 1940) scales weights to the target shares of one variable after the
other until all agree. What it ends at is the set of weights nearest to equal ones in the sense of
:math:`\sum w \log w` among all that have the target shares (Ireland and Kullback 1968), so that

.. math:: w_i = \exp\Bigl(\sum_v \lambda_{v, c_v(i)}\Bigr).

The weighted group is worth as many units as Kish's (1965)
:math:`n_\text{eff} = (\sum w)^2 / \sum w^2` for the interval of a share.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
TOLERANCE = 1e-12
MOST_ROUNDS = 2_000


def rake(codes: Ints, targets: Sequence[Floats]) -> Floats:
    """Weights, mean 1, with which the shares of all variables are the target's.

    Parameters
    ----------
    codes
        Category of each unit in each variable, shape (units, variables); from 0.
    targets
        Shares of the categories of each variable, shape (categories,); each adds to 1. A category
        of share 0 gets weight 0.

    Returns
    -------
    ndarray
        Shape (units,).

    Raises
    ------
    EstimationError
        Where no unit has a category that the target has, or the shares cannot be reached together.
    """
    weights = np.ones(len(codes))
    for number, target in enumerate(targets):
        held = np.bincount(codes[:, number], minlength=len(target))
        if (held[target > 0] == 0).any():
            raise _unreachable("Nobody has a category that the target has")
    for _ in range(MOST_ROUNDS):
        for number, target in enumerate(targets):
            weights = weights * _factors(weights, codes[:, number], target)
        off = max(
            float(np.abs(_shares(weights, codes[:, number], len(target)) - target).max())
            for number, target in enumerate(targets)
        )
        if off < TOLERANCE:
            found: Floats = weights / weights.mean()
            return found
    raise _unreachable("The shares of the target cannot be reached together")


def effective_size(weights: Floats) -> float:
    """Units of equal weight that are worth as much (Kish 1965).

    Examples
    --------
    >>> effective_size(np.array([1.0, 1.0, 2.0]))
    2.6666666666666665
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def _shares(weights: Floats, codes: Ints, categories: int) -> Floats:
    held = np.bincount(codes, weights=weights, minlength=categories)
    shares: Floats = held / held.sum()
    return shares


def _factors(weights: Floats, codes: Ints, target: Floats) -> Floats:
    held = _shares(weights, codes, len(target))
    with np.errstate(divide="ignore", invalid="ignore"):
        factors: Floats = np.where(held > 0, target / held, 0.0)[codes]
    return factors


def _unreachable(what: str) -> EstimationError:
    return EstimationError(
        what,
        where="weights by raking",
        todo="Join categories that few have, or leave out a variable.",
    )
