"""Write the synthetic registers of a study, with the truth that was put into them."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.config.simulation import SimulationSettings
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.run import simulate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--settings", type=settings_of(SimulationSettings), required=True, help="JSON"
    )
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    simulate(
        args.settings,
        load_parameters(args.parameters),
        args.out_dir,
    )
