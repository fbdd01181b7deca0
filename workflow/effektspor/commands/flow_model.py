"""``effektspor flow-model``: persons in each state over the coming years, as now and with targets."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.flows.states import GONE, read_flow_states
from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Flow
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.errors import InputError
from effektspor.evaluations.business_case.consistency import consistency_table
from effektspor.evaluations.business_case.flow_model import model_of
from effektspor.evaluations.business_case.projections import (
    paths_table,
    projection_table,
    rate_table,
)
from effektspor.evaluations.business_case.scenarios import scenarios
from effektspor.evaluations.business_case.targets import read_targets
from effektspor.tables import write_csv

INPUTS = ("stocks", "durations", "exits", "entries", "transitions", "refunds", "baseline")
"""Tables that must be there first; what is modelled is read from the draws."""


class _Task(Settings):
    flow: Flow
    as_of: DateText
    confidence: float
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for table in ("boot", "states", "targets", *INPUTS):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for output in ("rates", "paths", "projection", "consistency"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, model and write."""
    task: _Task = args.settings
    table = read_flow_states(args.states)
    alone = table.index[table["families"] == (task.flow.family,)]
    if len(alone) != 1:
        raise InputError(
            f"No state has the family of the programme, {task.flow.family}, and no other",
            where=str(args.states),
            todo="Give the family a row of its own in the list of states.",
        )
    names = tuple(table["state"].sort_values(key=lambda s: s == GONE, kind="stable"))
    targets = read_targets(args.targets)
    boot = pd.read_parquet(args.boot)
    least = task.disclosure.min_cell
    model = model_of(boot, names, names.index(table["state"][alone[0]]), task.flow, least)
    chosen = scenarios(targets, str(args.targets))
    paths = paths_table(model, chosen, boot, task.flow)
    args.paths.parent.mkdir(parents=True, exist_ok=True)
    paths.to_parquet(args.paths, index=False)
    write_csv(rate_table(model, task.confidence), args.rates)
    write_csv(projection_table(paths, task.confidence), args.projection)
    write_csv(consistency_table(model, chosen, targets, task.flow), args.consistency)
