"""``effektspor kl-artefacts``: result tables to the artefacts of KL's evaluation."""

import argparse

from effektspor.evaluations import making_groups
from effektspor.evaluations.kl2016.dates import comparable
from effektspor.evaluations.kl2016.groups import GROUPS
from effektspor.evaluations.kl2016.making import Study
from effektspor.evaluations.kl2016.tables import LAYOUT
from effektspor.evaluations.making_groups import CommonSettings, Evaluation


class _Settings(CommonSettings):
    """The settings that decide artefacts."""

    reform: str = "2013-01-01"
    as_of: str = "2016-01-01"
    survey_year: int = 2016
    before_year: int = 2015
    passive_weeks: tuple[int, ...] = (26, 52)
    incidence_weeks: tuple[int, ...] = (52, 104, 156)


EVALUATION = Evaluation(GROUPS, LAYOUT, _Settings, Study, comparable)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group, or the own values."""
    making_groups.run(args, EVALUATION)
