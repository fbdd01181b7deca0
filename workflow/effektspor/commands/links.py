"""Stop where the sources do not know the same persons, before anything is estimated."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.link_limits import refuse_strangers, refuse_unlinked
from effektspor.cohort.link_table import LINKS, add_links
from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.registers.quality import add_quality, read_quality
from effektspor.tables import write_csv


class _Task(Settings):
    smallest_link: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--link-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--quality-parts", type=Path, nargs="+", required=True)
    parser.add_argument("--links", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Add up, judge and write."""
    task: _Task = args.settings
    refuse_strangers(add_quality([read_quality(part) for part in args.quality_parts]))
    links = add_links([LINKS.conform(pd.read_csv(part)) for part in args.link_parts])
    refuse_unlinked(links, task.smallest_link)
    write_csv(links, args.links)
