"""Small UTF-8 CSV files as tables of text, with a message that a user can act on when broken."""

import csv
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError


def read_text_table(
    path: Path,
    columns: tuple[str, ...],
    what: str,
    todo: str,
    *,
    optional: tuple[str, ...] = (),
    may_be_empty: bool = False,
    delimiter: str = ",",
    blank_lines: bool = False,
) -> pd.DataFrame:
    """Read a CSV as text, one row per line, with the columns asked for in that order.

    Parameters
    ----------
    path
        UTF-8 CSV with a header row. Further columns are dropped.
    columns
        Columns that must be there.
    what
        What the file is, to begin a message with: "The code list".
    todo
        Where the user finds the form of the file.
    optional
        Columns that may be absent and are empty then; they follow the others.
    may_be_empty
        Whether a file with its header row only is allowed.
    delimiter
        What stands between cells.
    blank_lines
        Whether lines without any sign are rows of empty cells; else they are refused.

    Raises
    ------
    InputError
        File missing, not UTF-8, a column missing or twice, no rows, or a row with too few or too
        many fields (a truncated file). Cells are stripped of surrounding blanks.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = list(csv.reader(text.splitlines(keepends=True), strict=True, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise InputError(f"{what} {reason}", where=str(path), todo=todo) from None
    header = lines[0] if lines else []
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError(
            f"{what} lacks the columns {', '.join(missing)}", where=str(path), todo=todo
        )
    if len(set(header)) < len(header):
        raise InputError(f"{what} has a column twice", where=f"{path}, row 1", todo=todo)
    if blank_lines:
        lines = [fields or [""] * len(header) for fields in lines]
    for number, fields in enumerate(lines[1:], start=2):
        if len(fields) != len(header):
            raise InputError(
                f"{what} has a row with {len(fields)} fields instead of {len(header)}",
                where=f"{path}, row {number}",
                todo="Check that the file was copied whole, and quote cells that hold a comma.",
            )
    if len(lines) == 1 and not may_be_empty:
        raise InputError(f"{what} has no rows", where=str(path), todo=todo)
    cells = {name: [line[at].strip() for line in lines[1:]] for at, name in enumerate(header)}
    cells |= {column: [""] * (len(lines) - 1) for column in optional if column not in cells}
    return pd.DataFrame({column: cells[column] for column in (*columns, *optional)}, dtype=object)
