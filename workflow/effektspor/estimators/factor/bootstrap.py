"""Intervals of any statistics of a table by resampling its rows: all draws as one stack of tables."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.errors import EstimationError
from effektspor.estimators.resampling import percentiles

Floats = npt.NDArray[np.float64]
Statistics = Callable[[Floats], Floats]
"""From tables of shape (b, n, p) to statistics of shape (b, q)."""
FEWEST_ROWS = 5
ENOUGH_DRAWS = 0.9
"""Share of the draws in which a statistic must exist for an interval."""
VALUES = 2_000_000  # of drawn tables held at once


@dataclass(frozen=True)
class Intervals:
    """Statistics of a table with their BCa intervals, each of shape (q,).

    Attributes
    ----------
    drawn
        Shape (b, q): the statistics of the draws, NaN where a draw has none.
    """

    estimate: Floats
    low: Floats
    high: Floats
    drawn: Floats


def bca(
    rows: Floats, statistics: Statistics, *, draws: int, seed: int, confidence: float
) -> Intervals:
    """BCa intervals (Efron 1987) over the rows of a table.

    Parameters
    ----------
    rows
        Shape (n, p); whole rows are drawn with replacement.
    statistics
        Works on stacks of tables; NaN where a draw has none (an item that does not vary).

    Returns
    -------
    Intervals
        Ends are NaN where more than a tenth of the draws have no statistic.

    Raises
    ------
    EstimationError
        Where there are fewer than five rows.
    """
    n = len(rows)
    if n < FEWEST_ROWS:
        raise EstimationError(
            f"{n} rows are too few to be resampled",
            where="bootstrap over rows",
            todo=f"Give at least {FEWEST_ROWS} rows.",
        )
    picks = np.random.default_rng(seed).integers(0, n, (draws, n))
    chunk = max(1, VALUES // rows.size)
    drawn = np.concatenate(
        [statistics(rows[picks[at : at + chunk]]) for at in range(0, draws, chunk)]
    )
    left_out = statistics(without_each_row(rows))
    estimate = statistics(rows[None])[0]
    low, high = np.full(estimate.shape, np.nan), np.full(estimate.shape, np.nan)
    enough = np.isfinite(drawn).mean(axis=0) >= ENOUGH_DRAWS
    for at in np.flatnonzero(enough & np.isfinite(estimate)):
        ends = percentiles(drawn[:, at], float(estimate[at]), confidence, left_out[:, at])
        low[at], high[at] = ends.low, ends.high
    return Intervals(estimate, low, high, drawn)


def without_each_row(rows: Floats) -> Floats:
    """Tables without each row in turn, shape (n, n - 1, p)."""
    return np.stack([np.delete(rows, at, axis=0) for at in range(len(rows))])
