"""Write the synthetic registers of a study, with the truth that was put into them."""

import argparse
from pathlib import Path

from effektspor.config.given import settings_of
from effektspor.config.simulation import SimulationSettings
from effektspor.config.surveys import BRF_SURVEYS
from effektspor.errors import ConfigError
from effektspor.simulate.parameters import load_parameters
from effektspor.simulate.run import simulate
from effektspor.simulate.surveys.parameters import load_survey_parameters
from effektspor.simulate.surveys.run import SurveyPlan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--settings", type=settings_of(SimulationSettings), required=True, help="JSON"
    )
    parser.add_argument(
        "--parameters", required=True, type=Path, help="folder of the committed parameters"
    )
    parser.add_argument(
        "--surveys", nargs="*", choices=BRF_SURVEYS, default=[], help="surveys to write as well"
    )
    parser.add_argument("--codebooks", type=Path, help="folder of the surveys' codebooks")
    parser.add_argument("--out-dir", required=True, type=Path, help="folder of the raw files")


def run(args: argparse.Namespace) -> None:
    """Simulate and write."""
    simulate(
        args.settings,
        load_parameters(args.parameters),
        args.out_dir,
        _plan(args),
    )


def _plan(args: argparse.Namespace) -> SurveyPlan | None:
    if not args.surveys:
        return None
    if args.codebooks is None:
        raise ConfigError(
            "surveys are to be written, but their codebooks are not named",
            where="--codebooks",
            todo="name the folder data/surveys",
        )
    return SurveyPlan(tuple(args.surveys), load_survey_parameters(args.parameters), args.codebooks)
