"""Put the ledgers of all surveys together."""

import argparse
from pathlib import Path

from effektspor.registers.quality import join_quality, read_quality
from effektspor.tables import write_csv


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--parts", type=Path, nargs="+", required=True)
    parser.add_argument("--quality", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read and write."""
    write_csv(join_quality([read_quality(part) for part in args.parts]), args.quality)
