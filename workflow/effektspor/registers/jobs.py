"""BFL (eIndkomst), checked row by row: one row per job and month with hours."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.calendar import month_number
from effektspor.config.sources import HoursSource
from effektspor.registers.dates import Dates
from effektspor.registers.impossible import Impossible
from effektspor.registers.numbers import amounts, whole_numbers
from effektspor.registers.quality import NO_YEAR
from effektspor.registers.raw import Raw
from effektspor.registers.reading import Rules, SourceFile, book, raw_chunks

SOURCE = "hours"
HUNDREDTHS = 100
"""Hours are kept in whole hundredths: a sum of them depends on no order of rows or files."""
JOBS = pa.schema(
    [
        ("pnr", pa.string()),
        ("month", pa.int32()),
        ("file", pa.int32()),
        ("hundredths", pa.int64()),
        ("reported", pa.bool_()),
    ]
)
WRONG_FILE = "Check that the config names the right variable, and the right file for the year."


def read_jobs(
    source: HoursSource, file: SourceFile, number: int, rules: Rules, ends: Dates
) -> Iterator[pa.Table]:
    """Give the jobs with hours in the years of the study, chunk by chunk (`JOBS`).

    Parameters
    ----------
    number
        Number of the file among those of the source.
    ends
        Reads the dates; knows those of earlier files.

    Raises
    ------
    InputError
        Where a key is damaged, a month is not of the file's year, or more than the tolerated share
        of rows hold impossible values.
    """
    names = source.variables
    wanted = {
        "person": names.person,
        "job_end": names.job_end,
        "hours": names.hours,
        "hours_kind": names.hours_kind,
    }
    impossible = Impossible(rules.tolerance)
    read = 0
    for rows, raw in raw_chunks(
        file, wanted, key="data.hours.variables", memory_mb=rules.memory_mb
    ):
        jobs = _checked(raw, source, file, rules, ends, impossible)
        read += rows
        yield jobs.append_column("file", pa.repeat(number, len(jobs))).select(JOBS.names)
    impossible.finish(read)


def _checked(
    raw: dict[str, Raw],
    source: HoursSource,
    file: SourceFile,
    rules: Rules,
    ends: Dates,
    impossible: Impossible,
) -> pa.Table:
    """Jobs that are kept; what the checks found goes to the ledger."""
    keys, restored = rules.keys.read(raw["person"])
    end = ends.read(raw["job_end"])
    paid = amounts(raw["hours"])
    kind = whole_numbers(raw["hours_kind"], allowed=range(2))
    too_many = raw["hours"].fault(
        paid.values > source.most_hours,
        f"More hours in a month than one job can have ({source.most_hours:g})",
        WRONG_FILE + " The bound is data.hours.most_hours.",
    )
    month = end.values.astype("datetime64[M]").astype("int64") + month_number(1970, 1)
    dated = ~np.isnat(end.values)
    other = _other_years(month, dated, source, file, raw["job_end"])
    wrong = impossible.among((*end.faults, *paid.faults, too_many, *kind.faults), used=~other)
    hundredths = np.rint(np.where(wrong | other, 0, paid.values) * HUNDREDTHS).astype(np.int64)
    idle = ~other & ~wrong & (hundredths == 0)
    kept = ~other & ~wrong & ~idle
    found = {
        "read": np.ones_like(kept),
        "out_of_range": wrong,
        "other_years": other,
        "zero_hours": idle,
    }
    book(
        rules, SOURCE, file, found,
        np.where(dated & ~other, month // 12, NO_YEAR if file.year is None else file.year),
        key_digits=restored,
        user_missing=end.user_missing + paid.user_missing + kind.user_missing,
    )  # fmt: skip
    return pa.table(
        {
            "pnr": keys,
            "month": np.where(wrong, 0, month).astype(np.int32),
            "hundredths": hundredths,
            "reported": kind.values == 1,
        }
    ).filter(pa.array(kept))


def _other_years(
    month: npt.NDArray[np.int64],
    dated: npt.NDArray[np.bool_],
    source: HoursSource,
    file: SourceFile,
    ends: Raw,
) -> npt.NDArray[np.bool_]:
    """Rows of years that the study does not use; a file of one year may not have any."""
    year = month // 12
    if file.year is not None:
        outside = dated & (year != file.year)
        ends.fault(outside, f"Job months outside {file.year}", WRONG_FILE).refuse()
    return dated & ~np.isin(year, source.years)
