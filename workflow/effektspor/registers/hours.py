"""BFL (eIndkomst) to paid hours per person and month."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from effektspor.config.sources import HoursSource
from effektspor.errors import InputError
from effektspor.registers.names import first_of
from effektspor.registers.readers import column_names, read_chunks
from effektspor.registers.values import amounts, dates, persons, rows_text, whole_numbers
from effektspor.tables import Column, Table

HOURS = Table(
    "hours",
    "Paid hours per person and month",
    (
        Column("pnr", "str", "person key"),
        Column("month", "int32", "month number"),
        Column("hours", "float64", "paid hours of all jobs, reported and imputed"),
        Column("reported_hours", "float64", "paid hours that the employer reported"),
    ),
    key=("pnr", "month"),
)
MOST_HOURS = (
    24 * 31 * 5
)  # a month of five round-the-clock jobs: beyond it the variable is not hours


def read_hours(source: HoursSource, *, memory_mb: int) -> pd.DataFrame:
    """Read all years and sum jobs to person-months.

    Returns
    -------
    DataFrame
        `HOURS`, ordered by person and month; only months with hours.

    Raises
    ------
    InputError
        Where a file or variable is missing or holds other values than hours.
    """
    sums = [_sum(part) for year in source.years for part in _year(source, year, memory_mb)]
    return HOURS.conform(_sum(pd.concat(sums, ignore_index=True)))


def _year(source: HoursSource, year: int, memory_mb: int) -> Iterator[pd.DataFrame]:
    path = Path(source.path.format(year=year))
    names = source.variables
    there = column_names(path)
    columns = [
        first_of(listed, there, where=path, key="data.hours.variables")
        for listed in (names.person, names.job_end, names.hours, names.hours_kind)
    ]
    person, job_end, hours, kind = columns
    for before, chunk in read_chunks(path, columns, memory_mb=memory_mb):
        ends = dates(chunk[job_end], where=path, before=before)
        paid = amounts(chunk[hours], where=path, before=before)
        kinds = whole_numbers(chunk[kind], where=path, before=before, allowed=range(2))
        _refuse(paid > MOST_HOURS, "More hours in a month than it has", path, hours, before)
        other_year = ends.astype("datetime64[Y]").astype(int) + 1970 != year
        _refuse(other_year, f"Job months outside {year}", path, job_end, before)
        yield pd.DataFrame(
            {
                "pnr": persons(chunk[person], where=path, before=before),
                "month": ends.astype("datetime64[M]").astype("int64") + 12 * 1970,
                "hours": paid,
                "reported_hours": np.where(kinds == 1, paid, 0.0),
            }
        )


def _sum(frame: pd.DataFrame) -> pd.DataFrame:
    summed = frame.groupby(["pnr", "month"], as_index=False, sort=True).sum()
    return summed[summed["hours"] > 0]


def _refuse(wrong: np.ndarray, what: str, path: Path, column: str, before: int) -> None:
    if wrong.any():
        raise InputError(
            what,
            where=f"{path}, column {column}, {rows_text(wrong, before)}",
            todo="Check that the config names the right variable and file for the year.",
        )
