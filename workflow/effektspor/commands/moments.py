"""Sum one shard of persons: moments, risk table, background, ends of follow-up, weekly hours."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.background import background_sums
from effektspor.cohort.build import COHORT
from effektspor.cohort.follow_up import follow_up_counts
from effektspor.cohort.hours_weekly import COLUMNS, hours_sums
from effektspor.cohort.row_groups import read_row_groups
from effektspor.config.base import Settings
from effektspor.config.design import FollowUp, Outcome
from effektspor.config.given import settings_of
from effektspor.estimators.cell_sums import CellSums
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.survival import RISK, risk_table
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    weeks: int
    follow_up: FollowUp


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--cohort", type=Path, required=True)
    parser.add_argument("--outcomes", type=Path, required=True)
    for name in ("moments", "risk", "background", "follow-up", "hours-weekly"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, sum and write."""
    task: _Task = args.settings
    cohort = COHORT.read(args.cohort)
    declared = {column.name for column in COHORT.columns}
    names = [name for name in cohort.columns if name not in declared]
    series = [(o.outcome, o.denominator) for o in task.outcomes]
    sums = CellSums(cohort, series, names, task.weeks)
    used = dict.fromkeys([*COLUMNS, *(name for pair in series for name in pair)])
    hours = []
    for rows in read_row_groups(args.outcomes, list(used)):
        sums.add(rows)
        hours.append(hours_sums(cohort, rows))
    MOMENTS.write(sums.frame(), args.moments)
    RISK.write(risk_table(cohort, task.weeks), args.risk)
    write_csv(background_sums(cohort, names), args.background)
    write_csv(follow_up_counts(cohort, censor=task.follow_up.censor), args.follow_up)
    write_csv(pd.concat(hours), args.hours_weekly)
