"""Persons of the programme with their weekly codes, in batches of buckets, without paid hours."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.cohort.batches import bucket_batches, frame_of, read_spells, rows_of
from effektspor.cohort.lookup import Lookup
from effektspor.cohort.spells import Codes
from effektspor.registers.spells import to_weeks


@dataclass(frozen=True)
class CoursePaths:
    """Parquet files of register tables, each with a column `bucket`.

    Attributes
    ----------
    population
        May be left out: then no date of birth is known.
    """

    persons: Path
    spells: Path
    population: Path | None = None


@dataclass(frozen=True)
class CoursePersons:
    """Persons of some buckets who ever were in the programme.

    Attributes
    ----------
    people
        person and bucket, ordered by person.
    codes
        Shape (persons, weeks of the span).
    birth
        Date of birth, missing where unknown.
    """

    people: pd.DataFrame
    codes: Codes
    birth: pd.Series


def read_course_batches(
    paths: CoursePaths, buckets: Collection[int], programme: Lookup, span: range, *, memory_mb: int
) -> Iterator[CoursePersons]:
    """Read the persons of some buckets, several buckets at a time while they hold few persons.

    Parameters
    ----------
    programme
        Lookup table of programme codes.
    span
        Week numbers of the codes.
    memory_mb
        Bound of the process; results do not depend on it.
    """
    for batch in bucket_batches(paths.persons, buckets, memory_mb=memory_mb):
        persons = rows_of(paths.persons, batch)
        spells, ever = read_spells(persons, paths.spells, batch, programme)
        kept = persons.filter(pa.array(ever[persons["person"].to_numpy()]))
        people = frame_of(kept.select(["person", "bucket", "pnr"]))
        people = people.sort_values("person", ignore_index=True)
        codes = to_weeks(frame_of(spells), people["person"].to_numpy(), span)
        yield CoursePersons(people, codes, _birth(paths.population, batch, people["pnr"]))


def _birth(population: Path | None, buckets: list[int], pnr: pd.Series) -> pd.Series:
    """Date of birth of each person, by the latest year that tells it."""
    if population is None:
        return pd.Series(pd.NaT, index=pnr.index, dtype="datetime64[ns]")
    rows = rows_of(population, buckets).select(["pnr", "year", "birth_date"])
    own = frame_of(rows.filter(pc.is_in(rows["pnr"], pa.array(pnr, type=rows["pnr"].type))))
    latest = own.sort_values("year").drop_duplicates("pnr", keep="last").set_index("pnr")
    return latest["birth_date"].reindex(pnr).reset_index(drop=True)
