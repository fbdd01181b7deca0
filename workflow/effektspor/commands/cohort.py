"""Build the cohort of one shard: course starts, background, weekly outcomes, attrition."""

import argparse
import logging
from pathlib import Path

from effektspor.codebook import read_codebook, read_municipalities
from effektspor.cohort.attrition import add_steps
from effektspor.cohort.batches import RegisterPaths, read_batches
from effektspor.cohort.build import COHORT, Building
from effektspor.cohort.courses import COURSES
from effektspor.cohort.design import Design
from effektspor.cohort.link_table import add_links
from effektspor.cohort.links import count_links, hours_links, months_of_hours, studied, years_before
from effektspor.cohort.lookup import programme_codes, refuse_unknown_municipalities
from effektspor.cohort.meanings import codebook_of_study
from effektspor.cohort.outcomes import OUTCOMES
from effektspor.cohort.row_groups import RowGroups
from effektspor.cohort.state_list import read_state_list, state_of_family
from effektspor.cohort.states import STATES
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
    for output in (
        "cohort", "outcomes", "states", "placebo-cohort", "placebo-outcomes", "courses",
        "attrition", "links", "quality",
    ):  # fmt: skip
        parser.add_argument(f"--{output}", type=Path, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")


def run(args: argparse.Namespace) -> None:
    """Read the shard's persons batch by batch, build and write."""
    task: _Task = args.settings
    known = read_municipalities(Path(task.codes.municipalities))["number"]
    refuse_unknown_municipalities(task.municipalities, set(known))
    extension = Path(task.codes.extension) if task.codes.extension else None
    states = read_state_list(Path(task.codes.states))
    codebook = codebook_of_study(
        read_codebook(Path(task.codes.benefits), extension),
        task.whole_span,
        task.programme,
        task.ordinary_hours,
        task.background,
        state_of_family(states),
    )
    paths = RegisterPaths(**{table: getattr(args, table) for table in REGISTERS})
    programme = programme_codes(codebook, task.programme).programme
    both = (task.cohorts.pre, task.cohorts.post)
    months = months_of_hours(paths.hours, both, task.cohorts.weeks)
    earlier = years_before(paths.hours, task.cohorts)
    ledger = Ledger()
    steps, links = [], []
    with (
        RowGroups(COHORT, args.cohort) as cohort,
        RowGroups(OUTCOMES, args.outcomes) as outcomes,
        RowGroups(COURSES, args.courses) as courses,
        RowGroups(COHORT, args.placebo_cohort) as earlier_cohort,
        RowGroups(OUTCOMES, args.placebo_outcomes) as earlier_outcomes,
        RowGroups(STATES, args.states) as places,
    ):
        for registers in read_batches(
            paths, task.shard.buckets, programme, ledger, memory_mb=args.memory_mb
        ):
            main = studied(registers, task.span, programme)
            count_links(main, months, ledger, paths.hours.name)
            building = Building(registers, task, codebook, states)
            built = building.cohorts()
            steps.append(built.attrition)
            links += [hours_links(registers, year) for year in earlier]
            links += [hours_links(main, months), built.starts.links]
            cohort.add(built.starts.cohort)
            outcomes.add(built.starts.outcomes)
            places.add(built.starts.states)
            courses.add(built.courses)
            # No rows, so that the files are there without such years too.
            earlier_cohort.add(built.starts.cohort[:0])
            earlier_outcomes.add(built.starts.outcomes[:0])
            del built
            for year in building.earlier():
                links.append(year.links)
                earlier_cohort.add(year.cohort)
                earlier_outcomes.add(year.outcomes)
                places.add(year.states)
    attrition = add_steps(steps)
    write_csv(attrition, args.attrition)
    write_csv(add_links(links), args.links)
    write_csv(ledger.frame(), args.quality)
    log.info("%d course starts", attrition["n_after"].iloc[-1])
