"""The benefit codes of DREAM and the municipalities: what a three-digit code or a number means.

The official list that ships with the package is the edition of November 2015. DREAM gains codes, so
a user lays the list of the extract beside it as a second file. A code that stands in neither is
*unknown*; whether that stops a run is for ingest to decide, but it is never "passive".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import ORIGIN
from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

CODE_COLUMNS = (
    "code", "label_da", "family", "family_label_da", "activity",
    "valid_from", "valid_to", "source", "confidence",
)  # fmt: skip
MUNICIPALITY_COLUMNS = ("number", "name", "region")
ACTIVITIES = (
    "passive", "guidance", "guidance_upskilling", "ordinary_education", "wage_subsidy_private",
    "wage_subsidy_public", "workplace_training_private", "workplace_training_public",
    "nytteindsats", "other_activation", "partly_fit",
)  # fmt: skip
INTERNSHIP = ("workplace_training_private", "workplace_training_public")
CONFIDENCES = ("corroborated", "single_source", "user")
TABLE_SIZE = 1000  # codes have three digits, so a plain array finds each
BLANK = 0  # a week without any benefit
NO_ENTRY = -1
_TODO = "Give a UTF-8 CSV file with a header row; its columns are described in docs/codes.md."
_ALWAYS, _NEVER_ENDS = -(2**30), 2**30


@dataclass(frozen=True)
class Codebook:
    """Benefit codes with family, activity and period of validity.

    Attributes
    ----------
    frame
        One row per code and period: the columns of the file plus `first_week` and `last_week`
        (week numbers of `effektspor.calendar`, inclusive). Sorted by code and period.
    families
        Family keys in alphabetical order; the family tables hold positions in it.

    Notes
    -----
    Every method takes `week`, a week number. With it, only codes valid in that week count: those
    whose period holds the Thursday of the week. Without it, a code counts if it was ever valid. What
    builds tables of all weeks first takes the code list of the study (`cohort.meanings`), in which no
    code has two meanings that the study tells apart.
    """

    frame: pd.DataFrame
    families: tuple[str, ...]

    def _valid(self, week: int | None) -> pd.DataFrame:
        if week is None:
            return self.frame
        valid = (self.frame["first_week"] <= week) & (self.frame["last_week"] >= week)
        return self.frame[valid]

    def codes_of(self, family: str, week: int | None = None) -> tuple[int, ...]:
        """Codes of a family in ascending order; ``KeyError`` for an unknown family."""
        if family not in self.families:
            raise KeyError(family)
        rows = self._valid(week)
        return tuple(sorted({int(code) for code in rows.loc[rows["family"] == family, "code"]}))

    def codes_with(
        self, family: str, activities: Collection[str], week: int | None = None
    ) -> tuple[int, ...]:
        """Codes of a family with one of the activities; ``KeyError`` for an unknown activity."""
        for activity in activities:
            if activity not in ACTIVITIES:
                raise KeyError(activity)
        of_family = set(self.codes_of(family, week))
        rows = self._valid(week)
        chosen = rows[rows["code"].isin(of_family) & rows["family"].eq(family)]
        return tuple(
            sorted({int(c) for c in chosen.loc[chosen["activity"].isin(list(activities)), "code"]})
        )

    def activity(self, code: int, week: int | None = None) -> str | None:
        """Activity of a code, or None where the code says nothing of activity.

        ``KeyError`` for an unknown code. Where a code has had several meanings and no week is
        given, its latest counts.
        """
        rows = self._valid(week)
        found = rows.loc[rows["code"] == code, "activity"]
        if found.empty:
            raise KeyError(code)
        return str(found.iloc[-1]) or None

    def family_table(self, week: int | None = None) -> npt.NDArray[np.int8]:
        """Family of each code as a lookup table.

        Returns
        -------
        numpy.ndarray
            int8, shape (1000,): ``table[codes]`` gives positions in `families`, -1 where unknown
            (also for 0, the blank week).
        """
        return self._table("family", self.families, week)

    def activity_table(self, week: int | None = None) -> npt.NDArray[np.int8]:
        """Activity of each code as a lookup table: positions in `ACTIVITIES`, -1 where none."""
        return self._table("activity", ACTIVITIES, week)

    def validity_table(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """First and last week number of each code, int64 of shape (1000,) each.

        Of a code with several periods the first week of the first and the last of the last; codes
        that are not in the book, and the blank week, have no bounds.
        """
        first = np.full(TABLE_SIZE, _ALWAYS, dtype=np.int64)
        last = np.full(TABLE_SIZE, _NEVER_ENDS, dtype=np.int64)
        periods = self.frame.groupby("code")[["first_week", "last_week"]]
        bounds = periods.agg({"first_week": "min", "last_week": "max"})
        first[bounds.index] = bounds["first_week"]
        last[bounds.index] = bounds["last_week"]
        return first, last

    def membership_table(self, codes: Iterable[int]) -> npt.NDArray[np.bool_]:
        """Lookup table, bool of shape (1000,), that is true for the codes given."""
        table = np.zeros(TABLE_SIZE, dtype=np.bool_)
        table[list(codes)] = True
        return table

    def unknown(self, codes: npt.ArrayLike, week: int | None = None) -> tuple[int, ...]:
        """Codes not in the book, ascending and each once; the blank week (0) is not a code."""
        present = np.unique(np.asarray(codes))
        known = set(self._valid(week)["code"])
        return tuple(int(code) for code in present if code != BLANK and int(code) not in known)

    def _table(self, column: str, order: tuple[str, ...], week: int | None) -> npt.NDArray[np.int8]:
        position = {key: number for number, key in enumerate(order)}
        table = np.full(TABLE_SIZE, NO_ENTRY, dtype=np.int8)
        rows = self._valid(week)
        # Later periods of one code overwrite earlier ones: the frame is sorted by period.
        table[rows["code"].to_numpy()] = [position.get(key, NO_ENTRY) for key in rows[column]]
        return table


def read_codebook(path: Path, extra: Path | None = None) -> Codebook:
    """Read the code list and, if given, the user's list beside it.

    Parameters
    ----------
    path
        CSV with the columns `CODE_COLUMNS`; dates as YYYY-MM-DD, blank = open end.
    extra
        CSV of the same form. It adds codes, or periods to codes; it cannot contradict the first
        list, since a code must have one meaning in each week.

    Raises
    ------
    InputError
        File or column missing, a malformed cell, a code repeated or with overlapping periods, a
        family with two labels.
    """
    parts = [_read_codes(path)]
    if extra is not None:
        parts.append(_read_codes(extra))
    frame = pd.concat(parts, ignore_index=True).sort_values(["code", "first_week"], kind="stable")
    frame = frame.reset_index(drop=True)
    _check_periods(frame)
    _check_family_labels(frame)
    families = tuple(sorted(frame["family"].unique()))
    return Codebook(frame.drop(columns=["place"]), families)


def read_municipalities(path: Path) -> pd.DataFrame:
    """Read the municipalities since 2007: number (int), name and region, sorted by number.

    Raises
    ------
    InputError
        File or column missing, a number that is not three digits or stands twice.
    """
    raw = read_text_table(path, MUNICIPALITY_COLUMNS, "The list of municipalities", _TODO)
    for position, number in enumerate(raw["number"]):
        if not (number.isdecimal() and len(number) == 3):
            _fail("A municipality number has three digits", path, position, "number")
    for column in ("number", "name"):
        doubled = raw[column].duplicated()
        if doubled.any():
            _fail(f"A municipality {column} stands twice", path, int(np.argmax(doubled)), column)
    raw["number"] = raw["number"].astype("int64")
    return raw.sort_values("number").reset_index(drop=True)


def _read_codes(path: Path) -> pd.DataFrame:
    raw = read_text_table(path, CODE_COLUMNS, "The code list", _TODO)
    for position, row in enumerate(raw.to_dict("records")):
        code = row["code"]
        if not (code.isdecimal() and len(code) == 3 and code[0] != "0"):
            _fail("A benefit code is a number from 100 to 999", path, position, "code")
        for column, allowed in (("activity", ("", *ACTIVITIES)), ("confidence", CONFIDENCES)):
            if row[column] not in allowed:
                words = ", ".join(filter(None, allowed))
                _fail(f"{column} must be one of {words}", path, position, column)
        for column in ("label_da", "family", "family_label_da"):
            if not row[column]:
                _fail(f"{column} is blank", path, position, column)
        if not (row["family"].isascii() and row["family"].replace("_", "").isalnum()):
            _fail("A family key has ASCII letters, digits and _ only", path, position, "family")
    frame = raw.copy()
    frame["code"] = raw["code"].astype("int64")
    for source, target, earliest in (
        ("valid_from", "first_week", True),
        ("valid_to", "last_week", False),
    ):
        frame[target] = [
            _week_bound(text, path, position, source, earliest)
            for position, text in enumerate(raw[source])
        ]
    frame["place"] = [f"{path}, row {position + 2}" for position in range(len(raw))]
    backwards = frame["first_week"] > frame["last_week"]
    if backwards.any():
        _fail("valid_from is after valid_to", path, int(np.argmax(backwards)), "valid_from")
    return frame


def _week_bound(text: str, path: Path, position: int, column: str, earliest: bool) -> int:
    """First or last week whose Thursday lies within a date bound."""
    if not text:
        return _ALWAYS if earliest else _NEVER_ENDS
    try:
        days = (date.fromisoformat(text) - (ORIGIN + timedelta(days=3))).days
    except ValueError:
        _fail("A date is written YYYY-MM-DD", path, position, column)
    return -(-days // 7) if earliest else days // 7


def _check_periods(frame: pd.DataFrame) -> None:
    same = frame["code"].to_numpy()[1:] == frame["code"].to_numpy()[:-1]
    overlap = same & (frame["first_week"].to_numpy()[1:] <= frame["last_week"].to_numpy()[:-1])
    if overlap.any():
        first = int(np.argmax(overlap))
        raise InputError(
            f"Benefit code {frame['code'].iloc[first]} has two entries for the same weeks",
            where=f"{frame['place'].iloc[first]} and {frame['place'].iloc[first + 1]}",
            todo="Remove one entry, or give the entries periods that do not overlap.",
        )


def _check_family_labels(frame: pd.DataFrame) -> None:
    labels = frame.groupby("family")["family_label_da"].nunique()
    for family in labels.index[labels > 1]:
        places = frame.loc[frame["family"] == family].drop_duplicates("family_label_da")["place"]
        raise InputError(
            f"Benefit family {family!r} has two labels",
            where=" and ".join(places),
            todo="Use one family_label_da for the family in all rows and files.",
        )


def _fail(what: str, path: Path, position: int, column: str) -> NoReturn:
    raise InputError(
        what,
        where=f"{path}, row {position + 2}, column {column}",
        todo="Correct the cell; the columns are described in docs/codes.md.",
    )
