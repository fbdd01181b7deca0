"""Placebo years of the start rate: whether the rate ratio would have been one without the project.

All is judged in logs, where no difference is nought and a doubling is as far off as a halving; the
table shows ratios. Everybody is followed through the last month before the project only. The joint
p-value is the smallest of Holm's over the pairs.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from effektspor.config.design import Cohorts
from effektspor.config.diagnostics import Diagnostics
from effektspor.errors import EstimationError
from effektspor.estimators.hazard.rate_ratio import ALL, rate_ratios
from effektspor.estimators.infer import Inference
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.sensitivity import RelativeMagnitude
from effektspor.estimators.yearly_risk import BEFORE
from effektspor.evaluations.diagnostics import words
from effektspor.evaluations.diagnostics.finding import Finding, Series
from effektspor.evaluations.diagnostics.numbers import Number
from effektspor.evaluations.diagnostics.rules import (
    Limits,
    Verdict,
    breakdown,
    gap_limits,
    joint,
    near_zero,
)

SERIES = Series("first_internship", "at_risk")
"""What the findings are of: first internships among those who have had none."""


def rate_findings(
    yearly_risk: pd.DataFrame,
    rate_ratio: pd.DataFrame,
    cohorts: Cohorts,
    settings: Diagnostics,
    inference: Inference,
) -> list[Finding]:
    """Each pair of years, all together, and the drift that the rate ratio survives.

    Parameters
    ----------
    yearly_risk
        `YEARLY_RISK`.
    rate_ratio
        Table ``rate_ratio``: its row of all weeks by the wild bootstrap is the effect.
    """
    if not cohorts.placebo_years:
        return _without_years(settings)
    effect = log_ratio(rate_ratio)
    limits = gap_limits(settings, effect)
    rule = words.rule("gap", settings, "gap", words.LOG_EFFECT_UNIT)
    findings, gaps = [], []
    for years in pairwise([*cohorts.placebo_years, cohorts.pre.first_year]):
        gap = log_ratio(_of_pair(yearly_risk, *years, inference))
        verdict = near_zero(gap if effect.known else Number(), limits)
        name = "placebo_rate_{}_{}".format(*years)
        findings.append(
            Finding(SERIES, name, words.label("placebo_rate", *years), _as_ratio(gap),
                    _threshold(limits), rule, verdict)
        )  # fmt: skip
        gaps.append(gap)
    return [
        *findings,
        _together(findings, gaps, limits, settings),
        *_sensitivity(gaps, effect, cohorts, settings),
    ]


def log_ratio(table: pd.DataFrame) -> Number:
    """The log of the rate ratio of all weeks with its bootstrap interval; NaN where there is none."""
    rows = table[(table["term"] == ALL) & (table["inference"] == "wild")]
    if not len(rows) or not np.isfinite(float(rows["log_ratio"].iloc[0])):
        return Number()
    with np.errstate(divide="ignore"):  # an open end is a ratio of nought: minus infinity
        low, high = np.log(rows[["ci_low", "ci_high"]].iloc[0].to_numpy(dtype=float))
    estimate, se = float(rows["log_ratio"].iloc[0]), float(rows["se_log"].iloc[0])
    return Number(estimate, se, float(low), float(high), float(rows["p_value"].iloc[0]))


def _of_pair(
    yearly_risk: pd.DataFrame, earlier: int, later: int, inference: Inference
) -> pd.DataFrame:
    rows = yearly_risk[
        (yearly_risk["scope"] == BEFORE) & yearly_risk["year"].isin([earlier, later])
    ]
    rows = rows.assign(cohort=rows["year"].astype(str), post=rows["year"] == later)
    try:
        return rate_ratios(rows, inference, [])
    except EstimationError:  # no events in a group and year: there is no ratio to judge
        return pd.DataFrame(columns=["term", "inference", "log_ratio"])


def _together(
    findings: Sequence[Finding], gaps: Sequence[Number], limits: Limits, settings: Diagnostics
) -> Finding:
    adjusted = [p for p in holm([gap.p_value for gap in gaps]) if np.isfinite(p)]
    p_value = min(adjusted) if adjusted else float("nan")
    largest = max(gaps, key=lambda gap: abs(gap.estimate) if gap.known else -1.0).estimate
    verdict = joint([finding.verdict for finding in findings], largest, p_value, limits)
    number = Number(estimate=float(np.exp(largest)), p_value=p_value)
    return Finding(
        SERIES, "placebo_rate_joint", words.label("placebo_rate_joint"), number,
        _threshold(limits), words.rule("joint", settings, "gap", words.LOG_EFFECT_UNIT), verdict,
    )  # fmt: skip


def _sensitivity(
    gaps: Sequence[Number], effect: Number, cohorts: Cohorts, settings: Diagnostics
) -> list[Finding]:
    found = RelativeMagnitude.of(
        effect.estimate,
        (effect.low, effect.high),
        [gap.estimate for gap in gaps],
        cohorts.post.middle - cohorts.pre.middle,
    )
    verdict = breakdown(found, settings)
    rule = words.rule("breakdown", settings)
    known = verdict.status != "not_evaluated"
    low, high = found.robust_interval(settings.breakdown)
    numbers = {
        "breakdown_rate": Number(estimate=found.breakdown) if known else Number(),
        "robust_interval_rate": _as_ratio(Number(effect.estimate, low=low, high=high))
        if known
        else Number(),
    }
    threshold = f"{settings.breakdown:g}; {found.steps:g} years from cohort to cohort"
    return [
        Finding(SERIES, key, words.label(key), number, threshold, rule, verdict)
        for key, number in numbers.items()
    ]


def _without_years(settings: Diagnostics) -> list[Finding]:
    verdict = Verdict("not_evaluated", "no_placebo_years")
    keys = {
        "placebo_rate_joint": words.rule("joint", settings, "gap", words.LOG_EFFECT_UNIT),
        "breakdown_rate": words.rule("breakdown", settings),
        "robust_interval_rate": words.rule("breakdown", settings),
    }
    return [
        Finding(SERIES, key, words.label(key), Number(), "", rule, verdict)
        for key, rule in keys.items()
    ]


def _as_ratio(log: Number) -> Number:
    """The same as a ratio; its standard error stays that of the log."""
    return Number(
        float(np.exp(log.estimate)), log.se, float(np.exp(log.low)), float(np.exp(log.high)),
        log.p_value,
    )  # fmt: skip


def _threshold(limits: Limits) -> str:
    return f"in logs: {limits}" if str(limits) else ""
