"""Paid hours per person and month, summed over jobs."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from effektspor.config.sources import HoursSource
from effektspor.registers.buckets import BUCKET, BucketWriter
from effektspor.registers.dates import Dates
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
        Where a file or variable is missing or holds other values than hours.
    """
    ends = Dates()
    years: set[int] = set()
    jobs_of = np.zeros(len(files), dtype=np.int64)
    months_of = np.zeros(len(files), dtype=np.int64)
    with Spill(JOBS, rules.scratch / ".jobs", memory_mb=rules.memory_mb) as spill:
        for number, file in enumerate(files):
            for jobs in read_jobs(source, file, number, rules, ends):
                spill.add(jobs)
                jobs_of[number] += len(jobs)
                years.update(np.unique(jobs["month"].to_numpy() // 12).tolist())
        ends.finish()
        refuse_absent_years(years, source.years, where=source.path, key="data.hours.years")
        for bucket, jobs in spill.buckets():
            months, first_file = _person_months(jobs)
            months_of += np.bincount(first_file, minlength=len(files))
            for part in in_parts(months):
                writer.add(part.assign(bucket=bucket))
    for file, jobs_there, months_there in zip(files, jobs_of, months_of, strict=True):
        merged = int(jobs_there - months_there)
        rules.ledger.step("merged_jobs", SOURCE, file.name.name, file.year, merged)
    return int(months_of.sum())


def _person_months(jobs: pa.Table) -> tuple[pd.DataFrame, npt.NDArray[np.int32]]:
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
    months = pd.DataFrame(
        {
            "pnr": keys.to_numpy(zero_copy_only=False)[cell[begin] // span],
            "month": (cell[begin] % span + first).astype(np.int32),
            "hours": np.add.reduceat(hundredths, begin) / HUNDREDTHS,
            "reported_hours": np.add.reduceat(hundredths * reported, begin) / HUNDREDTHS,
            "jobs": np.diff(np.append(begin, len(cell))).astype(np.int32),
        }
    )
    return months, np.minimum.reduceat(jobs["file"].to_numpy()[order], begin)
