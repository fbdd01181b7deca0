"""Estimate how stays end: incidence of internship and of each kind of exit, with its effect."""

import argparse
from pathlib import Path

from effektspor.cohort.state_list import read_state_list
from effektspor.config.base import Settings
from effektspor.config.design import Estimation
from effektspor.config.given import settings_of
from effektspor.estimators.causes import CAUSES, EVENT, with_causes
from effektspor.estimators.hazard.incidence import incidence_did, incidence_table
from effektspor.estimators.hazard.resample import MOST_DRAWS
from effektspor.estimators.survival import RISK
from effektspor.tables import write_csv

READ_OFF_WEEKS = (52, 104)


class _Task(Settings):
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("risk", "causes", "states", "incidence", "incidence-did"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    how: Estimation = args.settings.estimation
    risk, causes = RISK.read(args.risk), CAUSES.read(args.causes)
    causes = with_causes(causes, [EVENT, *read_state_list(args.states)["cause"]])
    resampling = (how.confidence, min(how.draws, MOST_DRAWS), how.seed)
    write_csv(incidence_table(risk, causes, how.confidence), args.incidence)
    write_csv(incidence_did(risk, causes, READ_OFF_WEEKS, *resampling), args.incidence_did)
