"""Where persons are after the start: what the project changes, state by state.

The share in a state so many weeks after the start is compared as the weekly shares are, with the
same weighting and the same bootstrap. P-values are adjusted by Holm for all states and points in
time that are tested: each would otherwise have its own chance of a false finding.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from effektspor.config.design import Cohorts
from effektspor.estimators.moments import Cells
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.static import cells_of_static
from effektspor.evaluations.diagnostics.numbers import Engine, Number

STATE = re.compile(r"state_(\d+)_(\w+)")
FEW_IN_STATE = "too few in the state or out of it"
FEW_OBSERVED = "too few followed that long"
FEW_CLUSTERS = "too few municipalities"
NUMBERS = ["estimate", "se", "ci_low", "ci_high", "p_value", "p_holm"]


def share_columns(ids: Sequence[str]) -> list[str]:
    """Names of the columns of shares, participants first; `ids` of the two cohorts."""
    return [
        f"share_{group}_{cohort.replace('-', '_')}"
        for group in ("participants", "comparison")
        for cohort in ids
    ]


def exit_effects(
    static: pd.DataFrame, cohorts: Cohorts, engine: Engine, min_cell: int
) -> pd.DataFrame:
    """Differences in differences of the share in each state.

    Parameters
    ----------
    static
        `STATIC` with variables ``state_WEEKS_STATE``.
    min_cell
        Shares with a count, or a remainder, of 1 to ``min_cell - 1`` are withheld; a state with
        fewer than `min_cell` persons in a group and cohort is not tested.

    Returns
    -------
    DataFrame
        Columns weeks, state, share_GROUP_COHORT (four, fractions), estimate, se (CR2), ci_low,
        ci_high, p_value (bootstrap), p_holm, evaluated, why (empty where it is evaluated).
    """
    ids = cohorts.pre.id, cohorts.post.id
    years = [range(c.first_year, c.last_year + 1) for c in (cohorts.pre, cohorts.post)]
    rows = []
    for weeks, state, variable in states(static):
        cells = cells_of_static(static, variable, list(years[0]), list(years[1]))
        n, y = _counts(cells)
        why = _why_not(n, y, engine.smallest_group, min_cell)
        number = Number() if why else engine.difference(cells)
        if not why and not number.known:
            why = FEW_CLUSTERS
        rows.append((weeks, state, *_shares(n, y, min_cell), *_numbers(number), not why, why))
    columns = ["weeks", "state", *share_columns(ids), *NUMBERS, "evaluated", "why"]
    table = pd.DataFrame(rows, columns=columns).astype({"evaluated": bool})
    return table.assign(p_holm=holm(table["p_value"].astype(float).tolist()))


def states(static: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Weeks, state and variable, by weeks and then by state."""
    found = []
    for variable in static["variable"].unique():
        match = STATE.fullmatch(variable)
        if match:
            found.append((int(match[1]), match[2], variable))
    yield from sorted(found)


def _counts(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    """Persons observed and in the state: participants pre and post, comparison pre and post."""
    arms = (cells.treated, ~cells.treated)
    n = np.array([cells.n[arm, post, 0].sum() for arm in arms for post in (0, 1)])
    y = np.array([cells.y[arm, post, 0].sum() for arm in arms for post in (0, 1)])
    return n, y


def _why_not(n: np.ndarray, y: np.ndarray, smallest_group: int, min_cell: int) -> str:
    if n.min() < smallest_group:
        return FEW_OBSERVED
    return FEW_IN_STATE if np.minimum(y, n - y).min() < min_cell else ""


def _shares(n: np.ndarray, y: np.ndarray, min_cell: int) -> list[float]:
    return [
        float("nan") if any(0 < count < min_cell for count in (n_, y_, n_ - y_)) or not n_
        else float(y_ / n_)
        for n_, y_ in zip(n, y, strict=True)
    ]  # fmt: skip


def _numbers(number: Number) -> tuple[float, ...]:
    ends = (number.estimate, number.se, number.low, number.high)
    return (*ends, number.p_value, float("nan"))
