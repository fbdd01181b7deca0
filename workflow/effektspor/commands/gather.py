"""Add up the shards: moments and risk tables of all persons."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.estimators.moments import MOMENTS, add_up
from effektspor.estimators.survival import CLUSTER, RISK


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--moment-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--risk-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--moments", type=Path, required=True)
    parser.add_argument("--risk", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, add and write."""
    MOMENTS.write(add_up(MOMENTS.read(part) for part in args.moment_parts), args.moments)
    risk = pd.concat([RISK.read(part) for part in args.risk_parts])
    RISK.write(risk.groupby([*CLUSTER, "week"], as_index=False).sum(), args.risk)
