"""Estimate what the project changes in where persons are after the start."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.design import Cohorts, Disclosure, Estimation
from effektspor.config.given import settings_of
from effektspor.estimators.static import STATIC
from effektspor.evaluations.diagnostics.numbers import Engine
from effektspor.evaluations.exits import exit_effects
from effektspor.tables import write_csv


class _Task(Settings):
    cohorts: Cohorts
    estimation: Estimation
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--static", type=Path, required=True)
    parser.add_argument("--effects", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    engine = Engine.of(task.estimation)
    table = exit_effects(STATIC.read(args.static), task.cohorts, engine, task.disclosure.min_cell)
    write_csv(table, args.effects)
