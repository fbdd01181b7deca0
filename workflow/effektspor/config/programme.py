"""Settings of a study of any programme that some municipalities run otherwise than the others."""

import difflib
import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from effektspor.calendar import week_number, week_range
from effektspor.config.base import Key
from effektspor.config.comparison import Comparison
from effektspor.config.data import HoursData
from effektspor.config.design import EventProgramme, Outcome
from effektspor.config.programme_defaults import code_list, filled, has_event
from effektspor.config.programme_simulation import ProgrammeSimulation
from effektspor.config.sources import HoursSource, PopulationSource, Years

MEASURES = (("internship", "in_programme"), ("hours", "started"), ("hours", "in_programme"))
"""Outcome and denominator of every weekly share that a study may have."""


def _plain(text: str) -> str:
    # It stands in titles, in files of three markup languages.
    if not re.fullmatch(r"[^\W_]([^\W_]|[ .,:;()/–-])*", text):
        raise ValueError("may hold letters, digits, spaces and .,:;()/–- only")
    return text


ProgrammeName = Annotated[str, StringConstraints(max_length=80), AfterValidator(_plain)]


class FamilyProgramme(EventProgramme):
    """The benefit programme, its starts and its spells, and the event that is waited for."""

    family: Key
    """Benefit family of the programme, as the code list names it."""


class CohortHours(HoursSource):
    """BFL (eIndkomst): one row per job and month."""

    years: Years = ()
    """Years to read; left out, those in which the cohorts are followed."""


class CohortPopulation(PopulationSource):
    """BEF: the population on 1 January, one row per person and year."""

    years: Years = ()
    """Years to read; left out, those in which the cohorts start."""


class ProgrammeData(HoursData):
    """The input files of a study of any programme."""

    simulate: ProgrammeSimulation | None = None
    """Settings of the simulator that writes the files below; leave out for real data."""
    population: CohortPopulation
    """Background of persons."""
    hours: CohortHours
    """Paid hours."""

    @model_validator(mode="after")
    def _simulated_paths(self) -> Self:
        if self.simulate is not None:
            self.check_simulated_files(self.simulate.file_format)
            if self.stv is not None:
                raise ValueError("stv must be left out: the simulator writes no such file")
        return self


class ProgrammeStudy(Comparison):
    """A comparison of municipalities over two cohorts of any programme, on registers.

    What is left out follows from the rest: the years of hours and population, the last placebo
    month, the reference week, the blocks and the weeks of exits from the cohorts; outcomes and event
    from whether the family has internships in the code list.
    """

    evaluation: Literal["programme"]
    """Which evaluation the study mirrors: decides artefacts, figures and report."""
    name: ProgrammeName
    """Danish name of what is evaluated, as it stands in titles."""
    data: ProgrammeData
    """Input files."""
    programme: FamilyProgramme
    """Programme and spells."""
    outcomes: tuple[Outcome, ...] = Field(default=(), validate_default=False)
    """Weekly shares to be studied; left out, hours among all who started and among those in the
    programme, and internship among the latter where the family has codes of
    `programme.event_activities`."""

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, raw: Any) -> Any:
        return filled(raw)

    @model_validator(mode="after")
    def _the_code_list_knows_it(self) -> Self:
        codes = code_list(self.codes)
        if codes is None:
            return self  # the workflow says which file is not there
        family = self.programme.family
        if family not in codes.families:
            close = difflib.get_close_matches(family, codes.families, n=1)
            hint = (
                f"did you mean {close[0]}?" if close else f"there are {', '.join(codes.families)}"
            )
            raise ValueError(f"programme.family is no family of the code list; {hint}")
        event = has_event(codes, family, self.programme.event_activities)
        told = any(outcome.outcome == "internship" for outcome in self.outcomes)
        if not event and (told or self.programme.event == "internship"):
            raise ValueError(
                f"the family {family} has no codes of programme.event_activities in the code list: "
                "leave internship out of outcomes and programme.event"
            )
        return self

    @model_validator(mode="after")
    def _outcomes_once(self) -> Self:
        series = [(outcome.outcome, outcome.denominator) for outcome in self.outcomes]
        if not series or len(set(series)) < len(series):
            raise ValueError("outcomes must hold at least one, and each once")
        if not set(series) <= set(MEASURES):
            raise ValueError(
                "outcomes may be internship in_programme, hours started and in_programme"
            )
        return self

    @model_validator(mode="after")
    def _weeks_are_in_the_files(self) -> Self:
        weeks = self.register_weeks
        if weeks[-1] > week_number(*date.fromisoformat(self.data.extract_date).isocalendar()[:2]):
            raise ValueError(
                "data.extract_date lies before the cohorts' last week: choose earlier years or "
                "fewer cohorts.weeks"
            )
        simulate = self.data.simulate
        if simulate is not None:
            made = week_range(simulate.first_year, simulate.last_year)
            if weeks.start < made.start or weeks.stop > made.stop:
                raise ValueError(
                    "data.simulate.first_year and last_year must reach from "
                    "background.history_weeks before the first start to the cohorts' last week"
                )
        return self
