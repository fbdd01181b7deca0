r"""Clustered standard errors of every week at once: CR1 and the jackknife CR3.

The jackknife leaves cluster g out of week t: with the summed Gram matrix :math:`A_t` and residual
scores :math:`s_{gt}`, the estimates move by :math:`(A_t - A_{gt})^{-1} s_{gt}` (MacKinnon, Nielsen
and Webb 2023). That is one small system of equations per cluster and week, all solved in one call;
`cluster_robust` gives the same for any combination of weeks, with CR2 beside it.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.cluster_robust import leverage
from effektspor.estimators.moments import Floats
from effektspor.estimators.stack import EFFECT, TOLERANCE, Stack

SAFE = 0.999  # a cluster with less leverage than this, summed over slopes, can be left out
SMALLEST = 1e-7  # least eigenvalue, on the scale of correlations, of what is left


def weekly_errors(stack: Stack) -> pd.DataFrame:
    """Estimate with standard errors of each week.

    Returns
    -------
    DataFrame
        Columns week, estimate, cr1, cr3, clusters; missing where the week has no effect, or where a
        cluster alone decides it.
    """
    known = stack.identified
    tells = stack.persons > 0
    clusters, persons = tells.sum(axis=0), stack.persons.sum(axis=0)
    own = np.einsum("gtk,tk->gt", stack.residual_score, stack.inverse[:, :, EFFECT])
    with np.errstate(invalid="ignore", divide="ignore"):
        slopes = stack.gram.shape[2] + 1
        factor = clusters / (clusters - 1) * (persons - 1) / (persons - slopes)
        cr1 = np.sqrt(factor * (own**2).sum(axis=0))
        shrink = (clusters - 1) / clusters
    jackknife = np.sqrt(shrink * (_gaps(stack, known) ** 2).sum(axis=0))
    return pd.DataFrame(
        {
            "week": stack.weeks,
            "estimate": stack.estimate,
            "cr1": np.where(known, cr1, np.nan),
            "cr3": np.where(known, jackknife, np.nan),
            "clusters": clusters,
        }
    )


def _gaps(stack: Stack, known: npt.NDArray[np.bool_]) -> Floats:
    """What the estimate loses with each cluster, shape (G, T); NaN where nothing is left."""
    gaps = np.full(stack.persons.shape, np.nan)
    share = np.einsum("gtkl,tlk->gt", stack.gram, stack.inverse)
    for week in np.flatnonzero(known):
        total, scale = _invertible(stack.gram[:, week].sum(axis=0))
        rest = total - stack.gram[:, week] * (scale[:, None] * scale)
        left = _can_be_left_out(rest, share[:, week])
        score = stack.residual_score[left, week] * scale
        moved = np.linalg.solve(rest[left], score[..., None])[:, EFFECT, 0]
        gaps[left, week] = moved * scale[EFFECT]
        if not left.all():  # a slope goes with the cluster: not always the effect
            alone = leverage(stack, np.arange(len(known)) == week, stack.estimate[week])
            gaps[~left, week] = (stack.estimate[week] - alone.without)[~left]
    return gaps


def _can_be_left_out(rest: Floats, share: Floats) -> npt.NDArray[np.bool_]:
    """Whether a Gram matrix without a cluster still has all its directions, shape (G,)."""
    left = share < SAFE
    for cluster in np.flatnonzero(~left):
        left[cluster] = np.linalg.eigvalsh(rest[cluster])[0] > SMALLEST
    return left


def _invertible(total: Floats) -> tuple[Floats, Floats]:
    """A Gram matrix on the scale of correlations, directions that do not vary filled with one."""
    diagonal = np.diagonal(total)
    scale = np.where(diagonal > 0, 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1)), 0.0)
    scaled = total * scale[:, None] * scale
    values, vectors = np.linalg.eigh(scaled)
    empty = vectors[:, values <= TOLERANCE * values.max(initial=0)]
    return scaled + empty @ empty.T, scale
