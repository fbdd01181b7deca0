"""Estimate time to first internship: curves, the rate ratio, restricted means, counterfactuals."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Estimation
from effektspor.config.given import settings_of
from effektspor.estimators.hazard.counterfactual import counterfactual
from effektspor.estimators.hazard.pseudo import pseudo_effects
from effektspor.estimators.hazard.rate_ratio import rate_ratios
from effektspor.estimators.hazard.resample import MOST_DRAWS
from effektspor.estimators.hazard.restricted_means import restricted_means
from effektspor.estimators.hazard.speed_up import speed_up_means
from effektspor.estimators.infer import Inference
from effektspor.estimators.survival import RISK, kaplan_meier
from effektspor.tables import write_csv

READ_OFF_WEEKS = (52, 104)


class _Task(Settings):
    estimation: Estimation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    outputs = ("survival", "rate-ratio", "restricted-means", "counterfactual", "speed-up-means",
               "pseudo-effects")  # fmt: skip
    for name in ("risk", *outputs):
        parser.add_argument(f"--{name}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    how: Estimation = args.settings.estimation
    risk = RISK.read(args.risk)
    # Blocks are settings of calendar weeks, from 1; weeks since start are full weeks, from 0.
    blocks = [(first - 1, last - 1) for first, last in how.blocks]
    inference = Inference(how.confidence, how.draws, how.seed)
    ratios = rate_ratios(risk, inference, blocks)
    resampling = (how.confidence, min(how.draws, MOST_DRAWS), how.seed)
    headline: pd.Series = ratios.iloc[0]
    for table, path in (
        (kaplan_meier(risk, how.confidence), args.survival),
        (ratios, args.rate_ratio),
        (restricted_means(risk, READ_OFF_WEEKS, *resampling), args.restricted_means),
        (pseudo_effects(risk, READ_OFF_WEEKS, inference), args.pseudo_effects),
        (counterfactual(risk, *resampling), args.counterfactual),
        (speed_up_means(risk, headline, READ_OFF_WEEKS, *resampling), args.speed_up_means),
    ):
        write_csv(table, path)
