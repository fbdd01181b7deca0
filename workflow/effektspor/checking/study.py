"""One study checked: its files, the first rows of its registers, and what could be estimated."""

import logging
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from effektspor.checking import page
from effektspor.checking.codes import refuse_unknown_codes
from effektspor.checking.first_rows import read_first_rows
from effektspor.checking.given import REGISTERS, Given, given_files
from effektspor.checking.masked import shown
from effektspor.checking.outlook import outlook_of
from effektspor.checking.rows import row_counts
from effektspor.checking.trial_run import (
    build_cohorts,
    read_registers,
    simulate_into,
    sum_up,
)
from effektspor.config.comparison import Comparison
from effektspor.config.model import Compute
from effektspor.errors import InputError, UserError
from effektspor.registers.files.opening import FORMATS, open_file

log = logging.getLogger(__name__)


@dataclass
class Checked:
    """What was found of a study.

    Attributes
    ----------
    lines
        What is told, line by line.
    problems
        What stands in the way of a run, each as a message.
    """

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unmade: bool = False
    """Whether synthetic files are not there yet."""

    def say(self, *lines: str) -> None:
        """Tell lines."""
        self.lines += lines


def check_study(study: Any, compute: Compute, *, quick: bool, scratch: Path) -> Checked:
    """Check the files of a study, then, unless `quick`, count what could be estimated.

    Parameters
    ----------
    scratch
        Folder in which a temporary folder may be made; persons' data are in it until it is removed.
    """
    checked = Checked()
    synthetic = getattr(study.data, "simulate", None) is not None
    checked.say(f"  Data: {'SYNTHETIC, made by the simulator' if synthetic else 'your own files'}")
    _files(study, checked, synthetic=synthetic, quick=quick)
    if isinstance(study, Comparison):
        _codes(study, checked)
    else:
        checked.say(
            f"  What evaluation {study.evaluation} would estimate is not told: its files are "
            "checked, with their variables and rows."
        )
        return checked
    if quick:
        checked.say("  Persons were not counted (--quick).")
    elif checked.problems:
        checked.say("  Persons were not counted: mend the problems below first.")
    else:
        _count(study, checked, compute, synthetic=synthetic, scratch=scratch)
    return checked


def _files(study: Any, checked: Checked, *, synthetic: bool, quick: bool) -> None:
    rows = []
    for given in given_files(study):
        try:
            rows.append(_file(study, given, synthetic=synthetic, quick=quick))
        except UserError as error:
            if given.made and not _any_there(given):
                rows.append((given.key, given.path, "", "", "made by the run"))
                checked.unmade |= given.key in REGISTERS
            else:
                rows.append((given.key, given.path, "", "", "PROBLEM"))
                checked.problems.append(str(error))
    head = ("", "path", "rows", "variables", "")
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(5)]
    checked.say("  Files")
    for row in (head, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        checked.say(f"    {'  '.join(cells)}".rstrip())


def _codes(study: Comparison, checked: Checked) -> None:
    try:
        refuse_unknown_codes(study)
    except UserError as error:
        if str(error) not in checked.problems:
            checked.problems.append(str(error))


def _any_there(given: Given) -> bool:
    return any(
        Path(given.path.replace("{year}", str(year))).exists() for year in (given.years or (0,))
    )


def _file(
    study: Any, given: Given, *, synthetic: bool, quick: bool
) -> tuple[str, str, str, str, str]:
    files = given.files()
    if given.key in REGISTERS:
        read_first_rows(study, given.key, synthetic=synthetic)
    if not all(file.is_file() and file.suffix.lower() in FORMATS for file in files):
        return given.key, given.path, "", "", "ok"
    opened = [open_file(file) for file in files]
    rows = [each.rows if each.rows is not None else _lines(each.path, quick) for each in opened]
    disclosure = getattr(study, "disclosure", None) if given.key.startswith("data.") else None
    least = disclosure.min_cell if disclosure is not None else 1
    told = "" if None in rows else shown(sum(row for row in rows if row), least)
    widths = sorted({len(each.variables) for each in opened})
    variables = str(widths[0]) if len(widths) == 1 else f"{widths[0]}-{widths[-1]}"
    many = f"ok, {len(files)} files" if len(files) > 1 else "ok"
    return given.key, given.path, told, variables, many


def _lines(path: Path, quick: bool) -> int | None:
    """Rows of a text file below its header; not counted where it should go quickly."""
    if quick:
        return None
    with path.open("rb") as file:
        return max(sum(block.count(b"\n") for block in iter(lambda: file.read(2**20), b"")) - 1, 0)


def _count(
    study: Comparison, checked: Checked, compute: Compute, *, synthetic: bool, scratch: Path
) -> None:
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".check-", dir=scratch) as made:
            _count_in(Path(made), study, checked, compute, synthetic=synthetic)
    except UserError as error:
        checked.problems.append(str(error))
    except OSError as error:
        where = InputError(
            f"The temporary folder cannot be written: {error.strerror}",
            where=str(scratch),
            todo="Name a folder with enough space for copies of the registers with --scratch.",
        )
        checked.problems.append(str(where))


def _count_in(
    folder: Path, study: Comparison, checked: Checked, compute: Compute, *, synthetic: bool
) -> None:
    if checked.unmade:
        checked.say(
            "  The synthetic registers are not there yet: they were made to count, and removed."
        )
        study = simulate_into(study, folder / "raw")
    memory = compute.memory_mb
    read_registers(study, folder, synthetic=synthetic, memory_mb=memory)
    ledgers = [folder / f"quality_{key}.csv" for key in ("dream", "hours", "population")]
    rows = row_counts(ledgers, study.disclosure.min_cell)
    checked.say("  What ingest did to the rows", *page.table(rows))
    attrition = build_cohorts(study, folder, shards=compute.shards, memory_mb=memory)
    sum_up(study, folder, shards=compute.shards)
    outlook = outlook_of(study, attrition, folder)
    checked.say(*page.outlook_lines(study, outlook))
    left_out = page.not_evaluated(study, outlook)
    checked.say("  Will be told as not evaluated" + (":" if left_out else ": nothing"))
    checked.say(*(f"    - {line}" for line in left_out))
    checked.problems += page.problems_of(study, outlook)
