"""``effektspor case-followup``: month by month against the targets."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import DateText, Settings
from effektspor.config.business_case import Flow
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.evaluations.business_case.baseline import read_baseline
from effektspor.evaluations.business_case.followup import Counted, followup_table, latest_table
from effektspor.evaluations.business_case.goals import goals_of
from effektspor.evaluations.business_case.targets import read_targets
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    as_of: DateText
    followed_until: DateText
    flow: Flow
    confidence: float
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("stocks", "durations", "exits", "status", "targets", "baseline"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for output in ("followup", "latest"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, compare with the targets and write."""
    task: _Task = args.settings
    read_baseline(args.baseline)
    goals = goals_of(read_targets(args.targets))
    stocks, durations, exits, status = (
        pd.read_csv(path) for path in (args.stocks, args.durations, args.exits, args.status)
    )
    least = task.disclosure.min_cell
    counted = Counted(stocks, durations, exits, status, task.flow.family, least)
    # The months that the registers cover: the last one may lack its middle.
    whole = sorted(stocks["month"].astype(str).unique())
    months = [each for each in whole if task.as_of[:7] <= each <= task.followed_until[:7]]
    followup = followup_table(goals, counted, months, task.confidence)
    write_csv(followup, args.followup)
    write_csv(latest_table(followup), args.latest)
    log.info("%d goals over %d months", len(goals), len(months))
