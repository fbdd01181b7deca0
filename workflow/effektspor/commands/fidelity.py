"""Recompute the fidelity tables 1-3 of BRF from the published figures."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.brf2019.fidelity_change import count_marks, fidelity_tables
from effektspor.published import read_published
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    """No settings: the limits of the marks are published figures."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare input and output."""
    parser.add_argument("--settings", type=settings_of(_Task), default=_Task())
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    parser.add_argument("--out", type=Path, required=True, help="fidelity.csv")


def run(args: argparse.Namespace) -> None:
    """Read, compute and write."""
    tables = fidelity_tables(read_published(args.published))
    write_csv(tables, args.out)
    for table, rows in count_marks(tables).groupby("table"):
        counts = ", ".join(f"{row['n']} {row['mark']}" for row in rows.to_dict("records"))
        log.info("table %s: %s", table, counts)
