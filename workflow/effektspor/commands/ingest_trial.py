"""Read the files of a trial: persons and jobs, understood by the codebooks and checked."""

import argparse
import json
import logging
from pathlib import Path

import pandas as pd

from effektspor.config.base import DateText, Settings
from effektspor.config.given import settings_of
from effektspor.config.trial import TRIAL_FILES, TrialFiles, Waiting
from effektspor.municipality_years import read_municipality_years
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.quality import Ledger, refuse_gaps
from effektspor.registers.reading import SourceFile, source_files
from effektspor.tables import write_csv
from effektspor.trial.codebook import read_codebook, read_scales
from effektspor.trial.files import Rules
from effektspor.trial.ingest import read_trial
from effektspor.trial.tables import JOBS, PERSONS

log = logging.getLogger(__name__)
MONTHS, WEEKS = 12, 52
"""Of a year: what a wait in weeks is in months."""


class _Task(Settings):
    trial: TrialFiles
    waiting: Waiting
    synthetic: bool
    tolerance: float = 0
    key_digits: int | None = None
    project_start: DateText
    project_end: DateText


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument(
        "--files",
        type=Path,
        nargs="+",
        help="what to read in place of the files: persons, then jobs",
    )
    parser.add_argument("--codebooks", type=Path, nargs=len(TRIAL_FILES), required=True)
    for table in ("scales", "municipalities"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for output in ("persons", "jobs", "quality", "report"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    scales = read_scales(args.scales)
    books = (
        read_codebook(args.codebooks[0], scales, PERSONS),
        read_codebook(args.codebooks[1], scales, JOBS),
    )
    persons, jobs = _files(task, args.files)
    for file in (*persons, *jobs):
        refuse_false_label(file.name, declared=task.synthetic)
    ledger = Ledger()
    rules = Rules(
        Keys(task.key_digits, synthetic=task.synthetic),
        ledger,
        read_municipality_years(args.municipalities),
        pd.Timestamp(task.project_start),
        pd.Timestamp(task.project_end),
        task.tolerance,
        task.waiting.least_weeks * MONTHS / WEEKS,
        args.memory_mb,
    )
    trial = read_trial(persons, jobs, books, rules)
    quality = ledger.frame()
    refuse_gaps(quality, {PERSONS.name: len(trial.persons), JOBS.name: len(trial.jobs)})
    PERSONS.write(trial.persons, args.persons)
    JOBS.write(trial.jobs, args.jobs)
    write_csv(quality, args.quality)
    report = {**trial.summary, "synthetic": task.synthetic}
    args.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    log.info("%d persons, %d jobs", len(trial.persons), len(trial.jobs))


def _files(task: _Task, copies: list[Path] | None) -> list[list[SourceFile]]:
    """Files of each kind, or the copies that are read in their place."""
    found = []
    for kind in TRIAL_FILES:
        pattern = getattr(task.trial, kind).path
        files = source_files(pattern, ())
        if copies is not None:
            files = source_files(pattern, (), copies[: len(files)])
            copies = copies[len(files) :]
        found.append(files)
    return found
