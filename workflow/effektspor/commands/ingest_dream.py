"""Read DREAM: persons, benefit spells and months with a wage, checked against the code list."""

import argparse
import json
import logging
from pathlib import Path

import pandas as pd

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.config.base import Settings
from effektspor.config.design import Codes
from effektspor.config.sources import DreamSource
from effektspor.registers.columns import find_columns
from effektspor.registers.dream import (
    EMPLOYMENT,
    PERSONS,
    Findings,
    read_dream,
    refuse_duplicates,
    refuse_unknown,
)
from effektspor.registers.mark import refuse_false_label, refuse_synthetic_keys
from effektspor.registers.readers import column_names
from effektspor.registers.spells import SPELLS

log = logging.getLogger(__name__)


class _Task(Settings):
    dream: DreamSource
    codes: Codes
    synthetic: bool
    first_week: int
    last_week: int
    start_years: tuple[int, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=_Task.model_validate_json, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--persons", type=Path, required=True)
    parser.add_argument("--spells", type=Path, required=True)
    parser.add_argument("--employment", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read, check and write."""
    task: _Task = args.settings
    path = Path(task.dream.path)
    columns = find_columns(
        column_names(path),
        task.dream.variables,
        range(task.first_week, task.last_week + 1),
        task.start_years,
        where=path,
    )
    refuse_false_label(path, declared=task.synthetic)
    extension = Path(task.codes.extension) if task.codes.extension else None
    codebook = read_codebook(Path(task.codes.benefits), extension)
    municipalities = frozenset(read_municipalities(Path(task.codes.municipalities))["number"])
    findings = Findings()
    parts = list(
        read_dream(path, columns, codebook, municipalities, findings, memory_mb=args.memory_mb)
    )
    people = pd.concat([part.persons for part in parts], ignore_index=True)
    refuse_unknown(findings, frozenset(task.codes.allow_unknown), where=path)
    refuse_duplicates(people["pnr"], where=path)
    refuse_synthetic_keys(people["pnr"], declared=task.synthetic, where=path)
    PERSONS.write(people, args.persons)
    SPELLS.write(pd.concat([part.spells for part in parts], ignore_index=True), args.spells)
    employment = pd.concat([part.employment for part in parts], ignore_index=True)
    EMPLOYMENT.write(employment, args.employment)
    report = {
        "persons": findings.persons,
        "weekly_columns": len(columns.weeks),
        "allowed_unknown_codes": {str(c): n for c, n in sorted(findings.unknown.items())},
        "synthetic": task.synthetic,
    }
    args.report.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    log.info("%d persons, %d weeks", findings.persons, len(columns.weeks))
