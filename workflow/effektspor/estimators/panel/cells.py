"""Cells of municipality, cohort and week as the long table that a regression takes."""

import numpy as np
import pandas as pd

from effektspor.estimators.moments import Cells


def cell_frame(cells: Cells) -> pd.DataFrame:
    """One row per cell with persons whose municipality has both cohorts in the week.

    A single cell says nothing of a change: its own effect fits it.

    Returns
    -------
    DataFrame
        Columns municipality, treated, post (0 or 1), week, effect (treated x post), n, share.
    """
    both = (cells.n > 0).all(axis=1, keepdims=True)
    g, post, week = np.nonzero((cells.n > 0) & both)
    n, treated = cells.n[g, post, week], cells.treated[g]
    return pd.DataFrame(
        {
            "municipality": cells.municipalities[g],
            "treated": treated,
            "post": post,
            "week": cells.weeks[week],
            "effect": treated * post,
            "n": n,
            "share": cells.y[g, post, week] / n,
        }
    )
