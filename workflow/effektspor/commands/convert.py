"""Copy one raw file to Parquet: the study's columns only, so that it is decoded once.

The copy is named after the path of the raw file. A file that the config no longer names leaves its
copy behind: nothing reads it, and it may be deleted like all of `results`.
"""

import argparse
import logging
from datetime import date
from pathlib import Path

from effektspor.config.base import Settings
from effektspor.config.given import settings_of
from effektspor.config.sources import (
    DreamVariables,
    HoursVariables,
    Names,
    PopulationVariables,
)
from effektspor.registers.columns import find_columns
from effektspor.registers.files.convert import convert
from effektspor.registers.files.opening import open_file
from effektspor.registers.names import first_of

log = logging.getLogger(__name__)

OPTIONAL = {"year"}  # of the population: ingest knows whether the path gives the year


class _Dream(Settings):
    variables: DreamVariables = DreamVariables()
    extract_date: date
    first_week: int
    last_week: int
    start_years: tuple[int, ...]


class _Hours(Settings):
    variables: HoursVariables = HoursVariables()


class _Population(Settings):
    variables: PopulationVariables = PopulationVariables()


class _Flag(Settings):
    person: Names
    flag: Names


class _Task(Settings):
    dream: _Dream | None = None
    hours: _Hours | None = None
    population: _Population | None = None
    stv: _Flag | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")
    parser.add_argument("--raw", type=Path, required=True)
    parser.add_argument("--parquet", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Choose the columns and copy them."""
    present = [variable.name for variable in open_file(args.raw).variables]
    wanted = _wanted(args.settings, present, args.raw)
    # In the order of the file, so that what is odd about that order can still be seen.
    chosen = [name for name in present if name in wanted]
    rows = convert(args.raw, chosen, args.parquet, memory_mb=args.memory_mb)
    log.info("%d rows, %d of %d columns", rows, len(chosen), len(present))


def _wanted(task: _Task, present: list[str], where: Path) -> set[str]:
    """Columns that ingest will read; of others only those that an alias names.

    Raises
    ------
    InputError
        Where one that ingest cannot do without is missing, as ingest itself would say.
    """
    if task.dream is not None:
        dream = task.dream
        columns = find_columns(
            present,
            dream.variables,
            range(dream.first_week, dream.last_week + 1),
            dream.start_years,
            extracted=dream.extract_date,
            where=where,
        )
        return set(columns.names)
    wanted: set[str] = set()
    for key, roles in _roles(task).items():
        for role, names in roles.items():
            if names is None:
                continue
            if role not in OPTIONAL:
                first_of(names, present, where=where, key=key)
            wanted.update(names)
    return wanted


def _roles(task: _Task) -> dict[str, dict[str, Names | None]]:
    """Names of each variable, by the place in the config and by what the variable is."""
    roles: dict[str, dict[str, Names | None]] = {}
    if task.hours is not None:
        roles["data.hours.variables"] = dict(task.hours.variables)
    if task.population is not None:
        roles["data.population.variables"] = dict(task.population.variables)
    if task.stv is not None:
        roles["data.stv"] = {"person": task.stv.person, "flag": task.stv.flag}
    return roles
