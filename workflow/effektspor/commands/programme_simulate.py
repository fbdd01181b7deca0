"""Write the synthetic registers of a study of any programme, with the effect put into them."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.simulate.flows.given import ProgrammeGiven
from effektspor.simulate.flows.run import simulate_programme


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--settings", type=settings_of(ProgrammeGiven), required=True, help="JSON")
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    simulate_programme(args.settings, args.parameters, args.out_dir)
