r"""Restricted mean time without an event, and shares with one, by cell and as contrasts.

The restricted mean up to week :math:`\tau` is the area under the survival curve,
:math:`\sum_{w<\tau} S(w)`, in weeks; its variance for independent persons is Greenwood's,
:math:`\sum_v \big(\sum_{v<w<\tau} S(w)\big)^2 d_v / (n_v (n_v - d_v))`. Contrasts are inferred from clusters.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.functions import restricted_mean, share_started
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.resample import Function, Resampled, resample
from effektspor.estimators.survival import kaplan_meier

GREENWOOD = "Greenwood, persons independent"
JACKKNIFE = "jackknife of municipalities"
BOOTSTRAP = "bootstrap-t of municipalities within group"
DID = "did"
COLUMNS = [
    "quantity", "week", "at_risk", "group", "cohort", "contrast", "estimate", "se", "ci_low", "ci_high",
    "p_value", "method",
]  # fmt: skip


def restricted_means(
    risk: pd.DataFrame, weeks: Sequence[int], confidence: float, draws: int, seed: int
) -> pd.DataFrame:
    """Restricted means (`rmst`, weeks) and shares started (`share`) up to some weeks.

    Parameters
    ----------
    risk
        Risk table: municipality, group, cohort, post, week from 0, at_risk, events, censored.
    weeks
        Weeks since start up to which time is counted.

    Returns
    -------
    DataFrame
        quantity, week, at_risk (in the last week before it; the smallest cell's for a contrast),
        group and cohort (levels) or contrast `did`, estimate, se, ci_low, ci_high,
        p_value (contrasts), method. Missing where a curve ends before the week, or where a group
        has fewer than two municipalities with both cohorts.
    """
    rows: list[dict[str, Any]] = []
    for (group, cohort), curve in kaplan_meier(risk, confidence).groupby(["group", "cohort"]):
        for week in weeks:
            about = {"group": group, "cohort": cohort, "contrast": "", "method": GREENWOOD,
                     "at_risk": _at_risk(curve, week)}  # fmt: skip
            rows.append(about | {"quantity": "rmst", "week": week} | _mean(curve, week, confidence))
            rows.append(about | {"quantity": "share", "week": week} | _share(curve, week))
    levels = list(rows)
    counts = Counts.of(risk)
    last = counts.at_risk.shape[2]
    for quantity, of in (("rmst", restricted_mean), ("share", share_started)):
        for week in weeks:
            thin = min(row["at_risk"] for row in levels if row["week"] == week)
            about = {"quantity": quantity, "week": week, "at_risk": thin}
            if week > last:
                rows += [about | _blank(method) for method in (JACKKNIFE, BOOTSTRAP)]
                continue
            found = resample(counts, of(week), confidence, draws, seed)
            rows += [about | row for row in contrast_rows(found, confidence)]
    return pd.DataFrame(rows, columns=COLUMNS)


def contrast_rows(found: Resampled, confidence: float) -> list[dict[str, object]]:
    """The two rows of a contrast at one point of time: jackknife, then bootstrap."""
    rows = []
    for method, se, interval, p_value in (
        (JACKKNIFE, found.se, found.jackknife_interval(confidence), found.jackknife_p()),
        (BOOTSTRAP, found.robust_se, found.bootstrap_interval(), found.bootstrap_p()),
    ):
        rows.append(
            _blank(method)
            | {
                "estimate": float(found.estimate[0]),
                "se": float(se[0]),
                "ci_low": float(interval[0][0]),
                "ci_high": float(interval[1][0]),
                "p_value": float(p_value[0]),
            }
        )
    return rows


def contrast(
    counts: Counts, function: Function, confidence: float, draws: int, seed: int
) -> list[dict[str, object]]:
    """Resample a function with one point of time and give its rows."""
    return contrast_rows(resample(counts, function, confidence, draws, seed), confidence)


def mean_and_se(
    at_risk: Floats, events: Floats, survival: Floats, week: int
) -> tuple[float, float]:
    """Restricted mean up to a week and Greenwood's standard error; missing where the curve ends.

    Parameters
    ----------
    at_risk, events, survival
        By week from 0, shape (W,); survival as the week begins.
    """
    if week > len(survival) or not np.isfinite(survival[:week]).all():
        return float("nan"), float("nan")
    area = np.cumsum(survival[:week][::-1])[::-1]
    after = np.append(area[1:], 0.0)
    n, d = at_risk[:week].astype(float), events[:week].astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = np.where((d > 0) & (n > d), after**2 * d / (n * (n - d)), 0.0)
    return float(area[0]), float(np.sqrt(terms.sum()))


def _mean(curve: pd.DataFrame, week: int, confidence: float) -> dict[str, float]:
    mean, se = mean_and_se(
        curve["at_risk"].to_numpy(), curve["events"].to_numpy(), curve["survival"].to_numpy(), week
    )
    reach = stats.norm.ppf((1 + confidence) / 2) * se
    return {"estimate": mean, "se": se, "ci_low": mean - reach, "ci_high": mean + reach}


def _at_risk(curve: pd.DataFrame, week: int) -> int:
    """Persons at risk in the last week before a week."""
    return int(curve.loc[curve["week"] == week - 1, "at_risk"].sum())


def _share(curve: pd.DataFrame, week: int) -> dict[str, float]:
    at = curve[curve["week"] == week]
    if at.empty:
        return {}
    row = at.iloc[0]
    return {
        "estimate": 1 - float(row["survival"]),
        "se": float(row["se"]),
        "ci_low": 1 - float(row["ci_high"]),
        "ci_high": 1 - float(row["ci_low"]),
    }


def _blank(method: str) -> dict[str, object]:
    return {"group": "", "cohort": "", "contrast": DID, "method": method}
