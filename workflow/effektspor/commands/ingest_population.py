"""Read BEF and the list of STV participants: background of persons."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.config.sources import FlagSource, PopulationSource
from effektspor.registers.buckets import BucketWriter
from effektspor.registers.flags import read_flags
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.population import FLAGS, POPULATION, read_population
from effektspor.registers.quality import Ledger
from effektspor.registers.reading import Rules, source_files
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    population: PopulationSource
    stv: FlagSource | None
    synthetic: bool
    key_digits: int | None = None
    tolerance: float = 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--files", type=Path, nargs="+", help="copies to read instead of the files")
    parser.add_argument("--stv-files", type=Path, nargs="*", help="copies of the list's files")
    for output in ("population", "stv", "quality"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    files = source_files(task.population.path, task.population.years, args.files)
    lists = source_files(task.stv.path, (), args.stv_files) if task.stv else []
    for file in (*files, *lists):
        refuse_false_label(file.name, declared=task.synthetic)
    # One reader of keys: those of the list must be of the same form.
    keys = Keys(task.key_digits, synthetic=task.synthetic)
    rules = Rules(keys, task.tolerance, Ledger(), args.memory_mb, args.population.parent)
    with (
        BucketWriter(POPULATION, args.population, memory_mb=args.memory_mb) as population,
        BucketWriter(FLAGS, args.stv, memory_mb=args.memory_mb) as stv,
    ):
        rows = read_population(task.population, files, rules, population)
        persons = read_flags(task.stv, lists, rules, stv) if task.stv else 0
        write_csv(rules.ledger.frame(), args.quality)
    log.info("%d person-years, %d STV participants", rows, persons)
