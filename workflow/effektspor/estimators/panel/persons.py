"""Regressions on persons with linearmodels: one week, or the sum over weeks.

The weeks have different persons, so that the sum is one of weekly regressions; its standard error
adds up each cluster's influence over the weeks. Only one week of persons stands in a regression at
a time.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from linearmodels.panel import PanelOLS
from linearmodels.panel.utility import AbsorbingEffectWarning

from effektspor.estimators.moments import Floats


@dataclass(frozen=True)
class Fitted:
    """An effect estimated on persons.

    Attributes
    ----------
    estimate, se
        NaN where it is not identified; the standard error is clustered by municipality, without a
        small-sample factor.
    influence
        What each municipality's residuals add to the estimate, by municipality.
    """

    estimate: float
    se: float
    influence: "pd.Series[float]"

    @classmethod
    def unknown(cls) -> "Fitted":
        """No contrast."""
        return cls(np.nan, np.nan, pd.Series(dtype=np.float64))


def fit_persons(
    rows: pd.DataFrame, covariates: Sequence[str] = (), weights: Floats | None = None
) -> Fitted:
    """Fit one week.

    Parameters
    ----------
    rows
        One row per person: municipality, treated, post, y and the covariates. Covariates that do
        not vary within municipalities are dropped.
    weights
        Weight of each person; left out, all count the same.
    """
    both = (rows.groupby("municipality")["post"].transform("nunique") == 2).to_numpy()
    if rows.loc[both, "treated"].nunique() < 2:
        return Fitted.unknown()
    panel = rows.set_index([rows["municipality"], np.arange(len(rows))])
    exog = panel[["post", *covariates]].astype(np.float64)
    exog.insert(1, "effect", exog["post"] * panel["treated"])
    model = PanelOLS(
        panel["y"].astype(np.float64), exog, entity_effects=True, weights=weights,
        drop_absorbed=True, check_rank=False,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AbsorbingEffectWarning)  # such covariates may go
        fit = model.fit(cov_type="clustered", cluster_entity=True, debiased=False)
    if "effect" not in fit.params.index:
        return Fitted.unknown()
    # Influence of a cluster on the effect: its part of the effect's own residual times residuals.
    names = fit.params.index.tolist()
    root = np.ones(len(rows)) if weights is None else np.sqrt(weights)
    home = rows["municipality"].to_numpy()
    x = _within(exog[names].to_numpy(), home, root**2) * root[:, None]
    place = names.index("effect")
    column = np.linalg.pinv(x.T @ x, hermitian=True)[place]
    share = x @ column * root * fit.resids.to_numpy()
    influence = pd.Series(share).groupby(home).sum()
    return Fitted(float(fit.params["effect"]), float(fit.std_errors["effect"]), influence)


def add_effects(fits: Sequence[Fitted]) -> Fitted:
    """The sum of effects of several weeks; unknown where one of them is."""
    if not fits or not all(np.isfinite(fit.estimate) for fit in fits):
        return Fitted.unknown()
    influence = pd.concat([fit.influence for fit in fits]).groupby(level=0).sum()
    estimate = float(sum(fit.estimate for fit in fits))
    return Fitted(estimate, float(np.sqrt((influence**2).sum())), influence)


class WeekStore:
    """The outcome of every person and week of one series, a byte each.

    Parameters
    ----------
    persons
        One row per course start: start, municipality, treated, post and the covariates.
    weeks
        Last week.
    """

    OUT, NO, YES = 0, 1, 2

    def __init__(self, persons: pd.DataFrame, weeks: int) -> None:
        self._persons = persons.reset_index(drop=True)
        self._starts = pd.Index(self._persons["start"])
        self._state = np.zeros((weeks, len(persons)), dtype=np.uint8)

    def add(self, rows: pd.DataFrame, outcome: str, denominator: str) -> None:
        """Add weekly rows: start, week, outcome and denominator, both yes or no.

        Rows of other starts are passed over.
        """
        place = self._starts.get_indexer(pd.Index(rows["start"]))
        among = rows[denominator].to_numpy(dtype=bool) & (place >= 0)
        rows, place = rows[among], place[among]
        state = np.where(rows[outcome].to_numpy(dtype=bool), self.YES, self.NO)
        self._state[rows["week"].to_numpy(dtype=np.intp) - 1, place] = state

    def week(self, number: int) -> pd.DataFrame:
        """Persons of the denominator in a week, with the outcome as `y` (0 or 1)."""
        state = self._state[number - 1]
        among = state != self.OUT
        rows: pd.DataFrame = self._persons[among]
        return rows.assign(y=(state[among] == self.YES).astype(np.float64))


def _within(x: Floats, home: npt.NDArray[np.integer], weights: Floats) -> Floats:
    """Deviations from the weighted means of the municipalities."""
    _, place = np.unique(home, return_inverse=True)
    total = np.bincount(place, weights)
    means = np.stack([np.bincount(place, weights * line) / total for line in x.T], axis=1)
    deviations: Floats = x - means[place]
    return deviations
