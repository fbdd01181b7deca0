"""Read BFL (eIndkomst): paid hours per person and month."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.sources import HoursSource
from effektspor.registers.hours import HOURS, read_hours
from effektspor.registers.mark import refuse_false_label

log = logging.getLogger(__name__)


class _Task(Settings):
    hours: HoursSource
    synthetic: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=_Task.model_validate_json, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--hours", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    hours = read_hours(task.hours, memory_mb=args.memory_mb)
    refuse_false_label(Path(task.hours.path), declared=task.synthetic)
    HOURS.write(hours, args.hours)
    log.info("%d person-months with hours", len(hours))
