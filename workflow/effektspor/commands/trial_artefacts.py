"""``effektspor trial-artefacts``: result tables to the artefacts of the flexjob trial."""

import argparse

from pydantic import Field

from effektspor.evaluations import making_groups
from effektspor.evaluations.discus2007.dates import comparable
from effektspor.evaluations.discus2007.groups import GROUPS
from effektspor.evaluations.discus2007.making import Study
from effektspor.evaluations.discus2007.tables import LAYOUT
from effektspor.evaluations.making_groups import CommonSettings, Evaluation


class _Settings(CommonSettings):
    """The settings that decide artefacts."""

    project_start: str = "2005-10-01"
    project_end: str = "2006-10-01"
    status_date: str = "2007-04-01"
    national_months: tuple[int, ...] = (8, 12)
    least_weeks: int = 26
    long_weeks: int = 78
    draws: int = 9_999
    fees: dict[str, float | bool] = Field(default_factory=dict)


EVALUATION = Evaluation(GROUPS, LAYOUT, _Settings, Study, comparable)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group, or the own values."""
    making_groups.run(args, EVALUATION)
