"""Read the open series of a study: files of StatBank and Jobindsats, checked and grouped."""

import argparse
import json
import logging
from datetime import date
from pathlib import Path

from effektspor.codebook import read_municipalities
from effektspor.config.base import DateText, Settings
from effektspor.config.given import settings_of
from effektspor.config.series import Series
from effektspor.series.ingest import read_all
from effektspor.series.levels import Window, levels
from effektspor.series.tables import SERIES
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    series: Series
    synthetic: bool
    reform: DateText
    as_of: DateText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--municipalities", type=Path, required=True)
    for output, what in (
        ("series", "the series, Parquet"),
        ("table", "the series, CSV"),
        ("levels", "levels before and after, CSV"),
        ("quality", "what was read, CSV"),
        ("report", "the mark of synthetic data, JSON"),
    ):
        parser.add_argument(f"--{output}", type=Path, required=True, help=what)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    as_of = date.fromisoformat(task.as_of)
    found = read_all(
        task.series, read_municipalities(args.municipalities), as_of=as_of, synthetic=task.synthetic
    )
    given = task.series
    window = Window(
        date.fromisoformat(task.reform), as_of, given.level_years, given.rush_years,
        given.rush_margin,
    )  # fmt: skip
    SERIES.write(found.series, args.series)
    write_csv(found.series, args.table)
    write_csv(levels(found.series, window), args.levels)
    write_csv(found.ledger, args.quality)
    report = {"synthetic": task.synthetic, "series": list(task.series.held())}
    args.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    log.info("%d values of %d series", len(found.series), found.series["series"].nunique())
