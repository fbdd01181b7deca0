"""Weekly effects with intervals and a simultaneous band, and their sums over blocks of weeks.

The sum of the weekly effects on a share is the difference in differences of the mean time with the
outcome, in weeks per person: one number with one interval. Blocks of weeks come next, then the
curve, whose pointwise intervals say nothing of all weeks at once: its band does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.cluster_robust import cr1
from effektspor.estimators.contrast import contrast
from effektspor.estimators.infer import Draws, Inference, concentration, infer
from effektspor.estimators.moments import Cells, Floats
from effektspor.estimators.stack import Stack
from effektspor.estimators.wild import Wild

FEWEST_CLUSTERS = 5  # with fewer municipalities in a group no clustered interval means anything
FEWEST_EVENTS = (
    5  # of each answer in each group and cohort: with fewer the standard error is a guess
)
GROUPS = ("n_participants_pre", "n_participants_post", "n_comparison_pre", "n_comparison_post")


@dataclass(frozen=True)
class Block:
    """A run of weeks, both ends included."""

    name: str
    first_week: int
    last_week: int


def endpoint_blocks(weeks: int, blocks: Sequence[tuple[int, int]]) -> list[Block]:
    """The whole window, then its blocks in order."""
    named = [Block(f"block_{i}", a, b) for i, (a, b) in enumerate(blocks, start=1)]
    return [Block("total", 1, weeks), *named]


def group_counts(cells: Cells) -> pd.DataFrame:
    """Persons by week and group: `GROUPS`, one row per week."""
    arms = (cells.treated, ~cells.treated)
    counts = [cells.heads[arm, post].sum(axis=0) for arm in arms for post in (0, 1)]
    return pd.DataFrame(dict(zip(GROUPS, counts, strict=True))).astype("int64")


def evaluated_weeks(
    cells: Cells, stack: Stack, smallest_group: int, fewest_events: int = FEWEST_EVENTS
) -> npt.NDArray[np.bool_]:
    """Weeks that rest on enough: persons in the smallest group, municipalities in each arm, events.

    An outcome of ones and noughts also needs `fewest_events` of each in every group and cohort.
    Where one group has none, the estimate says little and its standard error is far too small: a
    band over all weeks then breaks in the first ones.

    Returns
    -------
    numpy.ndarray
        Shape (T,).
    """
    smallest = group_counts(cells).min(axis=1).to_numpy()
    arms = [stack.contributing[arm].sum(axis=0) for arm in (stack.treated, ~stack.treated)]
    enough: npt.NDArray[np.bool_] = np.minimum(*arms) >= FEWEST_CLUSTERS
    if np.array_equal(cells.y, cells.yy):
        enough &= fewest_answers(cells) >= fewest_events
    return enough & stack.identified & (smallest >= smallest_group)


def fewest_answers(cells: Cells) -> Floats:
    """Ones or noughts, whichever are fewer, in the group and cohort with fewest, shape (T,)."""
    arms = (cells.treated, ~cells.treated)
    counts = [part[arm].sum(axis=0) for arm in arms for part in (cells.y, cells.n - cells.y)]
    found: Floats = np.min(counts, axis=(0, 1))
    return found


def weekly_table(
    stack: Stack, evaluated: npt.NDArray[np.bool_], inference: Inference, draws: Draws
) -> pd.DataFrame:
    """Effect of each week, pointwise interval by the wild bootstrap, and a simultaneous band.

    The band is ``estimate ± c se`` with c the quantile over draws of the largest absolute
    t-statistic of all evaluated weeks (Montiel Olea and Plagborg-Møller 2019, by bootstrap): it
    holds the whole curve at the level of confidence.

    Returns
    -------
    DataFrame
        Columns week, estimate, se (CR1), ci_low, ci_high, band_low, band_high, p_value, evaluated;
        only the estimate where a week is not evaluated.
    """
    rows = np.full((len(stack.weeks), 6), np.nan)
    largest = np.zeros(len(draws.signs))
    plain = np.full(len(stack.weeks), np.nan)
    for place, week in _single_weeks(stack, evaluated):
        own = contrast(week, [1.0])
        wild = Wild.of(own, draws.signs)
        plain[place] = own.plain_se
        if own.plain_se > 0:
            np.maximum(largest, np.abs(wild.statistics()), out=largest)
        low, high = wild.interval(inference.confidence)
        rows[place, [0, 1, 2, 5]] = cr1(own).se, low, high, wild.p_value()
    reach = float(np.quantile(largest, inference.confidence)) * plain
    rows[:, 3], rows[:, 4] = stack.estimate - reach, stack.estimate + reach
    names = ["se", "ci_low", "ci_high", "band_low", "band_high", "p_value"]
    table = pd.DataFrame(rows, columns=names)
    table.insert(0, "week", stack.weeks)
    table.insert(1, "estimate", stack.estimate)
    return table.assign(evaluated=evaluated)


def endpoint_table(
    stack: Stack,
    evaluated: npt.NDArray[np.bool_],
    blocks: Sequence[Block],
    inference: Inference,
    draws: Draws,
) -> pd.DataFrame:
    """Sums of the weekly effects over blocks of weeks, by every method of inference.

    Returns
    -------
    DataFrame
        Columns endpoint, first_week, last_week, weeks (evaluated weeks), estimate (their effects
        summed: weeks per person where the outcome is a share), mean (estimate / weeks), method,
        se, df, ci_low, ci_high, p_value. A block without an evaluated week has no estimate.
    """
    parts = []
    for block in blocks:
        weights = block_weights(stack, evaluated, block)
        table = infer(stack, weights, inference, draws)
        weeks = int(weights.sum())
        table.insert(0, "endpoint", block.name)
        table.insert(1, "first_week", block.first_week)
        table.insert(2, "last_week", block.last_week)
        table.insert(3, "weeks", weeks)
        mean = table["estimate"] / weeks if weeks else table["estimate"]
        table.insert(list(table.columns).index("estimate") + 1, "mean", mean)
        parts.append(table)
    return pd.concat(parts, ignore_index=True)


def concentration_table(
    stack: Stack, evaluated: npt.NDArray[np.bool_], blocks: Sequence[Block]
) -> pd.DataFrame:
    """On how many municipalities each block's estimate rests; see `infer.Concentration`."""
    rows = []
    for block in blocks:
        found = concentration(stack, block_weights(stack, evaluated, block))
        rows.append(
            {
                "endpoint": block.name,
                "clusters": found.clusters,
                "treated": found.treated,
                "effective_clusters": found.effective,
                "effective_treated": found.effective_treated,
                "largest_leverage": found.largest_leverage,
                "leave_one_low": found.lowest,
                "leave_one_high": found.highest,
            }
        )
    return pd.DataFrame(rows)


def block_weights(stack: Stack, evaluated: npt.NDArray[np.bool_], block: Block) -> Floats:
    """One for each evaluated week of a block, shape (T,)."""
    inside = (stack.weeks >= block.first_week) & (stack.weeks <= block.last_week)
    return (inside & evaluated).astype(np.float64)


def _single_weeks(stack: Stack, evaluated: npt.NDArray[np.bool_]) -> Iterator[tuple[int, Stack]]:
    for place in np.flatnonzero(evaluated):
        yield int(place), stack.at(np.arange(len(stack.weeks)) == place)
