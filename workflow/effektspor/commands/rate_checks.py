"""Check the rate ratio: years before the project, and no overlap with it."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Estimation
from effektspor.config.given import settings_of
from effektspor.estimators.hazard.rate_checks import rate_checks
from effektspor.estimators.infer import Inference
from effektspor.estimators.yearly_risk import YEARLY_RISK
from effektspor.tables import write_csv


class _Task(Settings):
    cohorts: Cohorts
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--yearly-risk", type=Path, required=True)
    parser.add_argument("--checks", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    pre, post = (
        range(cohort.first_year, cohort.last_year + 1)
        for cohort in (task.cohorts.pre, task.cohorts.post)
    )
    how = task.estimation
    inference = Inference(how.confidence, how.draws, how.seed)
    write_csv(rate_checks(YEARLY_RISK.read(args.yearly_risk), pre, post, inference), args.checks)
