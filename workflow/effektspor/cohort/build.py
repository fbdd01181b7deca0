"""From register tables to the cohort: course starts with group, follow-up, background, outcomes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.calendar import iso_week
from effektspor.codebook import Codebook
from effektspor.cohort import covariates as cov
from effektspor.cohort.attrition import GROUPS, step_counts
from effektspor.cohort.lookup import family_table, programme_codes, supported_work
from effektspor.cohort.outcomes import OUTCOMES, ordinary_hours, weekly_outcomes
from effektspor.cohort.spells import ProgrammeCodes, first_events, first_starts, spell_ends
from effektspor.config.design import (
    Background,
    Cohort,
    Cohorts,
    Municipalities,
    OrdinaryHours,
    Programme,
)
from effektspor.config.window import cohort_weeks, start_window, study_span
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
        Column("first_week", "int16", "week number of week 1 of the cohort's calendar"),
        Column("start_week", "int16", "week number of the start"),
        Column("end_week", "int16", "week number after the last week of the spell"),
        Column("event_week", "int16", "week number of the first internship, -1 where none"),
        Column("last_week", "int16", "week number after the last week of follow-up"),
        *(Column(c.name, "int16", f"{c.label_en} ({c.unit})") for c in cov.COVARIATES),
    ),
    key=("start",),
)
KONTANTHJAELP, SYGEDAGPENGE = "kontanthjaelp", "sygedagpenge"


@dataclass(frozen=True)
class Registers:
    """Validated register tables of one shard of persons (population and hours may hold more)."""

    persons: pd.DataFrame
    spells: pd.DataFrame
    employment: pd.DataFrame
    hours: pd.DataFrame
    population: pd.DataFrame
    stv: pd.DataFrame


@dataclass(frozen=True)
class Design:
    """The settings that decide who is studied."""

    programme: Programme
    ordinary_hours: OrdinaryHours
    cohorts: Cohorts
    municipalities: Municipalities
    background: Background


@dataclass(frozen=True)
class Built:
    """What the cohort stage gives."""

    cohort: pd.DataFrame
    outcomes: pd.DataFrame
    attrition: pd.DataFrame


def build(registers: Registers, design: Design, codebook: Codebook) -> Built:
    """Build the cohort of one shard.

    Returns
    -------
    Built
        Tables `COHORT`, `OUTCOMES` and the shard's attrition counts.
    """
    span = study_span(design.cohorts, design.programme, design.background)
    lookup = programme_codes(codebook, design.programme)
    spells = registers.spells
    ever = spells.loc[lookup.programme[spells["code"].to_numpy()], "person"].unique()
    persons = np.sort(ever).astype("int32")
    codes = to_weeks(spells, persons, span)

    people = registers.persons.set_index("person").loc[persons].reset_index()
    parts = []
    for position, cohort in enumerate((design.cohorts.pre, design.cohorts.post)):
        part = _starts(codes, span, people, cohort, design, lookup)
        parts.append(part.assign(post=bool(position), start=part["person"] * 2 + position))
    starts = pd.concat(parts, ignore_index=True)
    starts["group"] = _groups(starts["municipality"], design.municipalities)
    starts = _background(starts, codes, span, registers, design, codebook)

    known = starts["group"].notna(), starts["female"].notna()
    not_stv = (starts["stv"] == 0) | (not design.background.exclude_stv)
    ids = [design.cohorts.pre.id, design.cohorts.post.id]
    attrition = step_counts(len(registers.persons), len(persons), starts, [*known, not_stv], ids)
    chosen = starts[known[0] & known[1] & not_stv].sort_values("start", ignore_index=True)
    outcomes = _outcomes(chosen, codes, span, registers.hours, design, codebook, lookup)
    return Built(COHORT.conform(chosen[[c.name for c in COHORT.columns]]), outcomes, attrition)


def _starts(
    codes: np.ndarray,
    span: range,
    people: pd.DataFrame,
    cohort: Cohort,
    design: Design,
    lookup: ProgrammeCodes,
) -> pd.DataFrame:
    """Starts of one cohort with residence, end and event; `row` is the row of `codes`."""
    weeks = design.cohorts.weeks
    window = start_window(cohort, weeks)
    columns = range(window.start - span.start, window.stop - span.start)
    begin = first_starts(codes, lookup.programme, design.programme.washout_weeks, columns)
    row = np.flatnonzero(begin >= 0)
    begin = begin[row]
    # Both cohorts are judged by what is known when their follow-up ends, no more.
    known = cohort_weeks(cohort, weeks).stop - span.start
    end = spell_ends(codes[row, :known], begin, lookup)
    event = first_events(codes[row], begin, end, lookup.event)
    start_week = begin + span.start
    years = np.array([iso_week(week)[0] for week in span])[begin]
    return pd.DataFrame(
        {
            "row": row,
            "person": people["person"].to_numpy()[row],
            "pnr": people["pnr"].to_numpy()[row],
            "cohort": cohort.id,
            "year": years,
            "municipality": _residence(people.iloc[row], years),
            "first_week": cohort_weeks(cohort, weeks).start,
            "last_week": cohort_weeks(cohort, weeks).stop,
            "start_week": start_week,
            "end_week": end + span.start,
            "event_week": np.where(event >= 0, event + span.start, -1),
        }
    )


def _residence(people: pd.DataFrame, years: np.ndarray) -> np.ndarray:
    """Municipality in each person's own year; -1 where the year has no column."""
    homes = np.full(len(people), -1, dtype=np.int64)
    for year in np.unique(years):
        if f"kom_{year}" in people:
            of_year = years == year
            homes[of_year] = people[f"kom_{year}"].to_numpy()[of_year]
    return homes


