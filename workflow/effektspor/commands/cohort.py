"""Build the cohort of one shard: course starts, background, weekly outcomes, attrition."""

import argparse
import logging
from pathlib import Path

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.cohort.attrition import add_steps
from effektspor.cohort.batches import RegisterPaths, read_batches
from effektspor.cohort.build import COHORT, Design, build
from effektspor.cohort.courses import COURSES
from effektspor.cohort.link_table import add_links
from effektspor.cohort.links import count_links, hours_links, months_of_hours
from effektspor.cohort.lookup import programme_codes, refuse_unknown_municipalities
from effektspor.cohort.meanings import codebook_of_study
from effektspor.cohort.outcomes import OUTCOMES
from effektspor.cohort.row_groups import RowGroups
from effektspor.config.design import Codes
from effektspor.config.given import settings_of
from effektspor.config.shard import Shard
from effektspor.registers.quality import Ledger
from effektspor.tables import write_csv

log = logging.getLogger(__name__)
REGISTERS = ("persons", "spells", "employment", "hours", "population", "stv")


class _Task(Design):
    codes: Codes
    shard: Shard


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for table in REGISTERS:
        parser.add_argument(f"--{table}", type=Path, required=True)
    for output in ("cohort", "outcomes", "courses", "attrition", "links", "quality"):
        parser.add_argument(f"--{output}", type=Path, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")


def run(args: argparse.Namespace) -> None:
    """Read the shard's persons batch by batch, build and write."""
    task: _Task = args.settings
    known = read_municipalities(Path(task.codes.municipalities))["number"]
    refuse_unknown_municipalities(task.municipalities, set(known))
    extension = Path(task.codes.extension) if task.codes.extension else None
    codebook = codebook_of_study(
        read_codebook(Path(task.codes.benefits), extension),
        task.span,
        task.programme,
        task.ordinary_hours,
        task.background,
    )
    paths = RegisterPaths(**{table: getattr(args, table) for table in REGISTERS})
    programme = programme_codes(codebook, task.programme).programme
    months = months_of_hours(paths.hours, task.cohorts)
    ledger = Ledger()
    steps, links = [], []
    with (
        RowGroups(COHORT, args.cohort) as cohort,
        RowGroups(OUTCOMES, args.outcomes) as outcomes,
        RowGroups(COURSES, args.courses) as courses,
    ):
        for registers in read_batches(
            paths, task.shard.buckets, programme, ledger, memory_mb=args.memory_mb
        ):
            count_links(registers, months, ledger, paths.hours.name)
            built = build(registers, task, codebook)
            steps.append(built.attrition)
            links += [hours_links(registers, months), built.links]
            cohort.add(built.cohort)
            outcomes.add(built.outcomes)
            courses.add(built.courses)
    attrition = add_steps(steps)
    write_csv(attrition, args.attrition)
    write_csv(add_links(links), args.links)
    write_csv(ledger.frame(), args.quality)
    log.info("%d course starts", attrition["n_after"].iloc[-1])
