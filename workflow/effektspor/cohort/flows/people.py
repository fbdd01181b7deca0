"""Persons in the programme at the date, and those whose course began or ended in the year before."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.course_batches import CoursePersons
from effektspor.cohort.covariates import ages
from effektspor.cohort.flows.calendar import Months
from effektspor.cohort.flows.counts import YEAR
from effektspor.cohort.flows.lives import REFUND_WEEKS, WEEKS_A_MONTH, FlowLives
from effektspor.cohort.flows.states import FlowStates
from effektspor.cohort.flows.tables import AS_OF, ENDED, ENTERED, UNKNOWN
from effektspor.cohort.flows.units import Flags


@dataclass(frozen=True)
class Background:
    """What the registers know of persons beside their benefits.

    Attributes
    ----------
    persons
        The persons with codes and dates of birth.
    population
        Rows of the population register of their bucket.
    pnr
        Key of each person.
    """

    persons: CoursePersons
    population: pd.DataFrame
    pnr: npt.NDArray[np.object_]


def people_of(
    lives: FlowLives,
    flags: Flags,
    ended: pd.DataFrame,
    began: pd.DataFrame,
    months: Months,
    states: FlowStates,
    background: Background,
) -> pd.DataFrame:
    """Rows of `tables.PEOPLE`; a person with two courses of a kind has the later one."""
    at = months.at
    inside = np.flatnonzero(lives.state[:, at] == states.programme)
    start = _last_start(lives, months.columns[at])
    weeks = months.columns[at] - start[inside]
    now = pd.DataFrame(
        {
            "row": inside, "moment": AS_OF, "place": at, "start": start[inside],
            "months": weeks / WEEKS_A_MONTH, "destination": "",
        }
    )  # fmt: skip
    out = ended.assign(
        moment=ENDED,
        place=ended["month"] - months.first,
        months=(ended["end"] - ended["start"]) / WEEKS_A_MONTH,
    )
    new = began.assign(
        moment=ENTERED, place=began["month"] - months.first, months=0.0, destination=""
    )
    columns = ["row", "moment", "place", "start", "months", "destination"]
    recent = [part[(part["place"] >= at - YEAR) & (part["place"] < at)] for part in (out, new)]
    rows = pd.concat([now[columns], *(part[columns] for part in recent)], ignore_index=True)
    rows = rows.drop_duplicates(["row", "moment"], keep="last")
    row, place = rows["row"].to_numpy(dtype=int), rows["place"].to_numpy(dtype=int)
    kept = pd.DataFrame({unit: there[row, place] for unit, there in flags.items()})
    table = pd.DataFrame(
        {
            "person": background.persons.people["person"].to_numpy()[row],
            "moment": rows["moment"].to_numpy(),
            **kept,
            **_described(row, place, months, background),
            "origin": _origin(row, rows["start"].to_numpy(dtype=int), states, background),
            "prior_weeks": _prior(row, rows["start"].to_numpy(dtype=int), states, background),
            "months": rows["months"].to_numpy(dtype=float),
            "destination": rows["destination"].to_numpy(),
        }
    )
    return table[kept.any(axis=1).to_numpy()]


def _last_start(lives: FlowLives, column: int) -> npt.NDArray[np.int64]:
    """Column in which each person's latest course until a column began; -1 for none."""
    found = np.full(len(lives.state), -1, dtype=np.int64)
    known = lives.courses[lives.courses["start"] <= column]
    np.maximum.at(found, known["row"].to_numpy(), known["start"].to_numpy())
    return found


def _described(
    row: npt.NDArray[np.int64], place: npt.NDArray[np.int64], months: Months, known: Background
) -> dict[str, object]:
    birth = known.persons.birth.iloc[row].reset_index(drop=True)
    age = np.full(len(row), np.nan)
    told = birth.notna().to_numpy()
    weeks = (months.columns[place] + months.span.start)[told]
    age[told] = ages(birth[told], weeks)
    latest = known.population.sort_values("year").drop_duplicates("pnr", keep="last")
    latest = latest.set_index("pnr").reindex(known.pnr[row])
    return {
        "age": age,
        "woman": latest["female"].astype("Int8").to_numpy(),
        "non_western": latest["non_western"].astype("Int8").to_numpy(),
    }


def _origin(
    row: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
    states: FlowStates,
    known: Background,
) -> npt.NDArray[np.object_]:
    names = np.array(states.names, dtype=object)
    before = names[states.of_code[known.persons.codes[row, np.maximum(start - 1, 0)]]]
    return np.where(start > 0, before, UNKNOWN)


def _prior(
    row: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
    states: FlowStates,
    known: Background,
) -> npt.NDArray[np.float64]:
    benefit = states.benefit[known.persons.codes[row]]
    column = np.arange(benefit.shape[1])
    window = (column < start[:, None]) & (column >= start[:, None] - REFUND_WEEKS)
    found: npt.NDArray[np.float64] = (benefit & window).sum(axis=1).astype(float)
    return found
