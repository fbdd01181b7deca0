"""Estimate how far repeated answers of the same citizens move."""

import argparse
import logging
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.design import Disclosure, Estimation
from effektspor.config.given import settings_of
from effektspor.evaluations.progression.attrition import progression_attrition
from effektspor.evaluations.progression.change import progression_change
from effektspor.evaluations.progression.known import known_persons, refuse_unknown_persons
from effektspor.evaluations.progression.measurements import measurements
from effektspor.evaluations.progression.printed import with_published
from effektspor.evaluations.progression.shift import progression_shift
from effektspor.published import read_published
from effektspor.surveys.codebook import Codebook, read_codebook
from effektspor.surveys.scales import read_scales
from effektspor.surveys.tables import ANSWERS, RESPONDENTS
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    estimation: Estimation
    disclosure: Disclosure
    smallest_link: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--respondents", type=Path, required=True)
    parser.add_argument("--persons", type=Path, required=True, help="persons in DREAM")
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--scales", type=Path, required=True)
    parser.add_argument("--published", type=Path, required=True, help="data/published")
    parser.add_argument("--progression", type=Path, required=True, help="change by question")
    parser.add_argument("--shift", type=Path, required=True, help="first by last answer")
    parser.add_argument("--attrition", type=Path, required=True, help="who is measured again")
    parser.add_argument("--links", type=Path, required=True, help="persons whom DREAM has")


def run(args: argparse.Namespace) -> None:
    """Read, estimate and write."""
    task: _Task = args.settings
    confidence, few = task.estimation.confidence, task.disclosure.min_cell
    book = read_codebook(args.codebook, "progression", read_scales(args.scales))
    respondents = RESPONDENTS.read(args.respondents)
    links = known_persons(respondents, args.persons)
    refuse_unknown_persons(links, task.smallest_link)
    rows = measurements(ANSWERS.read(args.answers), respondents)
    questions = [(question.item, question.element) for question in book.items]
    change = progression_change(rows, questions, _values(book), confidence, few)
    texts = {q.item: q.wording_da for q in book.items}
    change.insert(2, "label_da", change["item"].map(texts))
    items = {q.item: q.published for q in book.items if q.published}
    write_csv(with_published(change, read_published(args.published), items), args.progression)
    shift = progression_shift(rows, [item for item, _ in questions], _values(book), few)
    write_csv(shift, args.shift)
    write_csv(progression_attrition(rows, confidence, few), args.attrition)
    write_csv(links, args.links)
    log.info("%d questions, %d persons", len(questions), rows["person"].nunique())


def _values(book: Codebook) -> int:
    """Answers of the longest scale; all scales of the survey begin at one."""
    return max(
        answer.value or 0
        for question in book.items
        if question.scale
        for answer in question.scale.answers
    )
