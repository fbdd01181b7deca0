"""Estimate weekly shares, difference-in-differences effects and the spread of municipalities."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Disclosure, Estimation, Outcome
from effektspor.config.given import settings_of
from effektspor.estimators.did import effects_table
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.shares import spread, weekly_shares
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    estimation: Estimation
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("moments", "shares", "effects", "spread"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments)
    min_cell = task.disclosure.min_cell
    ids = (task.cohorts.pre.id, task.cohorts.post.id)
    write_csv(weekly_shares(moments, ids, min_cell), args.shares)
    effects, spreads = [], []
    for series in task.outcomes:
        cells = Cells.of(moments, series.outcome, series.denominator)
        table = effects_table(cells, task.estimation.confidence, task.estimation.smallest_group)
        effects.append(_labelled(table, series))
        spreads.append(_labelled(spread(cells, task.estimation.reference_week, min_cell), series))
    write_csv(pd.concat(effects), args.effects)
    write_csv(pd.concat(spreads), args.spread)


def _labelled(table: pd.DataFrame, series: Outcome) -> pd.DataFrame:
    table.insert(0, "outcome", series.outcome)
    table.insert(1, "denominator", series.denominator)
    return table
