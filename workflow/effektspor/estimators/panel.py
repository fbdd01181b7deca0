"""Panel regressions with linearmodels on municipality x cohort x week cells.

They answer the same question as the moments by other code; where the models coincide, both must
agree, and the table says how well they do.
"""

import numpy as np
import pandas as pd
from linearmodels.panel import PanelOLS

from effektspor.estimators.did import changes, did_curve, harmonic
from effektspor.estimators.moments import Cells, Floats


def panel_table(cells: Cells) -> pd.DataFrame:
    """The static model over all weeks, and the largest difference of the weekly models.

    Returns
    -------
    DataFrame
        Columns model, estimate, se (linearmodels), estimate_moments, difference, method.
    """
    estimate, se = static_panel(cells)
    own, _ = static_moments(cells)
    curve = did_curve(cells).estimate
    weekly = np.array([weekly_panel(cells, int(week))[0] for week in cells.weeks])
    gap = np.abs(weekly - curve)
    worst = int(np.nanargmax(gap))
    method = "linearmodels PanelOLS, weights n, clustered by municipality"
    return pd.DataFrame(
        [
            ("static", estimate, se, own, estimate - own, method),
            ("weekly_largest_difference", weekly[worst], np.nan, curve[worst], gap[worst], method),
        ],
        columns=["model", "estimate", "se", "estimate_moments", "difference", "method"],
    )


def weekly_panel(cells: Cells, week: int) -> tuple[float, float]:
    """Effect and clustered standard error of one week by PanelOLS (NaN where not identified).

    The cohort enters as a regressor: with time effects the clustered standard errors of
    linearmodels 7.1 count parameters that are not there and come out far too large.
    """
    frame = _cell_frame(cells)
    frame = frame[frame["week"] == week]
    both = frame.groupby("municipality")["post"].transform("nunique") == 2
    if frame.loc[both].groupby("treated")["municipality"].nunique().size < 2:
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


def static_panel(cells: Cells) -> tuple[float, float]:
    """One effect over all weeks: effects of municipality x week and of cohort x week, PanelOLS."""
    frame = _cell_frame(cells)
    pair = frame.groupby(["municipality", "week"])["post"].transform("nunique") == 2
    frame = frame[pair].reset_index(drop=True)  # a single cell says nothing of a change
    frame["unit"] = frame["municipality"] * 1000 + frame["week"]
    panel = frame.set_index(["unit", "post"], drop=False)
    cohort_week = pd.get_dummies(panel["week"], prefix="post").mul(panel["post"], axis=0)
    model = PanelOLS(
        panel["share"],
        pd.concat([panel[["effect"]], cohort_week], axis=1).astype(float),
        entity_effects=True,
        weights=panel["n"],
    )
    fit = model.fit(cov_type="clustered", clusters=panel["municipality"], debiased=False)
    return float(fit.params["effect"]), float(fit.std_errors["effect"])


def static_moments(cells: Cells) -> tuple[float, float]:
    """The same effect from the moments, with the sandwich of clusters and no small-sample factor.

    It is the mean of the weekly effects, week t weighted by H_T H_C / (H_T + H_C), H the sums of
    the municipalities' weights in the two groups.
    """
    weight, change = harmonic(cells), np.nan_to_num(changes(cells))
    treated = cells.treated[:, None].astype(float)
    total = weight.sum(axis=0)
    used = (weight * treated).sum(axis=0) * (weight * (1 - treated)).sum(axis=0) > 0
    weight, change, total = weight[:, used], change[:, used], total[used]
    contrast = treated - (weight * treated).sum(axis=0) / total
    information = float((weight * contrast**2).sum())
    effect = float((weight * contrast * change).sum() / information)
    rest: Floats = change - effect * treated
    rest = rest - (weight * rest).sum(axis=0) / total
    scores = (weight * contrast * rest).sum(axis=1)
    return effect, float(np.sqrt((scores**2).sum()) / information)


def _cell_frame(cells: Cells) -> pd.DataFrame:
    g, post, week = np.nonzero(cells.n)
    n = cells.n[g, post, week]
    treated = cells.treated[g]
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
