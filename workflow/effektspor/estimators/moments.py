"""Cluster moments: for each municipality, cohort and week the sums that every estimate needs.

The sums n, X'y, y'y and X'X (X: constant and background) are additive over persons, so a national
register is summed shard by shard and gathered exactly; estimates never see persons again. The
compression is within clusters and therefore exact for cluster-robust inference too (Wong, Lewis
and Wardrop 2021, "You Only Compress Once", arXiv 2102.11297).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt
import pandas as pd

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


def cell_moments(
    cohort: pd.DataFrame,
    outcomes: pd.DataFrame,
    series: Sequence[tuple[str, str]],
    covariates: Sequence[str],
) -> pd.DataFrame:
    """Sum persons to cells.

    Parameters
    ----------
    cohort
        One row per course start: start, municipality, group, post and the covariates.
    outcomes
        One row per course start and week: start, week, denominators and outcomes as booleans.
    series
        Pairs of outcome and denominator: names of columns of `outcomes`.
    covariates
        Columns of `cohort`, whole numbers.

    Returns
    -------
    DataFrame
        `MOMENTS`.
    """
    people = cohort.set_index("start")
    rows = people.index.get_indexer(pd.Index(outcomes["start"]))
    background = people[list(covariates)].to_numpy(dtype=np.float64)
    keys = pd.DataFrame(
        {
            "municipality": people["municipality"].to_numpy()[rows],
            "treated": (people["group"] == "participants").to_numpy()[rows],
            "post": people["post"].to_numpy()[rows],
            "week": outcomes["week"].to_numpy(),
        }
    )
    parts = [
        _series_moments(keys, rows, background, outcomes, outcome, denominator, covariates)
        for outcome, denominator in series
    ]
    return MOMENTS.conform(pd.concat(parts, ignore_index=True))


def add_up(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Sum the moments of shards: exact, since every sum is one of whole numbers."""
    return MOMENTS.conform(pd.concat(shards).groupby(CELL, as_index=False, sort=True).sum())


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
        pairs = [_pair(a, b) for a in covariates for b in covariates]
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


def _pair(first: str, second: str) -> str:
    return "xx_{}_{}".format(*sorted((first, second)))


def _series_moments(
    keys: pd.DataFrame,
    rows: npt.NDArray[np.intp],
    background: Floats,
    outcomes: pd.DataFrame,
    outcome: str,
    denominator: str,
    covariates: Sequence[str],
) -> pd.DataFrame:
    among = outcomes[denominator].to_numpy()
    cells = keys[among].groupby(CELL[2:], sort=True)
    number = cells.ngroup().to_numpy()
    y = outcomes[outcome].to_numpy()[among].astype(np.float64)
    x = background[rows[among]]
    size = cells.ngroups

    def total(weights: Floats) -> Floats:
        return np.bincount(number, weights=weights, minlength=size).astype(np.float64)

    columns = {"n": total(np.ones(len(y))), "y": total(y), "yy": total(y * y)}
    for position, name in enumerate(covariates):
        columns[f"x_{name}"] = total(x[:, position])
        columns[f"xy_{name}"] = total(x[:, position] * y)
    for i, j in combinations_with_replacement(range(len(covariates)), 2):
        columns[_pair(covariates[i], covariates[j])] = total(x[:, i] * x[:, j])
    frame = cells.size().reset_index()[CELL[2:]]
    frame.insert(0, "outcome", outcome)
    frame.insert(1, "denominator", denominator)
    return pd.concat([frame, pd.DataFrame(columns)], axis=1)
