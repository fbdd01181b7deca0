"""Check a config and its data without any model, and tell what would be estimated on how many."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from effektspor.checking.study import Checked, check_study
from effektspor.config.load import read_config
from effektspor.config.model import Config
from effektspor.errors import ConfigError

FINE, PROBLEMS, WRONG_CONFIG = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what is checked and how thoroughly."""
    parser.add_argument("config", type=Path, help="config file, as for snakemake --configfile")
    parser.add_argument("--quick", action="store_true", help="files and first rows, no persons")
    parser.add_argument(
        "--scratch",
        type=Path,
        default=Path("results"),
        help="where a temporary folder is made and removed; it holds persons' data meanwhile",
    )


def run(args: argparse.Namespace) -> int:
    """Check every study; 0 where all is well, 1 with problems, 2 where the config is wrong."""
    try:
        config = read_config(args.config)
    except ConfigError as error:
        print(f"effektspor check: {error}", file=sys.stderr)
        return WRONG_CONFIG
    with _own_lines_only():
        found = _check(config, quick=args.quick, scratch=args.scratch)
    problems = [(name, text) for name, each in found.items() for text in each.problems]
    for name, text in problems:
        print(f"\nPROBLEM in study {name}: {text}")
    if problems:
        print(f"\n{len(problems)} problem(s): mend them and check again.")
        return PROBLEMS
    print(f"\nOK. Build it: snakemake --cores 2 --configfile {args.config}")
    return FINE


def _check(config: Config, *, quick: bool, scratch: Path) -> dict[str, Checked]:
    found = {}
    for name, study in config.studies.items():
        print(f"\nStudy {name} (evaluation {study.evaluation})", flush=True)
        found[name] = check_study(study, config.compute, quick=quick, scratch=scratch)
        print("\n".join(found[name].lines), flush=True)
    return found


@contextmanager
def _own_lines_only() -> Iterator[None]:
    """Let the checks tell how far they are, and the stages that they run nothing: they count persons."""
    package, own = logging.getLogger("effektspor"), logging.getLogger("effektspor.checking")
    before = package.level, own.level
    package.setLevel(logging.WARNING)
    own.setLevel(logging.INFO)
    try:
        yield
    finally:
        package.setLevel(before[0])
        own.setLevel(before[1])
