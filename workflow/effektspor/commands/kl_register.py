"""Count courses at a date: ways out and in, what is done by time since the start, incidence."""

import argparse
from pathlib import Path

import pandas as pd

from effektspor.cohort.course_activity import COURSE_ACTIVITY, add_activity
from effektspor.cohort.first_courses import FIRST_COURSES, known_stop
from effektspor.cohort.state_list import read_state_list
from effektspor.config.base import Settings
from effektspor.config.design import Codes, Disclosure, Programme
from effektspor.config.given import settings_of
from effektspor.evaluations.courses.activity import activity_table
from effektspor.evaluations.courses.ages import ages_table
from effektspor.evaluations.courses.counts import counts_table
from effektspor.evaluations.courses.exits import exits_table
from effektspor.evaluations.courses.incidence import hide_ways, incidence_curves
from effektspor.evaluations.courses.origins import origins_table
from effektspor.tables import write_csv

PRINTED_ORIGINS = ("self_support", "ledighedsydelse", "kontanthjaelp", "sygedagpenge")
"""Origins that KL prints: they have a row also where nobody has them."""


class _Task(Settings):
    programme: Programme
    codes: Codes
    as_of_week: int
    passive_weeks: tuple[int, ...]
    incidence_weeks: tuple[int, ...]
    confidence: float
    disclosure: Disclosure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare inputs and outputs."""
    parser.add_argument("--settings", type=settings_of(_Task), required=True)
    for part in ("courses", "activity"):
        parser.add_argument(f"--{part}-parts", type=Path, nargs="+", required=True)
    for table in ("counts", "exits", "origins", "activity", "incidence", "age"):
        parser.add_argument(f"--{table}", type=Path, required=True)


def run(args: argparse.Namespace) -> None:
    """Read all parts, count and write."""
    task: _Task = args.settings
    courses = pd.concat([FIRST_COURSES.read(path) for path in args.courses_parts])
    # Of the courses from before the reform only those are seen that lasted: they are counted apart.
    before = int(courses["began_before"].sum())
    courses = courses[~courses["began_before"]].reset_index(drop=True)
    how = (task.confidence, task.disclosure.min_cell)
    states = read_state_list(Path(task.codes.states))
    stop = known_stop(
        task.as_of_week, task.programme.bridge_weeks, task.programme.bridge_family_weeks
    )
    parts = add_activity(COURSE_ACTIVITY.read(path) for path in args.activity_parts)
    activity = activity_table(parts, task.passive_weeks, *how)
    curves = incidence_curves(courses, stop, task.incidence_weeks, *how)
    counts = counts_table(courses, before, activity, stop, task.passive_weeks, *how)
    exits = exits_table(courses, curves, states, task.incidence_weeks, *how)
    shown = hide_ways(curves, exits)
    write_csv(counts, args.counts)
    write_csv(exits, args.exits)
    write_csv(origins_table(courses, states, *how, PRINTED_ORIGINS), args.origins)
    write_csv(activity, args.activity)
    write_csv(shown, args.incidence)
    write_csv(ages_table(courses, exits, shown, *how), args.age)
