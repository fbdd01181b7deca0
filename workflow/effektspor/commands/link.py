"""Set the effects of the participating municipalities against fidelity and belief of their staff."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Disclosure, Estimation
from effektspor.config.given import settings_of
from effektspor.errors import EstimationError
from effektspor.estimators.moments import MOMENTS, Cells
from effektspor.evaluations.link.exposures import exposures, staff_shares
from effektspor.evaluations.link.points import POINT_COLUMNS, link_points
from effektspor.evaluations.link.table import (
    LINK_COLUMNS,
    POWER_COLUMNS,
    Effects,
    link_table,
    power_table,
)
from effektspor.registers.mark import read_mark, refuse_false_label
from effektspor.surveys.municipality_key import in_registers, read_municipality_key
from effektspor.surveys.tables import ANSWERS
from effektspor.tables import write_csv

OUTCOME, DENOMINATOR = "internship", "in_programme"
"""The effect that the source sets against fidelity: its figure 1."""
READ = ["wave", "respondent", "municipality", "element", "counts"]
Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


class _Task(Settings):
    estimation: Estimation
    disclosure: Disclosure
    participants: tuple[int, ...] = ()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--moments", type=Path, required=True)
    parser.add_argument("--answers", type=Path, required=True, help="of the survey of the staff")
    parser.add_argument(
        "--municipality-key", type=Path, help="CSV: numbers of the survey and of the registers"
    )
    parser.add_argument(
        "--marks", type=Path, nargs="+", required=True, help="JSON with the mark of synthetic data"
    )
    for name in ("link", "power", "points"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write; tables without rows where municipalities are too few."""
    task: _Task = args.settings
    moments = MOMENTS.read(args.moments, [column.name for column in MOMENTS.columns])
    answers = ANSWERS.read(args.answers, READ)
    # One synthetic part is enough: no invented value may stand where a reader could name it.
    marks = [read_mark(path) for path in args.marks]
    synthetic = any(marks)
    if args.municipality_key is not None:
        if not synthetic:
            refuse_false_label(args.municipality_key, declared=False)
        key = read_municipality_key(args.municipality_key, task.participants)
        answers["municipality"] = in_registers(answers["municipality"], key)
    try:
        tables = _tables(moments, answers, task, synthetic=synthetic)
    except EstimationError as error:
        logging.info("%s", error)
        tables = (
            pd.DataFrame(columns=LINK_COLUMNS),
            pd.DataFrame(columns=POWER_COLUMNS),
            pd.DataFrame(columns=POINT_COLUMNS),
        )
    for table, path in zip(tables, (args.link, args.power, args.points), strict=True):
        write_csv(table, path)


def _tables(
    moments: pd.DataFrame, answers: pd.DataFrame, task: _Task, *, synthetic: bool
) -> Tables:
    estimation = task.estimation
    of_effect = (moments["outcome"] == OUTCOME) & (moments["denominator"] == DENOMINATOR)
    if not of_effect.any():
        raise EstimationError(
            "The study has no company internship among those in the programme",
            where="link of effects and fidelity",
            todo="Add the outcome to the config under outcomes.",
        )
    cells = Cells.of(moments, OUTCOME, DENOMINATOR)
    effects, shares = Effects.of(
        cells, estimation.reference_week, estimation.weighting
    ).with_shares(staff_shares(answers))
    found = exposures(shares)
    confidence, seed = estimation.confidence, estimation.seed
    slopes = link_table(effects, found, confidence=confidence, draws=estimation.draws, seed=seed)
    return (
        slopes,
        power_table(effects, found, confidence=confidence, seed=seed),
        link_points(
            effects, found, slopes, confidence=confidence, min_cell=task.disclosure.min_cell,
            synthetic=synthetic,
        ),
    )  # fmt: skip
