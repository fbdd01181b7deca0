"""All that a business case counts of persons, from the registers in batches of buckets."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.batches import frame_of, rows_of
from effektspor.cohort.course_batches import CoursePaths, CoursePersons, read_course_batches
from effektspor.cohort.flows import counts
from effektspor.cohort.flows.calendar import Months
from effektspor.cohort.flows.lives import flow_lives, weekly_share
from effektspor.cohort.flows.moves import Moves
from effektspor.cohort.flows.people import Background, people_of
from effektspor.cohort.flows.states import JOB, FlowStates
from effektspor.cohort.flows.tables import PEOPLE
from effektspor.cohort.flows.units import residence, unit_flags
from effektspor.cohort.spells import ProgrammeCodes
from effektspor.config.business_case import Flow, Units
from effektspor.config.shard import BUCKETS


@dataclass(frozen=True)
class FlowPaths:
    """Parquet files of the register tables, each with a column `bucket`."""

    persons: Path
    spells: Path
    employment: Path
    population: Path


@dataclass(frozen=True)
class Given:
    """What decides what is counted."""

    months: Months
    states: FlowStates
    programme: ProgrammeCodes
    units: Units
    flow: Flow


@dataclass(frozen=True)
class Counted:
    """Counts of all persons; `people` is a table of persons and never leaves."""

    stocks: pd.DataFrame
    durations: pd.DataFrame
    exits: pd.DataFrame
    entries: pd.DataFrame
    people: pd.DataFrame
    moves: Moves


def count_flows(paths: FlowPaths, given: Given, *, memory_mb: int) -> Counted:
    """Count persons who ever were in the programme; results do not depend on the memory."""
    flow = given.flow
    moves = Moves.empty(len(given.states.names), flow.bands, flow.draws)
    parts = list(_parts(paths, given, moves, memory_mb))
    stocks = _summed([part.stocks for part in parts], ["unit", "month", "state"])
    durations = _summed([part.durations for part in parts], ["unit", "month", "band"])
    exits = _summed([part.exits for part in parts], ["unit", "window_end", "destination"])
    entries = _summed([part.entries for part in parts], ["unit", "month", "from_state"])
    people = pd.concat([part.people for part in parts], ignore_index=True)
    people = people.sort_values(["person", "moment"], ignore_index=True)
    return Counted(stocks, durations, exits, entries, PEOPLE.conform(people), moves)


@dataclass(frozen=True)
class _Part:
    stocks: pd.DataFrame
    durations: pd.DataFrame
    exits: pd.DataFrame
    entries: pd.DataFrame
    people: pd.DataFrame


def _parts(paths: FlowPaths, given: Given, moves: Moves, memory_mb: int) -> Iterator[_Part]:
    course = CoursePaths(paths.persons, paths.spells, paths.population)
    batches = read_course_batches(
        course, range(BUCKETS), given.programme.programme, given.months.span, memory_mb=memory_mb
    )
    for batch in batches:
        for bucket in np.unique(batch.people["bucket"]):
            mine = (batch.people["bucket"] == bucket).to_numpy()
            persons = CoursePersons(
                batch.people[mine].reset_index(drop=True),
                batch.codes[mine],
                batch.birth[mine].reset_index(drop=True),
            )
            yield _part(paths, given, moves, persons, int(bucket))


def _part(
    paths: FlowPaths, given: Given, moves: Moves, persons: CoursePersons, bucket: int
) -> _Part:
    months, states, flow = given.months, given.states, given.flow
    known = frame_of(rows_of(paths.persons, [bucket])).set_index("person")
    known = known.loc[persons.people["person"]]
    employed = frame_of(rows_of(paths.employment, [bucket]))
    working = _working(employed, persons.people["person"].to_numpy(), months)
    lives = flow_lives(persons.codes, working, months, states, given.programme)
    flags = unit_flags(residence(known, months), given.units)
    ended = counts.ends(
        lives, persons.codes, working, months, states, (flow.exit_weeks, flow.bridge_weeks, JOB)
    )
    began = counts.starts(lives, persons.codes, months, states, flow.washout_weeks)
    full = weekly_share(lives.courses, persons.codes.shape, months)
    moves.add(lives, flags, began, months, states, flow.bands, (flow.seed, bucket))
    background = Background(
        persons, frame_of(rows_of(paths.population, [bucket])), known["pnr"].to_numpy()
    )
    return _Part(
        counts.stocks(lives, full, flags, months, states),
        counts.durations(lives, flags, months, states, flow.bands),
        counts.exits(ended, flags, months, states),
        counts.entries(began, flags, months),
        people_of(lives, flags, ended, began, months, states, background),
    )


def _working(
    employment: pd.DataFrame, person: npt.NDArray[np.int32], months: Months
) -> npt.NDArray[np.bool_]:
    """Whether each person has a wage in each month, also those after the last one followed."""
    found = np.zeros((len(person), months.read), dtype=bool)
    rows = employment[employment["person"].isin(person)]
    place = np.searchsorted(person, rows["person"].to_numpy())
    first = rows["first_month"].to_numpy(dtype=np.int64) - months.first
    for k, begin, length in zip(place, first, rows["months"], strict=True):
        found[k, max(begin, 0) : max(begin + int(length), 0)] = True
    return found


def _summed(parts: list[pd.DataFrame], key: list[str]) -> pd.DataFrame:
    """Counts of parts added up; a full-year number that no part has stays missing."""
    whole = pd.concat(parts, ignore_index=True)
    return whole.groupby(key, sort=False, as_index=False).sum(min_count=1)
