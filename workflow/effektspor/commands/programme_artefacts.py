"""``effektspor programme-artefacts``: result tables to the artefacts of a study of any programme."""

import argparse

from effektspor.evaluations import making_groups
from effektspor.evaluations.making_groups import Evaluation
from effektspor.evaluations.programme.groups import GROUPS
from effektspor.evaluations.programme.making import study_of
from effektspor.evaluations.programme.settings import ProgrammeSettings
from effektspor.evaluations.programme.tables import LAYOUT

EVALUATION = Evaluation(GROUPS, LAYOUT, ProgrammeSettings, study_of)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group."""
    making_groups.run(args, EVALUATION)
