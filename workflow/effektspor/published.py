"""The published figures of the five evaluations: read, corrected, checked and typed.

Each evaluation has one CSV with one row per place where a figure is printed. The files hold what is
printed and nothing else; a mistake in the transcription is mended by a row in ``corrections.csv``,
which is applied here, never by editing a value. ``docs/published-data.md`` describes the columns.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn, get_args

import pandas as pd

from effektspor.artefacts import PublishedBasis
from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.qualifier import parse_qualifier

SOURCES = ("kl2016", "discus2007", "discus2011", "hedensted2019", "brf2019")
COLUMNS = (
    "source", "page", "item_id", "figure_or_table", "group", "period", "measure", "value",
    "unit", "qualifier", "basis",
)  # fmt: skip
CORRECTION_COLUMNS = (
    "source", "item_id", "field", "old_value", "new_value", "reason", "page",
)  # fmt: skip
RULE_COLUMNS = ("source", "item_id", "basis", "reason", "reason_da")
CORRECTABLE = tuple(column for column in COLUMNS if column not in ("source", "item_id", "basis"))
BASES: tuple[str, ...] = get_args(PublishedBasis)
UNITS = frozenset({
    "cases", "count", "date_yyyymm", "date_yyyymmdd", "days", "dkk", "employees", "flexjobs",
    "full_year_persons", "hours_per_week", "levels", "minutes", "models", "months",
    "municipalities", "p_value", "page", "per_month", "per_week", "percent", "percentage_points",
    "persons", "ratio", "recommendations", "regions", "reports", "themes", "typologies", "units",
    "week_number", "weeks", "year", "years",
})  # fmt: skip
_TODO = "The columns are described in docs/published-data.md."
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PAGE = re.compile(r"\d+|n/a")
_ITEM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class _Place:
    """A file; names the row of a cell in it."""

    path: Path

    def fail(self, what: str, row: int, column: str) -> NoReturn:
        raise InputError(
            what, where=f"{self.path}, row {row + 2}, column {column}", todo=f"Correct it. {_TODO}"
        )


def read_published(folder: Path) -> pd.DataFrame:
    """Read the published figures of all five evaluations.

    Parameters
    ----------
    folder
        Holds ``<source>.csv`` for each of `SOURCES`, and ``corrections.csv``.

    Returns
    -------
    pandas.DataFrame
        One row per printed figure, in the order of the files: the columns `COLUMNS` as text, except
        ``value`` (float, in the printed unit: per cent as 14, not 0.14), and

        * ``decimals`` (int): decimals in print, which give the rounding,
        * ``kind`` (exact, approx, bound or target) and ``direction`` (above, below, peak or about):
          the printed qualifier, see `effektspor.qualifier.parse_qualifier`,
        * ``corrected`` (bool).

    Raises
    ------
    InputError
        File or column missing, truncated row, unknown unit, basis or source, a value that is no
        number, an item id twice, a correction whose old value is not what stands in the file.
    """
    corrections = read_corrections(folder)
    frames = []
    for source in SOURCES:
        path = folder / f"{source}.csv"
        frame = read_text_table(path, COLUMNS, "The table of published figures", _TODO)
        frame["corrected"] = False
        _apply(corrections[corrections["source"] == source], frame, folder / "corrections.csv")
        _check(frame, source, _Place(path))
        frames.append(frame)
    return _typed(pd.concat(frames, ignore_index=True), folder)


def published_value(frame: pd.DataFrame, item_id: str) -> float:
    """Value of one published figure in its printed unit; ``KeyError`` where there is none."""
    found = frame.loc[frame["item_id"] == item_id, "value"]
    if found.empty:
        raise KeyError(item_id)
    return float(found.iloc[0])


def read_corrections(folder: Path) -> pd.DataFrame:
    """Corrections of the transcription as text; no rows where the file has its header only.

    Raises
    ------
    InputError
        File or column missing, or a field that cannot be corrected.
    """
    path = folder / "corrections.csv"
    what = "The table of corrections"
    frame = read_text_table(path, CORRECTION_COLUMNS, what, _TODO, may_be_empty=True)
    for row, entry in enumerate(frame.to_dict("records")):
        if entry["source"] not in SOURCES:
            _Place(path).fail(f"source must be one of {', '.join(SOURCES)}", row, "source")
        if entry["field"] not in CORRECTABLE:
            _Place(path).fail(f"field must be one of {', '.join(CORRECTABLE)}", row, "field")
        if not entry["reason"]:
            _Place(path).fail("A correction needs a reason", row, "reason")
    return frame


def read_basis_rules(folder: Path) -> pd.DataFrame:
    """Read the rules that say on what a comparison with an item would rest (`RULE_COLUMNS`)."""
    path = folder / "basis_rules.csv"
    rules = read_text_table(path, RULE_COLUMNS, "The table of basis rules", _TODO)
    for row, basis in enumerate(rules["basis"]):
        if basis not in BASES:
            _Place(path).fail(f"basis must be one of {', '.join(BASES)}", row, "basis")
    return rules


def match_rules(items: pd.DataFrame, rules: pd.DataFrame) -> pd.Series:
    """Position of the first rule that fits each item, by source and item id pattern.

    The stored column ``basis`` was made with this, and a test keeps the two together.

    Parameters
    ----------
    items
        Columns ``source`` and ``item_id``.
    rules
        `RULE_COLUMNS`; ``item_id`` is a pattern in which ``*`` stands for any characters.

    Returns
    -------
    pandas.Series
        int, index of `items`; -1 where no rule fits.
    """
    patterns = list(rules[["source", "item_id"]].itertuples(index=False, name=None))

    def first(source: str, item_id: str) -> int:
        fits = (
            position
            for position, (of_source, pattern) in enumerate(patterns)
            if of_source == source and fnmatchcase(item_id, pattern)
        )
        return next(fits, -1)

    found = [first(*item) for item in items[["source", "item_id"]].itertuples(index=False)]
    return pd.Series(found, index=items.index, dtype="int64")


def _apply(corrections: pd.DataFrame, frame: pd.DataFrame, path: Path) -> None:
    for row, entry in zip(corrections.index, corrections.to_dict("records"), strict=True):
        at = frame.index[frame["item_id"] == entry["item_id"]]
        if at.empty:
            _Place(path).fail("A correction names an item that does not exist", row, "item_id")
        field = str(entry["field"])
        if not frame.loc[at, field].eq(entry["old_value"]).all():
            _Place(path).fail(
                f"A correction of {entry['item_id']} expects another old value than the file has",
                row, "old_value",
            )  # fmt: skip
        frame.loc[at, field] = entry["new_value"]
        frame.loc[at, "corrected"] = True


def _check(frame: pd.DataFrame, source: str, place: _Place) -> None:
    for row, cells in enumerate(frame.to_dict("records")):
        if cells["source"] != source:
            place.fail(f"source must be {source}", row, "source")
        if not _ITEM.fullmatch(cells["item_id"]):
            place.fail("item_id is not a dotted name of small letters", row, "item_id")
        if not _PAGE.fullmatch(cells["page"]):
            place.fail("page is neither a number nor n/a", row, "page")
        if not _NUMBER.fullmatch(cells["value"]):
            place.fail("value is not a number with a decimal point", row, "value")
        if cells["unit"] not in UNITS:
            place.fail(f"unit is not known; allowed are {', '.join(sorted(UNITS))}", row, "unit")
        if cells["basis"] not in BASES:
            place.fail(f"basis must be one of {', '.join(BASES)}", row, "basis")
        if parse_qualifier(cells["qualifier"]) is None:
            place.fail(
                "qualifier begins with none of exact, approx, bound, target", row, "qualifier"
            )


def _typed(frame: pd.DataFrame, folder: Path) -> pd.DataFrame:
    doubled = frame["item_id"].duplicated(keep=False)
    if doubled.any():
        first = frame.loc[doubled].iloc[0]
        rows = frame.index[frame["item_id"] == first["item_id"]]
        start = frame.index[frame["source"] == first["source"]][0]
        place = _Place(folder / f"{first['source']}.csv")
        place.fail(f"The item {first['item_id']} stands twice", int(rows[-1] - start), "item_id")
    qualifiers = [parse_qualifier(text) for text in frame["qualifier"]]
    frame["decimals"] = [len(text.partition(".")[2]) for text in frame["value"]]
    frame["value"] = frame["value"].astype("float64")
    frame["kind"] = [q.kind if q else "" for q in qualifiers]
    frame["direction"] = [q.direction if q else "" for q in qualifiers]
    return frame
