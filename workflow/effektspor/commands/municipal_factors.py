"""Test what the published fidelity of the municipalities has in common."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.design import Estimation
from effektspor.config.given import settings_of
from effektspor.evaluations.brf2019.fidelity_change import TOTAL, fidelity_tables
from effektspor.evaluations.factors.municipal import municipal_factors
from effektspor.published import read_published
from effektspor.tables import write_csv

TABLES = ("factor", "loadings", "index")


class _Task(Settings):
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    for name in TABLES:
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"municipal_{name}.csv")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    estimation = args.settings.estimation
    tables = fidelity_tables(read_published(args.published))
    own = tables[(tables["table"] == 3) & (tables["unit_id"] != TOTAL)]
    found = municipal_factors(
        own, draws=estimation.draws, seed=estimation.seed, confidence=estimation.confidence
    )
    for name in TABLES:
        write_csv(getattr(found, name), getattr(args, name))
