"""Read the municipality's own monthly status: what registers do not tell of those in the programme."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.evaluations.business_case.masked import HIDDEN, mask_counts
from effektspor.registers.quality import Ledger

COLUMNS = ("month", "measure", "count")
EVERYBODY = "all"
NO_OFFER = "no_offer"
ACTIVITIES = ("internship", "wage")
PARTS = (*ACTIVITIES, NO_OFFER, "consultant", "cv")
"""Measures that count some of those in the programme."""
MEASURES = (EVERYBODY, *PARTS, "ended_job")
"""All that a scheme may hold; who ended in the month is no longer among those in the programme."""
OUT_COLUMNS = ["month", "measure", "count", "all", "shown"]
SOURCE = "status"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_COUNT = re.compile(r"\d{1,7}")
_TODO = "Correct the scheme; docs/data-contract.md describes its columns and measures."
Key = tuple[str, str]
"""Month and measure."""


@dataclass(frozen=True)
class _Line:
    row: int
    count: int


def read_status(path: Path, first: str, last: str, ledger: Ledger) -> pd.DataFrame:
    """Read and check one scheme; months outside the follow-up are set aside and counted.

    Parameters
    ----------
    path
        UTF-8 CSV with semicolons (or commas) between `COLUMNS`; a blank count is not stated.
    first, last
        Months that are followed, YYYY-MM.
    ledger
        Takes the rows read and set aside, and the counts that are not stated.

    Returns
    -------
    DataFrame
        Columns month, measure, count (int) and all, those in the programme that month.

    Raises
    ------
    InputError
        File or column missing; what is no month, an unknown measure, a count that is negative or no
        whole number; a measure of a month twice; a month without `all`; a count above all; more
        without an offer than those in an activity leave. With file and row.
    """
    frame = read_text_table(
        path, COLUMNS, "The monthly status", _TODO, delimiter=_delimiter(path)
    )  # fmt: skip
    lines: dict[Key, _Line] = {}
    seen: dict[Key, int] = {}
    for row, (month, measure, count) in enumerate(frame.itertuples(index=False), start=2):
        _refuse_words(month, measure, f"{path}, row {row}")
        if (month, measure) in seen:
            _refuse(
                f"The month {month} has the measure {measure} twice",
                f"{path}, row {row}, and row {seen[month, measure]}",
            )
        seen[month, measure] = row
        if count:
            lines[month, measure] = _Line(row, _whole(count, f"{path}, row {row}"))
    for (month, measure), line in lines.items():
        _refuse_sum(month, measure, line, lines, path)
    inside = {key: line for key, line in lines.items() if first <= key[0] <= last}
    outside = sum(not first <= month <= last for month, _ in seen)
    ledger.read(SOURCE, path.name, None, len(frame))
    ledger.step("other_months", SOURCE, path.name, None, outside)
    ledger.step("no_count", SOURCE, path.name, None, len(seen) - outside - len(inside))
    rows = [
        (month, measure, line.count, inside[month, EVERYBODY].count)
        for (month, measure), line in inside.items()
    ]
    return pd.DataFrame(rows, columns=["month", "measure", "count", "all"])


def status_table(parts: list[pd.DataFrame], min_cell: int) -> pd.DataFrame:
    """`OUT_COLUMNS` of all schemes in order of month; counts of few, or all but few, are missing.

    Raises
    ------
    InputError
        Where two files have the same measure of a month.
    """
    whole = pd.concat([pd.DataFrame(columns=OUT_COLUMNS[:4]), *parts], ignore_index=True)
    if whole.duplicated(["month", "measure"]).any():
        month = whole.loc[whole.duplicated(["month", "measure"]), "month"].iloc[0]
        _refuse(f"The month {month} stands in two files", "data.status")
    whole = whole.astype({"count": float, "all": float})
    rank = whole["measure"].map(list(MEASURES).index)
    whole = whole.assign(rank=rank.astype(int)).sort_values(["month", "rank"], ignore_index=True)
    table = mask_counts(whole, "count", min_cell)
    part = table["measure"].isin(PARTS)
    few = part & (whole["all"] - whole["count"]).between(1, min_cell - 1)
    few |= whole["all"].between(1, min_cell - 1)
    table.loc[few, "shown"] = HIDDEN
    table["count"] = table["count"].mask(few)
    table["all"] = table["all"].mask(whole["all"].between(1, min_cell - 1))
    return table[OUT_COLUMNS]


def _delimiter(path: Path) -> str:
    """Semicolon, as spreadsheets of Danish settings write; comma where the header has none."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return ";" if ";" in (header := file.readline()) or "," not in header else ","
    except OSError:
        return ";"


def _refuse_words(month: str, measure: str, where: str) -> None:
    if not _MONTH.fullmatch(month):
        _refuse("The column month holds no month such as 2019-03", where)
    if measure not in MEASURES:
        _refuse(f"The measure must be one of {', '.join(MEASURES)}", where)


def _whole(text: str, where: str) -> int:
    if text.startswith("-"):
        _refuse("The count is negative", where)
    if not _COUNT.fullmatch(text):
        _refuse("The count is no whole number from 0 on", where)
    return int(text)


def _refuse_sum(month: str, measure: str, line: _Line, lines: dict[Key, _Line], path: Path) -> None:
    """What cannot be of the number of all in the same month."""
    whole = lines.get((month, EVERYBODY))
    if whole is None:
        _refuse(
            f"The month {month} does not say how many there are: the measure {EVERYBODY} is absent",
            f"{path}, row {line.row}",
        )
    if measure not in PARTS:
        return
    if line.count > whole.count:
        _refuse(
            f"The count of {measure} is above that of all in {month}",
            f"{path}, row {line.row}, and row {whole.row}",
        )
    without = lines.get((month, NO_OFFER))
    if measure in ACTIVITIES and without and line.count + without.count > whole.count:
        _refuse(
            f"Those in {measure} and those without an offer are more than all in {month}",
            f"{path}, row {line.row}, row {without.row} and row {whole.row}",
        )


def _refuse(what: str, where: str) -> NoReturn:
    raise InputError(what, where=where, todo=_TODO)
