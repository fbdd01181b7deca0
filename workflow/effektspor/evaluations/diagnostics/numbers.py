"""An estimate with its headline inference, as all diagnostics use it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.config.design import Estimation
from effektspor.estimators.cluster_robust import cr2, leverage
from effektspor.estimators.contrast import contrast
from effektspor.estimators.curves import evaluated_weeks
from effektspor.estimators.infer import Inference, enough_clusters
from effektspor.estimators.moments import Cells, Floats
from effektspor.estimators.stack import Stack, Weighting
from effektspor.estimators.wild import Wild, draw_signs


@dataclass(frozen=True)
class Number:
    """An estimate; NaN where it is not known.

    Attributes
    ----------
    estimate, low, high
        In one unit; the interval is that of the restricted wild cluster bootstrap.
    se
        CR2 standard error.
    p_value
        Of the bootstrap, of no effect.
    """

    estimate: float = float("nan")
    se: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    p_value: float = float("nan")

    @property
    def known(self) -> bool:
        """Whether there is an estimate with an interval."""
        return bool(np.isfinite(self.estimate) and not np.isnan(self.low))

    @property
    def scale(self) -> float:
        """What would matter beside this estimate: it, or half its interval where that is longer.

        An effect near nought would otherwise make every gap beside it a large one.
        """
        half = (self.high - self.low) / 2
        return max(abs(self.estimate), half) if np.isfinite(half) else abs(self.estimate)

    def times(self, factor: float) -> "Number":
        """The same in another unit; `factor` is above zero."""
        ends = (self.estimate * factor, self.se * factor, self.low * factor, self.high * factor)
        return Number(*ends, self.p_value)


def headline(endpoints: pd.DataFrame, **specification: str) -> Number:
    """Mean weekly effect of one row of table ``endpoints`` with its bootstrap interval.

    Parameters
    ----------
    specification
        Values of columns that choose one endpoint of one specification.
    """
    chosen = endpoints
    for column, value in specification.items():
        chosen = chosen[chosen[column] == value]
    wild = chosen[chosen["method"] == "wild"]
    if len(wild) != 1 or not np.isfinite(wild["estimate"].iloc[0]):
        return Number()
    row = wild.iloc[0]
    se = chosen.loc[chosen["method"] == "cr2", "se"]
    sums = Number(
        float(row["estimate"]), float(se.iloc[0]) if len(se) else float("nan"),
        float(row["ci_low"]), float(row["ci_high"]), float(row["p_value"]),
    )  # fmt: skip
    return sums.times(1 / float(row["weeks"]))


def measure(
    stack: Stack, weights: npt.ArrayLike, inference: Inference, signs: Floats | None = None
) -> Number:
    """Estimate a combination of weekly effects and test it by the bootstrap.

    Parameters
    ----------
    weights
        Shape (T,).
    signs
        Draws of the clusters, shape (B, G); left out, they are drawn.
    """
    own = contrast(stack, weights)
    if not (enough_clusters(stack, weights) and np.isfinite(own.estimate)):
        return Number()
    if signs is None:
        signs = draw_signs(len(stack.clusters), inference.draws, inference.seed)
    wild = Wild.of(own, signs)
    low, high = wild.interval(inference.confidence)
    se = cr2(leverage(stack, weights, own.estimate)).se
    return Number(own.estimate, se, low, high, wild.p_value())


def mean_weights(
    cells: Cells, stack: Stack, smallest_group: int, first: int = 1, last: int | None = None
) -> Floats:
    """Weights of the mean effect over evaluated weeks from `first` to `last`, shape (T,).

    All are 0 where no week is evaluated.
    """
    good = evaluated_weeks(cells, stack, smallest_group) & (cells.weeks >= first)
    if last is not None:
        good &= cells.weeks <= last
    weights = good.astype(np.float64)
    total = weights.sum()
    return weights / total if total else weights


def both_cohorts(rows: pd.DataFrame, outcome: str, denominator: str) -> Cells | None:
    """Cells of one series, or None where one of the cohorts has none."""
    chosen = rows[(rows["outcome"] == outcome) & (rows["denominator"] == denominator)]
    if chosen["post"].nunique() < 2:
        return None
    return Cells.of(rows, outcome, denominator)


@dataclass(frozen=True)
class Engine:
    """How every diagnostic is estimated: as the headline is.

    Attributes
    ----------
    weighting, smallest_group
        As of the headline estimate.
    """

    weighting: Weighting
    smallest_group: int
    inference: Inference

    @classmethod
    def of(cls, estimation: Estimation) -> "Engine":
        """As the settings have it."""
        inference = Inference(estimation.confidence, estimation.draws, estimation.seed)
        return cls(estimation.weighting, estimation.smallest_group, inference)

    def mean_effect(self, cells: Cells, first: int = 1, last: int | None = None) -> Number:
        """Mean weekly effect over the evaluated weeks from `first` to `last`."""
        stack = Stack.of(cells, self.weighting)
        weights = mean_weights(cells, stack, self.smallest_group, first, last)
        return measure(stack, weights, self.inference)

    def difference(self, cells: Cells) -> Number:
        """The only effect of cells of one "week", whatever the size of its groups."""
        return measure(Stack.of(cells, self.weighting), [1.0], self.inference)
