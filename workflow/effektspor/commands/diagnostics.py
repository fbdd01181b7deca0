"""Judge whether the effects may be believed: placebo years, composition, other specifications."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Estimation, Outcome
from effektspor.config.diagnostics import Diagnostics
from effektspor.config.given import settings_of
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.static import STATIC
from effektspor.estimators.yearly import YEARLY_MOMENTS
from effektspor.estimators.yearly_risk import YEARLY_RISK
from effektspor.evaluations.diagnostics.finding import Series
from effektspor.evaluations.diagnostics.gate import Inputs, diagnose
from effektspor.evaluations.diagnostics.numbers import Engine
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    estimation: Estimation
    diagnostics: Diagnostics


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    inputs = ("moments", "yearly", "static", "yearly-risk")
    tables = ("balance", "endpoints", "clusters", "rate-ratio")
    for name in (*inputs, *tables, "diagnostics", "curves"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, judge and write."""
    task: _Task = args.settings
    inputs = Inputs(
        # No diagnostic needs the covariates' cross-products, which are most of the file.
        MOMENTS.read(args.moments, [column.name for column in MOMENTS.columns]),
        YEARLY_MOMENTS.read(args.yearly),
        STATIC.read(args.static),
        YEARLY_RISK.read(args.yearly_risk),
        pd.read_csv(args.balance),
        pd.read_csv(args.endpoints),
        pd.read_csv(args.clusters),
        pd.read_csv(args.rate_ratio),
    )
    series = [Series(each.outcome, each.denominator) for each in task.outcomes]
    table, curves = diagnose(
        inputs, series, task.cohorts, task.diagnostics, Engine.of(task.estimation)
    )
    write_csv(table, args.diagnostics)
    write_csv(curves, args.curves)
