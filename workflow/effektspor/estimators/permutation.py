r"""Randomisation inference: which clusters are treated is permuted, the t-statistic compared.

Under the sharp null no outcome depends on treatment. Changes of clusters, residualised on the
covariates under that null, are contrasted between permuted groups and studentised: permuting the
coefficient itself rejects too often or too seldom where treated clusters are larger, smaller or
more variable than others (MacKinnon and Webb 2020).
"""

import numpy as np
import numpy.typing as npt

from effektspor.estimators.moments import Floats
from effektspor.estimators.stack import EFFECT, POST, TOLERANCE, Stack

TIE = 1e-9


def permuted_groups(treated: npt.NDArray[np.bool_], draws: int, seed: int) -> Floats:
    """Random groups of the same size, shape (draws, G): 1 where a cluster is treated."""
    rng = np.random.default_rng(seed)
    order = rng.random((draws, len(treated))).argsort(axis=1)
    return (order < int(treated.sum())).astype(np.float64)


def permutation_p(stack: Stack, weights: npt.ArrayLike, groups: Floats) -> float:
    """Two-sided p-value of no effect of a combination of weekly effects.

    Parameters
    ----------
    weights
        Shape (T,).
    groups
        Of `permuted_groups`, shape (B, G).

    Returns
    -------
    float
        The observed grouping counts as one of the draws; NaN where no draw has a statistic.
    """
    full = np.asarray(weights, dtype=np.float64)
    part, w = stack.at(full != 0), full[full != 0]
    own = _statistics(part, w, part.treated[None, :].astype(np.float64))[0]
    drawn = _statistics(part, w, groups)
    known = np.isfinite(drawn)
    if not np.isfinite(own) or not known.any():
        return float("nan")
    beyond = int((np.abs(drawn[known]) >= abs(own) * (1 - TIE)).sum())
    return (1 + beyond) / (1 + int(known.sum()))


def _statistics(stack: Stack, w: Floats, groups: Floats) -> Floats:
    """Studentised contrasts of the residual changes for each grouping, shape (B,)."""
    h, change = stack.weight, residual_changes(stack)
    rest = 1 - groups
    total, moved = h, h * change
    with np.errstate(invalid="ignore", divide="ignore"):
        scale_in, scale_out = 1 / (groups @ total), 1 / (rest @ total)
        mean_in, mean_out = (groups @ moved) * scale_in, (rest @ moved) * scale_out
        effect = (mean_in - mean_out) @ w
        influence = groups * ((scale_in * w) @ moved.T - (scale_in * mean_in * w) @ total.T)
        influence -= rest * ((scale_out * w) @ moved.T - (scale_out * mean_out * w) @ total.T)
        found: Floats = effect / np.sqrt((influence**2).sum(axis=1))
    return found


def residual_changes(stack: Stack) -> Floats:
    """Change of each cluster after the covariates' part under the null of no effect, shape (G, T)."""
    k = stack.gram.shape[2]
    others = [i for i in range(k) if i != EFFECT]
    gram = stack.gram[:, :, others][:, :, :, others]
    score = stack.score[:, :, others]
    total = gram.sum(axis=0)
    diagonal = np.diagonal(total, axis1=1, axis2=2)
    scale = np.where(diagonal > 0, 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1)), 0.0)
    inverse = np.linalg.pinv(
        total * scale[:, :, None] * scale[:, None, :], rcond=TOLERANCE, hermitian=True
    )
    slopes = np.einsum("tkl,tl->tk", inverse, score.sum(axis=0) * scale) * scale
    rest = score[..., POST] - np.einsum("gtk,tk->gt", gram[:, :, POST, 1:], slopes[:, 1:])
    weight = stack.weight
    found: Floats = np.where(weight > 0, rest / np.where(weight > 0, weight, 1), 0.0)
    return found
