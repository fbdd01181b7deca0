"""Calculate what the targets of a business case bring municipality, region, state and citizen."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Economics, Flow
from effektspor.config.given import settings_of
from effektspor.evaluations.business_case.case_tables import (
    break_even_table,
    draw_table,
    flow_table,
    parameter_table,
    result_table,
)
from effektspor.evaluations.business_case.drawn_values import Draws
from effektspor.evaluations.business_case.economics import Case, all_appraised
from effektspor.evaluations.business_case.labels import read_labels
from effektspor.evaluations.business_case.parameter_list import REFUNDS
from effektspor.evaluations.business_case.parameters import read_parameters
from effektspor.evaluations.business_case.person_months import ALL, read_paths
from effektspor.evaluations.business_case.target_shares import target_table
from effektspor.evaluations.business_case.tornado import tornado_table
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
OUTPUTS = ("parameters", "flows", "results", "break-even", "tornado", "targets", "draws")


class _Task(Settings):
    economics: Economics
    flow: Flow
    as_of: DateText
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--paths", type=Path, required=True, help="flow_paths.parquet")
    parser.add_argument("--in-parameters", type=Path, required=True, help="prices and rules, a CSV")
    parser.add_argument("--states", type=Path, required=True, help="states of the flow, a CSV")
    parser.add_argument("--in-targets", type=Path, required=True, help="targets, a CSV")
    for name in OUTPUTS:
        table = f"case_{name.replace('-', '_')}.csv"
        parser.add_argument(f"--{name}", type=Path, required=True, help=table)


def run(args: argparse.Namespace) -> None:
    """Read, calculate and write."""
    task: _Task = args.settings
    parameters = read_parameters(args.in_parameters)
    paths = read_paths(args.paths, parameters.loc[list(REFUNDS), "base"].to_numpy(float))
    labels = read_labels(args.states, args.in_targets, paths.states)
    money = task.economics
    how = Draws(money.draws, money.seed, task.confidence)
    case = Case(paths, parameters, money.tax, money.first_year, how)
    cases = all_appraised(case)
    write_csv(parameter_table(parameters), args.parameters)
    write_csv(flow_table(cases, money.first_year, task.confidence), args.flows)
    write_csv(result_table(cases, task.confidence), args.results)
    write_csv(break_even_table(cases[ALL], task.confidence), args.break_even)
    write_csv(tornado_table(case), args.tornado)
    write_csv(target_table(cases, labels, task.confidence), args.targets)
    write_csv(draw_table(cases[ALL]), args.draws)
    log.info(
        "%d scenarios over %d months, %d draws; %d of %d parameters are assumed",
        len(cases), paths.months, how.count, (parameters["assumed"] == "yes").sum(),
        len(parameters),
    )  # fmt: skip
