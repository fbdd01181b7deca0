"""Panel regressions and moments solve the same least squares: where they differ, one is wrong."""

import pandas as pd

from effektspor.errors import EstimationError

LARGEST_DIFFERENCE = 1e-8  # in the unit of the estimate: more is a defect, not rounding


def require_agreement(panel: pd.DataFrame) -> None:
    """Stop where an estimate differs from its twin; rows without a twin are passed over.

    Parameters
    ----------
    panel
        Columns model and difference.

    Raises
    ------
    EstimationError
        Where a difference is larger than `LARGEST_DIFFERENCE`.
    """
    apart = panel["difference"].abs()
    if apart.max() > LARGEST_DIFFERENCE:
        worst = apart.idxmax()
        raise EstimationError(
            f"Panel regression and moments differ by {apart[worst]:.2g}",
            where=f"panel, model {panel.loc[worst, 'model']}",
            todo="Report this as a defect: the two must agree.",
        )
