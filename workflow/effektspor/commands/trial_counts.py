"""Calculate what follows from the counts that the published report of a trial prints."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.trial.counts import trial_counts
from effektspor.published import read_published
from effektspor.tables import write_csv


class _Task(Settings):
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--published", type=Path, required=True, help="folder of printed figures")
    parser.add_argument("--counts", type=Path, required=True, help="trial_counts.csv")


def run(args: argparse.Namespace) -> None:
    """Read, calculate and write."""
    task: _Task = args.settings
    write_csv(trial_counts(read_published(args.published), task.confidence), args.counts)
