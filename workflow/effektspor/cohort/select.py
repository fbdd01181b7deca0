"""Course starts of one calendar: what is known of them, and which pass the steps of selection."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.cohort import covariates as cov
from effektspor.cohort.attrition import POPULATION, RESIDENT, Step
from effektspor.cohort.characteristics import family_names, origin, weeks_on
from effektspor.cohort.design import Design, Registers
from effektspor.cohort.exclusions import exclusion_steps
from effektspor.cohort.follow_up import lost_weeks, pension_weeks, stay_reasons
from effektspor.cohort.lookup import (
    Lookup,
    activity_table,
    end_codes,
    family_table,
    programme_codes,
    supported_work,
)
from effektspor.cohort.spells import Codes, ProgrammeCodes, first_events
from effektspor.cohort.starts import groups
from effektspor.cohort.state_list import States, states_of

PRIOR_WEEKS = 52
"""Weeks before the start over which earlier internship is counted."""


@dataclass(frozen=True)
class Lookups:
    """Lookup tables of a study, made once.

    Attributes
    ----------
    programme, ends, supported, states
        As their makers say.
    internship
        Codes of internship of any family.
    families
        Codes of each family of the background.
    title
        Danish and English name of the programme, as within a sentence.
    """

    programme: ProgrammeCodes
    ends: npt.NDArray[np.uint8]
    supported: Lookup
    states: States
    internship: Lookup
    families: dict[str, Lookup]
    title: tuple[str, str]


def lookups(design: Design, codebook: Codebook, states: pd.DataFrame) -> Lookups:
    """Make the tables of a study; `states` is what `state_list.read_state_list` gives."""
    background = design.background
    return Lookups(
        programme=programme_codes(codebook, design.programme),
        ends=end_codes(codebook),
        supported=supported_work(codebook, design.ordinary_hours),
        states=states_of(states, codebook, design.programme.family),
        internship=activity_table(
            codebook,
            codebook.families,
            design.programme.event_activities,
            key="programme.event_activities",
        ),
        families={
            family: family_table(codebook, [family], key="background")
            for family in {*background.benefit_families, *background.origin_families}
        },
        title=family_names(codebook, design.programme.family),
    )


@dataclass(frozen=True)
class Described:
    """Course starts before any is left out.

    Attributes
    ----------
    starts
        What `all_starts` gives, with group, background and follow-up.
    codes
        Their weekly codes, shape (starts, weeks of the span).
    steps
        Steps of selection after the third, and whether each start passes.
    """

    starts: pd.DataFrame
    codes: Codes
    steps: list[tuple[Step, pd.Series]]

    def chosen(self) -> tuple[pd.DataFrame, Codes]:
        """The starts that pass all steps, and their codes, ordered by bucket and number."""
        every = [passes.to_numpy() for _, passes in self.steps]
        chosen: npt.NDArray[np.bool_] = np.logical_and.reduce(every)
        starts, own = self.starts[chosen], self.codes[chosen]
        order = np.lexsort((starts["start"], starts["bucket"]))
        return starts.take(order).reset_index(drop=True), own[order]


def describe(
    starts: pd.DataFrame,
    codes: Codes,
    span: range,
    registers: Registers,
    design: Design,
    known: Lookups,
) -> Described:
    """Describe course starts.

    Parameters
    ----------
    starts
        What `all_starts` gives.
    codes
        Weekly codes of persons, shape (persons, weeks of the span).
    """
    starts["group"] = groups(starts["municipality"], design.municipalities)
    starts = starts.merge(
        registers.population.drop(columns="bucket", errors="ignore"),
        on=["pnr", "year"],
        how="left",
        validate="many_to_one",
    )
    own = codes[starts["row"].to_numpy()]
    starts = _background(starts, own, span, registers, design, known)
    starts = _follow_up(starts, own, span, design, known)
    steps = [
        (RESIDENT, starts["group"].notna()),
        (POPULATION, starts["female"].notna()),
        *exclusion_steps(
            starts,
            own,
            starts["start_week"].to_numpy() - span.start,
            exclusions=design.exclusions,
            ends=known.ends,
            programme=known.programme.programme,
            programme_names=known.title,
            history_weeks=design.background.history_weeks,
        ),
    ]
    return Described(starts, own, steps)


def _background(
    starts: pd.DataFrame,
    own: Codes,
    span: range,
    registers: Registers,
    design: Design,
    known: Lookups,
) -> pd.DataFrame:
    """The starts with their background; 0 or -1 stand where the population file lacks a person."""
    weeks = starts["start_week"].to_numpy(dtype=np.int64)
    length = design.background.history_weeks
    history = cov.history_of(own, weeks - span.start, length)
    recent = history[:, -PRIOR_WEEKS:]
    if length < PRIOR_WEEKS:
        recent = cov.history_of(own, weeks - span.start, PRIOR_WEEKS)
    born = starts["birth_date"].fillna(pd.Timestamp("1900-01-01"))
    background, table = design.background, known.families
    counts = {weeks_on(f): cov.weeks_in(history, table[f]) for f in background.benefit_families}
    origins = {origin(f): cov.came_from(history, table[f]) for f in background.origin_families}
    return starts.assign(
        **counts,
        **origins,
        prior_internship=cov.weeks_in(recent, known.internship),
        birth_date=born,
        age=cov.ages(born, weeks),
        months_employed=cov.months_employed(
            registers.employment, starts["person"].to_numpy(), weeks, length * 12 // 52
        ),
        stv=starts["pnr"].isin(registers.stv["pnr"]).astype("int64"),
    )


def _follow_up(
    starts: pd.DataFrame, own: Codes, span: range, design: Design, known: Lookups
) -> pd.DataFrame:
    """The starts with the reason and week of their end, and the first internship until then."""
    begin, end, stop = (
        starts[name].to_numpy(dtype=np.int64) - span.start
        for name in ("start_week", "end_week", "last_week")
    )
    pension = pension_weeks(starts["birth_date"], design.follow_up.pension_age) - span.start
    lost, reason = lost_weeks(own, begin, stop, known.ends, pension)
    if design.follow_up.censor:
        end = np.minimum(end, lost)
    event = first_events(own, begin, end, known.programme.event)
    return starts.assign(
        end_week=end + span.start,
        end_reason=stay_reasons(own, end, lost, reason, stop, known.programme),
        event_week=np.where(event >= 0, event + span.start, -1),
        censor_week=lost + span.start,
    )
