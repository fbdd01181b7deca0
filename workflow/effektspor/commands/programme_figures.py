"""``effektspor programme-figures``: draw the figures of one group of artefacts of a programme."""

import argparse

from effektspor.report import drawing
from effektspor.report.programme.figures import DRAW


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Artefacts, data and words in; one SVG per figure out."""
    drawing.add_arguments(parser, DRAW)


def run(args: argparse.Namespace) -> None:
    """Draw the figures of a group."""
    drawing.run(args, DRAW)
