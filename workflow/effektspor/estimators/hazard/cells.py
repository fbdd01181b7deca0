"""Events and persons at risk as arrays: cluster x cohort (x stratum) x week since start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import EstimationError

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
TREATED = "participants"


@dataclass(frozen=True)
class RateCells:
    """Counts of G clusters, R rows in each (cohort x stratum) and W weeks.

    Attributes
    ----------
    clusters
        Cluster of each row of the arrays, shape (G,).
    treated
        Shape (G,).
    weeks
        Weeks since start, shape (W,).
    at_risk, events
        Persons, shape (G, R, W).
    post
        Whether a row is of the later cohort, 0 or 1, shape (R,).
    others
        Further columns of the model, alike in all clusters and weeks, shape (p, R).
    """

    clusters: npt.NDArray[np.int64]
    treated: Flags
    weeks: npt.NDArray[np.int64]
    at_risk: Floats
    events: Floats
    post: Floats
    others: Floats

    @classmethod
    def of(cls, risk: pd.DataFrame, adjust: Sequence[str] = ()) -> "RateCells":
        """Arrange a risk table.

        Parameters
        ----------
        risk
            Columns municipality (cluster), treated (or group), post, week, at_risk, events, and
            those of `adjust`. Rows of the same cell are added up.
        adjust
            Columns with categories by which persons were counted apart; each category but the
            first multiplies the rate by a factor of its own.

        Raises
        ------
        EstimationError
            Where a cluster is both treated and not, or there are more events than persons.
        """
        treated = risk["treated"] if "treated" in risk else risk["group"] == TREATED
        frame = risk.assign(treated=treated)
        owner = frame.groupby("municipality")["treated"].agg(["min", "max"])
        if (owner["min"] != owner["max"]).any():
            raise _error(
                "A municipality counts as treated and as comparison",
                "Give each municipality one group in both cohorts.",
            )
        if (frame["events"] > frame["at_risk"]).any() or (frame["at_risk"] < 0).any():
            raise _error(
                "The risk table has more events than persons at risk in a cell",
                "Make the risk table anew from the cohort.",
            )
        shape, place, rows = _places(frame, [*adjust])
        size = int(np.prod(shape))

        def total(column: str) -> Floats:
            weights = frame[column].to_numpy(dtype=np.float64)
            sums: Floats = np.bincount(place, weights=weights, minlength=size).astype(np.float64)
            return sums.reshape(shape)

        post, others = rows
        return cls(
            owner.index.to_numpy(dtype=np.int64),
            owner["max"].to_numpy(dtype=bool),
            np.unique(frame["week"].to_numpy(dtype=np.int64)),
            total("at_risk"),
            total("events"),
            post,
            others,
        )

    @property
    def cases(self) -> tuple[float, float, float, float]:
        """Events of comparison earlier and later, treated earlier and later."""
        later = self.post == 1
        found = [
            float(self.events[group][:, cohort].sum())
            for group in (~self.treated, self.treated)
            for cohort in (~later, later)
        ]
        return found[0], found[1], found[2], found[3]

    def between(self, first: int, last: int) -> "RateCells":
        """The cells of some weeks, both ends included."""
        chosen = (self.weeks >= first) & (self.weeks <= last)
        return replace(
            self,
            weeks=self.weeks[chosen],
            at_risk=self.at_risk[:, :, chosen],
            events=self.events[:, :, chosen],
        )

    def clusters_at(self, chosen: npt.NDArray[np.bool_]) -> "RateCells":
        """The cells of some clusters, `chosen` of shape (G,)."""
        return replace(
            self,
            clusters=self.clusters[chosen],
            treated=self.treated[chosen],
            at_risk=self.at_risk[chosen],
            events=self.events[chosen],
        )

    def informative(self) -> "RateCells":
        """Without clusters and weeks that have no event.

        Their own rate is nought, and they tell nothing of ratios.
        """
        found = self.clusters_at(self.events.sum(axis=(1, 2)) > 0)
        weeks = found.events.sum(axis=(0, 1)) > 0
        return replace(
            found,
            weeks=found.weeks[weeks],
            at_risk=found.at_risk[:, :, weeks],
            events=found.events[:, :, weeks],
        )

    def require_events(self) -> None:
        """Refuse cells without events in both groups and both cohorts.

        Raises
        ------
        EstimationError
            Says which of them is empty.
        """
        names = ("comparison, earlier", "comparison, later", "treated, earlier", "treated, later")
        empty = [name for name, count in zip(names, self.cases, strict=True) if count == 0]
        if empty:
            raise _error(
                "The rate ratio needs events in both groups and both cohorts; there are none in: "
                + "; ".join(empty),
                "Check the study's municipalities, cohorts, follow-up and event activities.",
            )


def _places(
    frame: pd.DataFrame, adjust: list[str]
) -> tuple[tuple[int, int, int], npt.NDArray[np.int64], tuple[Floats, Floats]]:
    """Shape of the arrays, place of each row of the frame in them, post and further columns."""
    strata = frame[["post", *adjust]].drop_duplicates().sort_values(["post", *adjust])
    strata = strata.reset_index(drop=True)
    if strata["post"].nunique() < 2:
        raise _error(
            "The risk table does not have two cohorts",
            "A difference in differences needs an earlier and a later one.",
        )
    row = frame[["post", *adjust]].merge(strata.assign(_row=strata.index), how="left")["_row"]
    cluster, clusters = pd.factorize(frame["municipality"], sort=True)
    week, weeks = pd.factorize(frame["week"], sort=True)
    shape = (len(clusters), len(strata), len(weeks))
    place = (cluster * shape[1] + row.to_numpy()) * shape[2] + week
    columns = [
        (strata[name] == level).to_numpy(dtype=np.float64)
        for name in adjust
        for level in sorted(strata[name].unique())[1:]
    ]
    others = np.array(columns, dtype=np.float64).reshape(len(columns), len(strata))
    return shape, place.astype(np.int64), (strata["post"].to_numpy(dtype=np.float64), others)


def _error(what: str, todo: str) -> EstimationError:
    return EstimationError(what, where="risk table", todo=todo)
