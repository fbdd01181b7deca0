"""Sum one shard of persons: moments, risk tables, background, ends of follow-up, hours, states."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.background import background_sums
from effektspor.cohort.build import COHORT
from effektspor.cohort.exits import exit_counts, flow_counts
from effektspor.cohort.follow_up import follow_up_counts
from effektspor.cohort.hours_weekly import COLUMNS, hours_sums
from effektspor.cohort.once import by_year, once_values
from effektspor.cohort.row_groups import read_row_groups
from effektspor.cohort.state_list import cause_of_state, read_state_list
from effektspor.cohort.states import STATES
from effektspor.config.base import Settings
from effektspor.config.design import Codes, Cohorts, FollowUp, Outcome
from effektspor.config.given import settings_of
from effektspor.config.window import last_placebo_week
from effektspor.estimators.causes import CAUSES, cause_counts
from effektspor.estimators.cell_sums import CellSums
from effektspor.estimators.moments import MOMENTS
from effektspor.estimators.static import STATIC, static_sums
from effektspor.estimators.survival import RISK, risk_table
from effektspor.estimators.yearly import YEARLY_MOMENTS, YearlySums
from effektspor.estimators.yearly_risk import YEARLY_RISK, yearly_risk
from effektspor.tables import write_csv

PERSONS = ("cohort", "outcomes", "placebo-cohort", "placebo-outcomes", "states")
SUMS = (
    "moments", "risk", "background", "follow-up", "hours-weekly",
    "yearly-moments", "yearly-risk", "static", "causes", "exits", "flows",
)  # fmt: skip


class _Task(Settings):
    codes: Codes
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    follow_up: FollowUp


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in (*PERSONS, *SUMS):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, sum and write."""
    task: _Task = args.settings
    cohort, placebo = COHORT.read(args.cohort), COHORT.read(args.placebo_cohort)
    declared = {column.name for column in COHORT.columns}
    names = [name for name in cohort.columns if name not in declared]
    series = [(o.outcome, o.denominator) for o in task.outcomes]
    starts = by_year(cohort, placebo)
    weeks = task.cohorts.weeks
    sums, yearly = CellSums(cohort, series, names, weeks), YearlySums(starts, series, weeks)
    used = [name for pair in series for name in pair]
    hours = []
    for rows in read_row_groups(args.outcomes, list(dict.fromkeys([*COLUMNS, *used]))):
        sums.add(rows)
        yearly.add(rows)
        hours.append(hours_sums(cohort, rows))
    for rows in read_row_groups(
        args.placebo_outcomes, list(dict.fromkeys(["start", "week", *used]))
    ):
        yearly.add(rows)
    MOMENTS.write(sums.frame(), args.moments)
    RISK.write(risk_table(cohort, weeks), args.risk)
    write_csv(background_sums(cohort, names), args.background)
    write_csv(follow_up_counts(cohort, censor=task.follow_up.censor), args.follow_up)
    write_csv(pd.concat(hours), args.hours_weekly)
    YEARLY_MOMENTS.write(yearly.frame(), args.yearly_moments)
    _write_yearly_risk(starts, task.cohorts, args.yearly_risk)
    _write_states(task, cohort, starts, names, args)


def _write_yearly_risk(starts: pd.DataFrame, cohorts: Cohorts, path: Path) -> None:
    before = last_placebo_week(cohorts)
    counts = yearly_risk(starts, cohorts.weeks, before, cohorts.pre.last_year)
    YEARLY_RISK.write(counts, path)


def _write_states(
    task: _Task,
    cohort: pd.DataFrame,
    starts: pd.DataFrame,
    names: list[str],
    args: argparse.Namespace,
) -> None:
    """What a start has once, causes of exit, and where the starts of the cohorts are."""
    known = read_state_list(Path(task.codes.states))
    states = STATES.read(args.states)
    weeks = task.follow_up.exit_weeks
    values = once_values(starts, states, names, weeks, list(known["state"]))
    STATIC.write(static_sums(starts, values), args.static)
    causes = cohort.assign(cause=cohort["exit_state"].map(cause_of_state(known)))
    CAUSES.write(cause_counts(causes), args.causes)
    own = states[states["start"] >= 0]
    write_csv(exit_counts(cohort, own), args.exits)
    write_csv(flow_counts(cohort, own, weeks), args.flows)
