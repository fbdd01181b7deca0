"""Estimate fidelity, belief and their reliability from the survey of staff, beside the print."""

import argparse
import json
import logging
from pathlib import Path

from effektspor.codebook import read_municipalities
from effektspor.config.base import Settings
from effektspor.config.design import Disclosure, Estimation
from effektspor.config.given import settings_of
from effektspor.errors import InputError
from effektspor.estimators.infer import Inference
from effektspor.evaluations.brf2019.fidelity_change import TABLES, fidelity_tables, mark_rule
from effektspor.evaluations.brf2019.staff.changes import changes
from effektspor.evaluations.brf2019.staff.printed import comparison, printed_margins
from effektspor.evaluations.brf2019.staff.reliability import reliability
from effektspor.evaluations.brf2019.staff.shares import fidelity, measure, states
from effektspor.evaluations.brf2019.staff.units import (
    counted,
    municipality_names,
    read_population,
    units,
)
from effektspor.published import read_published
from effektspor.registers.mark import read_mark
from effektspor.surveys.tables import ANSWERS
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
OUTPUTS = ("fidelity", "change", "reliability", "comparison", "margins")


class _Task(Settings):
    disclosure: Disclosure = Disclosure()
    estimation: Estimation = Estimation()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), default=_Task())
    for name, what in (
        ("answers", "answers.parquet of the survey of staff"),
        ("mark", "survey.json of the survey of staff"),
        ("municipalities", "list of municipalities"),
        ("published", "data/published"),
    ):
        parser.add_argument(f"--{name}", type=Path, required=True, help=what)
    parser.add_argument("--population", type=Path, help="staff by municipality and role")
    for name in OUTPUTS:
        parser.add_argument(f"--out-{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate, hide small cells and write."""
    how: Estimation = args.settings.estimation
    inference = Inference(how.confidence, how.draws, how.seed)
    answers = ANSWERS.read(args.answers)
    counts = counted(answers)
    if counts.empty:
        raise InputError(
            "No question on a core element or on belief has a valid answer",
            where=str(args.answers),
            todo="Check the column element of the codebook, and the labels of the answers.",
        )
    published = read_published(args.published)
    tables = fidelity_tables(published)
    names = municipality_names(tables, read_municipalities(args.municipalities))
    staff = read_population(args.population) if args.population else None
    measured = measure(units(counts, names, staff), how.confidence)
    marks = states(measured, args.settings.disclosure.min_cell)
    rules = {table: mark_rule(published, table) for table in TABLES}
    shares = fidelity(measured, marks)
    against = comparison(tables, measured, marks, synthetic=read_mark(args.mark))
    for frame, path in (
        (shares, args.out_fidelity),
        (changes(measured, marks, rules), args.out_change),
        (reliability(answers, inference), args.out_reliability),
        (against, args.out_comparison),
        (printed_margins(tables), args.out_margins),
    ):
        write_csv(frame, path)
    log.info(json.dumps(shares["state"].value_counts().to_dict()))
    log.info(
        "printed cells: %d, own share: %d, equal within rounding: %d",
        len(against), against["own"].notna().sum(), against["within_rounding"].sum(),
    )  # fmt: skip
