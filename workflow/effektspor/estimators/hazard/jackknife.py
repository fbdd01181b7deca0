"""Delete-one-cluster jackknife of the rate model: every cluster left out once, all refitted."""

import numpy as np

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.rates import RateFit, fit_rates


def leave_one_out(fit: RateFit) -> Floats:
    """Log rate ratio without each cluster, shape (G,); NaN where it cannot be estimated."""
    groups = len(fit.cells.clusters)
    found = np.full(groups, np.nan)
    for left in range(groups):
        try:
            found[left] = fit_rates(
                fit.cells.clusters_at(np.arange(groups) != left), start=fit
            ).effect
        except EstimationError:
            continue
    return found


def jackknife_se(effect: float, without: Floats) -> float:
    """Standard error CR3 around the estimate (MacKinnon, Nielsen and Webb 2023).

    NaN where the estimate needs a cluster.
    """
    groups = len(without)
    return float(np.sqrt((groups - 1) / groups * ((without - effect) ** 2).sum()))
