r"""What a higher rate means: a ratio of rates, a shortening and a share started are three things.

A ratio :math:`\rho` makes the mean time shorter by :math:`1 - 1/\rho` where the rate is constant and all
have the event in the end. Where most have none within the follow-up, that mean lies far beyond it, and what
the data can tell is the restricted mean and the share started.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.estimators.hazard.functions import (
    COMPARISON,
    EARLIER,
    LATER,
    TREATED,
    hazard_ratio,
    shortening,
)
from effektspor.estimators.hazard.pooled import Counts, log_survival
from effektspor.estimators.hazard.resample import resample

COLUMNS = ["quantity", "week", "unit", "estimate", "ci_low", "ci_high", "method"]
CELLS = {
    "share_treated_later": (TREATED, LATER),
    "share_treated_earlier": (TREATED, EARLIER),
    "share_comparison_later": (COMPARISON, LATER),
    "share_comparison_earlier": (COMPARISON, EARLIER),
}


def constant_rate_shortening(ratio: float) -> float:
    """Share by which the mean time is shorter under a constant rate: 1 - 1/ratio."""
    return 1 - 1 / ratio


def cumulative_hazard_ratio(share: float, other: float) -> float:
    """Ratio of the cumulative hazards behind two shares started: log(1 - share) / log(1 - other)."""
    return float(np.log1p(-share) / np.log1p(-other))


def implied_share(share: float, ratio: float) -> float:
    """Share started at a rate lower by a ratio: 1 - (1 - share)^(1 / ratio)."""
    return float(1 - (1 - share) ** (1 / ratio))


def implied_mean(share: float, week: int) -> float:
    """Mean weeks to the event if the rate that gives a share at a week went on for ever."""
    return float(-week / np.log1p(-share))


def speed_up_means(
    risk: pd.DataFrame,
    ratio: pd.Series,
    weeks: Sequence[int],
    confidence: float,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    """The readings of a rate ratio beside each other.

    Parameters
    ----------
    ratio
        estimate, ci_low, ci_high and method of the rate ratio.

    Returns
    -------
    DataFrame
        quantity, week (missing where it has none), unit (ratio, share, weeks), estimate, ci_low, ci_high,
        method. Quantities: rate_ratio; constant_rate_shortening; restricted_mean_shortening;
        cumulative_hazard_ratio (treated to comparison, later cohort); share_* of the four cells;
        implied_share_without_effect (the treated later cohort at its rate divided by the ratio);
        implied_mean_treated_later (under a constant rate).
    """
    estimate, low, high = (float(ratio[name]) for name in ("estimate", "ci_low", "ci_high"))
    with np.errstate(divide="ignore"):
        ends = 1 - 1 / np.array([low, high])
    nothing = float("nan")
    rows: list[tuple[object, ...]] = [
        ("rate_ratio", None, "ratio", estimate, low, high, ratio["method"]),
        ("constant_rate_shortening", None, "share", constant_rate_shortening(estimate), *ends,
         "1 - 1 / ratio"),
    ]  # fmt: skip
    counts = Counts.of(risk)
    log = log_survival(counts, np.ones((1, len(counts.treated)))).value[0]
    for week in (week for week in weeks if week < log.shape[-1]):
        for name, unit, function in (
            ("restricted_mean_shortening", "share", shortening(week)),
            ("cumulative_hazard_ratio", "ratio", hazard_ratio(week)),
        ):
            found = resample(counts, function, confidence, draws, seed)
            values = np.array([found.estimate[0], *(end[0] for end in found.bootstrap_interval())])
            values = np.exp(values) if unit == "ratio" else values
            rows.append((name, week, unit, *values, "bootstrap-t of municipalities within group"))
        shares = {name: float(-np.expm1(log[*cell, week])) for name, cell in CELLS.items()}
        rows += [
            (name, week, "share", share, nothing, nothing, "Kaplan-Meier")
            for name, share in shares.items()
        ]
        later = shares["share_treated_later"]
        implied = sorted(implied_share(later, end) if end > 0 else 0.0 for end in (low, high))
        rows += [
            ("implied_share_without_effect", week, "share", implied_share(later, estimate),
             *implied, "1 - (1 - share)^(1 / ratio)"),
            ("implied_mean_treated_later", week, "weeks", implied_mean(later, week), nothing,
             nothing, "constant rate"),
        ]  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(week=table["week"].astype("Int64"))
