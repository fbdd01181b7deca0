"""Fit the regressions on persons with linearmodels and compare them with the moments."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from effektspor.cohort.build import COHORT
from effektspor.cohort.row_groups import read_row_groups
from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Estimation, Outcome
from effektspor.config.given import settings_of
from effektspor.estimators.moments import MOMENTS, Cells, covariate_names
from effektspor.estimators.panel.agreement import require_agreement
from effektspor.estimators.panel.persons import WeekStore
from effektspor.estimators.panel.table import Choice, persons_table
from effektspor.tables import write_csv


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    cohorts: Cohorts
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--cohort-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--outcome-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--moments", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read one series at a time, fit, compare and write.

    Of the weekly rows a byte for each course start and week is held, and the rows of one row group;
    one week of persons stands in a regression at a time.
    """
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments)
    names = covariate_names(moments)
    persons, shards = _persons(args.cohort_parts, task.cohorts, names)
    choice = Choice(task.estimation.reference_week, task.estimation.smallest_group)
    parts = []
    for series in task.outcomes:
        pair = series.outcome, series.denominator
        store = WeekStore(persons, task.cohorts.weeks)
        for first, rows in _rows(args.outcome_parts, shards, [*pair]):
            store.add(rows.assign(start=rows["start"] + first), *pair)
        plain, adjusted = Cells.of(moments, *pair), Cells.of(moments, *pair, names)
        table = persons_table(store, plain, adjusted, names, choice)
        table.insert(0, "outcome", series.outcome)
        table.insert(1, "denominator", series.denominator)
        parts.append(table)
    panel = pd.concat(parts, ignore_index=True)
    require_agreement(panel)
    write_csv(panel, args.out)


def _persons(
    paths: list[Path], cohorts: Cohorts, names: list[str]
) -> tuple[pd.DataFrame, list[int]]:
    """Starts of the two cohorts in all shards, and what was added to the numbers of each shard."""
    parts, added, largest = [], [], 0
    ids = [cohorts.pre.id, cohorts.post.id]
    for path in paths:
        part = COHORT.read(path, ["start", "municipality", "group", "cohort", "post", *names])
        added.append(largest)
        part["start"] = part["start"].astype("int64") + largest
        largest = int(part["start"].max()) + 1 if len(part) else largest
        parts.append(part[part["cohort"].isin(ids)].drop(columns="cohort"))
    persons = pd.concat(parts, ignore_index=True)
    persons["treated"] = persons.pop("group") == "participants"
    return persons, added


def _rows(
    paths: list[Path], added: list[int], columns: list[str]
) -> Iterator[tuple[int, pd.DataFrame]]:
    for path, first in zip(paths, added, strict=True):
        for rows in read_row_groups(path, ["start", "week", *columns]):
            yield first, rows
