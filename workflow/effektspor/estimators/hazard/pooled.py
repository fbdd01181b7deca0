r"""Pooled curves of four cells (group x cohort), and how each cluster moves them.

Counts of clusters are added up with weights (all one, one left out, or a bootstrap draw), and the
curve of each cell is that of all its persons. The influence of a cluster on
:math:`\log S(t) = \sum_{v<t} \log(1 - d_v/n_v)` is

.. math:: -\sum_{v<t} \frac{d_{gv} - n_{gv}\,d_v/n_v}{n_v - d_v},

so that a cluster-robust standard error costs no refit and can be had anew in every draw.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import Flags, Floats, RateCells

SIGN = np.array([[1.0, -1.0], [-1.0, 1.0]])  # comparison, treated x earlier, later


@dataclass(frozen=True)
class Counts:
    """Counts of G clusters in two cohorts and W weeks from 0.

    Attributes
    ----------
    treated
        Shape (G,).
    at_risk
        Shape (G, 2, W).
    events
        By cause, shape (J, G, 2, W).
    """

    treated: Flags
    at_risk: Floats
    events: Floats

    @classmethod
    def of(cls, risk: pd.DataFrame, causes: pd.DataFrame | None = None) -> "Counts":
        """Arrange a risk table, with the events of each cause where they are given.

        Parameters
        ----------
        causes
            Columns municipality, post, week, cause, events; causes in order of their names.

        Raises
        ------
        EstimationError
            As `RateCells.of`; where a group is missing, or causes are of other clusters or weeks.
        """
        cells = RateCells.of(risk)
        if cells.treated.all() or not cells.treated.any():
            raise EstimationError(
                "The risk table has no " + ("comparison" if cells.treated.all() else "treated")
                + " municipality",
                where="risk table",
                todo="Check the study's municipalities and cohorts.",
            )  # fmt: skip
        if causes is None:
            return cls(cells.treated, cells.at_risk, cells.events[None])
        causes = causes[causes["week"] >= 0]  # a stay that ended as it began was never at risk
        names = np.unique(causes["cause"].to_numpy(dtype=str))
        places = [
            pd.Index(cells.clusters).get_indexer(pd.Index(causes["municipality"])),
            causes["post"].to_numpy(dtype=np.int64),
            pd.Index(cells.weeks).get_indexer(pd.Index(causes["week"])),
        ]
        if min(places[0].min(), places[2].min()) < 0:
            raise EstimationError(
                "The events by cause are of other municipalities or weeks than the risk table",
                where="table causes",
                todo="Make both tables anew from the cohort.",
            )
        events = np.zeros((len(names), *cells.at_risk.shape))
        np.add.at(
            events,
            (np.searchsorted(names, causes["cause"].to_numpy(dtype=str)), *places),
            causes["events"].to_numpy(dtype=np.float64),
        )
        if (events.sum(axis=0) > cells.at_risk).any():
            raise EstimationError(
                "More events of all causes than persons at risk in a cell",
                where="table causes",
                todo="Make the table anew from the cohort.",
            )
        return cls(cells.treated, cells.at_risk, events)

    def groups(self) -> tuple[Flags, Flags]:
        """Clusters of the comparison and the treated."""
        return ~self.treated, self.treated

    def enough(self) -> bool:
        """Whether each group has at least two clusters that compare both cohorts."""
        both = (self.at_risk.sum(axis=2) > 0).all(axis=1)
        return min(int((both & group).sum()) for group in self.groups()) > 1


@dataclass(frozen=True)
class Curves:
    """One quantity of the four cells in B draws at T points of time.

    Attributes
    ----------
    value
        Shape (B, 2, 2, T): comparison and treated, earlier and later cohort.
    moves
        Influence of the clusters of each group, shape (B, G_j, 2, T).
    weights
        Their weights, shape (B, G_j).
    """

    value: Floats
    moves: tuple[Floats, Floats]
    weights: tuple[Floats, Floats]

    def se(self, slopes: Floats) -> Floats:
        """Cluster-robust standard error of a function of the cells at each time, shape (B, T).

        Parameters
        ----------
        slopes
            Its derivatives by the four values, shape (B or 1, 2, 2, T or 1).
        """
        return self._se(slopes, summed=False)

    def se_of_sum(self, slopes: Floats) -> Floats:
        """The same of a function that sums over time, shape (B, 1).

        Parameters
        ----------
        slopes
            Shape (B, 2, 2, T'), of the first T' points.
        """
        return self._se(slopes, summed=True)

    def _se(self, slopes: Floats, *, summed: bool) -> Floats:
        total: Floats = np.zeros(1)
        for group, (move, weight) in enumerate(zip(self.moves, self.weights, strict=True)):
            until = slopes.shape[-1] if summed else move.shape[-1]
            with np.errstate(invalid="ignore"):
                influence = (move[..., :until] * slopes[:, None, group]).sum(axis=2)
            if summed:
                influence = influence.sum(axis=2, keepdims=True)
            clusters = weight.shape[1]
            factor = clusters / (clusters - 1) if clusters > 1 else np.nan
            total = total + factor * np.einsum("bg,bgt->bt", weight, influence**2)
        found: Floats = np.sqrt(total)
        return found


def log_survival(counts: Counts, weights: Floats) -> Curves:
    """Log of the share without an event of any cause when week 0, 1, ..., W begins.

    Parameters
    ----------
    weights
        Shape (B, G).

    Returns
    -------
    Curves
        T = W + 1; minus infinite where all have had the event, NaN after nobody is at risk.
    """
    values, moves, parts = [], [], []
    for group in counts.groups():
        own = weights[:, group]
        n, d = counts.at_risk[group], counts.events[:, group].sum(axis=0)
        at_risk, events = _pool(own, n), _pool(own, d)
        with np.errstate(invalid="ignore", divide="ignore"):
            hazard = events / at_risk
            log = _from_nought(np.cumsum(np.log1p(-hazard), axis=-1))
            step = (d - n * hazard[:, None]) / (at_risk - events)[:, None]
        log[np.maximum.accumulate(log == -np.inf, axis=-1)] = -np.inf
        values.append(log)
        moves.append(-_from_nought(np.cumsum(step, axis=-1)))
        parts.append(own)
    return Curves(np.stack(values, axis=1), (moves[0], moves[1]), (parts[0], parts[1]))


def incidence(counts: Counts, weights: Floats, cause: int) -> Curves:
    """Aalen-Johansen: share with an event of one cause before week 0, 1, ..., W begins."""
    survival = log_survival(counts, weights)
    values, moves = [], []
    for number, group in enumerate(counts.groups()):
        own = weights[:, group]
        n, d = counts.at_risk[group], counts.events[cause, group]
        with np.errstate(invalid="ignore", divide="ignore"):
            at_risk = _pool(own, n)
            hazard = _pool(own, d) / at_risk
            left = np.exp(survival.value[:, number, :, :-1])
            step = left[:, None] * (d - n * hazard[:, None]) / at_risk[:, None]
            step += (left * hazard)[:, None] * survival.moves[number][..., :-1]
            rise = np.where(left == 0, 0.0, left * hazard)
        values.append(_from_nought(np.cumsum(rise, axis=-1)))
        moves.append(_from_nought(np.cumsum(step, axis=-1)))
    return Curves(np.stack(values, axis=1), (moves[0], moves[1]), survival.weights)


def _pool(weights: Floats, counts: Floats) -> Floats:
    """Weighted sums over clusters, shape (B, 2, W)."""
    found: Floats = np.tensordot(weights, counts, axes=1)
    return found


def _from_nought(values: Floats) -> Floats:
    """The same with the value nought before the first week."""
    found: Floats = np.concatenate([np.zeros_like(values[..., :1]), values], axis=-1)
    return found
