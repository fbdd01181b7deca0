"""Columns of dates: the file type's own, or text in a form that leaves no doubt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.errors import InputError
from effektspor.registers.numbers import EMPTY, missing, user_missing_labels
from effektspor.registers.raw import Raw, Read, distinct

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
COMPACT = r"^([0-9]{4})([0-9]{2})([0-9]{2})$"
ANY_MONTH = "[A-Z]{3}"
SAS = r"^([0-9]{2})[A-Z]{3}([0-9]{4})$"
DAY_FIRST = r"^([0-9]{2})-([0-9]{2})-([0-9]{4})$"
LARGEST = 1e8  # of numbers that can be a date of eight digits
FORMS = "YYYY-MM-DD, YYYYMMDD, DDMMMYYYY or DD-MM-YYYY"
LAST_MONTH = 12


@dataclass
class Dates:
    """Reads the dates of all files of a source.

    In 03-04-2016 nobody can tell day from month: such a column passes only if some date in it has
    a day after the 12th, and none has such a month. That is known when all is read, by `finish`.
    """

    _doubtful: Raw | None = None
    _day_first: bool = False

    def read(self, raw: Raw) -> Read:
        """Dates (datetime64[D]), NaT where the cell is wrong or empty, which is a fault too."""
        kind = raw.values.type
        user_missing = raw.letters
        if pa.types.is_date(kind):
            days = raw.values.to_numpy(zero_copy_only=False).astype("datetime64[D]")
            empty = np.isnat(days)
        else:
            # Numbers can be dates only as 20160131: a count of days says not where it starts.
            text = raw.values if pa.types.is_string(kind) else _digits(raw.values)
            position, labels = distinct(text)
            labels = pc.utf8_trim_whitespace(labels)
            marked = user_missing_labels(labels, raw.variable)
            blank = pc.is_in(labels, EMPTY).to_numpy(zero_copy_only=False) | marked
            days = np.append(self._parse(labels, raw), np.datetime64("NaT"))[position]
            empty = np.append(blank, True)[position]
            user_missing += int(np.append(marked, False)[position].sum())
        unreadable = raw.fault(
            np.isnat(days) & ~empty,
            "A column should hold dates",
            f"Give dates as the file type's own dates or as text {FORMS}.",
        )
        return Read(days, (unreadable, missing(raw, empty)), user_missing)

    def finish(self) -> None:
        """Stop where nothing in a column says which number is the day.

        Raises
        ------
        InputError
            See the class.
        """
        if self._doubtful and not self._day_first:
            raise InputError(
                "Dates such as 03-04-2016 may begin with the day or with the month",
                where=f"{self._doubtful.file}, column {self._doubtful.variable.name}",
                todo="Give dates as the file type's own dates or as text YYYY-MM-DD.",
            )

    def _parse(self, labels: pa.Array, raw: Raw) -> npt.NDArray[np.datetime64]:
        texts = pc.replace_substring_regex(pc.utf8_upper(labels), COMPACT, r"\1-\2-\3")
        if pc.any(pc.match_substring_regex(texts, SAS)).as_py():
            for number, month in enumerate(MONTHS, start=1):
                texts = pc.replace_substring_regex(
                    texts, SAS.replace(ANY_MONTH, month), rf"\2-{number:02d}-\1"
                )
        day_first = texts.filter(pc.match_substring_regex(texts, DAY_FIRST))
        if len(day_first):
            self._doubtful = self._doubtful or raw
            days = pc.cast(pc.utf8_slice_codeunits(day_first, 0, 2), pa.int8())
            self._day_first |= pc.max(days).as_py() > LAST_MONTH
            texts = pc.replace_substring_regex(texts, DAY_FIRST, r"\3-\2-\1")
        read = pd.to_datetime(texts.to_pandas(), format="%Y-%m-%d", errors="coerce")
        found: npt.NDArray[np.datetime64] = read.to_numpy().astype("datetime64[D]")
        return found


def _digits(values: pa.Array) -> pa.Array:
    """Numbers as text: 20160131. One with decimals is no date in any form."""
    numbers = pc.cast(values, pa.float64(), safe=False)
    whole = pc.and_(pc.equal(pc.floor(numbers), numbers), pc.less(pc.abs(numbers), LARGEST))
    numbers = pc.if_else(whole, numbers, pc.if_else(numbers.is_null(), None, -1.0))
    return pc.cast(pc.cast(numbers, pa.int64()), pa.string())
