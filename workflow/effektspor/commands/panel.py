"""Fit the panels of cells with linearmodels, compare them with the moments, write the event study."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Estimation, Outcome
from effektspor.config.given import settings_of
from effektspor.config.window import cap_weeks
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.estimators.panel.agreement import require_agreement
from effektspor.estimators.panel.event import event_study
from effektspor.estimators.panel.table import cells_table, event_table
from effektspor.estimators.panel.years import Years
from effektspor.estimators.yearly import CALENDAR, YEARLY_MOMENTS
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("moments", "yearly", "persons", "panel", "event-study"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, fit, compare and write."""
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments, [column.name for column in MOMENTS.columns])
    yearly = common_weeks(YEARLY_MOMENTS.read(args.yearly), task.cohorts)
    reference = task.cohorts.pre.last_year
    persons = pd.read_csv(args.persons)
    panels, events = [], []
    for series in task.outcomes:
        years = Years.of(_of(yearly, series))
        cells = Cells.of(moments, series.outcome, series.denominator)
        panels.append(_labelled(cells_table(cells, task.estimation.blocks), series))
        panels.append(_labelled(event_table(years, reference), series))
        panels.append(_of(persons, series))
        events.append(_labelled(event_study(years, reference, task.estimation.confidence), series))
    panel = pd.concat(panels, ignore_index=True)
    require_agreement(panel)
    write_csv(panel, args.panel)
    write_csv(pd.concat(events), args.event_study)


def common_weeks(yearly: pd.DataFrame, cohorts: Cohorts) -> pd.DataFrame:
    """Calendar weeks that every year of start has and that lie before the project for the earlier.

    Effects grow over the weeks. Were some years looked at over more weeks than others, one effect
    for each year would be a mix that passes from one year into another.
    """
    rows = yearly[yearly["axis"] == CALENDAR]
    if rows.empty:
        return rows
    caps = [cap_weeks(cohorts, year) for year in cohorts.placebo_years]
    if caps:  # the reference is compared with them, and so must not have met the project either
        caps.append(cap_weeks(cohorts, cohorts.pre.last_year))
    last = min([int(rows.groupby("year")["week"].max().min()), *caps])
    return rows[rows["week"] <= last]


def _of(rows: pd.DataFrame, series: Outcome) -> pd.DataFrame:
    return rows[(rows["outcome"] == series.outcome) & (rows["denominator"] == series.denominator)]


def _labelled(table: pd.DataFrame, series: Outcome) -> pd.DataFrame:
    table.insert(0, "outcome", series.outcome)
    table.insert(1, "denominator", series.denominator)
    return table
