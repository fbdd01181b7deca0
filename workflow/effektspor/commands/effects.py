"""Estimate weekly shares, effects with every kind of inference, and the spread of municipalities."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Disclosure, Estimation, Outcome
from effektspor.config.given import settings_of
from effektspor.estimators.curves import (
    concentration_table,
    endpoint_blocks,
    endpoint_table,
    evaluated_weeks,
    group_counts,
    weekly_table,
)
from effektspor.estimators.infer import Draws, Inference
from effektspor.estimators.moments import MOMENTS, Cells, covariate_names
from effektspor.estimators.shares import spread, weekly_shares
from effektspor.estimators.stack import Stack, Weighting
from effektspor.tables import write_csv

WEIGHTINGS: tuple[Weighting, ...] = ("persons", "municipalities")
METHOD = "wild cluster bootstrap"


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    estimation: Estimation
    disclosure: Disclosure


@dataclass(frozen=True)
class _Specification:
    """One way to estimate one series."""

    outcome: str
    denominator: str
    adjustment: str
    weighting: Weighting

    def label(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with the specification in front."""
        for place, name in enumerate(("outcome", "denominator", "adjustment", "weighting")):
            table.insert(place, name, getattr(self, name))
        return table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("moments", "shares", "effects", "curves", "endpoints", "clusters", "spread"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments)
    estimation, min_cell = task.estimation, task.disclosure.min_cell
    blocks = endpoint_blocks(task.cohorts.weeks, estimation.blocks)
    inference = Inference(estimation.confidence, estimation.draws, estimation.seed)
    curves, endpoints, clusters = [], [], []
    for specification, cells in _specifications(moments, task.outcomes):
        stack = Stack.of(cells, specification.weighting)
        draws = Draws.of(stack, inference)
        evaluated = evaluated_weeks(cells, stack, estimation.smallest_group)
        curve = weekly_table(stack, evaluated, inference, draws)
        curves.append(specification.label(pd.concat([curve, group_counts(cells)], axis=1)))
        ends = endpoint_table(stack, evaluated, blocks, inference, draws)
        endpoints.append(specification.label(ends))
        clusters.append(specification.label(concentration_table(stack, evaluated, blocks)))
    curve, ends = pd.concat(curves), pd.concat(endpoints)
    chosen = _headline(ends, estimation) & (ends["method"] == "wild")
    write_csv(headline_curve(curve[_headline(curve, estimation)]), args.effects)
    write_csv(curve, args.curves)
    write_csv(ends.assign(headline=chosen), args.endpoints)
    write_csv(pd.concat(clusters), args.clusters)
    ids = (task.cohorts.pre.id, task.cohorts.post.id)
    write_csv(weekly_shares(moments, ids, min_cell), args.shares)
    write_csv(_spreads(moments, task), args.spread)


def headline_curve(curve: pd.DataFrame) -> pd.DataFrame:
    """The curve of the headline specification, with its smallest group and its method."""
    counts = [name for name in curve.columns if name.startswith("n_")]
    table = curve.drop(columns=["adjustment", "weighting", "evaluated"])
    return table.assign(
        smallest_group=curve[counts].min(axis=1), evaluated=curve["evaluated"], method=METHOD
    )


def _specifications(
    moments: pd.DataFrame, outcomes: tuple[Outcome, ...]
) -> Iterator[tuple[_Specification, Cells]]:
    names = covariate_names(moments)
    for series in outcomes:
        for adjustment, covariates in (("none", []), ("full", names)):
            cells = Cells.of(moments, series.outcome, series.denominator, covariates)
            for weighting in WEIGHTINGS:
                yield (
                    _Specification(series.outcome, series.denominator, adjustment, weighting),
                    cells,
                )


def _headline(frame: pd.DataFrame, estimation: Estimation) -> pd.Series:
    return (frame["adjustment"] == "none") & (frame["weighting"] == estimation.weighting)


def _spreads(moments: pd.DataFrame, task: _Task) -> pd.DataFrame:
    parts = []
    for series in task.outcomes:
        cells = Cells.of(moments, series.outcome, series.denominator)
        table = spread(cells, task.estimation.reference_week, task.disclosure.min_cell)
        table.insert(0, "outcome", series.outcome)
        table.insert(1, "denominator", series.denominator)
        parts.append(table)
    return pd.concat(parts)
