"""Estimate shares of answers in the surveys of citizens, and what non-response could do to them."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import Settings
from effektspor.config.design import Disclosure, Estimation
from effektspor.config.given import settings_of
from effektspor.evaluations.citizens.options import chosen
from effektspor.evaluations.citizens.printed import read_star, with_published
from effektspor.evaluations.citizens.shares import citizen_shares
from effektspor.evaluations.citizens.strata import response
from effektspor.published import read_published
from effektspor.surveys.scales import read_scales
from effektspor.surveys.survey import PARTS, read_survey
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    estimation: Estimation
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--surveys", nargs="+", required=True, help="ids, in the order of reports")
    parser.add_argument(
        "--folders", type=Path, nargs="+", required=True, help=f"of each: {', '.join(PARTS)}"
    )
    parser.add_argument("--codebooks", type=Path, nargs="+", required=True, help="of each")
    parser.add_argument("--scales", type=Path, required=True)
    parser.add_argument("--star", type=Path, required=True, help="STAR's survey of 2016, a CSV")
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    parser.add_argument("--citizens", type=Path, required=True, help="shares by question")
    parser.add_argument("--response", type=Path, required=True, help="who replied")
    parser.add_argument("--options", type=Path, required=True, help="multi-response questions")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    settings = task.estimation.confidence, task.disclosure.min_cell
    scales, published, star = (
        read_scales(args.scales), read_published(args.published), read_star(args.star),
    )  # fmt: skip
    shares, replies, options = [], [], []
    for name, folder, path in zip(args.surveys, args.folders, args.codebooks, strict=True):
        survey = read_survey(folder, name, path, scales)
        own = citizen_shares(survey, *settings)
        shares.append(with_published(own, survey.book, published, star))
        replies.append(response(survey, task.disclosure.min_cell))
        options.append(chosen(survey, *settings))
        log.info("%s: %d of %d replied", name, survey.replied, survey.invited)
    for tables, out in ((shares, args.citizens), (replies, args.response), (options, args.options)):
        write_csv(pd.concat(tables, ignore_index=True), out)
