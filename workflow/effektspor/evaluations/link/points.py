"""The points of the figure: exposure and effect of each municipality, by letters.

In a synthetic run the answers come out as the published table of named municipalities, so that an
exact exposure would be read as a name. There, every panel shows exposures at a random place within
their uncertainty, and the distances from the regression line are dealt out anew among the
municipalities: line and scatter are those of the estimates. Intervals have one width for all (a
large municipality would stand out by a narrow one), letters begin anew.

That hides municipalities from a reader, not from a solver: slopes, correlations and the distances
are those of the estimates, and with the published shares they can be solved for the profile that
each effect goes with. What a solver does not find is whose registers the effect is from: lots were
drawn between profiles and registers (`simulate.link`). In a real run the points are exact. Letters
save space there and make nobody anonymous, since the shares stand by name in another table.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from effektspor.estimators.heterogeneity import cluster_label
from effektspor.evaluations.link.exposures import TEN_POINTS, Exposure
from effektspor.evaluations.link.table import Effects

Floats = npt.NDArray[np.float64]
POINT_COLUMNS = ["exposure", "label", "x", "x_low", "x_high", "y", "y_low", "y_high"]
DECIMALS = 3


def link_points(
    effects: Effects,
    found: Sequence[Exposure],
    slopes: pd.DataFrame,
    *,
    confidence: float,
    min_cell: int,
    synthetic: bool,
) -> pd.DataFrame:
    """Points of each level that is a share: `POINT_COLUMNS`, fractions, from high to low exposure.

    Parameters
    ----------
    slopes
        Of `table.link_table`.
    min_cell
        Municipalities with fewer persons in a cohort, or fewer respondents, are not shown.
    synthetic
        Draws exposures and distances from the line anew.
    """
    parts = [pd.DataFrame(columns=POINT_COLUMNS)]
    reach = float(stats.norm.ppf((1 + confidence) / 2))
    lines = slopes[slopes["measure"] == "level"].set_index("exposure")[["constant", "slope"]]
    for each in found:
        if each.name not in lines.index or each.measure != "level" or each.unit != TEN_POINTS:
            continue
        shown = np.isfinite(each.value) & (effects.fewest >= min_cell)
        shown &= each.respondents >= min_cell
        if not shown.any():
            continue
        x, x_error = each.value[shown] / 10, np.sqrt(each.error_variance[shown]) / 10
        y = effects.effect[shown]
        y_error = np.sqrt(effects.variance[shown] + effects.shared_variance)
        if synthetic:
            constant, slope = lines.loc[each.name].to_numpy(dtype=np.float64)
            x, y = _elsewhere(each.name, x, x_error, y, np.array([constant, slope * 10]))
            x_error, y_error = (
                np.full(len(x), np.sqrt(np.mean(error**2))) for error in (x_error, y_error)
            )
        order = np.argsort(-x, kind="stable")
        parts.append(pd.DataFrame({
            "exposure": each.name,
            "label": [cluster_label(place) for place in range(len(order))],
            "x": x[order],
            "x_low": np.maximum(x - reach * x_error, 0)[order],
            "x_high": np.minimum(x + reach * x_error, 1)[order],
            "y": y[order],
            "y_low": (y - reach * y_error)[order],
            "y_high": (y + reach * y_error)[order],
        }).round(DECIMALS))  # fmt: skip
    return pd.concat(parts[1:], ignore_index=True) if len(parts) > 1 else parts[0]


def _elsewhere(
    name: str, x: Floats, x_error: Floats, y: Floats, line: Floats
) -> tuple[Floats, Floats]:
    """Exposures within their uncertainty, and around the line the distances of others."""
    exact = b"".join(np.ascontiguousarray(part).tobytes() for part in (x, x_error, y))
    digest = hashlib.sha256(name.encode() + exact).digest()
    rng = np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))
    width = float(np.sqrt(np.mean(x_error**2)))
    moved = np.clip(x + width * rng.standard_normal(len(x)), 0, 1)
    distance = rng.permutation(y - line[0] - line[1] * x)
    return moved, line[0] + line[1] * moved + distance
