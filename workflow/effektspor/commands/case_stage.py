"""``effektspor case-stage``: build the folder that the report on a business case is rendered from."""

import argparse

from effektspor.report.hedensted2019.partials import PARTS
from effektspor.report.staging import add_arguments, stage

__all__ = ["add_arguments", "run"]


def run(args: argparse.Namespace) -> None:
    """Check every text, fill it and stage the report."""
    stage(args, PARTS)
