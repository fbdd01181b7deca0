r"""Influence of clusters on the log rate ratio, and how a draw of weights moves it.

At a fit, cluster *g* has the score :math:`q_g` (weeks and columns, the cluster's own effect swept out)
and the information :math:`A_g`, :math:`A = \sum_g A_g`. With *a* the row of :math:`A^{-1}` that belongs
to the effect, one Newton step on scores weighted by :math:`v_g` moves the effect by
:math:`\delta(v) = \sum_g v_g\, a'q_g`, and leaves cluster *g* with the influence

.. math:: v_g\, a'q_g - a'A_g A^{-1} \sum_h v_h q_h .

This is the score bootstrap of Kline and Santos (2012) in the linearised form of MacKinnon, Nielsen
and Webb (2024), studentised by the cluster-robust variance of each draw.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.rates import RateFit, solve


@dataclass(frozen=True)
class Kernel:
    """Influence at one fit.

    Attributes
    ----------
    influence
        :math:`a'q_g`, shape (G,), in units of the log ratio.
    carry
        :math:`a'A_g A^{-1} q_h`, shape (G, G).
    information
        Of the effect, all else swept out.
    """

    influence: Floats
    carry: Floats
    information: float

    @classmethod
    def of(cls, fit: RateFit) -> "Kernel":
        """Influence of each cluster at an estimated or imposed effect."""
        last = np.zeros(len(fit.information))
        last[-1] = 1
        row = solve(fit.information, last)
        scores = cluster_scores(fit)
        direction = _direction(fit, row)
        carry = direction @ solve(fit.information, scores.T)
        return cls(scores @ row, carry, 1 / float(row[-1]))

    def draws(self, signs: Floats) -> tuple[Floats, Floats]:
        """Steps (B,) and influence after them (B, G) of weights `signs`, shape (B, G)."""
        step = signs @ self.influence
        return step, signs * self.influence - signs @ self.carry.T

    def statistics(self, signs: Floats) -> Floats:
        """Studentised steps, shape (B,); without a factor for the number of clusters."""
        step, rest = self.draws(signs)
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = step / np.sqrt(np.einsum("bg,bg->b", rest, rest))
        return np.nan_to_num(found, nan=0.0)

    def variance(self) -> float:
        """Cluster-robust variance CR1 of the step that the fit itself would take."""
        clusters = len(self.influence)
        rest = self.draws(np.ones((1, clusters)))[1][0]
        return float(clusters / (clusters - 1) * (rest**2).sum()) if clusters > 1 else float("nan")


def cluster_scores(fit: RateFit) -> Floats:
    """Scores of weeks 2..W and columns by cluster, shape (G, W - 1 + p)."""
    residual = fit.cells.events - fit.expected
    columns = np.einsum("pgr,gr->gp", fit.design, residual.sum(axis=2))
    return np.concatenate([residual.sum(axis=1)[:, 1:], columns], axis=1)


def _direction(fit: RateFit, row: Floats) -> Floats:
    """:math:`A_g a` for each cluster, shape (G, W - 1 + p)."""
    weeks = len(fit.cells.weeks)
    along = np.tensordot(row[weeks - 1 :], fit.design, axes=1)[:, :, None] + np.concatenate(
        [[0.0], row[: weeks - 1]]
    )
    total = fit.expected.sum(axis=(1, 2))
    mean = (fit.expected * along).sum(axis=(1, 2)) / total
    moved = fit.expected * (along - mean[:, None, None])
    columns = np.einsum("pgr,gr->gp", fit.design, moved.sum(axis=2))
    return np.concatenate([moved.sum(axis=1)[:, 1:], columns], axis=1)
