"""Course starts of a cohort: who starts when, where they live, and how long they stay."""

import numpy as np
import pandas as pd

from effektspor.calendar import iso_week
from effektspor.cohort.attrition import GROUPS
from effektspor.cohort.courses import spell_ends
from effektspor.cohort.spells import Codes, ProgrammeCodes, first_starts
from effektspor.config.design import Cohort, Cohorts, Municipalities, Programme
from effektspor.config.window import cohort_weeks, start_window


def all_starts(
    codes: Codes,
    span: range,
    people: pd.DataFrame,
    cohorts: Cohorts,
    programme: Programme,
    lookup: ProgrammeCodes,
) -> pd.DataFrame:
    """Starts of both cohorts.

    Parameters
    ----------
    codes
        Shape (persons, weeks of the span).
    people
        `PERSONS`, in the order of `codes`.

    Returns
    -------
    DataFrame
        One row per course start: row (of `codes`), person, bucket, pnr, start (its number), cohort,
        post, year, municipality (-1 where unknown), and the week numbers first_week, last_week,
        start_week and end_week of table ``cohort``.
    """
    parts = []
    for position, cohort in enumerate((cohorts.pre, cohorts.post)):
        part = starts_of(codes, span, people, cohort, cohorts.weeks, programme, lookup)
        # Numbers are a person's own, so that they depend neither on the shard nor on others.
        parts.append(part.assign(post=bool(position), start=part["person"] * 2 + position))
    return pd.concat(parts, ignore_index=True)


def placebo_starts(
    codes: Codes,
    span: range,
    people: pd.DataFrame,
    cohort: Cohort,
    cohorts: Cohorts,
    programme: Programme,
    lookup: ProgrammeCodes,
) -> pd.DataFrame:
    """Starts of one placebo year, with the columns of `all_starts`; their numbers are below 0."""
    part = starts_of(codes, span, people, cohort, cohorts.weeks, programme, lookup)
    years = cohorts.placebo_years
    number = part["person"] * len(years) + years.index(cohort.first_year)
    return part.assign(post=False, start=-1 - number)


def groups(municipality: pd.Series, municipalities: Municipalities) -> pd.Series:
    """Participants or comparison; missing where the residence is in neither."""
    participants, comparison = GROUPS
    group = pd.Series(comparison, index=municipality.index, dtype=object)
    group[municipality.isin(municipalities.participants)] = participants
    group[municipality.isin(municipalities.excluded) | (municipality < 0)] = None
    return group


def starts_of(
    codes: Codes,
    span: range,
    people: pd.DataFrame,
    cohort: Cohort,
    weeks: int,
    programme: Programme,
    lookup: ProgrammeCodes,
) -> pd.DataFrame:
    """Starts of one cohort, without the columns post and start."""
    window, calendar = start_window(cohort, weeks), cohort_weeks(cohort, weeks)
    columns = range(window.start - span.start, window.stop - span.start)
    begin = first_starts(codes, lookup.programme, programme.washout_weeks, columns)
    row = np.flatnonzero(begin >= 0)
    begin = begin[row]
    # Both cohorts are judged by what is known when their follow-up ends, no more.
    end = spell_ends(codes[row, : calendar.stop - span.start], begin, lookup)
    years = np.array([iso_week(week)[0] for week in span])[begin]
    people = people.iloc[row]
    return pd.DataFrame(
        {
            "row": row,
            "person": people["person"].to_numpy(),
            "bucket": people["bucket"].to_numpy(),
            "pnr": people["pnr"].to_numpy(),
            "cohort": cohort.id,
            "year": years,
            "municipality": _residence(people, years),
            "first_week": calendar.start,
            "last_week": calendar.stop,
            "start_week": begin + span.start,
            "end_week": end + span.start,
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
