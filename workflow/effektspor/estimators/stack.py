r"""Weekly regressions stacked over the same clusters, municipality means swept out.

For each week *t*, over persons *i* of cluster *g* and cohort *c*:

.. math:: y_{igc} = \alpha_g + \lambda\,post_c + \tau_t\,treated_g\,post_c + x_i'\beta + e_{igc}

by least squares. What every kind of inference needs of cluster *g* is its swept Gram matrix
:math:`A_{gt} = \tilde Z_g'\tilde Z_g` and score :math:`b_{gt} = \tilde Z_g'\tilde y_g`; persons are
never seen again (Wong, Lewis and Wardrop 2021, arXiv 2102.11297).

Weighted by persons, municipality *g* counts by :math:`n_{g0} n_{g1} / (n_{g0} + n_{g1})`. Weighted
by municipalities, every person of a cell has the weight one over the persons of the cell: each
cohort of each municipality then counts once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from effektspor.estimators.moments import Cells, Floats

Weighting = Literal["persons", "municipalities"]
POST, EFFECT = 0, 1  # positions of the two slopes before those of covariates
TOLERANCE = 1e-10  # below this share of its own scale, a direction counts as not varying


@dataclass(frozen=True)
class Stack:
    """T regressions with k slopes over G clusters.

    Attributes
    ----------
    clusters, treated
        Shape (G,).
    weeks
        Shape (T,).
    gram, score
        Shapes (G, T, k, k) and (G, T, k): Z'Z and Z'y of a cluster; Z is post, treated x post and
        the covariates.
    persons
        Shape (G, T): persons of both cohorts, 0 where the cluster tells nothing of a slope.
    """

    clusters: npt.NDArray[np.int64]
    treated: npt.NDArray[np.bool_]
    weeks: npt.NDArray[np.int64]
    gram: Floats
    score: Floats
    persons: Floats

    @classmethod
    def of(cls, cells: Cells, weighting: Weighting = "persons") -> "Stack":
        """Sweep the municipality means out of the moments of one outcome."""
        if weighting == "municipalities":
            cells = _each_cell_once(cells)
        gram, score, persons = swept(cells)
        return cls(cells.municipalities, cells.treated, cells.weeks, gram, score, persons)

    def only(self, keep: npt.NDArray[np.bool_]) -> "Stack":
        """The same regressions without some clusters; `keep` has shape (G,)."""
        return Stack(
            self.clusters[keep], self.treated[keep], self.weeks, self.gram[keep],
            self.score[keep], self.persons[keep],
        )  # fmt: skip

    def at(self, chosen: npt.NDArray[np.bool_]) -> "Stack":
        """Some of the weeks; `chosen` has shape (T,)."""
        return Stack(
            self.clusters, self.treated, self.weeks[chosen], self.gram[:, chosen],
            self.score[:, chosen], self.persons[:, chosen],
        )  # fmt: skip

    @cached_property
    def weight(self) -> Floats:
        """Weight of each cluster's change, shape (G, T): its swept sum of squares of `post`."""
        weight: Floats = np.maximum(self.gram[..., POST, POST], 0.0)
        return weight

    @cached_property
    def inverse(self) -> Floats:
        """Inverse of the summed Gram matrices, shape (T, k, k); collinear slopes are dropped."""
        total = self.gram.sum(axis=0)
        diagonal = np.diagonal(total, axis1=1, axis2=2)
        scale = np.where(diagonal > 0, 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1)), 0.0)
        scaled = total * scale[:, :, None] * scale[:, None, :]
        inverse = np.linalg.pinv(scaled, rcond=TOLERANCE, hermitian=True)
        both: Floats = inverse * scale[:, :, None] * scale[:, None, :]
        return both

    @cached_property
    def identified(self) -> npt.NDArray[np.bool_]:
        """Weeks whose effect is identified, shape (T,): both groups changed, no covariate is it."""
        arms = [self.weight[chosen].sum(axis=0) > 0 for chosen in (self.treated, ~self.treated)]
        own = np.einsum("tk,tkl->tl", self.inverse[:, EFFECT], self.gram.sum(axis=0))
        unit = np.zeros(own.shape[1])
        unit[EFFECT] = 1.0
        found: npt.NDArray[np.bool_] = arms[0] & arms[1] & (np.abs(own - unit).max(axis=1) < 1e-6)
        return found

    @cached_property
    def slopes(self) -> Floats:
        """Estimates, shape (T, k)."""
        found: Floats = np.einsum("tkl,tl->tk", self.inverse, self.score.sum(axis=0))
        return found

    @cached_property
    def estimate(self) -> Floats:
        """Effect of each week, shape (T,); NaN where it is not identified."""
        return np.where(self.identified, self.slopes[:, EFFECT], np.nan)

    @cached_property
    def residual_score(self) -> Floats:
        """Z'e of each cluster and week, shape (G, T, k)."""
        found: Floats = self.score - np.einsum("gtkl,tl->gtk", self.gram, self.slopes)
        return found

    @cached_property
    def contributing(self) -> npt.NDArray[np.bool_]:
        """Clusters with a change, shape (G, T): persons of both cohorts."""
        return self.weight > 0


