"""Panel regressions and moments side by side: each estimate twice, and how far they are apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.estimators.curves import evaluated_weeks
from effektspor.estimators.moments import Cells
from effektspor.estimators.panel.event import EventSums
from effektspor.estimators.panel.event_panel import event_panel
from effektspor.estimators.panel.persons import Fitted, WeekStore, add_effects, fit_persons
from effektspor.estimators.panel.static import Block, static_moments, static_panel
from effektspor.estimators.panel.weekly import weekly_panel
from effektspor.estimators.panel.years import Years
from effektspor.estimators.stack import Stack

COLUMNS = ["model", "estimate", "se", "estimate_moments", "difference", "method"]
CELLS = "linearmodels PanelOLS on cells, weights n, clustered by municipality"
PERSONS = "linearmodels PanelOLS on persons, clustered by municipality"
Row = tuple[str, float, float, float]


@dataclass(frozen=True)
class Choice:
    """The week at which persons are looked at, and the smallest group of an evaluated week."""

    week: int
    smallest_group: int


def cells_table(cells: Cells, blocks: Sequence[Block]) -> pd.DataFrame:
    """One effect over all weeks, one for each block, and the weekly effect that differs most.

    Returns
    -------
    DataFrame
        `COLUMNS`: models static, block_1 …, weekly_largest_difference; the standard errors are
        those of linearmodels, without a small-sample factor.
    """
    rows: list[Row] = []
    names = [f"block_{place}" for place in range(1, len(blocks) + 1)]
    for models, chosen in ((["static"], None), (names, blocks)):
        fit, own = static_panel(cells, chosen), static_moments(cells, chosen)
        rows += zip(models, fit["estimate"], fit["se"], own["estimate"], strict=True)
    curve = Stack.of(cells).estimate
    weekly = np.array([weekly_panel(cells, int(week))[0] for week in cells.weeks])
    gap = np.abs(weekly - curve)
    worst = int(np.nanargmax(gap)) if np.isfinite(gap).any() else 0
    rows.append(("weekly_largest_difference", weekly[worst], np.nan, curve[worst]))
    return _table(rows, CELLS)


def event_table(years: Years, reference: int) -> pd.DataFrame:
    """The event study's effects: models event_<year>, `COLUMNS`."""
    own = dict(zip(years.years.tolist(), EventSums.of(years, reference).estimate, strict=True))
    panel = event_panel(years, reference)
    rows: list[Row] = [
        (f"event_{int(year)}", estimate, se, own[int(year)])
        for year, estimate, se in panel.itertuples(index=False)
        if np.isfinite(own[int(year)])
    ]
    return _table(rows, CELLS)


def persons_table(
    store: WeekStore, plain: Cells, adjusted: Cells, covariates: Sequence[str], choice: Choice
) -> pd.DataFrame:
    """Effects on persons at one week and summed over the evaluated weeks.

    Parameters
    ----------
    plain, adjusted
        Moments of the same outcome without and with the covariates.

    Returns
    -------
    DataFrame
        `COLUMNS`: models persons_week and persons_total, each also with _adjusted. Missing where
        the week, or any week, is not evaluated.
    """
    rows: list[Row] = []
    for ending, cells, names in (("", plain, ()), ("_adjusted", adjusted, covariates)):
        stack = Stack.of(cells)
        evaluated = evaluated_weeks(cells, stack, choice.smallest_group)
        own = dict(zip(stack.weeks[evaluated].tolist(), stack.estimate[evaluated], strict=True))
        fits = {week: fit_persons(store.week(week), names) for week in own}
        at = fits.get(choice.week, Fitted.unknown())
        total = add_effects(list(fits.values()))
        rows.append((f"persons_week{ending}", at.estimate, at.se, own.get(choice.week, np.nan)))
        summed = float(sum(own.values())) if own else np.nan
        rows.append((f"persons_total{ending}", total.estimate, total.se, summed))
    return _table(rows, PERSONS)


def _table(rows: Sequence[Row], method: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS[:4])
    # Beyond twelve decimals there is only the order in which a sum was taken; + 0 for no "-0".
    difference = (table["estimate"] - table["estimate_moments"]).astype(float).round(12) + 0.0
    return table.assign(difference=difference, method=method)[COLUMNS]
