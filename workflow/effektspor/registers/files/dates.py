"""Dates of the statistics packages: numbers that count steps from a day of their own."""

import re
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

DAY_MS = 86_400_000
FROM_1960 = -315_619_200_000  # 1960-01-01 (Stata, SAS), milliseconds from 1970-01-01
FROM_1582 = -12_219_379_200_000  # 1582-10-14 (SPSS)
FARTHEST_DAY = 3_000_000  # days from 1970: beyond the years that any calendar can write
SAS_DAYS = re.compile(
    r"(DATE|DAY|DDMMYY|MMDDYY|YYMMDD|WEEKDATE|WEEKDATX|WORDDATE|WORDDATX|[BE]8601DA|MONYY|JULIAN"
    r"|[A-Z]{3}DF(DD|DE|DN|DWN|MN|MY|WDX|WKX)|NLDATE)[A-Z]?[0-9.]*$"
)  # EURDF..., DANDF... and so on write dates in a language
SAS_SECONDS = re.compile(r"(DATETIME|[BE]8601DT|DTDATE|NLDATM|DATEAMPM|[A-Z]{3}DFDT)[0-9.]*$")
SPSS_SECONDS = re.compile(r"[AEJS]?DATE(TIME)?[0-9.]*$|YMDHMS[0-9.]*$")


class Calendar(NamedTuple):
    """Milliseconds of one step, and of the first day from 1970-01-01."""

    step: int
    start: int


def calendar_of(form: str | None, family: str) -> Calendar | None:
    """How a display format counts dates; None where it is no date.

    Parameters
    ----------
    form
        Display format as the file has it, such as "%td", "DATE9." or "DATETIME20".
    family
        "stata", "sas" or "spss".
    """
    form = (form or "").replace("%-", "%").strip()
    if family == "stata":
        if form.startswith(("%td", "%d")):
            return Calendar(DAY_MS, FROM_1960)
        return Calendar(1, FROM_1960) if form.startswith(("%tc", "%tC")) else None
    if family == "spss":
        return Calendar(1000, FROM_1582) if SPSS_SECONDS.match(form.upper()) else None
    if SAS_SECONDS.match(form.upper()):
        return Calendar(1000, FROM_1960)
    return Calendar(DAY_MS, FROM_1960) if SAS_DAYS.match(form.upper()) else None


def to_dates(
    values: npt.NDArray[Any], missing: npt.NDArray[np.bool_], calendar: Calendar
) -> pa.Array:
    """Days (`pa.date32()`) of numbers; null where missing or outside of every calendar.

    Parameters
    ----------
    values
        Steps, shape (rows,).
    missing
        Which of them are missing, shape (rows,).
    """
    steps = np.where(missing, 0, values).astype(np.float64)
    days = np.floor((steps * calendar.step + calendar.start) / DAY_MS)
    missing = missing | ~(np.abs(days) <= FARTHEST_DAY)
    return pa.array(np.where(missing, 0, days).astype(np.int32), mask=missing).cast(pa.date32())
