"""Judge in simulated worlds what a factor analysis of 17 rows and 7 columns can bear."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.factors.few_rows import study
from effektspor.report.few_rows_page import renew
from effektspor.tables import write_csv


class _Task(Settings):
    """No settings: the study is of tables, not of a study's data."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how much is simulated and where the result goes."""
    parser.add_argument("--settings", type=settings_of(_Task), default=_Task())
    parser.add_argument("--worlds", type=int, default=1000, help="of each truth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("data/recovery/few_rows.csv"))
    parser.add_argument("--docs", type=Path, help="folder docs: renew the table of methods.md too")


def run(args: argparse.Namespace) -> None:
    """Simulate, write and print."""
    found = study(args.worlds, args.seed)
    write_csv(found, args.out)
    print(found.to_string(index=False, float_format="%.2f"))
    if args.docs:
        page = args.docs / "methods.md"
        page.write_text(renew(page.read_text(encoding="utf-8"), found), encoding="utf-8")
