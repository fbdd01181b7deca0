"""``effektspor programme-stage``: build the folder that the report of a programme comes from."""

import argparse

from effektspor.artefacts import read_artefacts
from effektspor.report.programme.partials import parts_of
from effektspor.report.staging import add_arguments, stage

__all__ = ["add_arguments", "run"]


def run(args: argparse.Namespace) -> None:
    """Check every text, fill it and stage the report."""
    stage(args, parts_of(read_artefacts(args.artefacts)))
