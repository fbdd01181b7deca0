"""Sum one shard of persons to cluster moments, risk table and background sums."""

import argparse
from pathlib import Path

from effektspor.cohort.background import background_sums
from effektspor.cohort.build import COHORT
from effektspor.cohort.covariates import NAMES
from effektspor.cohort.outcomes import OUTCOMES
from effektspor.config.base import Settings
from effektspor.config.design import Outcome
from effektspor.estimators.moments import MOMENTS, cell_moments
from effektspor.estimators.survival import RISK, risk_table
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    weeks: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=_Task.model_validate_json, required=True)
    for name in ("cohort", "outcomes", "moments", "risk", "background"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, sum and write."""
    task: _Task = args.settings
    cohort = COHORT.read(args.cohort)
    series = [(o.outcome, o.denominator) for o in task.outcomes]
    moments = cell_moments(cohort, OUTCOMES.read(args.outcomes), series, NAMES)
    MOMENTS.write(moments, args.moments)
    RISK.write(risk_table(cohort, task.weeks), args.risk)
    write_csv(background_sums(cohort), args.background)
