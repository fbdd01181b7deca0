"""The effect of one week: municipality effects and the cohort, on two cells a municipality."""

import numpy as np
from linearmodels.panel import PanelOLS

from effektspor.estimators.moments import Cells
from effektspor.estimators.panel.cells import cell_frame


def weekly_panel(cells: Cells, week: int) -> tuple[float, float]:
    """Effect and clustered standard error of one week by PanelOLS (NaN where not identified).

    The cohort enters as a regressor: with time effects the clustered standard errors of
    linearmodels 7.1 count parameters that are not there and come out far too large.
    """
    frame = cell_frame(cells)
    frame = frame[frame["week"] == week]
    if frame["treated"].nunique() < 2:
        return np.nan, np.nan
    panel = frame.set_index(["municipality", "post"], drop=False)
    model = PanelOLS(
        panel["share"],
        panel[["post", "effect"]].astype(float),
        entity_effects=True,
        weights=panel["n"],
    )
    fit = model.fit(cov_type="clustered", cluster_entity=True, debiased=False)
    return float(fit.params["effect"]), float(fit.std_errors["effect"])
