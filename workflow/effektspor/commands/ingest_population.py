"""Read BEF and the list of STV participants: background of persons."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.sources import FlagSource, PopulationSource
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.population import FLAGS, POPULATION, read_flags, read_population

log = logging.getLogger(__name__)


class _Task(Settings):
    population: PopulationSource
    stv: FlagSource | None
    synthetic: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=_Task.model_validate_json, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--population", type=Path, required=True)
    parser.add_argument("--stv", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    population = read_population(task.population, memory_mb=args.memory_mb)
    refuse_false_label(Path(task.population.path), declared=task.synthetic)
    POPULATION.write(population, args.population)
    stv = read_flags(task.stv, memory_mb=args.memory_mb) if task.stv else pd.DataFrame({"pnr": []})
    FLAGS.write(stv, args.stv)
    log.info("%d person-years, %d STV participants", len(population), len(stv))
