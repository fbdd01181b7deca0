r"""Randomisation of the treated on the studentised score of the rate model.

Under the sharp null that treatment multiplies no rate (or all by the same given ratio) the model
without the effect does not depend on who is treated. Its residuals are kept, the treated are drawn
anew, and the score of each grouping, with weeks, cohort and clusters swept out, is divided by its
cluster-robust standard error after one step: permuting the plain coefficient would be wrong where
treated clusters are larger or smaller than others (MacKinnon and Webb 2020).
"""

from dataclasses import dataclass

import numpy as np

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.kernel import cluster_scores
from effektspor.estimators.hazard.rates import RateFit, solve

CHUNK = 2000


@dataclass(frozen=True)
class Groupings:
    """What the score of any grouping is summed from, at one restricted fit.

    Attributes
    ----------
    own
        Score of "this cluster alone is treated" within the cluster, shape (G,).
    square
        Its information within the cluster, shape (G,).
    left
        Score of the other columns along their share in a grouping, shape (G, G).
    mixed
        Their joint information, shape (G, G).
    share
        That share in each row and week, shape (R * W, G).
    expected
        Expected events, shape (G, R * W).
    """

    own: Floats
    square: Floats
    left: Floats
    mixed: Floats
    share: Floats
    expected: Floats

    @classmethod
    def of(cls, fit: RateFit) -> "Groupings":
        """Sums at a fit whose effect was given."""
        weeks = len(fit.cells.weeks)
        groups = len(fit.cells.clusters)
        post, others = fit.cells.post, fit.design[:-1, 0]
        total = fit.expected.sum(axis=(1, 2))
        mean = fit.expected.sum(axis=2) @ post / total
        centred = post[None, :] - mean[:, None]
        moved = fit.expected * centred[:, :, None]
        joint = np.concatenate(
            [moved.sum(axis=1)[:, 1:], np.einsum("pr,gr->gp", others, moved.sum(axis=2))], axis=1
        )
        slopes = solve(fit.information[:-1, :-1], joint.T)
        columns = slopes[weeks - 1 :]
        by_week = np.concatenate([np.zeros((1, groups)), slopes[: weeks - 1]])
        share = (others.T @ columns)[:, None, :] + by_week[None, :, :]
        residual = (fit.cells.events - fit.expected).sum(axis=2)
        return cls(
            residual @ post,
            (fit.expected.sum(axis=2) * centred**2).sum(axis=1),
            cluster_scores(fit)[:, :-1] @ slopes,
            joint @ slopes,
            share.reshape(-1, groups),
            fit.expected.reshape(groups, -1),
        )

    def statistics(self, groupings: Floats) -> Floats:
        """Studentised scores of groupings of shape (B, G), 1 where treated; shape (B,)."""
        parts = [
            self._statistics(groupings[at : at + CHUNK].T) for at in range(0, len(groupings), CHUNK)
        ]
        return np.concatenate(parts)

    def _statistics(self, a: Floats) -> Floats:
        score = a * self.own[:, None] - self.left @ a
        fitted = self.share @ a
        mean = (self.expected @ fitted) ** 2 / self.expected.sum(axis=1)[:, None]
        information = a * self.square[:, None] - 2 * a * (self.mixed @ a)
        information += self.expected @ fitted**2 - mean
        total = score.sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = score - information * (total / information.sum(axis=0))
            found: Floats = total / np.sqrt((rest**2).sum(axis=0))
        return found
