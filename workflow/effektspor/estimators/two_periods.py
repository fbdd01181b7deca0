"""A table of clusters with totals before and after, as moments of one "week".

Whatever has a mean in two cohorts of each cluster (a background characteristic, a share in some
state, the log of a count) is estimated and tested by the same engine as the weekly effects.
"""

import numpy as np
import pandas as pd

from effektspor.estimators.moments import Cells


def two_period_cells(frame: pd.DataFrame) -> Cells:
    """Cells of one week.

    Parameters
    ----------
    frame
        Columns municipality, treated, post (bools) and the sums n and y; yy where it is known.
        One row per municipality and period; a missing row counts as nobody.
    """
    by_cluster = frame.groupby("municipality")["treated"].first().sort_index()
    clusters = by_cluster.index.to_numpy(dtype=np.int64)
    place = (
        np.searchsorted(clusters, frame["municipality"].to_numpy()),
        frame["post"].to_numpy().astype(int),
    )

    def spread(column: str) -> np.ndarray:
        values = np.zeros((len(clusters), 2, 1))
        if column in frame:
            np.add.at(values[..., 0], place, frame[column].to_numpy(dtype=np.float64))
        return values

    none = np.zeros((len(clusters), 2, 1, 0))
    return Cells(
        clusters, by_cluster.to_numpy(dtype=bool), np.array([1]), spread("n"), spread("y"),
        spread("yy"), none, none, np.zeros((len(clusters), 2, 1, 0, 0)),
    )  # fmt: skip
