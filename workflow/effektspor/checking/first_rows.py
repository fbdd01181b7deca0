"""The first rows of register files, read by those who will read all of them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from effektspor.commands import ingest_dream
from effektspor.config.given import read_settings
from effektspor.config.stages import RegisterStudy, as_text, dream_stage
from effektspor.registers.background import read_residents
from effektspor.registers.dates import Dates
from effektspor.registers.dream import read_dream
from effektspor.registers.dream_checks import Seen, refuse_unknown
from effektspor.registers.jobs import read_jobs
from effektspor.registers.keys import Keys
from effektspor.registers.mark import refuse_false_label
from effektspor.registers.quality import Ledger
from effektspor.registers.reading import Rules, raw_chunks, source_files

MEMORY_MB = 60
"""Bound of the memory, small on purpose: it decides how many rows the first ones are."""


def read_first_rows(study: RegisterStudy, key: str, *, synthetic: bool) -> None:
    """Find the variables of a register in each of its files and read the first rows.

    Parameters
    ----------
    key
        ``data.dream``, ``data.hours``, ``data.population`` or ``data.stv``.

    Raises
    ------
    InputError
        Where a file is not what the data contract says, as when all of it is read.
    """
    if key == "data.dream":
        _dream(study, synthetic=synthetic)
        return
    source: Any = getattr(study.data, key.removeprefix("data."))
    files = source_files(source.path, getattr(source, "years", ()))
    keys = Keys(study.data.key_digits, synthetic=synthetic)
    rules = Rules(keys, study.data.tolerance, Ledger(), MEMORY_MB, Path())
    days = Dates()
    readers: Mapping[str, Callable[[int], Iterator[Any]]] = {
        "data.hours": lambda n: read_jobs(source, files[n], n, rules, days),
        "data.population": lambda n: read_residents(source, files[n], n, rules, days),
        "data.stv": lambda n: raw_chunks(
            files[n],
            {"person": source.person, "flag": source.flag},
            key=key,
            memory_mb=MEMORY_MB,
        ),
    }
    for number, file in enumerate(files):
        refuse_false_label(file.name, declared=synthetic)
        next(readers[key](number), None)


def _dream(study: RegisterStudy, *, synthetic: bool) -> None:
    settings = as_text(dream_stage(study, synthetic=synthetic))
    task = read_settings(ingest_dream.Task, settings)
    rules = ingest_dream.rules_of(task)
    seen, ledger = Seen(), Ledger()
    for file in ingest_dream.open_files(task, None):
        refuse_false_label(file.name, declared=synthetic)
        next(read_dream(file, rules, seen, ledger, memory_mb=MEMORY_MB), None)
    refuse_unknown(seen)
