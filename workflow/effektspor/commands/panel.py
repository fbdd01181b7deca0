"""Fit the municipality x week panel with linearmodels and compare it with the moments."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Outcome
from effektspor.config.given import settings_of
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.panel.agreement import require_agreement
from effektspor.estimators.panel.table import cells_table
from effektspor.tables import write_csv

BLOCKS = ((1, 26), (27, 52), (53, 104))


class _Task(Settings):
    outcomes: tuple[Outcome, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--moments", type=Path, required=True)
    parser.add_argument("--panel", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, fit, compare and write."""
    moments = MOMENTS.read(args.moments)
    parts = []
    for series in args.settings.outcomes:
        table = cells_table(Cells.of(moments, series.outcome, series.denominator), BLOCKS)
        table.insert(0, "outcome", series.outcome)
        table.insert(1, "denominator", series.denominator)
        parts.append(table)
    panel = pd.concat(parts, ignore_index=True)
    require_agreement(panel)
    write_csv(panel, args.panel)
