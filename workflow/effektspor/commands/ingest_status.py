"""``effektspor ingest-status``: read and check a municipality's own monthly scheme."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import DateText, Settings
from effektspor.config.design import Disclosure
from effektspor.config.given import settings_of
from effektspor.evaluations.business_case.status import STATUS_COLUMNS, read_status, status_table
from effektspor.registers.quality import Ledger, refuse_gaps
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
    for output in ("status", "quality"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write; a study without a scheme has tables without rows."""
    task: _Task = args.settings
    ledger, table = Ledger(), pd.DataFrame(columns=STATUS_COLUMNS)
    if args.files:
        status = read_status(args.files[0], task.as_of[:7], task.followed_until[:7], ledger)
        refuse_gaps(ledger.frame(), {"status": len(status)})
        table = status_table(status, task.disclosure.min_cell)
        log.info("%d months in the monthly status", status["month"].nunique())
    write_csv(table, args.status)
    write_csv(ledger.frame(), args.quality)
