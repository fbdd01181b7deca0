"""Find each person's first course since the reform, as it is known at the date of the count."""

import argparse
import logging
from pathlib import Path

from effektspor.codebook import read_codebook
from effektspor.cohort.course_activity import (
    COURSE_ACTIVITY,
    activity_codes,
    activity_counts,
    add_activity,
)
from effektspor.cohort.course_batches import CoursePaths, read_course_batches
from effektspor.cohort.first_courses import FIRST_COURSES, Rules, first_courses
from effektspor.cohort.lookup import end_codes, programme_codes
from effektspor.cohort.meanings import codebook_of_study
from effektspor.cohort.row_groups import RowGroups
from effektspor.cohort.state_list import read_state_list, state_of_family, states_of
from effektspor.config.base import Key, Settings
from effektspor.config.design import Background, Codes, OrdinaryHours, Programme
from effektspor.config.given import settings_of
from effektspor.config.shard import Shard

log = logging.getLogger(__name__)


class _Task(Settings):
    programme: Programme
    codes: Codes
    first_week: int
    reform_week: int
    as_of_week: int
    origin_weeks: int
    passive_activity: Key
    company_activities: tuple[Key, ...]
    shard: Shard

    @property
    def span(self) -> range:
        """Week numbers that are read."""
        return range(self.first_week, self.as_of_week + 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for table in ("persons", "spells"):
        parser.add_argument(f"--{table}", type=Path, required=True)
    parser.add_argument("--population", type=Path, help="dates of birth; ages stay unknown without")
    for output in ("courses", "activity"):
        parser.add_argument(f"--{output}", type=Path, required=True)
    parser.add_argument("--memory-mb", type=int, default=1000, help="bound of the memory used")


def run(args: argparse.Namespace) -> None:
    """Read the shard's persons batch by batch, find their courses and write."""
    task: _Task = args.settings
    rules = _rules(task)
    paths = CoursePaths(args.persons, args.spells, args.population)
    activity, courses = [], 0
    with RowGroups(FIRST_COURSES, args.courses) as table:
        for batch in read_course_batches(
            paths, task.shard.buckets, rules.programme.programme, task.span,
            memory_mb=args.memory_mb,
        ):  # fmt: skip
            found = first_courses(batch.codes, task.span, batch.people, batch.birth, rules)
            table.add(found.courses)
            activity.append(
                activity_counts(found.courses, found.codes, task.span, rules.activities)
            )
            courses += len(found.courses)
    COURSE_ACTIVITY.write(add_activity(activity), args.activity)
    log.info("%d persons with a course", courses)


def _rules(task: _Task) -> Rules:
    extension = Path(task.codes.extension) if task.codes.extension else None
    states = read_state_list(Path(task.codes.states))
    told_apart = {"event_activities": task.company_activities}
    codebook = codebook_of_study(
        read_codebook(Path(task.codes.benefits), extension),
        task.span,
        task.programme.model_copy(update=told_apart),
        OrdinaryHours(excluded_activities=(), excluded_families=(), excluded_codes=()),
        Background(benefit_families=(), origin_families=()),
        state_of_family(states),
    )
    return Rules(
        weeks=range(task.reform_week, task.as_of_week + 1),
        origin_weeks=task.origin_weeks,
        programme=programme_codes(codebook, task.programme),
        states=states_of(states, codebook, task.programme.family),
        ends=end_codes(codebook),
        activities=activity_codes(
            codebook, task.programme.family, task.passive_activity, task.company_activities
        ),
    )
