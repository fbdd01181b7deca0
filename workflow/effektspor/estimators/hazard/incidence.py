r"""Competing events: Aalen-Johansen incidence by cause, and its difference in differences.

With hazards :math:`h_{jv} = d_{jv}/n_v` of cause *j* and survival *S* of all causes,
:math:`F_j(w) = \sum_{v<w} S(v)\,h_{jv}`: the share that has had an event of cause *j*, and of no other
before. Ties are no trouble: the events of a week share its persons at risk (Aalen and Johansen 1978).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from effektspor.errors import EstimationError
from effektspor.estimators.hazard.cells import Floats
from effektspor.estimators.hazard.functions import share_by_cause
from effektspor.estimators.hazard.pooled import Counts
from effektspor.estimators.hazard.restricted_means import contrast

CELL = ["group", "cohort"]


def incidence_table(risk: pd.DataFrame, causes: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """Incidence of each cause by group and cohort, persons independent.

    Parameters
    ----------
    risk
        Risk table: group, cohort, week from 0, at_risk.
    causes
        group, cohort, week, cause, events; the events of a week happen to its persons at risk.

    Returns
    -------
    DataFrame
        group, cohort, cause, week, at_risk, incidence (before the week begins), se, ci_low,
        ci_high (log-log).
    """
    at_risk = risk.groupby([*CELL, "week"], as_index=False)["at_risk"].sum()
    events = causes.groupby([*CELL, "cause", "week"])["events"].sum()
    names = sorted(causes["cause"].unique())
    parts = []
    for (group, cohort), cell in at_risk.groupby(CELL):
        own = cell.set_index("week")["at_risk"]
        keys = [[(group, cohort, name, week) for week in own.index] for name in names]
        by_cause = np.array([events.reindex(key).fillna(0) for key in keys], dtype=float)
        for number, name in enumerate(names):
            share, se = aalen_johansen(own.to_numpy(dtype=float), by_cause, number)
            low, high = _log_log(share, se, confidence)
            parts.append(
                pd.DataFrame(
                    {"group": group, "cohort": cohort, "cause": name, "week": own.index,
                     "at_risk": own.to_numpy(), "incidence": share[:-1], "se": se[:-1],
                     "ci_low": low[:-1], "ci_high": high[:-1]}
                )
            )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def aalen_johansen(at_risk: Floats, events: Floats, cause: int) -> tuple[Floats, Floats]:
    """Incidence of one cause and its standard error.

    Parameters
    ----------
    at_risk
        Shape (W,).
    events
        Shape (J, W).

    Returns
    -------
    tuple
        Both before week 0, 1, ..., W begins, shape (W + 1,); missing after nobody is at risk. The
        variance sums, over weeks, that of a draw among no event, this cause and any other.
    """
    weeks = len(at_risk)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = events[cause] / at_risk
        any_cause = events.sum(axis=0) / at_risk
        survival = np.concatenate([[1.0], np.cumprod(1 - any_cause)])
        survival[np.maximum.accumulate(survival == 0)] = 0.0
        rise = np.where(survival[:-1] == 0, 0.0, survival[:-1] * own)
    share = np.concatenate([[0.0], np.cumsum(rise)])
    variance = np.zeros(weeks + 1)
    for until in range(1, weeks + 1):
        variance[until] = _variance(
            at_risk[:until], events[cause, :until], events.sum(axis=0)[:until],
            survival[:until], share[until] - share[1 : until + 1],
        )  # fmt: skip
    return share, np.where(np.isfinite(share), np.sqrt(np.maximum(variance, 0)), np.nan)


def _variance(n: Floats, own: Floats, total: Floats, survival: Floats, still: Floats) -> float:
    """Variance of an incidence; `still` is what comes after each week."""
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = survival / n
        fall = np.where(n > total, still / (n - total), 0.0)
        rate, all_rates = own / n, total / n
        terms = own * (weight * (1 - rate) - fall * (1 - all_rates)) ** 2
        terms += (total - own) * (weight * rate + fall * (1 - all_rates)) ** 2
        terms += (n - total) * (fall * all_rates - weight * rate) ** 2
    return float(np.where(n > 0, terms, 0.0).sum())


def incidence_did(
    risk: pd.DataFrame,
    causes: pd.DataFrame,
    weeks: Sequence[int],
    confidence: float,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    """Difference in differences of incidence by cause.

    Returns
    -------
    DataFrame
        cause, week, estimate, se, ci_low, ci_high, p_value, method (jackknife, then bootstrap).

    Raises
    ------
    EstimationError
        Where the table of causes is empty.
    """
    if causes.empty:
        raise EstimationError(
            "There are no events of any cause", where="table causes", todo="Check the cohort."
        )
    counts = Counts.of(risk, causes)
    rows = []
    for number, cause in enumerate(sorted(causes["cause"].unique())):
        for week in weeks:
            if week > counts.at_risk.shape[2]:
                continue
            found = contrast(counts, share_by_cause(number, week), confidence, draws, seed)
            rows += [{"cause": cause, "week": week, **row} for row in found]
    columns = ["cause", "week", "estimate", "se", "ci_low", "ci_high", "p_value", "method"]
    return pd.DataFrame(rows, columns=columns)


def _log_log(share: Floats, se: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = stats.norm.ppf((1 + confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        reach = z * se / ((1 - share) * np.abs(np.log1p(-share)))
        low, high = 1 - (1 - share) ** np.exp(-reach), 1 - (1 - share) ** np.exp(reach)
    certain = (se == 0) | (share <= 0) | (share >= 1)
    return np.where(certain, share, low), np.where(certain, share, high)
