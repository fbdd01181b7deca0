"""How far the answers of the same persons move from their first measurement to later ones.

Every person is compared with itself: a regression with person effects (`PanelOLS`) on being later
than the first measurement, or on the years since it. Persons with one measurement tell nothing of
change and are left out. With two measurements each, the first is the mean of the differences.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS
from scipy.stats import t as student

FEWEST_CLUSTERS = 5


@dataclass(frozen=True)
class Slope:
    """A coefficient with its standard error; NaN where the data do not tell.

    Attributes
    ----------
    degrees
        Clusters less one.
    """

    estimate: float = np.nan
    se: float = np.nan
    degrees: float = np.nan

    @property
    def p_value(self) -> float:
        """Two-sided, from the t distribution; 1 where neither estimate nor error is other than nought."""
        if self.se > 0:
            return float(2 * student.sf(abs(self.estimate / self.se), self.degrees))
        return 1.0 if self.estimate == 0 and self.se == 0 else float("nan")

    def interval(self, confidence: float) -> tuple[float, float]:
        """Both ends of the interval at a level of 0-1."""
        reach = float(student.ppf((1 + confidence) / 2, self.degrees)) * self.se
        return self.estimate - reach, self.estimate + reach


def repeated(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of persons with at least two measurements, with what their change is measured by.

    Parameters
    ----------
    rows
        One row per measurement: person, order (sortable), y and, where known, date
        (datetime64[ns], NaT allowed).

    Returns
    -------
    DataFrame
        The same columns, by person and order, and ``later`` (1.0 from the second measurement on,
        else 0.0) and ``years`` (since the person's first measurement, NaN without dates).
    """
    found = rows.dropna(subset=["y"]).sort_values(["person", "order"], kind="stable")
    found = found[found.groupby("person")["y"].transform("size") > 1].reset_index(drop=True)
    first = found.groupby("person")["order"].transform("min")
    years = pd.Series(np.nan, index=found.index)
    if "date" in found:
        origin = found["person"].map(found.drop_duplicates("person").set_index("person")["date"])
        years = (found["date"] - origin).dt.total_seconds() / (365.25 * 86400)
    return found.assign(later=(found["order"] > first).astype(np.float64), years=years)


def within_person(rows: pd.DataFrame, regressor: str, cluster: str = "person") -> Slope:
    """Regress y on one regressor with person effects; standard errors by cluster (CR1).

    Parameters
    ----------
    rows
        As `repeated` gives them, with the column of clusters. Persons lie within clusters.
    regressor
        ``later`` or ``years``; rows without it are left out.

    Returns
    -------
    Slope
        Unknown where the regressor varies within no person, or the clusters are fewer than
        `FEWEST_CLUSTERS`. The variance has the factor G / (G - 1); the person effects need no
        other, for they lie within the clusters.
    """
    rows = rows.dropna(subset=[regressor])
    varies = rows.groupby("person")[regressor].transform("nunique") > 1
    rows = rows[varies]
    clusters = int(rows[cluster].nunique())
    if clusters < FEWEST_CLUSTERS:
        return Slope()
    person, _ = pd.factorize(rows["person"])
    order = rows.groupby("person").cumcount()
    panel = rows.set_index(pd.MultiIndex.from_arrays([person, order]))
    home = pd.DataFrame({"cluster": pd.factorize(panel[cluster])[0]}, index=panel.index)
    model = PanelOLS(panel["y"].astype(np.float64), panel[[regressor]], entity_effects=True)
    fit = model.fit(cov_type="clustered", clusters=home, debiased=False)
    factor = np.sqrt(clusters / (clusters - 1))
    return Slope(
        float(fit.params[regressor]), float(fit.std_errors[regressor]) * factor, clusters - 1.0
    )