def _groups(municipality: pd.Series, municipalities: Municipalities) -> pd.Series:
    participants, comparison = GROUPS
    group = pd.Series(comparison, index=municipality.index, dtype=object)
    group[municipality.isin(municipalities.participants)] = participants
    group[municipality.isin(municipalities.excluded) | (municipality < 0)] = None
    return group


def _background(
    starts: pd.DataFrame,
    codes: np.ndarray,
    span: range,
    registers: Registers,
    design: Design,
    codebook: Codebook,
) -> pd.DataFrame:
    starts = starts.merge(
        registers.population, on=["pnr", "year"], how="left", validate="many_to_one"
    )
    own = codes[starts["row"].to_numpy()]
    begin = starts["start_week"].to_numpy(dtype=np.int64) - span.start
    history = design.background.history_weeks
    kontanthjaelp = family_table(codebook, [KONTANTHJAELP], key="code list")
    sygedagpenge = family_table(codebook, [SYGEDAGPENGE], key="code list")
    born = starts["birth_date"].fillna(pd.Timestamp("1900-01-01"))
    return starts.assign(
        age=cov.ages(born, begin + span.start),
        weeks_kontanthjaelp=cov.weeks_in(own, begin, kontanthjaelp, history),
        weeks_sygedagpenge=cov.weeks_in(own, begin, sygedagpenge, history),
        from_kontanthjaelp=cov.came_from(own, begin, kontanthjaelp),
        months_employed=cov.months_employed(
            registers.employment,
            starts["person"].to_numpy(),
            begin + span.start,
            history * 12 // 52,
        ),
        stv=starts["pnr"].isin(registers.stv["pnr"]).astype("int64"),
    )


def _outcomes(
    chosen: pd.DataFrame,
    codes: np.ndarray,
    span: range,
    hours: pd.DataFrame,
    design: Design,
    codebook: Codebook,
    lookup: ProgrammeCodes,
) -> pd.DataFrame:
    if chosen.empty:
        return OUTCOMES.conform(pd.DataFrame({c.name: [] for c in OUTCOMES.columns}))
    own = codes[chosen["row"].to_numpy()]
    excluded = supported_work(codebook, design.ordinary_hours)
    paid = ordinary_hours(own, span, chosen["pnr"], hours, excluded)
    return weekly_outcomes(own, span, chosen, paid, lookup.event, design.cohorts.weeks)
