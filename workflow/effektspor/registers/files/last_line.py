"""The end of a text file: the only place where it shows that a copy was cut off."""

import csv
import logging
import os
from pathlib import Path

from effektspor.errors import InputError

log = logging.getLogger(__name__)

LONGEST = 1 << 24  # bytes of a line


def check_last_line(path: Path, separator: str, rows: int) -> None:
    """Stop at a quote that the last line leaves open, and say so where it has no line end.

    That the line has all its values is known by then. Without a line end its last value can still
    be the beginning of a longer one (16 of 160); a program may also have left the line end out.

    Parameters
    ----------
    rows
        Rows of the file: the number of the last one.

    Raises
    ------
    InputError
        Where a quote is left open.
    """
    with path.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - LONGEST))
        end = file.read()
    whole = end.rstrip(b"\r\n")
    line = whole[max(whole.rfind(b"\n"), whole.rfind(b"\r")) + 1 :].decode("latin-1")
    try:
        list(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise InputError(
                "The last row leaves a quote open",
                where=f"{path}, row {rows}",
                todo="Copy the file anew if it is cut off; else correct the row.",
            ) from None
    if not end.endswith((b"\n", b"\r")):
        log.warning(
            "%s does not end in a line end: row %d, its last one, has all its values, but the last "
            "of them may be cut off",
            path,
            rows,
        )
