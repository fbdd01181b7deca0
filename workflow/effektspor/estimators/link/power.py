r"""What so few units can show: how many exposures come out significant where a link is given.

Before slopes are looked at: true effects are drawn with a given share :math:`R^2` of their variance
:math:`\tau^2` explained by an index of the exposures,

.. math:: \theta_g = \tau (\sqrt{R^2} z_g + \sqrt{1 - R^2} u_g),

z being the standardised index and u standard normal, and observed with the units' own noise. Each
exposure is then tested as in `permutation.statistics`, against t(k - 2).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.link.permutation import statistics

Floats = npt.NDArray[np.float64]


def drawn_effects(
    index: Floats, variance: Floats, tau2: float, r2: float, worlds: int, rng: np.random.Generator
) -> Floats:
    """Observed effects of worlds in which the index explains a share of the spread, (worlds, k)."""
    z = (index - index.mean()) / index.std()
    own, noise = rng.standard_normal((2, worlds, len(index)))
    true = np.sqrt(tau2) * (np.sqrt(r2) * z + np.sqrt(1 - r2) * own)
    drawn: Floats = true + np.sqrt(variance) * noise
    return drawn


def power(
    exposures: Floats,
    names: Sequence[str],
    index: Floats,
    variance: Floats,
    tau2: float,
    *,
    shares: Sequence[float],
    worlds: int,
    seed: int,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Expected findings among exposures, by the strength of the link.

    Parameters
    ----------
    exposures, names
        Shape (k, m), and m names.
    index
        Shape (k,): what the effects are linked to.
    variance, tau2
        Shape (k,): noise of the effects; variance of their true values.
    shares
        Values of :math:`R^2`.
    alpha
        Level of each test.

    Returns
    -------
    DataFrame
        One row per share: `r2`, `exposures`, `expected_hits`, `p_any`, `p_all`, `power_<name>` and
        `worlds`.
    """
    k, m = exposures.shape
    limit = stats.t.ppf(1 - alpha / 2, k - 2)
    weight = 1 / (variance + tau2)
    fixed = np.broadcast_to(exposures, (worlds, k, m))
    rows = []
    for number, share in enumerate(shares):
        rng = np.random.default_rng([seed, number])
        drawn = drawn_effects(index, variance, tau2, share, worlds, rng)
        hits = np.abs(statistics(drawn, weight, fixed)) > limit
        found = hits.sum(axis=1)
        rows.append({
            "r2": share, "exposures": m, "expected_hits": float(found.mean()),
            "p_any": float((found > 0).mean()), "p_all": float((found == m).mean()),
            **{f"power_{name}": float(each) for name, each in
               zip(names, hits.mean(axis=0), strict=True)},
            "worlds": worlds,
        })  # fmt: skip
    return pd.DataFrame(rows)
