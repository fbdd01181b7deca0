"""Analyse the factors of the staff's answers at the last wave."""

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.design import Estimation
from effektspor.config.given import settings_of
from effektspor.csvtable import read_text_table
from effektspor.errors import EstimationError
from effektspor.evaluations.factors.staff import nothing, staff_factors
from effektspor.surveys.tables import ANSWERS
from effektspor.tables import write_csv

TABLES = ("suitability", "eigenvalues", "loadings", "correlations")
TODO = "docs/how-to-own-data.md describes codebooks of surveys."
DRAWS = 999
"""Most draws: a table of hundreds of respondents is shuffled in each."""


class _Task(Settings):
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--answers", type=Path, required=True, help="of the staff's survey")
    parser.add_argument("--codebook", type=Path, required=True, help="of the same survey")
    for name in TABLES:
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"efa_{name}.csv")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write; the tables have no rows where too few answered."""
    estimation = args.settings.estimation
    answers = ANSWERS.read(args.answers, ["wave", "respondent", "item", "element", "value"])
    codebook = read_text_table(
        args.codebook, ("item", "element", "wording_da", "wording_en"), "The codebook", TODO
    )
    codebook = codebook[codebook["item"] != ""].drop_duplicates("item").set_index("item")
    try:
        found = staff_factors(
            answers,
            list(codebook.index),
            draws=min(estimation.draws, DRAWS),
            seed=estimation.seed,
            confidence=estimation.confidence,
        )
    except EstimationError as error:
        logging.info("%s", error)
        found = nothing()
    labels = {f"label_{way}": found.loadings["item"].map(codebook[f"wording_{way}"])
              for way in ("da", "en")}  # fmt: skip
    found = replace(found, loadings=found.loadings.assign(**labels))
    for name in TABLES:
        write_csv(getattr(found, name), getattr(args, name))
