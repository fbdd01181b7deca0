"""From register tables to the cohort: course starts with group, follow-up, background, outcomes.

The two cohorts of the study and the starts of placebo years are found in one reading of the
registers, each by the weeks of its own calendar: that there are placebo years changes nothing of the
cohorts.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.codebook import Codebook
from effektspor.cohort.attrition import step_counts
from effektspor.cohort.characteristics import characteristics
from effektspor.cohort.courses import course_table
from effektspor.cohort.design import Design, Registers
from effektspor.cohort.events import event_weeks
from effektspor.cohort.follow_up import pension_weeks
from effektspor.cohort.hours import weekly_hours
from effektspor.cohort.link_table import background_links
from effektspor.cohort.outcomes import weekly_outcomes
from effektspor.cohort.select import Described, describe, lookups
from effektspor.cohort.spells import Codes
from effektspor.cohort.starts import all_starts, placebo_starts
from effektspor.cohort.states import NEVER, Lives, states_after
from effektspor.config.design import Cohort
from effektspor.config.window import cohort_weeks, placebo_cohorts, start_window
from effektspor.registers.spells import to_weeks
from effektspor.tables import Column, Table

COHORT = Table(
    "cohort",
    "Course starts of the study",
    (
        Column("start", "int32", "number of the course start, below 0 in placebo years"),
        Column("municipality", "int16", "municipality of residence in the year of the start"),
        Column("group", "str", "participants or comparison"),
        Column("cohort", "str", "cohort of the start"),
        Column("post", "bool", "whether the cohort is the later one"),
        Column("year", "int16", "year of the start"),
        Column("first_week", "int16", "week number of week 1 of the cohort's calendar"),
        Column("start_week", "int16", "week number of the start"),
        Column("end_week", "int16", "week number after the last week of the spell"),
        Column("end_reason", "str", "left, death, emigration, pension or end_of_data"),
        Column("event_week", "int16", "week number of the event (of the first internship, or of the last week of a "
            "stay that ends by it), -1 where none"),
        Column("censor_week", "int16", "first week dead, abroad or on pension, else last_week"),
        Column("last_week", "int16", "week number after the last week of follow-up"),
        Column(
            "prior_internship", "int16",
            "weeks in activity of the kinds of the event, of any benefit family, in the 52 weeks "
            "before the start",
        ),
        Column("exit_state", "str", "state in the week after the spell; programme where it lasts to the end of follow-up"),
        Column("lost_week", "int16", "first week dead or abroad after the start, -1 where none"),
        Column("seen_week", "int16", "week number after the last week in which it is looked up"),
    ),
    key=("start",),
    open_ended=True,  # one column for each background characteristic, int16
)  # fmt: skip


@dataclass(frozen=True)
class Starts:
    """`COHORT`, `OUTCOMES` and `STATES` of the starts of one calendar, and their `LINKS`."""

    cohort: pd.DataFrame
    outcomes: pd.DataFrame
    states: pd.DataFrame
    links: pd.DataFrame


@dataclass(frozen=True)
class Built:
    """The starts of the two cohorts, with `COURSES` and the attrition counts."""

    starts: Starts
    courses: pd.DataFrame
    attrition: pd.DataFrame


class Building:
    """Builds the cohort of some persons, one calendar at a time: none needs another's memory.

    Parameters
    ----------
    states
        The list of `state_list.read_state_list`.
    """

    def __init__(
        self, registers: Registers, design: Design, codebook: Codebook, states: pd.DataFrame
    ) -> None:
        self._registers, self._design = registers, design
        self._known = lookups(design, codebook, states)
        self._names = [c.name for c in characteristics(codebook, design.background)]
        self._people = registers.persons.sort_values("person", ignore_index=True)
        persons = self._people["person"].to_numpy()
        self._codes = to_weeks(registers.spells, persons, design.whole_span)

    def cohorts(self) -> Built:
        """The two cohorts of the study."""
        design, known, people = self._design, self._known, self._people
        span = design.span
        codes = self._of(span)
        found = all_starts(codes, span, people, design.cohorts, design.programme, known.programme)
        # In a list, so that it can be let go of before the weekly outcomes are made.
        every = [describe(found, codes, span, self._registers, design, known)]
        ids = [design.cohorts.pre.id, design.cohorts.post.id]
        ever = int(known.programme.programme[codes].any(axis=1).sum())
        in_dream = self._registers.in_dream
        attrition = step_counts(in_dream, ever, every[0].starts, every[0].steps, ids, known.title)
        starts = self._followed(every.pop(), span)
        persons = people["person"].to_numpy()
        courses = course_table(codes, persons, span, known.programme)
        bucket = people["bucket"].to_numpy()[np.searchsorted(persons, courses["person"])]
        return Built(starts, courses.take(np.argsort(bucket, kind="stable")), attrition)

    def earlier(self) -> Iterator[Starts]:
        """The starts of each placebo year."""
        design, known = self._design, self._known
        for cohort in placebo_cohorts(design.cohorts):
            span = _own_span(cohort, design)
            codes = self._of(span)
            found = placebo_starts(
                codes, span, self._people, cohort, design.cohorts, design.programme,
                known.programme,
            )  # fmt: skip
            yield self._followed(describe(found, codes, span, self._registers, design, known), span)

    def _of(self, span: range) -> Codes:
        first = self._design.whole_span.start
        return self._codes[:, span.start - first : span.stop - first]

    def _followed(self, described: Described, span: range) -> Starts:
        """The starts that pass all steps, with weekly outcomes and states."""
        registers, design, known = self._registers, self._design, self._known
        links = background_links(described.starts)
        starts, own = described.chosen()
        del described  # the codes of all starts: nobody else holds them
        # No more than the weeks of follow-up: hours of earlier weeks decide nothing.
        follow = range(int(starts["first_week"].min()) if len(starts) else span.start, span.stop)
        own = own[:, follow.start - span.start :]
        hours = weekly_hours(
            own,
            follow,
            starts["pnr"],
            registers.hours,
            known.supported,
            scope=design.ordinary_hours.scope,
            count_imputed=design.count_imputed,
        )
        censor = design.follow_up.censor
        outcomes = weekly_outcomes(own, follow, starts, hours, known.programme.event, censor=censor)
        begin, end, last = (
            starts[name].to_numpy(dtype=np.int64) - follow.start
            for name in ("start_week", "end_week", "last_week")
        )
        pension = pension_weeks(starts["birth_date"], design.follow_up.pension_age) - follow.start
        lives = Lives(own, begin, pension, hours.paid, hours.month, known.ends, known.states)
        state = lives.after_stay(end, starts["end_reason"].to_numpy(dtype=str), last)
        starts = starts.assign(
            exit_state=np.array(known.states.names, dtype=object)[state],
            lost_week=np.where(lives.lost >= 0, lives.lost + follow.start, NEVER),
            seen_week=span.stop,
        )
        starts = starts.assign(event_week=event_weeks(design.programme.event, starts, known.states))
        table = starts[[c.name for c in COHORT.columns] + self._names].astype(
            dict.fromkeys(self._names, "int16")
        )
        states = states_after(starts["start"], lives, design.follow_up.exit_weeks)
        return Starts(COHORT.conform(table), outcomes, states, links)


def _own_span(cohort: Cohort, design: Design) -> range:
    """Weeks that the starts of a placebo year need: history, their calendar and their states."""
    weeks, whole = design.cohorts.weeks, design.whole_span
    calendar, window = cohort_weeks(cohort, weeks), start_window(cohort, weeks)
    back = max(design.programme.washout_weeks, design.background.history_weeks)
    stop = max(calendar.stop, window.stop + max(design.follow_up.exit_weeks, default=0))
    return range(max(whole.start, calendar.start - back), min(whole.stop, stop))
