"""Set own values beside the published figures, with basis, verdict and reason."""

import argparse
import logging
from pathlib import Path

from pydantic import Field

from effektspor.config.base import Key, Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.coding import read_coding
from effektspor.evaluations.own_values import read_own_values
from effektspor.evaluations.replication import replicate, totals
from effektspor.published import read_basis_rules, read_published
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    studies: list[Key]
    """Evaluations in the build."""
    registers: list[Key] = Field(default_factory=list)
    """Those of them that are built on real registers."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and output."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="own_values.csv of studies")
    parser.add_argument("--out", type=Path, required=True, help="replication.csv")


def run(args: argparse.Namespace) -> None:
    """Read, compare and write; log the totals by basis."""
    published = read_published(args.published)
    table = replicate(
        published,
        read_basis_rules(args.published),
        read_own_values(args.own, published),
        args.settings.studies,
        read_coding(args.published),
        args.settings.registers,
    )
    write_csv(table, args.out)
    for row in totals(table).to_dict("records"):
        verdicts = ", ".join(
            f"{n} {verdict}" for verdict, n in row.items() if verdict not in ("basis", "all") and n
        )
        log.info("%s: %s of %s", row["basis"], verdicts or "none", row["all"])
