"""``effektspor case-artefacts``: result tables to the artefacts of a business case."""

import argparse

from effektspor.evaluations import making_groups
from effektspor.evaluations.hedensted2019.groups import GROUPS
from effektspor.evaluations.hedensted2019.making import Study
from effektspor.evaluations.hedensted2019.tables import LAYOUT
from effektspor.evaluations.making_groups import CommonSettings, Evaluation


class _Settings(CommonSettings):
    """The settings that decide artefacts."""

    as_of: str = "2018-09-01"
    followed_until: str = "2019-12-31"
    exit_weeks: int = 4
    history_months: int = 24
    horizon_months: int = 60
    ramp_months: int = 36
    bands: tuple[int, ...] = (0, 6, 12, 24)
    flow_draws: int = 200
    draws: int = 2_000
    first_year: int = 2019
    tax: bool = True
    cluster: int = 1
    region: int = 1


EVALUATION = Evaluation(GROUPS, LAYOUT, _Settings, Study)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    making_groups.add_arguments(parser, EVALUATION)


def run(args: argparse.Namespace) -> None:
    """Write the artefacts of a group, or the own values."""
    making_groups.run(args, EVALUATION)
