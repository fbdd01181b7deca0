"""Diagnostics of who starts: negative controls, background, composition and inflow.

A variable of the starts is compared as the weekly shares are. Its size is judged in standard
deviations of the comparison municipalities' earlier cohort, so that it means the same for all.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.config.design import Cohort, Cohorts
from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.curves import FEWEST_EVENTS, fewest_answers
from effektspor.estimators.moments import Cells
from effektspor.estimators.multiplicity import holm
from effektspor.estimators.static import cells_of_static
from effektspor.estimators.two_periods import two_period_cells
from effektspor.evaluations.diagnostics import words
from effektspor.evaluations.diagnostics.finding import Finding, Series
from effektspor.evaluations.diagnostics.numbers import Engine, Number
from effektspor.evaluations.diagnostics.rules import (
    Limits,
    Verdict,
    balance,
    covariates,
    difference_limits,
    inflow_limits,
    near_zero,
)
from effektspor.evaluations.diagnostics.words import Words

NEGATIVE = {"negative_prior_internship": "prior_internship", "negative_lost": "lost_52"}
STARTS = "starts"
GROUPS = "participants_comparison"  # what the balance table calls its contrasts of the two groups
COHORTS = Series()


def cohort_findings(
    static: pd.DataFrame,
    background: pd.DataFrame,
    cohorts: Cohorts,
    settings: Diagnostics,
    engine: Engine,
) -> list[Finding]:
    """All diagnostics of the cohorts.

    Parameters
    ----------
    static
        `STATIC`.
    background
        Table ``balance``: its characteristics are those whose composition is looked at.
    """
    years = _years(cohorts.pre), _years(cohorts.post)
    limits = difference_limits(settings)
    rule = words.rule("gap", settings, "difference", words.SD_UNIT)
    findings = []
    for key, variable in NEGATIVE.items():
        gap, sd = difference(static, variable, *years, engine)
        own = limits.times(sd)
        if _rare(static, variable, *years):
            gap = Number()  # a handful of events can show neither that there is a gap nor none
        findings.append(
            Finding(COHORTS, key, words.label(key), gap, str(own), rule,
                    _recorded(near_zero(gap, own), static, variable))
        )  # fmt: skip
    return [
        *findings,
        _balance(background, settings),
        _composition(static, background, *years, settings, engine, limits),
        _inflow(static, *years, settings, engine),
    ]


def difference(
    static: pd.DataFrame, variable: str, pre: Sequence[int], post: Sequence[int], engine: Engine
) -> tuple[Number, float]:
    """Difference in differences of a variable in its own unit, and its standard deviation.

    Both are NaN where the variable is not there or constant.
    """
    if not (static["variable"] == variable).any():
        return Number(), float("nan")
    cells = cells_of_static(static, variable, pre, post)
    sd = _spread(cells)
    return (engine.difference(cells), sd) if sd > 0 else (Number(), float("nan"))


def _rare(static: pd.DataFrame, variable: str, pre: Sequence[int], post: Sequence[int]) -> bool:
    """Whether a yes or no has fewer than `FEWEST_EVENTS` of one answer in a group and cohort."""
    if not (static["variable"] == variable).any():
        return False
    cells = cells_of_static(static, variable, pre, post)
    if not np.array_equal(cells.y, cells.yy):
        return False
    return float(fewest_answers(cells).min()) < FEWEST_EVENTS


def inflow_cells(static: pd.DataFrame, pre: Sequence[int], post: Sequence[int]) -> Cells:
    """Log of the number of starts as the mean of a cell that counts by its starts."""
    rows = static[(static["variable"] == STARTS) & static["year"].isin([*pre, *post])]
    rows = rows.assign(post=rows["year"].isin(list(post)))
    keys = ["municipality", "treated", "post"]
    summed = rows.groupby(keys, as_index=False)["n"].sum().query("n > 0")
    log = np.log(summed["n"])
    return two_period_cells(summed.assign(y=summed["n"] * log, yy=summed["n"] * log**2))


def _spread(cells: Cells) -> float:
    """Standard deviation within the comparison municipalities' earlier cohort."""
    rows = ~cells.treated
    n, y, yy = (values[rows, 0].sum() for values in (cells.n, cells.y, cells.yy))
    if n < 2:
        return float("nan")
    return float(np.sqrt(max(yy - y**2 / n, 0.0) / (n - 1)))


def _balance(background: pd.DataFrame, settings: Diagnostics) -> Finding:
    rows = background[background["contrast"].str.startswith(GROUPS)].dropna(subset="smd")
    number, named, verdict = Number(), None, Verdict("not_evaluated", "too_few")
    if len(rows):
        worst = rows.loc[rows["smd"].abs().idxmax()]
        number = Number(estimate=float(worst["smd"]))
        named = Words(
            f"{worst['cov_label_da']} ({worst['label_da']})",
            f"{worst['cov_label_en']} ({worst['label_en']})",
        )
        verdict = balance(number.estimate, settings)
    threshold = f"small {settings.difference_small:g}; large {settings.difference_large:g}"
    return Finding(
        COHORTS, "balance_largest", words.label("balance_largest"), number, threshold,
        words.rule("balance", settings, "difference"), verdict, named,
    )  # fmt: skip


def _composition(
    static: pd.DataFrame,
    background: pd.DataFrame,
    pre: Sequence[int],
    post: Sequence[int],
    settings: Diagnostics,
    engine: Engine,
    limits: Limits,
) -> Finding:
    labels = background.drop_duplicates("covariate").set_index("covariate")
    known = [name for name in labels.index if (static["variable"] == name).any()]
    found = [difference(static, name, pre, post, engine) for name in known]
    numbers = [number.times(1 / sd) for number, sd in found]
    adjusted = holm([number.p_value for number in numbers])
    verdict = covariates([number.estimate for number in numbers], adjusted, settings)
    shown, named = Number(), None
    if verdict.status != "not_evaluated":
        sizes = [abs(n.estimate) if n.known else -1.0 for n in numbers]
        worst = int(np.argmax(sizes))
        own = numbers[worst]
        # The interval is that of one variable; the p-value is adjusted for all of them.
        shown = Number(own.estimate, own.se, own.low, own.high, adjusted[worst])
        row = labels.loc[known[worst]]
        named = Words(str(row["cov_label_da"]), str(row["cov_label_en"]))
    return Finding(
        COHORTS, "did_covariates", words.label("did_covariates"), shown, str(limits),
        words.rule("covariates", settings, "difference"), verdict, named,
    )  # fmt: skip


def _inflow(
    static: pd.DataFrame,
    pre: Sequence[int],
    post: Sequence[int],
    settings: Diagnostics,
    engine: Engine,
) -> Finding:
    limits = inflow_limits(settings)
    recorded = (static["variable"] == STARTS).any()
    gap = engine.difference(inflow_cells(static, pre, post)) if recorded else Number()
    return Finding(
        COHORTS, "did_inflow", words.label("did_inflow"), gap, str(limits),
        words.rule("gap", settings, "inflow", words.LOG_UNIT),
        _recorded(near_zero(gap, limits), static, STARTS),
    )  # fmt: skip


def _recorded(verdict: Verdict, static: pd.DataFrame, variable: str) -> Verdict:
    if (static["variable"] == variable).any():
        return verdict
    return Verdict("not_evaluated", "not_recorded")


def _years(cohort: Cohort) -> list[int]:
    return list(range(cohort.first_year, cohort.last_year + 1))
