"""Generate a national register and time the way from raw file to effects, beside named peers."""

import argparse
import logging
from pathlib import Path

from effektspor.benchmark.national import BYTES, Plan
from effektspor.benchmark.national import run as benchmark
from effektspor.benchmark.report import report

log = logging.getLogger(__name__)
NUMBERS = (
    ("repeats", 3, "turns of each route"),
    ("peers-up-to", 1_000_000, "largest size at which the peers run too"),
    ("part", 100_000, "persons that pandas reads, its time scaled to all"),
    ("sas", 200_000, "most persons of a SAS file"),
    ("compressed", 50_000, "most persons of a SAS file with compressed rows"),
    ("memory-mb", 2_000, "bound of effektspor's memory"),
    ("shards", 4, "shards of the cohort"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare sizes, formats and bounds."""
    parser.add_argument("--persons", type=int, nargs="+", default=[1_000_000], help="sizes")
    parser.add_argument("--formats", nargs="+", choices=list(BYTES), default=["dta", "parquet"])
    parser.add_argument("--dir", type=Path, required=True, help="folder of the generated files")
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument("--parameters", type=Path, default=Path("data/simulation"))
    parser.add_argument("--keep", action="store_true", help="keep the generated files")
    for name, default, meaning in NUMBERS:
        parser.add_argument(f"--{name}", type=int, default=default, help=meaning)


def run(args: argparse.Namespace) -> None:
    """Run and print the tables; all figures stand in ``benchmark.json`` of the folder."""
    plan = Plan(
        sizes=tuple(args.persons),
        formats=tuple(args.formats),
        folder=args.dir,
        config=args.config,
        parameters=args.parameters,
        repeats=args.repeats,
        peers_up_to=args.peers_up_to,
        part=args.part,
        sas=args.sas,
        compressed=args.compressed,
        memory_mb=args.memory_mb,
        shards=args.shards,
        keep=args.keep,
    )
    print(report(benchmark(plan, log.info)))
