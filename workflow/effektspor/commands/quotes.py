"""Clear coded quotes of interviews or comments for print."""

import argparse
import logging
from pathlib import Path
from typing import Literal

from effektspor.codebook import read_municipalities
from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.registers.mark import read_mark
from effektspor.surveys.quotes.clearing import clear
from effektspor.surveys.quotes.coding import CODINGS
from effektspor.surveys.quotes.reading import read_quotes
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    min_cell: int
    evaluation: Literal["brf2019", "kl2016"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--quotes", type=Path, required=True, help="CSV of coded quotes")
    parser.add_argument("--municipalities", type=Path, required=True, help="list of numbers, CSV")
    parser.add_argument("--mark", type=Path, required=True, help="report of the ingest, JSON")
    parser.add_argument("--out", type=Path, required=True, help="quotes.csv")
    parser.add_argument("--counts", type=Path, required=True, help="quotes_counts.csv")


def run(args: argparse.Namespace) -> None:
    """Read, check, clear and write."""
    task: _Task = args.settings
    names = read_municipalities(args.municipalities)
    by_number = dict(zip(names["number"].astype(str), names["name"], strict=True))
    coding = CODINGS[task.evaluation]
    filed = read_quotes(args.quotes, by_number, coding, synthetic=read_mark(args.mark))
    quotes, counts = clear(filed, coding, task.min_cell)
    write_csv(quotes, args.out)
    write_csv(counts, args.counts)
    log.info("%d rows of quotes read, %d quotes may be printed", len(filed), len(quotes))
