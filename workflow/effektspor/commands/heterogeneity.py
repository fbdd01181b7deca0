"""Estimate the effect of each participating municipality and how much they differ."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Disclosure, Estimation, Outcome
from effektspor.config.given import settings_of
from effektspor.errors import EstimationError
from effektspor.estimators.heterogeneity import CLUSTER_COLUMNS, SUMMARY_COLUMNS, heterogeneity
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.registers.mark import read_mark
from effektspor.tables import write_csv

SERIES = ["outcome", "denominator"]


class _Task(Settings):
    outcomes: tuple[Outcome, ...]
    estimation: Estimation
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument(
        "--mark", type=Path, required=True, help="JSON with the mark of synthetic data"
    )
    for name in ("moments", "heterogeneity", "summary"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write; a series without enough municipalities has no rows."""
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments, [column.name for column in MOMENTS.columns])
    clusters = [pd.DataFrame(columns=[*SERIES, *CLUSTER_COLUMNS])]
    synthetic = read_mark(args.mark)
    summaries = [pd.DataFrame(columns=[*SERIES, *SUMMARY_COLUMNS])]
    for series in task.outcomes:
        cells = Cells.of(moments, series.outcome, series.denominator)
        try:
            found = heterogeneity(
                cells,
                task.estimation.reference_week,
                task.estimation.weighting,
                task.estimation.confidence,
                task.disclosure.min_cell,
                # An invented effect must not be known as that of the largest municipality.
                alike=synthetic,
            )
        except EstimationError as error:
            logging.info("%s, %s: %s", series.outcome, series.denominator, error)
            continue
        for parts, table in ((clusters, found.clusters), (summaries, found.summary)):
            table.insert(0, "outcome", series.outcome)
            table.insert(1, "denominator", series.denominator)
            parts.append(table)
    write_csv(_together(clusters), args.heterogeneity)
    write_csv(_together(summaries), args.summary)


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """All parts; the first is empty and has the columns where nothing else does."""
    return pd.concat(parts[1:], ignore_index=True) if len(parts) > 1 else parts[0]
