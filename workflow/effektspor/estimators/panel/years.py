"""Sums over municipality, year of start and week as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.estimators.moments import Floats

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Years:
    """Sums of one outcome over G municipalities, Y years of start and T weeks.

    Attributes
    ----------
    municipalities, treated
        Shape (G,).
    years
        Shape (Y,).
    weeks
        Shape (T,).
    n, y
        Shape (G, Y, T): persons and the sum of the outcome.
    """

    municipalities: Integers
    treated: npt.NDArray[np.bool_]
    years: Integers
    weeks: Integers
    n: Floats
    y: Floats

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Years":
        """Arrange rows with columns municipality, treated, year, week, n and y."""
        axes = [np.unique(rows[name]) for name in ("municipality", "year", "week")]
        places = tuple(
            np.searchsorted(axis, rows[name].to_numpy())
            for axis, name in zip(axes, ("municipality", "year", "week"), strict=True)
        )
        sums = np.zeros((2, *(len(axis) for axis in axes)))
        for line, name in enumerate(("n", "y")):
            np.add.at(sums[line], places, rows[name].to_numpy(dtype=np.float64))
        treated = np.zeros(len(axes[0]), dtype=bool)
        treated[places[0]] = rows["treated"].to_numpy(dtype=bool)
        municipalities, years, weeks = (axis.astype(np.int64) for axis in axes)
        return cls(municipalities, treated, years, weeks, sums[0], sums[1])

    def frame(self) -> pd.DataFrame:
        """One row per cell with persons: municipality, treated, year, week, n, share."""
        g, year, week = np.nonzero(self.n)
        n = self.n[g, year, week]
        return pd.DataFrame(
            {
                "municipality": self.municipalities[g],
                "treated": self.treated[g],
                "year": self.years[year],
                "week": self.weeks[week],
                "n": n,
                "share": self.y[g, year, week] / n,
            }
        )
