"""Build the cohort of one shard: course starts, background, weekly outcomes, attrition."""

import argparse
import logging
from pathlib import Path

import pandas as pd

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.cohort.build import COHORT, Design, Registers, build
from effektspor.cohort.lookup import refuse_unknown_municipalities
from effektspor.cohort.outcomes import OUTCOMES
from effektspor.config.base import Settings
from effektspor.config.design import (
    Background,
    Codes,
    Cohorts,
    Municipalities,
    OrdinaryHours,
    Programme,
)
from effektspor.config.shard import Shard
from effektspor.registers.dream import EMPLOYMENT, PERSONS
from effektspor.registers.hours import HOURS
from effektspor.registers.population import FLAGS, POPULATION
from effektspor.registers.spells import SPELLS
from effektspor.tables import write_csv

log = logging.getLogger(__name__)


class _Task(Settings):
    codes: Codes
    programme: Programme
    ordinary_hours: OrdinaryHours
    cohorts: Cohorts
    municipalities: Municipalities
    background: Background
    count_imputed: bool
    shard: Shard


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=_Task.model_validate_json, required=True)
    for table in ("persons", "spells", "employment", "hours", "population", "stv"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    for output in ("cohort", "outcomes", "attrition"):
        parser.add_argument(f"--{output}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read the shard's part of the registers, build and write."""
    task: _Task = args.settings
    known = read_municipalities(Path(task.codes.municipalities))["number"]
    refuse_unknown_municipalities(task.municipalities, set(known))
    everybody = PERSONS.read(args.persons)
    rows = task.shard.rows(len(everybody))
    spells = pd.read_parquet(args.spells, filters=_of(rows))
    hours = HOURS.read(args.hours)
    if not task.count_imputed:
        hours = hours[hours["reported_hours"] > 0]
    extension = Path(task.codes.extension) if task.codes.extension else None
    built = build(
        Registers(
            everybody[everybody["person"].between(rows.start, rows.stop - 1)],
            SPELLS.conform(spells),
            EMPLOYMENT.conform(pd.read_parquet(args.employment, filters=_of(rows))),
            hours,
            POPULATION.read(args.population),
            FLAGS.read(args.stv),
        ),
        Design(
            task.programme,
            task.ordinary_hours,
            task.cohorts,
            task.municipalities,
            task.background,
        ),
        read_codebook(Path(task.codes.benefits), extension),
    )
    COHORT.write(built.cohort, args.cohort)
    OUTCOMES.write(built.outcomes, args.outcomes)
    write_csv(built.attrition, args.attrition)
    log.info("%d course starts", len(built.cohort))


def _of(rows: range) -> list[tuple[str, str, int]]:
    return [("person", ">=", rows.start), ("person", "<", rows.stop)]
