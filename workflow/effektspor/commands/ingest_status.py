"""Read the municipality's own monthly status of those in the programme."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import DateText, Settings
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.evaluations.business_case.status import read_status, status_table
from effektspor.registers.quality import Ledger
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    as_of: DateText
    followed_until: DateText
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument(
        "--files",
        type=Path,
        nargs="*",
        default=[],
        help="the scheme, a CSV; none where there is none",
    )
    parser.add_argument("--status", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write; tables without rows where the study has no scheme."""
    task: _Task = args.settings
    first, last = task.as_of[:7], task.followed_until[:7]
    ledger = Ledger()
    parts = [read_status(path, first, last, ledger) for path in args.files]
    table = status_table(parts, task.disclosure.min_cell)
    write_csv(table, args.status)
    write_csv(ledger.frame(), args.quality)
    log.info("%d counts of %d months", len(table), table["month"].nunique())
