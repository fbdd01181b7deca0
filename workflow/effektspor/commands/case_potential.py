"""``effektspor case-potential``: what the targets and the comparison mean in persons."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.cohort.flows.tables import OWN
from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Flow, Units
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.csvtable import read_text_table
from effektspor.evaluations.business_case.baseline import read_baseline
from effektspor.evaluations.business_case.benchmark import Limits, benchmark_table, of_units
from effektspor.evaluations.business_case.goals import goals_of
from effektspor.evaluations.business_case.masked import HIDDEN
from effektspor.evaluations.business_case.potential import (
    month_before,
    potential_table,
    register_levels,
)
from effektspor.evaluations.business_case.printed_items import refuse_other_values
from effektspor.evaluations.business_case.targets import COLUMNS, read_targets
from effektspor.inhabitants import read_inhabitants
from effektspor.published import read_published
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
INPUTS = ("people", "stocks", "durations", "exits", "baseline", "targets", "inhabitants")
TARGET_ITEMS = {
    "item_base": "baseline", "item_short": "value_short", "item_long": "value_long",
}  # fmt: skip
"""Column of a printed figure's id: column of its value."""


class _Task(Settings):
    units: Units
    as_of: DateText
    flow: Flow
    confidence: float
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in (*INPUTS, "published", "potential", "benchmark"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check against what is printed, compare and write."""
    task: _Task = args.settings
    baseline, text = read_baseline(args.baseline)
    targets = read_targets(args.targets)
    printed = read_published(args.published).set_index("item_id")["value"]
    refuse_other_values(text, args.baseline, {"item": "value"}, "measure", printed)
    cells = read_text_table(args.targets, COLUMNS, "The table of targets", "")
    refuse_other_values(cells, args.targets, TARGET_ITEMS, "target", printed)
    at = task.as_of[:7]
    stocks, durations, exits = (
        pd.read_csv(path) for path in (args.stocks, args.durations, args.exits)
    )
    levels = register_levels(stocks, durations, exits, task.flow.family, at)
    potential = potential_table(goals_of(targets), baseline, printed, levels)
    before = exits[(exits["unit"] == OWN) & (exits["window_end"] == month_before(at))]
    withheld = before.loc[before["shown"] == HIDDEN, "destination"].astype(str).tolist()
    people = pd.read_parquet(args.people)
    compared = benchmark_table(
        people,
        of_units(read_inhabitants(args.inhabitants), task.units, str(args.inhabitants)),
        withheld,
        Limits(task.confidence, task.disclosure.min_cell),
    )
    write_csv(potential, args.potential)
    write_csv(compared, args.benchmark)
    log.info("%d rows of potential, %d of comparison", len(potential), len(compared))
