"""All diagnostics of a study, in the order in which a reader meets them, and their curves."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from effektspor.config.design import Cohorts
from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.curves import evaluated_weeks, weekly_table
from effektspor.estimators.infer import Draws
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack
from effektspor.evaluations.diagnostics import specifications
from effektspor.evaluations.diagnostics.finding import (
    CURVE_COLUMNS,
    Finding,
    Series,
    findings_table,
)
from effektspor.evaluations.diagnostics.numbers import Engine, headline
from effektspor.evaluations.diagnostics.placebo import pairs_of, placebo_findings
from effektspor.evaluations.diagnostics.rates import rate_findings
from effektspor.evaluations.diagnostics.specifications import Judge
from effektspor.evaluations.diagnostics.starts import cohort_findings


@dataclass(frozen=True)
class Inputs:
    """Tables that the diagnostics are made from; none has a row of a person.

    Attributes
    ----------
    moments, yearly, static, yearly_risk
        `MOMENTS`, `YEARLY_MOMENTS`, `STATIC` and `YEARLY_RISK`.
    balance, endpoints, clusters, rate_ratio
        Result tables of these names.
    """

    moments: pd.DataFrame
    yearly: pd.DataFrame
    static: pd.DataFrame
    yearly_risk: pd.DataFrame
    balance: pd.DataFrame
    endpoints: pd.DataFrame
    clusters: pd.DataFrame
    rate_ratio: pd.DataFrame


def diagnose(
    inputs: Inputs,
    series: Sequence[Series],
    cohorts: Cohorts,
    settings: Diagnostics,
    engine: Engine,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every diagnostic of every series, of the start rate and of the cohorts.

    Returns
    -------
    tuple
        Tables ``diagnostics`` (`finding.COLUMNS`) and ``diagnostic_curves``
        (`finding.CURVE_COLUMNS`; evaluated weeks only, pointwise intervals).
    """
    findings: list[Finding] = []
    curves: list[pd.DataFrame] = []
    for each in series:
        own, drawn = _of_series(inputs, each, cohorts, settings, engine)
        findings += own
        curves += drawn
    findings += rate_findings(
        inputs.yearly_risk, inputs.rate_ratio, cohorts, settings, engine.inference
    )
    findings += cohort_findings(inputs.static, inputs.balance, cohorts, settings, engine)
    none = pd.DataFrame(columns=CURVE_COLUMNS)
    return findings_table(findings), pd.concat(curves, ignore_index=True) if curves else none


def _of_series(
    inputs: Inputs, series: Series, cohorts: Cohorts, settings: Diagnostics, engine: Engine
) -> tuple[list[Finding], list[pd.DataFrame]]:
    effect = headline(
        inputs.endpoints, outcome=series.outcome, denominator=series.denominator,
        endpoint="total", adjustment=specifications.UNADJUSTED, weighting=engine.weighting,
    )  # fmt: skip
    judge = Judge(series, effect, settings)
    cells = Cells.of(inputs.moments, series.outcome, series.denominator)
    pairs = pairs_of(inputs.yearly, series, cohorts, engine)
    inflow = specifications.equal_inflow_cells(inputs.yearly, series, cohorts)
    axis = specifications.since_start_cells(inputs.yearly, series, cohorts)
    findings = [
        *placebo_findings(pairs, series, cells, cohorts, settings, engine),
        *specifications.overlap(judge, cells, cohorts, engine),
        *specifications.inflow_and_axis(judge, inflow, axis, cohorts, engine),
        specifications.without_largest(judge, cells, engine),
        specifications.clusters_finding(judge, inputs.clusters, inputs.endpoints, engine.weighting),
        *specifications.other_specifications(judge, inputs.endpoints, engine.weighting),
    ]
    drawn = {"placebo_{}_{}".format(*pair.years): pair.cells for pair in pairs}
    drawn |= {
        name: found
        for name, found in (("equal_inflow", inflow), ("since_start", axis))
        if found is not None
    }
    return findings, [_curve(name, series, found, engine) for name, found in drawn.items()]


def _curve(name: str, series: Series, cells: Cells, engine: Engine) -> pd.DataFrame:
    stack = Stack.of(cells, engine.weighting)
    evaluated = evaluated_weeks(cells, stack, engine.smallest_group)
    draws = Draws.of(stack, engine.inference)
    table = weekly_table(stack, evaluated, engine.inference, draws)
    table = table[table["evaluated"]].assign(
        id=name, outcome=series.outcome, denominator=series.denominator
    )
    return table[CURVE_COLUMNS]
