"""Paid hours per person and month, summed over jobs."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from effektspor.config.sources import HoursSource
from effektspor.registers.buckets import BUCKET, BucketWriter
from effektspor.registers.dates import Dates
from effektspor.registers.deliveries import Deliveries
from effektspor.registers.jobs import HUNDREDTHS, JOBS, SOURCE, read_jobs
from effektspor.registers.raw import distinct
from effektspor.registers.reading import Rules, SourceFile, refuse_absent_years
from effektspor.registers.spill import Spill, in_parts
from effektspor.tables import Column, Table

HOURS = Table(
    "hours",
    "Paid hours per person and month",
    (
        Column("pnr", "str", "person key"),
        BUCKET,
        Column("month", "int32", "month number"),
        Column("hours", "float64", "paid hours of all jobs, reported and imputed"),
        Column("reported_hours", "float64", "paid hours that the employer reported"),
        Column("jobs", "int32", "jobs with hours"),
    ),
    key=("pnr", "month"),
)


def read_hours(
    source: HoursSource, files: Sequence[SourceFile], rules: Rules, writer: BucketWriter
) -> int:
    """Read all files, sum jobs to person-months and write them as `HOURS`.

    Hours are rounded to hundredths job by job and summed as whole numbers: the table is the same to
    the last bit however the rows are ordered, and spread over files and chunks.

    Returns
    -------
    int
        Person-months with hours.

    Raises
    ------
    InputError
        Where a file or variable is missing or holds other values than hours, or a month was
        delivered twice.
    """
    ends = Dates()
    deliveries = Deliveries(files, source.years)
    jobs_of = np.zeros((len(files), len(source.years)), dtype=np.int64)
    months_of = np.zeros_like(jobs_of)
    with Spill(JOBS, rules.scratch / ".jobs", memory_mb=rules.memory_mb) as spill:
        for number, file in enumerate(files):
            for jobs in read_jobs(source, file, number, rules, ends):
                spill.add(jobs)
                jobs_of[number] += _by_year(jobs["month"].to_numpy(), source.years)[0]
        ends.finish()
        seen = {year for year, jobs in zip(source.years, jobs_of.sum(axis=0), strict=True) if jobs}
        refuse_absent_years(seen, source.years, where=source.path, key="data.hours.years")
        for bucket, jobs in spill.buckets():
            months, first_file = _person_months(jobs, deliveries)
            month = months["month"].to_numpy()
            months_of += _by_year(month, source.years, first_file, len(files))
            for part in in_parts(months):
                writer.add(part.assign(bucket=bucket))
        deliveries.refuse()
    for file, merged in zip(files, jobs_of - months_of, strict=True):
        for year, jobs_less in zip(source.years, merged.tolist(), strict=True):
            if jobs_less:
                rules.ledger.step("merged_jobs", SOURCE, file.label, year, jobs_less)
    return int(months_of.sum())


def _by_year(
    month: npt.NDArray[np.int32],
    years: Sequence[int],
    file: npt.NDArray[np.int32] | int = 0,
    files: int = 1,
) -> npt.NDArray[np.int64]:
    """Rows of each file and year, shape (files, years); no row is of another year."""
    place = np.zeros(max(years) + 1, dtype=np.int64)
    place[list(years)] = np.arange(len(years))
    cells = np.bincount(place[month // 12] + len(years) * file, minlength=len(years) * files)
    return cells.reshape(files, len(years))


def _person_months(
    jobs: pa.Table, deliveries: Deliveries
) -> tuple[pd.DataFrame, npt.NDArray[np.int32]]:
    """Sum jobs: `HOURS` by person and month, and the first file that each person-month is in."""
    person, keys = distinct(jobs["pnr"].combine_chunks())
    month = jobs["month"].to_numpy()
    first = int(month.min())
    span = int(month.max()) - first + 1
    # One number per person-month: sorted faster than two columns, in whole numbers without ties.
    cell = person.astype(np.int64) * span + (month - first)
    order = np.argsort(cell)
    cell = cell[order]
    begin = np.flatnonzero(np.concatenate(([True], cell[1:] != cell[:-1])))
    hundredths = jobs["hundredths"].to_numpy()[order]
    reported = jobs["reported"].combine_chunks().to_numpy(zero_copy_only=False)[order]
    number = np.diff(np.append(begin, len(cell)))
    file = jobs["file"].to_numpy()[order]
    first_file = np.minimum.reduceat(file, begin)
    shared = np.repeat(first_file != np.maximum.reduceat(file, begin), number)
    deliveries.look(file, month[order], (cell, hundredths, reported), shared)
    months = pd.DataFrame(
        {
            "pnr": keys.to_numpy(zero_copy_only=False)[cell[begin] // span],
            "month": (cell[begin] % span + first).astype(np.int32),
            "hours": np.add.reduceat(hundredths, begin) / HUNDREDTHS,
            "reported_hours": np.add.reduceat(hundredths * reported, begin) / HUNDREDTHS,
            "jobs": number.astype(np.int32),
        }
    )
    return months, first_file
