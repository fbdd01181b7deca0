"""``effektspor trial-stage``: build the folder that the report on the flexjob trial is rendered from."""

import argparse

from effektspor.report.discus2007.partials import PARTS
from effektspor.report.staging import add_arguments, stage

__all__ = ["add_arguments", "run"]


def run(args: argparse.Namespace) -> None:
    """Check every text, fill it and stage the report."""
    stage(args, PARTS)
