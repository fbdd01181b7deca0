"""From register tables to the cohort: course starts with group, follow-up, background, outcomes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.cohort import covariates as cov
from effektspor.cohort.attrition import POPULATION, RESIDENT, step_counts
from effektspor.cohort.characteristics import characteristics, family_names, origin, weeks_on
from effektspor.cohort.courses import course_table
from effektspor.cohort.exclusions import exclusion_steps
from effektspor.cohort.follow_up import lost_weeks, pension_weeks, stay_reasons
from effektspor.cohort.hours import weekly_hours
from effektspor.cohort.link_table import background_links
from effektspor.cohort.lookup import end_codes, family_table, programme_codes, supported_work
from effektspor.cohort.outcomes import weekly_outcomes
from effektspor.cohort.spells import Codes, first_events
from effektspor.cohort.starts import all_starts, groups
from effektspor.config.base import Settings
from effektspor.config.design import (
    Background,
    Cohorts,
    Exclusions,
    FollowUp,
    Municipalities,
    OrdinaryHours,
    Programme,
)
from effektspor.config.window import main_span
from effektspor.registers.spells import to_weeks
from effektspor.tables import Column, Table

COHORT = Table(
    "cohort",
    "Course starts of the study",
    (
        Column("start", "int32", "number of the course start"),
        Column("municipality", "int16", "municipality of residence in the year of the start"),
        Column("group", "str", "participants or comparison"),
        Column("cohort", "str", "cohort of the start"),
        Column("post", "bool", "whether the cohort is the later one"),
        Column("year", "int16", "year of the start"),
        Column("first_week", "int16", "week number of week 1 of the cohort's calendar"),
        Column("start_week", "int16", "week number of the start"),
        Column("end_week", "int16", "week number after the last week of the spell"),
        Column("end_reason", "str", "left, death, emigration, pension or end_of_data"),
        Column("event_week", "int16", "week number of the first internship, -1 where none"),
        Column("censor_week", "int16", "first week dead, abroad or on pension, else last_week"),
        Column("last_week", "int16", "week number after the last week of follow-up"),
    ),
    key=("start",),
    open_ended=True,  # one column for each background characteristic, int16
)


class Design(Settings):
    """The settings that decide who is studied."""

    programme: Programme
    ordinary_hours: OrdinaryHours
    cohorts: Cohorts
    municipalities: Municipalities
    background: Background
    exclusions: Exclusions
    follow_up: FollowUp
    count_imputed: bool
    """Whether imputed hours count."""

    @property
    def span(self) -> range:
        """Week numbers that the two cohorts need."""
        return main_span(self.cohorts, self.programme, self.background)


@dataclass(frozen=True)
class Registers:
    """Validated register tables of some persons.

    Attributes
    ----------
    in_dream
        Persons in DREAM; the tables need to hold those only who ever were in the programme.
    """

    in_dream: int
    persons: pd.DataFrame
    spells: pd.DataFrame
    employment: pd.DataFrame
    hours: pd.DataFrame
    population: pd.DataFrame
    stv: pd.DataFrame


@dataclass(frozen=True)
class Built:
    """What the cohort stage gives: three tables, the attrition counts and `LINKS` of the starts."""

    cohort: pd.DataFrame
    outcomes: pd.DataFrame
    courses: pd.DataFrame
    attrition: pd.DataFrame
    links: pd.DataFrame


def build(registers: Registers, design: Design, codebook: Codebook) -> Built:
    """Build the cohort of some persons."""
    span = design.span
    lookup = programme_codes(codebook, design.programme)
    ends = end_codes(codebook)
    people = registers.persons.sort_values("person", ignore_index=True)
    persons = people["person"].to_numpy()
    codes = to_weeks(registers.spells, persons, span)

    starts = all_starts(codes, span, people, design.cohorts, design.programme, lookup)
    starts["group"] = groups(starts["municipality"], design.municipalities)
    starts = starts.merge(
        registers.population.drop(columns="bucket", errors="ignore"),
        on=["pnr", "year"],
        how="left",
        validate="many_to_one",
    )
    own = codes[starts["row"].to_numpy()]
    starts = _background(starts, own, span, registers, design, codebook)
    starts = _follow_up(starts, own, span, design, codebook)
    links = background_links(starts)
    title = family_names(codebook, design.programme.family)
    steps = [
        (RESIDENT, starts["group"].notna()),
        (POPULATION, starts["female"].notna()),
        *exclusion_steps(
            starts,
            own,
            starts["start_week"].to_numpy() - span.start,
            exclusions=design.exclusions,
            ends=ends,
            programme=lookup.programme,
            programme_names=title,
            history_weeks=design.background.history_weeks,
        ),
    ]
    ids = [design.cohorts.pre.id, design.cohorts.post.id]
    attrition = step_counts(registers.in_dream, len(people), starts, steps, ids, title)

    chosen: npt.NDArray[np.bool_] = np.logical_and.reduce(
        [passes.to_numpy() for _, passes in steps]
    )
    starts, own = starts[chosen], own[chosen]
    order = np.lexsort((starts["start"], starts["bucket"]))
    cohort, own = starts.take(order).reset_index(drop=True), own[order]
    # No more than the weeks of follow-up: hours of earlier weeks decide nothing.
    follow = range(int(starts["first_week"].min()) if len(starts) else span.start, span.stop)
    own = own[:, follow.start - span.start :]
    hours = weekly_hours(
        own,
        follow,
        cohort["pnr"],
        registers.hours,
        supported_work(codebook, design.ordinary_hours),
        scope=design.ordinary_hours.scope,
        count_imputed=design.count_imputed,
    )
    outcomes = weekly_outcomes(
        own, follow, cohort, hours, lookup.event, censor=design.follow_up.censor
    )
    names = [c.name for c in characteristics(codebook, design.background)]
    table = cohort[[c.name for c in COHORT.columns] + names].astype(dict.fromkeys(names, "int16"))
    courses = course_table(codes, persons, span, lookup)
    bucket = people["bucket"].to_numpy()[np.searchsorted(persons, courses["person"])]
    courses = courses.take(np.argsort(bucket, kind="stable"))
    return Built(COHORT.conform(table), outcomes, courses, attrition, links)


def _background(
    starts: pd.DataFrame,
    own: Codes,
    span: range,
    registers: Registers,
    design: Design,
    codebook: Codebook,
) -> pd.DataFrame:
    """The starts with their background; 0 or -1 stand where the population file lacks a person."""
    weeks = starts["start_week"].to_numpy(dtype=np.int64)
    length = design.background.history_weeks
    history = cov.history_of(own, weeks - span.start, length)
    born = starts["birth_date"].fillna(pd.Timestamp("1900-01-01"))
    background = design.background

    def table(family: str) -> np.ndarray:
        return family_table(codebook, [family], key="background")

    counts = {weeks_on(f): cov.weeks_in(history, table(f)) for f in background.benefit_families}
    origins = {origin(f): cov.came_from(history, table(f)) for f in background.origin_families}
    return starts.assign(
        **counts,
        **origins,
        birth_date=born,
        age=cov.ages(born, weeks),
        months_employed=cov.months_employed(
            registers.employment, starts["person"].to_numpy(), weeks, length * 12 // 52
        ),
        stv=starts["pnr"].isin(registers.stv["pnr"]).astype("int64"),
    )


def _follow_up(
    starts: pd.DataFrame, own: Codes, span: range, design: Design, codebook: Codebook
) -> pd.DataFrame:
    """The starts with the reason and week of their end, and the first internship until then."""
    lookup = programme_codes(codebook, design.programme)
    begin, end, stop = (
        starts[name].to_numpy(dtype=np.int64) - span.start
        for name in ("start_week", "end_week", "last_week")
    )
    pension = pension_weeks(starts["birth_date"], design.follow_up.pension_age) - span.start
    lost, reason = lost_weeks(own, begin, stop, end_codes(codebook), pension)
    if design.follow_up.censor:
        end = np.minimum(end, lost)
    event = first_events(own, begin, end, lookup.event)
    return starts.assign(
        end_week=end + span.start,
        end_reason=stay_reasons(own, end, lost, reason, stop, lookup),
        event_week=np.where(event >= 0, event + span.start, -1),
        censor_week=lost + span.start,
    )
