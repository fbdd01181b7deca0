"""Write the synthetic registers of a study, with the truth that was put into them."""

import argparse
from pathlib import Path

from pydantic import ValidationError

from effektspor.config.simulation import SimulationSettings
from effektspor.errors import ConfigError
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.run import simulate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--settings", required=True, help="JSON of the simulation settings")
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    simulate(_settings(args.settings), load_parameters(args.parameters), args.out_dir)


def _settings(text: str) -> SimulationSettings:
    try:
        return SimulationSettings.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "--settings"
        raise ConfigError(
            f"simulation setting not usable: {first['msg']}",
            where=f"simulation.{where}",
            todo="correct the setting; docs/simulation.md lists them",
        ) from error
