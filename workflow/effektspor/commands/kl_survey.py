"""Estimate shares of answers in surveys of job centres, and how they have changed."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.codebook import read_municipalities
from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.evaluations.jobcentres import change, contrasts, response, shares
from effektspor.evaluations.jobcentres.classes import read_classes
from effektspor.evaluations.jobcentres.printed import published, read_printed
from effektspor.evaluations.jobcentres.sums import read_sums
from effektspor.published import read_published
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.scales import read_scales
from effektspor.surveys.survey import PARTS, read_survey
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
MAIN, BEFORE = "main", "before"
NAMES = {MAIN: "jobcentres", BEFORE: "jobcentres_before"}
FOLDER = f"folder of the ingest: {', '.join(PARTS)}"


class _Task(Settings):
    confidence: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--survey", type=Path, required=True, help=FOLDER)
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--before", type=Path, help=f"of the survey before, {FOLDER}")
    parser.add_argument("--before-codebook", type=Path, required=True)
    parser.add_argument("--scales", type=Path, required=True)
    parser.add_argument("--sums", type=Path, required=True, help="answers counted together, CSV")
    parser.add_argument("--classes", type=Path, required=True, help="limits of classes, CSV")
    parser.add_argument("--contrasts", type=Path, required=True, help="answers held together, CSV")
    parser.add_argument("--printed", type=Path, required=True, help="what is printed, CSV")
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    parser.add_argument("--municipalities", type=Path, required=True, help="list of numbers, CSV")
    parser.add_argument("--shares", type=Path, required=True, help="jobcentres.csv")
    parser.add_argument("--change", type=Path, required=True, help="jobcentre_change.csv")
    parser.add_argument("--differences", type=Path, required=True, help="jobcentre_contrasts.csv")
    parser.add_argument("--response", type=Path, required=True, help="jobcentre_response.csv")


def run(args: argparse.Namespace) -> None:
    """Read, count and write; without a survey before there is no row of change."""
    task: _Task = args.settings
    scales, places = read_scales(args.scales), read_municipalities(args.municipalities)
    given = {MAIN: (args.survey, args.codebook)}
    if args.before is not None:
        given[BEFORE] = (args.before, args.before_codebook)
    surveys = {
        year: read_survey(folder, NAMES[year], codebook, scales)
        for year, (folder, codebook) in given.items()
    }
    books = [
        read_codebook(path, NAMES[year], scales)
        for year, path in ((MAIN, args.codebook), (BEFORE, args.before_codebook))
    ]
    sums = read_sums(args.sums, books)
    classes = read_classes(args.classes, scales)
    printed = read_printed(args.printed, read_published(args.published))
    held = contrasts.read_contrasts(args.contrasts, books[0])
    answers, replies = [], []
    for year, survey in surveys.items():
        own = shares.jobcentre_shares(survey, sums, year, task.confidence, classes)
        answers.append(own.assign(published=published(own, survey.name, sums, printed)))
        replies.append(response.jobcentre_response(survey, places, year))
        log.info("%s: %d of %d answered", survey.name, survey.replied, survey.invited)
    write_csv(pd.concat(answers, ignore_index=True), args.shares)
    write_csv(pd.concat(replies, ignore_index=True), args.response)
    apart = contrasts.jobcentre_contrasts(surveys[MAIN], held, task.confidence)
    write_csv(apart, args.differences)
    if BEFORE in surveys:
        changes = change.jobcentre_change(surveys[BEFORE], surveys[MAIN], sums, task.confidence)
    else:
        changes = pd.DataFrame(columns=list(change.COLUMNS))
    write_csv(changes, args.change)
