"""Cluster moments: for each municipality, cohort and week the sums that every estimate needs.

The sums n, X'y, y'y and X'X (X: constant and background) are additive over persons, so a national
register is summed shard by shard and gathered exactly; estimates never see persons again. The
compression is within clusters and therefore exact for cluster-robust inference too (Wong, Lewis
and Wardrop 2021, "You Only Compress Once", arXiv 2102.11297).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.cell_sums import pair
from effektspor.tables import Column, Table

Floats = npt.NDArray[np.float64]

MOMENTS = Table(
    "moments",
    "Cluster moments",
    (
        Column("outcome", "str", "what is counted"),
        Column("denominator", "str", "among whom"),
        Column("municipality", "int16", "municipality number: the cluster"),
        Column("treated", "bool", "whether the municipality participates"),
        Column("post", "bool", "whether the cohort is the later one"),
        Column("week", "int16", "calendar week of the cohort, from 1"),
        Column("n", "float64", "persons"),
        Column("y", "float64", "sum of the outcome"),
        Column("yy", "float64", "sum of the squared outcome"),
    ),
    key=("outcome", "denominator", "municipality", "post", "week"),
    open_ended=True,  # x_NAME, xy_NAME and xx_NAME_NAME for each covariate and pair
)
CELL = ["outcome", "denominator", "municipality", "treated", "post", "week"]


def add_up(shards: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Sum the moments of shards, one at a time: exact, since every sum is one of whole numbers."""
    total: pd.DataFrame | None = None
    for shard in shards:
        part = shard.set_index(CELL)
        total = part if total is None else total.add(part, fill_value=0)
    if total is None:
        raise ValueError("there are no shards")
    return MOMENTS.conform(total.sort_index().reset_index())


def covariate_names(moments: pd.DataFrame) -> list[str]:
    """The covariates whose sums a table of moments carries."""
    return [name[2:] for name in moments.columns if name.startswith("x_")]


@dataclass(frozen=True)
class Cells:
    """Moments of one outcome as arrays over G municipalities, 2 cohorts (pre, post) and T weeks.

    Attributes
    ----------
    municipalities, treated
        Shape (G,).
    weeks
        Shape (T,).
    n, y, yy
        Shape (G, 2, T).
    x, xy
        Shape (G, 2, T, p): sums of the covariates, alone and times the outcome.
    xx
        Shape (G, 2, T, p, p).
    persons
        Shape (G, 2, T): persons, where `n` are weights; left out, `n` counts them.
    """

    municipalities: npt.NDArray[np.int64]
    treated: npt.NDArray[np.bool_]
    weeks: npt.NDArray[np.int64]
    n: Floats
    y: Floats
    yy: Floats
    x: Floats
    xy: Floats
    xx: Floats
    persons: Floats | None = None

    @property
    def heads(self) -> Floats:
        """Persons of each cell, shape (G, 2, T), whatever they weigh."""
        return self.n if self.persons is None else self.persons

    @classmethod
    def of(
        cls, moments: pd.DataFrame, outcome: str, denominator: str, covariates: Sequence[str] = ()
    ) -> "Cells":
        """Arrange the moments of one outcome; absent cells have zero persons."""
        chosen = (moments["outcome"] == outcome) & (moments["denominator"] == denominator)
        rows = moments[chosen]
        by_municipality = rows.groupby("municipality")["treated"].first()
        municipalities = by_municipality.index.to_numpy(dtype=np.int64)
        weeks = np.arange(1, int(rows["week"].max()) + 1)
        g = np.searchsorted(municipalities, rows["municipality"].to_numpy())
        place = (g, rows["post"].to_numpy().astype(int), rows["week"].to_numpy(dtype=int) - 1)

        def spread(columns: Sequence[str]) -> Floats:
            array = np.zeros((len(municipalities), 2, len(weeks), len(columns)))
            array[place] = rows[list(columns)].to_numpy(dtype=np.float64)
            return array

        p = len(covariates)
        pairs = [pair(a, b) for a in covariates for b in covariates]
        base = spread(["n", "y", "yy"])
        return cls(
            municipalities,
            by_municipality.to_numpy(dtype=bool),
            weeks,
            base[..., 0],
            base[..., 1],
            base[..., 2],
            spread([f"x_{name}" for name in covariates]),
            spread([f"xy_{name}" for name in covariates]),
            spread(pairs).reshape(len(municipalities), 2, len(weeks), p, p),
        )
