"""Read a survey: answers and respondents, understood by the codebook and checked."""

import argparse
import json
import logging
from pathlib import Path

from effektspor.codebook import read_municipalities
from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.config.surveys import SurveyId, SurveySource
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.quality import Ledger, refuse_gaps
from effektspor.registers.reading import source_files
from effektspor.surveys.codebook import read_codebook
from effektspor.surveys.ingest import Rules, read_survey
from effektspor.surveys.population import read_staff
from effektspor.surveys.scales import read_scales
from effektspor.surveys.tables import ANSWERS, RESPONDENTS
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    survey: SurveyId
    source: SurveySource
    synthetic: bool
    participants: tuple[int, ...] | None = None
    tolerance: float = 0
    key_digits: int | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--codebook", type=Path, required=True)
    parser.add_argument("--scales", type=Path, required=True)
    parser.add_argument("--municipalities", type=Path, required=True)
    for output in ("answers", "respondents", "quality", "report"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    book = read_codebook(args.codebook, task.survey, read_scales(args.scales))
    files = source_files(task.source.path, ())
    for file in files:
        refuse_false_label(file.name, declared=task.synthetic)
    known = read_municipalities(args.municipalities)
    if task.source.population is not None:
        # Read here so that a broken file stops the run before anything is estimated.
        read_staff(Path(task.source.population), frozenset(known["number"]), book)
    # Only progression names persons as the registers do; other surveys number their own.
    registered = task.survey == "progression"
    ledger = Ledger()
    rules = Rules(
        Keys(
            task.key_digits if registered else None,
            synthetic=task.synthetic,
            running=not registered,
        ),
        task.tolerance,
        ledger,
        dict(zip(known["name"].str.lower(), known["number"].astype(int), strict=True)),
        task.participants,
        task.source.invited,
        args.memory_mb,
    )
    survey = read_survey(files, book, rules)
    quality = ledger.frame()
    refuse_gaps(quality, {task.survey: len(survey.respondents)})
    ANSWERS.write(survey.answers, args.answers)
    RESPONDENTS.write(survey.respondents, args.respondents)
    write_csv(quality, args.quality)
    report = {"survey": task.survey, "synthetic": task.synthetic, **survey.summary}
    args.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    log.info("%d rows, %d respondents", len(survey.respondents), survey.summary["respondents"])
