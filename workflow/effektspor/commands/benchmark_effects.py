"""Time weekly effects, draws and the rate ratio on invented persons, beside named peers."""

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

from effektspor.benchmark.effects.invent import Size
from effektspor.benchmark.effects.report import report
from effektspor.benchmark.effects.run import Plan
from effektspor.benchmark.effects.run import run as benchmark
from effektspor.benchmark.machine import machine

log = logging.getLogger(__name__)
NUMBERS = (
    ("persons", Size.persons, "invented persons"),
    ("covariates", Size.covariates, "characteristics to adjust for"),
    ("weeks", Size.weeks, "weeks of follow-up"),
    ("repeats", 3, "turns of each route"),
    ("part", 6, "weeks that a peer fits in a turn, its time scaled to all"),
    ("draws", 9_999, "draws of the bootstrap and of the permutations"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare sizes."""
    parser.add_argument("--dir", type=Path, required=True, help="folder of what is written")
    for name, default, meaning in NUMBERS:
        parser.add_argument(f"--{name}", type=int, default=default, help=meaning)


def run(args: argparse.Namespace) -> None:
    """Run and print the table; all figures stand in ``effects.json`` of the folder."""
    size = Size(persons=args.persons, covariates=args.covariates, weeks=args.weeks)
    about = machine()
    timed = benchmark(Plan(size, args.repeats, args.part, args.draws, args.dir), log.info)
    figures = {"machine": about, "routes": {name: asdict(each) for name, each in timed.items()}}
    (args.dir / "effects.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(
        f"{about['date']}, {about['processor']}, {about['cores']} cores; load before the run "
        f"{about['load']:g}; {size.persons:,} persons, {size.covariates} covariates, "
        f"{size.weeks} weeks, medians of {args.repeats} turns.\n\n{report(timed)}",
        end="",
    )
