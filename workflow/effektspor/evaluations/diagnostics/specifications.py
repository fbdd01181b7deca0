"""The same effect estimated otherwise: other weeks, axis, inflow, municipalities, covariates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.calendar import week_number
from effektspor.config.design import Cohort, Cohorts
from effektspor.config.diagnostics import Diagnostics
from effektspor.estimators.moments import Cells
from effektspor.estimators.stack import Stack
from effektspor.estimators.yearly import CALENDAR, SINCE_START, year_pair
from effektspor.evaluations.diagnostics import words
from effektspor.evaluations.diagnostics.finding import Finding, Series
from effektspor.evaluations.diagnostics.numbers import (
    Engine,
    Number,
    both_cohorts,
    headline,
    mean_weights,
    measure,
)
from effektspor.evaluations.diagnostics.rules import Basis, Verdict, agrees, few_clusters, stable

OTHER = {"persons": "municipalities", "municipalities": "persons"}
UNADJUSTED, ADJUSTED = "none", "full"


@dataclass(frozen=True)
class Judge:
    """Compares other estimates of one series with its headline."""

    series: Series
    effect: Number
    settings: Diagnostics

    def stable(self, key: str, other: Number, *years: object) -> Finding:
        """Of about the same size."""
        settings, scale = self.settings, self.effect.scale
        sizes = settings.change_small * scale, settings.change_large * scale
        known = self.effect.known
        threshold = "small {:.3g}; large {:.3g}".format(*sizes) if known else ""
        return Finding(
            self.series, key, words.label(key, *years), other, threshold,
            words.rule("stable", settings, "change"), stable(self.effect, other, settings),
        )  # fmt: skip

    def agrees(
        self, key: str, other: Number, reference: Number | None = None, absent: str = "too_few"
    ) -> Finding:
        """Leading to the same conclusion."""
        verdict = agrees(reference or self.effect, other, self.settings)
        if verdict.status == "not_evaluated":
            verdict = Verdict("not_evaluated", absent)
        return Finding(
            self.series, key, words.label(key), other, f"alpha {self.settings.alpha:g}",
            words.rule("agrees", self.settings), verdict,
        )  # fmt: skip


def overlap(judge: Judge, cells: Cells, cohorts: Cohorts, engine: Engine) -> list[Finding]:
    """Weeks in which the earlier cohort cannot have met the project, and the weeks after them."""
    last = week_number(cohorts.post.first_year, 1) - week_number(cohorts.pre.first_year, 1)
    early = engine.mean_effect(cells, last=last)
    late = engine.mean_effect(cells, first=last + 1)
    absent = "no_later_weeks" if cohorts.weeks <= last else "too_few"
    return [
        judge.agrees("overlap_cut", early),
        judge.agrees("overlap_later", late, reference=early, absent=absent),
    ]


def equal_inflow_cells(yearly: pd.DataFrame, series: Series, cohorts: Cohorts) -> Cells | None:
    """Starts of one year against those of one year, each on its own calendar."""
    earlier, later = [cohorts.pre.last_year], [cohorts.post.first_year]
    rows = year_pair(yearly, CALENDAR, earlier, later, cohorts.weeks)
    return both_cohorts(rows, series.outcome, series.denominator)


def since_start_cells(yearly: pd.DataFrame, series: Series, cohorts: Cohorts) -> Cells | None:
    """Both cohorts by full weeks since the start, from 1."""
    earlier, later = _years(cohorts.pre), _years(cohorts.post)
    rows = year_pair(yearly, SINCE_START, earlier, later, cohorts.weeks)
    return both_cohorts(rows, series.outcome, series.denominator)


def inflow_and_axis(
    judge: Judge, inflow: Cells | None, axis: Cells | None, cohorts: Cohorts, engine: Engine
) -> list[Finding]:
    """Equal inflow windows, and weeks since the start."""
    numbers = [Number() if cells is None else engine.mean_effect(cells) for cells in (inflow, axis)]
    years = (cohorts.post.first_year, cohorts.pre.last_year)
    return [
        judge.stable("equal_inflow", numbers[0], *years),
        judge.agrees("since_start", numbers[1]),
    ]


def without_largest(judge: Judge, cells: Cells, engine: Engine) -> Finding:
    """Without the municipalities that the settings list, or the largest participant."""
    stack = Stack.of(cells, engine.weighting)
    weights = mean_weights(cells, stack, engine.smallest_group)
    listed = judge.settings.leave_out
    if listed:
        out = np.isin(stack.clusters, listed)
    else:
        weight = np.where(stack.treated, stack.weight @ weights, -1.0)
        out = np.arange(len(weight)) == int(np.argmax(weight))
    rest = measure(stack.only(~out), weights, engine.inference)
    return judge.stable("without_largest", rest if weights.any() else Number())


def other_specifications(judge: Judge, endpoints: pd.DataFrame, weighting: str) -> list[Finding]:
    """Adjusted for background, and with the other weighting, from table ``endpoints``."""
    common = {
        "outcome": judge.series.outcome,
        "denominator": judge.series.denominator,
        "endpoint": "total",
    }
    adjusted = headline(endpoints, **common, adjustment=ADJUSTED, weighting=weighting)
    other = headline(endpoints, **common, adjustment=UNADJUSTED, weighting=OTHER[weighting])
    return [judge.stable("adjustment", adjusted), judge.stable("weighting", other)]


def clusters_finding(
    judge: Judge, clusters: pd.DataFrame, endpoints: pd.DataFrame, weighting: str
) -> Finding:
    """On how many municipalities the headline rests, from tables ``clusters`` and ``endpoints``."""

    def chosen(table: pd.DataFrame) -> pd.DataFrame:
        return table[
            (table["outcome"] == judge.series.outcome)
            & (table["denominator"] == judge.series.denominator)
            & (table["adjustment"] == UNADJUSTED)
            & (table["weighting"] == weighting)
            & (table["endpoint"] == "total")
        ]

    row, ends = chosen(clusters).iloc[0], chosen(endpoints)
    basis = Basis(
        float(row["effective_treated"]), float(row["largest_leverage"]),
        float(ends.loc[ends["method"] == "cr2", "df"].iloc[0]), float(ends["estimate"].iloc[0]),
        float(row["leave_one_low"]), float(row["leave_one_high"]),
    )  # fmt: skip
    settings = judge.settings
    threshold = (
        f"effective {settings.effective_treated:g}; leverage {settings.leverage:g}; "
        f"degrees {settings.fewest_degrees:g}"
    )
    return Finding(
        judge.series, "few_clusters", words.label("few_clusters"),
        Number(estimate=basis.effective_treated), threshold,
        words.rule("few_clusters", settings), few_clusters(basis, settings),
    )  # fmt: skip


def _years(cohort: Cohort) -> Sequence[int]:
    return range(cohort.first_year, cohort.last_year + 1)