def swept(cells: Cells) -> tuple[Floats, Floats, Floats]:
    """Z'Z and Z'y of each cluster and week after its mean is swept out, and its persons.

    Returns
    -------
    tuple
        Shapes (G, T, k, k), (G, T, k) and (G, T).
    """
    groups, _, weeks = cells.n.shape
    k = 2 + cells.x.shape[-1]
    treated = cells.treated[:, None].astype(float)
    after, x_after = cells.n[:, 1], cells.x[:, 1]
    gram = np.zeros((groups, weeks, k, k))
    gram[..., POST, POST] = after
    gram[..., POST, EFFECT] = gram[..., EFFECT, POST] = gram[..., EFFECT, EFFECT] = treated * after
    gram[..., POST, 2:] = gram[..., 2:, POST] = x_after
    gram[..., EFFECT, 2:] = gram[..., 2:, EFFECT] = treated[..., None] * x_after
    gram[..., 2:, 2:] = cells.xx.sum(axis=1)
    score = np.zeros((groups, weeks, k))
    score[..., POST] = cells.y[:, 1]
    score[..., EFFECT] = treated * cells.y[:, 1]
    score[..., 2:] = cells.xy.sum(axis=1)
    sums = np.concatenate(
        [after[..., None], (treated * after)[..., None], cells.x.sum(axis=1)], axis=-1
    )
    persons = cells.n.sum(axis=1)
    # Persons may be weights below one: only an empty cluster must not be divided by.
    divisor = np.where(persons > 0, persons, 1)[..., None]
    raw = np.diagonal(gram, axis1=2, axis2=3).copy()
    gram -= sums[..., :, None] * sums[..., None, :] / divisor[..., None]
    score -= sums * cells.y.sum(axis=1)[..., None] / divisor
    # A cluster of one cohort leaves rounding where there should be nought.
    flat = np.diagonal(gram, axis1=2, axis2=3) <= TOLERANCE * raw
    gram = np.where(flat[..., :, None] | flat[..., None, :], 0.0, gram)
    score = np.where(flat, 0.0, score)
    tells = ~flat.all(axis=-1)
    return gram, score, _head_count(cells) * tells


def _head_count(cells: Cells) -> Floats:
    heads: Floats = cells.heads.sum(axis=1)
    return heads


def _each_cell_once(cells: Cells) -> Cells:
    """Each person weighs one over the persons of the cell, so that a cell with persons weighs 1."""
    each = np.where(cells.n > 0, 1 / np.where(cells.n > 0, cells.n, 1), 0.0)
    return Cells(
        cells.municipalities, cells.treated, cells.weeks, cells.n * each, cells.y * each,
        cells.yy * each, cells.x * each[..., None], cells.xy * each[..., None],
        cells.xx * each[..., None, None], cells.n,
    )  # fmt: skip
