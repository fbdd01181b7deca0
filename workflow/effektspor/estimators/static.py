"""Sums of what a course start has once: background before it, where it leads, by year of start.

A variable is a column of whole numbers, so that the sums of shards add up exactly.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.moments import Cells
from effektspor.estimators.two_periods import two_period_cells
from effektspor.tables import Column, Table

STATIC = Table(
    "static",
    "Sums of variables that a start has once",
    (
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("treated", "bool", "whether the municipality participates"),
        Column("year", "int16", "year of the start"),
        Column(
            "variable",
            "str",
            "a background characteristic; starts (y = n); prior_internship (weeks in activity of "
            "the kinds of the event, of any benefit family, in the 52 weeks before); lost_52 (dead "
            "or emigrated within 52 weeks); state_WEEKS_STATE (in that state WEEKS after the start)",
        ),
        Column("n", "int64", "starts; of lost_52 and states those who can be seen so long"),
        Column("y", "int64", "sum of the variable"),
        Column("yy", "int64", "sum of its squares"),
    ),
    key=("municipality", "year", "variable"),
)
UNIT = ["municipality", "treated", "year"]
KEYS = [*UNIT, "variable"]


def static_sums(starts: pd.DataFrame, values: dict[str, npt.NDArray[np.int64]]) -> pd.DataFrame:
    """Sum variables of course starts by municipality and year.

    Parameters
    ----------
    starts
        One row per course start: the columns `UNIT`.
    values
        Whole numbers of each variable, in the order of `starts`; -1 where a start is not observed.

    Returns
    -------
    DataFrame
        `STATIC`; a municipality and year of whose starts none is observed has n = 0.
    """
    units = starts.groupby(UNIT, sort=True)
    number, cells = units.ngroup().to_numpy(), units.size().reset_index()[UNIT]

    def total(weights: npt.NDArray[np.int64], seen: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        sums = np.bincount(number[seen], weights=weights[seen], minlength=len(cells))
        return np.rint(sums).astype(np.int64)

    parts = []
    for name, value in values.items():
        seen = value >= 0
        parts.append(
            cells.assign(
                variable=name,
                n=total(np.ones_like(value), seen),
                y=total(value, seen),
                yy=total(value**2, seen),
            )
        )
    none = cells.assign(variable="", n=0, y=0, yy=0)[:0]
    return STATIC.conform(pd.concat(parts, ignore_index=True) if parts else none)


def add_static(shards: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """`STATIC` of all shards."""
    summed = pd.concat(list(shards)).groupby(KEYS, as_index=False)[["n", "y", "yy"]].sum()
    return STATIC.conform(summed)


def cells_of_static(
    static: pd.DataFrame, variable: str, pre: Sequence[int], post: Sequence[int]
) -> Cells:
    """One variable in earlier and later years of start as cells of a single week.

    Parameters
    ----------
    static
        `STATIC`, or any frame with its columns.
    pre, post
        Years of start of the earlier and the later cohort.

    Returns
    -------
    Cells
        T = 1, no covariates; municipalities with starts of none of the years are left out.
    """
    chosen = (static["variable"] == variable) & static["year"].isin([*pre, *post])
    rows = static[chosen]
    return two_period_cells(rows.assign(post=rows["year"].isin(list(post))))
