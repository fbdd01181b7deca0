"""``effektspor grade-evidence``: votes with published weights, ratings of designs, grades."""

import argparse
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.discus2011 import Grading
from effektspor.config.given import settings_of
from effektspor.evaluations.evidence.grades import grades_table
from effektspor.evaluations.evidence.ratings import ratings_table
from effektspor.evaluations.evidence.votes import votes_table
from effektspor.evidence.lists import read_themes, read_weights
from effektspor.evidence.tables import FINDINGS, REPORTS
from effektspor.tables import write_csv


class _Task(Settings):
    grading: Grading


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for table in ("reports", "findings", "themes", "designs", "weights"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for table in ("votes", "grades", "ratings"):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, grade and write."""
    rules = args.settings.grading
    reports, findings = REPORTS.read(args.reports), FINDINGS.read(args.findings)
    votes = votes_table(reports, findings, read_weights(args.weights))
    ratings = ratings_table(reports, findings)
    grades = grades_table(
        votes, ratings, read_themes(args.themes),
        least_stock=rules.least_stock, least_share=rules.least_share,
    )  # fmt: skip
    write_csv(votes, args.votes)
    write_csv(ratings, args.ratings)
    write_csv(grades, args.grades)
