"""Write the synthetic registers and the monthly status of a business case, with the truth."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.simulate.flows.given import CaseGiven
from effektspor.simulate.flows.run import simulate_case


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--settings", type=settings_of(CaseGiven), required=True, help="JSON")
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument(
        "--inhabitants", required=True, type=Path, help="inhabitants of municipalities, a CSV"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    simulate_case(args.settings, args.parameters, args.inhabitants, args.out_dir)
