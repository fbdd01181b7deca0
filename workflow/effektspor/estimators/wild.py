r"""Restricted wild cluster bootstrap from cluster moments.

The null is imposed, residual scores of each cluster are multiplied by one random sign, and the
statistic is studentised (WCR: Cameron, Gelbach and Miller 2008; MacKinnon, Nielsen and Webb 2023).
One sign per cluster holds for all weeks, so that the draws carry the dependence between weeks and
the largest statistic over weeks gives a simultaneous band.

With residual scores :math:`\tilde s_g`, their influence :math:`r_g` and signs :math:`v_g`, the draw is

.. math:: t^* = \frac{\sum_g v_g r_g}
          {\sqrt{\sum_g \left(v_g r_g - \sum_h K_{gh} v_h\right)^2}},

and :math:`r` and :math:`K` are linear in the distance of the null from the estimate: five sums per
draw give the p-value at any null, and the interval by inversion of the test.
"""

from dataclasses import dataclass

import numpy as np

from effektspor.estimators.contrast import Contrast
from effektspor.estimators.moments import Floats

FEWEST_FOR_SIGNS = 13  # with fewer clusters signs repeat too often: six-point weights (Webb 2023)
SIX_POINTS = np.sqrt([0.5, 1.0, 1.5])
TIE = 1e-9
FARTHEST = 60  # standard errors: where the test still holds there, the interval has no end


def draw_signs(clusters: int, draws: int, seed: int) -> Floats:
    """Random weights of mean 0 and variance 1, shape (draws, clusters)."""
    rng = np.random.default_rng(seed)
    signs = rng.integers(0, 2, (draws, clusters)).astype(np.float64) * 2 - 1
    if clusters >= FEWEST_FOR_SIGNS:
        return signs
    points: Floats = signs * rng.choice(SIX_POINTS, (draws, clusters))
    return points


@dataclass(frozen=True)
class Wild:
    """Draws of one contrast, for any null.

    Attributes
    ----------
    numerator, slope
        Shapes (B,): the bootstrapped distance is ``numerator + lam * slope``.
    square, cross, step
        Shapes (B,): its variance is ``square + 2 lam cross + lam^2 step``.
    """

    contrast: Contrast
    numerator: Floats
    slope: Floats
    square: Floats
    cross: Floats
    step: Floats

    @classmethod
    def of(cls, contrast: Contrast, signs: Floats) -> "Wild":
        """Sum the draws of a contrast; `signs` of `draw_signs`, shape (B, G)."""
        c = contrast
        fitted, moved = signs @ c.right, signs @ c.step
        own = signs @ (c.influence[:, None] * c.left)
        grown = signs @ (c.information[:, None] * c.left)
        inner = c.left.T @ c.left
        squared = signs**2
        fitted_inner, moved_inner = fitted @ inner, moved @ inner
        return cls(
            c,
            signs @ c.influence,
            signs @ c.information,
            squared @ c.influence**2 + _rows(fitted_inner - 2 * own, fitted),
            squared @ (c.influence * c.information)
            + _rows(fitted_inner, moved) - _rows(own, moved) - _rows(grown, fitted),
            squared @ c.information**2 + _rows(moved_inner - 2 * grown, moved),
        )  # fmt: skip

    def statistics(self, null: float = 0.0) -> Floats:
        """Bootstrapped t-statistics under a null, shape (B,)."""
        lam = (self.contrast.estimate - null) / self.contrast.reach
        variance = self.square + lam * (2 * self.cross + lam * self.step)
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = (self.numerator + lam * self.slope) / np.sqrt(np.maximum(variance, 0))
        return np.nan_to_num(found, nan=0.0, posinf=np.inf, neginf=-np.inf)

    def p_value(self, null: float = 0.0) -> float:
        """Two-sided p-value: share of draws at least as far from the null as the estimate.

        The estimate counts as one of the draws, so that no p-value is nought.
        """
        c = self.contrast
        if not np.isfinite(c.estimate):
            return float("nan")
        if c.plain_se == 0:
            return 1.0 if c.estimate == null else 0.0
        own = abs(c.estimate - null) / c.plain_se
        beyond = int((np.abs(self.statistics(null)) >= own * (1 - TIE)).sum())
        return (1 + beyond) / (1 + len(self.numerator))

    def interval(self, confidence: float) -> tuple[float, float]:
        """The nulls that the test does not reject; an end is infinite where it never does."""
        c = self.contrast
        if not np.isfinite(c.estimate):
            return float("nan"), float("nan")
        if c.plain_se == 0:
            return c.estimate, c.estimate
        return tuple(self._end(side, 1 - confidence) for side in (-1, 1))  # type: ignore[return-value]

    def _end(self, side: int, alpha: float) -> float:
        c = self.contrast
        inside, outside = 0.0, 2.0
        while self.p_value(c.estimate + side * outside * c.plain_se) > alpha:
            inside, outside = outside, outside * 1.5
            if outside > FARTHEST:
                return side * float("inf")
        while outside - inside > 1e-5 * outside:
            middle = (inside + outside) / 2
            if self.p_value(c.estimate + side * middle * c.plain_se) > alpha:
                inside = middle
            else:
                outside = middle
        return c.estimate + side * outside * c.plain_se


def _rows(a: Floats, b: Floats) -> Floats:
    found: Floats = np.einsum("br,br->b", a, b)
    return found
