"""Read BFL (eIndkomst): paid hours per person and month."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.config.sources import HoursSource
from effektspor.registers.buckets import BucketWriter
from effektspor.registers.hours import HOURS, read_hours
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.quality import Ledger
from effektspor.registers.reading import Rules, source_files
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    hours: HoursSource
    synthetic: bool
    key_digits: int | None = None
    tolerance: float = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--files", type=Path, nargs="+", help="copies to read instead of the files")
    parser.add_argument("--hours", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    files = source_files(task.hours.path, task.hours.years, args.files)
    for file in files:
        refuse_false_label(file.name, declared=task.synthetic)
    keys = Keys(task.key_digits, synthetic=task.synthetic)
    rules = Rules(keys, task.tolerance, Ledger(), args.memory_mb, args.hours.parent)
    with BucketWriter(HOURS, args.hours, memory_mb=args.memory_mb) as writer:
        rows = read_hours(task.hours, files, rules, writer)
        write_csv(rules.ledger.frame(), args.quality)
    log.info("%d person-months with hours", rows)
