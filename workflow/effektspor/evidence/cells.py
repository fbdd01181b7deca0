"""Cells of a coded table: checked one by one, with the row that a user sees in the file."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

FIRST_ROW = 2
"""Row number of the first row below the header, as spreadsheets count."""
LEAST_LABEL = 3
"""Letters that a label has at least: it stands as the name of numbers."""
FORM = "docs/how-to-own-data.md, section Desk research, has the columns and the words."
_KEY = r"[a-z][a-z0-9_]*"
EXAMPLE = "sfi_2010"
_PERCENT = re.compile(r"(?<=\d)\s*%(?!\w)(?:\.(?!\w))?")
_PAGE = re.compile(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True)
class Coded:
    """A coded table as text, and the file that messages name.

    Attributes
    ----------
    frame
        Text cells; the index is the row number in the file.
    path
        The file.
    """

    frame: pd.DataFrame
    path: Path

    def refuse(self, wrong: "pd.Series[bool]", column: str, what: str, todo: str) -> None:
        """Stop where a row is wrong.

        Raises
        ------
        InputError
            Naming file, column and row numbers.
        """
        rows = [int(str(number)) for number in self.frame.index[wrong]]
        if rows:
            shown = ", ".join(str(row) for row in rows[:10]) + (" ..." if len(rows) > 10 else "")
            raise InputError(what, where=f"{self.path}, column {column}, row {shown}", todo=todo)

    def one_of(self, column: str, allowed: Collection[str], *, empty: bool = False) -> None:
        """Stop where a cell holds another word than those allowed."""
        words = set(allowed) | ({""} if empty else set())
        self.refuse(
            ~self.frame[column].isin(words), column, "A word is not one of those that are known",
            f"Use one of {', '.join(sorted(allowed))}" + (", or leave it empty." if empty else "."),
        )  # fmt: skip

    def given(self, *columns: str) -> None:
        """Stop where a cell is empty."""
        for column in columns:
            self.refuse(
                self.frame[column] == "", column, "A cell is empty that must be filled", f"{FORM}"
            )

    def keys(self, column: str) -> None:
        """Stop where a key has signs that names of results cannot have."""
        self.refuse(
            ~self.frame[column].str.fullmatch(_KEY), column,
            "A key has other signs than a-z, 0-9 and _", f"Write keys in small letters, such as {EXAMPLE}.",
        )  # fmt: skip

    def told(self, *columns: str) -> None:
        """Stop where a label is too short to say what it is of; it may be empty."""
        for column in columns:
            self.refuse(
                self.frame[column].str.len().between(1, LEAST_LABEL - 1), column,
                f"A label has fewer than {LEAST_LABEL} letters", "Write it out.",
            )  # fmt: skip

    def unique(self, column: str) -> None:
        """Stop where two rows have the same key."""
        self.refuse(
            self.frame[column].duplicated(keep=False), column, "A key stands more than once",
            "Give each row a key of its own.",
        )  # fmt: skip

    def numbers(self, column: str) -> "pd.Series[float]":
        """A column of numbers, missing where empty; commas are decimal."""
        text = self.frame[column].str.replace(",", ".", regex=False)
        found = pd.to_numeric(text.where(text != ""), errors="coerce")
        bad = (text != "") & ~found.map(lambda each: pd.notna(each) and abs(each) < 1e15)
        self.refuse(bad, column, "A cell is no number", "Write a number, or leave it empty.")
        return found.astype("float64")

    def pages(self, column: str) -> None:
        """Stop where pages are missing or are no numbers separated by semicolons."""
        self.refuse(
            self.frame[column] == "", column, "A page is missing",
            "State the page of the text; several are separated by semicolons.",
        )  # fmt: skip
        bad = ~self.frame[column].map(lambda text: all(map(_PAGE.fullmatch, text.split(";"))))
        self.refuse(
            bad, column, "A page is no whole number from 1 on",
            "Write pages as 4 or 4;19, without words.",
        )  # fmt: skip


def read_coded(
    path: Path, columns: tuple[str, ...], what: str, *, optional: tuple[str, ...] = ()
) -> Coded:
    """Read a coded table as text; rows without any cell are passed over.

    Raises
    ------
    InputError
        Where the file cannot be read as a table, is not UTF-8 or lacks a column.
    """
    frame = read_text_table(
        path, columns, what, FORM,
        optional=optional, delimiter=_delimiter(path), blank_lines=True,
    )  # fmt: skip
    shown = [name for name in frame.columns if name != "quote"]
    frame[shown] = frame[shown].map(written)
    frame.index = pd.Index(range(FIRST_ROW, FIRST_ROW + len(frame)))
    return Coded(frame[(frame != "").any(axis=1)], path)


def written(text: str) -> str:
    """A text as the report writes it: per cent in letters, three points as one sign.

    Examples
    --------
    >>> written("Fra 20 % til 35%. Og mere ..."), written("100 %s")
    ('Fra 20 pct. til 35 pct. Og mere …', '100 %s')
    """
    return _PERCENT.sub(" pct.", text).replace("...", "…")


def _delimiter(path: Path) -> str:
    """Semicolon where a spreadsheet of Danish settings wrote the file, else comma."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            header = file.readline()
            file.read()  # all of it: the first letter beyond ASCII may stand far down
    except UnicodeDecodeError:
        raise InputError(
            "A table is not UTF-8", where=str(path), todo="Save it as CSV in UTF-8."
        ) from None
    except OSError:
        return ","  # reading it says what is wrong
    return ";" if header.count(";") > header.count(",") else ","
