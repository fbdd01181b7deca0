"""``effektspor artefacts``: result tables to the artefacts of Bedre Ressourceforloeb."""

import argparse

from pydantic import Field

from effektspor.evaluations import making_groups
from effektspor.evaluations.brf2019.groups import GROUPS
from effektspor.evaluations.brf2019.making import Study
from effektspor.evaluations.brf2019.tables import LAYOUT
from effektspor.evaluations.making_groups import CommonSettings, Evaluation


class _Settings(CommonSettings):
    """The settings that decide artefacts."""

    reference_week: int = Field(default=95, ge=1, le=104)
    smallest_group: int = Field(default=50, ge=1)
    washout_weeks: int = Field(default=52, ge=1)
    bridge_weeks: int = Field(default=4, ge=0)
    bridge_family_weeks: int | None = None
    censor: bool = False
    count_imputed: bool = True
    hours_scope: str = "month"


EVALUATION = Evaluation(GROUPS, LAYOUT, _Settings, Study)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group, or the own values."""
    making_groups.run(args, EVALUATION)
