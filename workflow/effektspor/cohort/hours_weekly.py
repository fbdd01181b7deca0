"""Mean ordinary hours a week of all who have started, with imputed hours and without."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.cohort.hours import PARTS_OF_HOUR

KEYS = ["group", "cohort", "week"]
HOURS = ["weekly_hours", "weekly_reported_hours"]
COLUMNS = ["start", "week", "started", *HOURS]
"""Columns of table ``outcomes`` that are needed."""


def hours_sums(cohort: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Number and hours of those who have started, by group, cohort and calendar week.

    Returns
    -------
    DataFrame
        Columns `KEYS`, starters and `HOURS`, the latter in whole 64ths, so that sums are exact.
    """
    rows = rows[rows["started"]]
    own = cohort.set_index("start")[["group", "cohort"]].loc[rows["start"]].reset_index(drop=True)
    parts = {name: np.rint(rows[name].to_numpy("float64") * PARTS_OF_HOUR) for name in HOURS}
    counted = own.assign(week=rows["week"].to_numpy(), starters=1, **parts)
    return counted.groupby(KEYS, as_index=False).sum().astype(dict.fromkeys(HOURS, "int64"))


def hours_weekly(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Columns `KEYS`, starters, mean_weekly_hours and mean_weekly_reported_hours of all parts."""
    table = pd.concat(parts).groupby(KEYS, as_index=False).sum()
    for name in HOURS:
        table[f"mean_{name}"] = table.pop(name) / PARTS_OF_HOUR / table["starters"]
    return table
