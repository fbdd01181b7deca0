"""Compare the estimates of a synthetic study with the truth of its simulator."""

import argparse
import json
from pathlib import Path

import pandas as pd

from effektspor.evaluations.truth import compare
from effektspor.tables import write_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    for name in ("curves", "endpoints", "rate-ratio", "truth", "comparison"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, compare and write."""
    truth = json.loads(args.truth.read_text(encoding="utf-8"))
    curves, endpoints, rate_ratio = (
        pd.read_csv(path) for path in (args.curves, args.endpoints, args.rate_ratio)
    )
    table = compare(curves, endpoints, rate_ratio, truth)
    write_csv(table, args.comparison)
