"""``effektspor flows``: where persons of a programme are each month, and between what they move."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.codebook import read_codebook
from effektspor.cohort.flows import moves
from effektspor.cohort.flows.build import Counted, FlowPaths, Given, count_flows
from effektspor.cohort.flows.calendar import months_of
from effektspor.cohort.flows.states import flow_states, read_flow_states
from effektspor.cohort.flows.tables import PEOPLE
from effektspor.cohort.lookup import programme_codes
from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Flow, Units
from effektspor.config.design import Codes, Disclosure, Programme
from effektspor.config.given import settings_of
from effektspor.evaluations.business_case.counted import (
    duration_table,
    entry_table,
    exit_table,
    refund_table,
    stock_table,
    transition_table,
)
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
OUTPUTS = ("people", "boot", "stocks", "durations", "exits", "entries", "transitions", "refunds")


class _Task(Settings):
    codes: Codes
    units: Units
    as_of: DateText
    followed_until: DateText
    flow: Flow
    confidence: float
    disclosure: Disclosure
    first_week: int
    last_week: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    for table in ("persons", "spells", "employment", "population", "states", *OUTPUTS):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read batch by batch, count and write."""
    task: _Task = args.settings
    extension = Path(task.codes.extension) if task.codes.extension else None
    codebook = read_codebook(Path(task.codes.benefits), extension)
    flow = task.flow
    states = flow_states(read_flow_states(args.states), codebook, flow.family)
    span = range(task.first_week, task.last_week + 1)
    given = Given(
        months_of(
            span, task.as_of, task.followed_until, flow.history_months,
            max(flow.exit_weeks, flow.bridge_weeks),
        ),
        states,
        programme_codes(
            codebook,
            Programme(
                family=flow.family, washout_weeks=flow.washout_weeks,
                bridge_weeks=flow.bridge_weeks, event_activities=(),
            ),
        ),
        task.units,
        flow,
    )  # fmt: skip
    paths = FlowPaths(args.persons, args.spells, args.employment, args.population)
    counted = count_flows(paths, given, memory_mb=args.memory_mb)
    PEOPLE.write(counted.people, args.people)
    boot = moves.boot_table(counted.moves, states, flow.bands)
    boot.to_parquet(args.boot, index=False)
    refunds = moves.refund_table(counted.moves, states, flow.bands)
    for name, table in _tables(counted, boot, refunds, task).items():
        write_csv(table, getattr(args, name))
    log.info("%d persons in the programme, ended or begun in a year", len(counted.people))


def _tables(
    counted: Counted, boot: pd.DataFrame, refunds: pd.DataFrame, task: _Task
) -> dict[str, pd.DataFrame]:
    """Tables that others read: counts of few are withheld."""
    least = task.disclosure.min_cell
    return {
        "stocks": stock_table(counted.stocks, least),
        "durations": duration_table(counted.durations, least),
        "exits": exit_table(counted.exits, least, task.confidence),
        "entries": entry_table(counted.entries, least),
        "transitions": transition_table(boot, least),
        "refunds": refund_table(refunds, least),
    }
