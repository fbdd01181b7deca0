"""Describe the cohort: attrition flow and baseline table, reconciled with the risk table."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.attrition import flow
from effektspor.cohort.background import baseline, reconcile
from effektspor.estimators.survival import RISK
from effektspor.tables import write_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--attrition-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--background-parts", type=Path, nargs="+", required=True)
    for name in ("risk", "attrition", "baseline"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, add up, reconcile and write."""
    attrition = flow([pd.read_csv(part) for part in args.attrition_parts])
    table = baseline([pd.read_csv(part) for part in args.background_parts])
    reconcile(attrition, table, RISK.read(args.risk))
    write_csv(attrition, args.attrition)
    write_csv(table, args.baseline)
