"""Read DREAM: persons, benefit spells and months with a wage, checked against the code list."""

import argparse
import json
import logging
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from effektspor.codebook import read_codebook
from effektspor.config.base import Settings
from effektspor.config.design import Codes
from effektspor.config.given import settings_of
from effektspor.config.sources import DreamSource
from effektspor.municipality_years import read_municipality_years
from effektspor.registers.buckets import BucketWriter
from effektspor.registers.columns import find_columns
from effektspor.registers.dream import (
    EMPLOYMENT,
    PERSONS,
    DreamFile,
    Rules,
    read_dream,
)
from effektspor.registers.dream_checks import Seen, refuse_duplicates, refuse_unknown
from effektspor.registers.files.opening import open_file
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.quality import Ledger
from effektspor.registers.reading import source_files
from effektspor.registers.spells import SPELLS
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class Task(Settings):
    """What decides the tables."""

    dream: DreamSource
    codes: Codes
    synthetic: bool
    extract_date: date
    key_digits: int | None = None
    first_week: int
    last_week: int
    start_years: tuple[int, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--files", type=Path, nargs="+", help="copies to read instead of the files")
    for output in ("persons", "spells", "employment", "quality", "report"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: Task = args.settings
    rules = rules_of(task)
    files = open_files(task, args.files)
    for dream in files:
        refuse_false_label(dream.name, declared=task.synthetic)
    seen, ledger, rows = Seen(), Ledger(), {}
    with ExitStack() as outputs:
        persons, spells, employment = (
            outputs.enter_context(BucketWriter(table, target, memory_mb=args.memory_mb))
            for table, target in (
                (PERSONS, args.persons),
                (SPELLS, args.spells),
                (EMPLOYMENT, args.employment),
            )
        )
        for dream in files:
            before = seen.persons
            for part in read_dream(dream, rules, seen, ledger, memory_mb=args.memory_mb):
                persons.add(part.persons)
                spells.add(part.spells)
                employment.add(part.employment)
            rows[str(dream.name)] = seen.persons - before
        # All that may stop the run comes before the outputs get their names.
        refuse_unknown(seen)
        refuse_duplicates(seen, rows, where=Path(task.dream.path))
        write_csv(ledger.frame(), args.quality)
        _report(task, seen, files, args.report)
    log.info("%d persons, %d weeks", seen.persons, len(files[0].columns.weeks))


def rules_of(task: Task) -> Rules:
    """What is known of codes, municipalities and keys before a file is read."""
    extension = Path(task.codes.extension) if task.codes.extension else None
    return Rules(
        read_codebook(Path(task.codes.benefits), extension),
        frozenset(task.codes.allow_unknown),
        read_municipality_years(Path(task.codes.municipalities)),
        Keys(task.key_digits, synthetic=task.synthetic),
    )


def open_files(task: Task, copies: list[Path] | None) -> list[DreamFile]:
    """Open each file, or the copy that is read in its place, and find its columns."""
    opened = []
    for source in source_files(task.dream.path, (), copies):
        file = open_file(source.copy)
        columns = find_columns(
            [variable.name for variable in file.variables],
            task.dream.variables,
            range(task.first_week, task.last_week + 1),
            task.start_years,
            extracted=task.extract_date,
            where=source.name,
        )
        opened.append(DreamFile(file, source.name, source.label, columns))
    return opened


def _report(task: Task, seen: Seen, files: list[DreamFile], target: Path) -> None:
    report = {
        "persons": seen.persons,
        "files": len(files),
        "weekly_columns": len(files[0].columns.weeks),
        "allowed_unknown_codes": {str(c): n for c, n in sorted(seen.allowed.items())},
        "synthetic": task.synthetic,
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
