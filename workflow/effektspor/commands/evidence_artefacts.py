"""``effektspor evidence-artefacts``: result tables to the artefacts of the desk research."""

import argparse

from effektspor.evaluations import making_groups
from effektspor.evaluations.discus2011.groups import GROUPS
from effektspor.evaluations.discus2011.making import Study
from effektspor.evaluations.discus2011.tables import LAYOUT
from effektspor.evaluations.making_groups import CommonSettings, Evaluation


class _Settings(CommonSettings):
    """The settings that decide artefacts."""

    least_stock: float = 1.0
    least_share: float = 0.55
    texts: bool = False


EVALUATION = Evaluation(GROUPS, LAYOUT, _Settings, Study)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group, or the own values."""
    making_groups.run(args, EVALUATION)
