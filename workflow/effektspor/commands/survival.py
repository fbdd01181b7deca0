"""Estimate time to first internship: Kaplan-Meier curves and the start-rate ratio."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Estimation
from effektspor.config.given import settings_of
from effektspor.estimators.survival import RISK, kaplan_meier, start_rate_ratio
from effektspor.tables import write_csv


class _Task(Settings):
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for name in ("risk", "survival", "rate-ratio"):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    confidence = args.settings.estimation.confidence
    risk = RISK.read(args.risk)
    write_csv(kaplan_meier(risk, confidence), args.survival)
    write_csv(pd.DataFrame([start_rate_ratio(risk, confidence)]), args.rate_ratio)
