"""Text with semicolons: CSV of StatBank (value in INDHOLD) and of Jobindsats."""

import csv
from pathlib import Path

from effektspor.errors import InputError
from effektspor.registers.files.last_line import check_last_line
from effektspor.registers.files.problems import refuse_repeated
from effektspor.series.layouts.table import AGAIN, Layout, RawTable

SEPARATOR = ";"
STATBANK_VALUE = "indhold"


def read_delimited(text: str, path: Path) -> RawTable:
    """Read the rows below a header of names.

    Raises
    ------
    InputError
        Where the file has one column only, a name twice, or a row with too few or too many cells.
    """
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=SEPARATOR, strict=True))
    except csv.Error:
        raise InputError(
            "A quote is not closed: the file is cut off or damaged", where=str(path), todo=AGAIN
        ) from None
    while lines and not lines[-1]:
        lines.pop()
    names = [name.strip().lower() for name in lines[0]]
    if len(names) < 2:
        raise InputError(
            "The file has a single column: fields must be separated by semicolons",
            where=f"{path}, row 1",
            todo=f"{AGAIN} StatBank calls the layout CSV, with delimiter Semicolon.",
        )
    refuse_repeated(names, path)
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(names):
            raise InputError(
                f"A row has {len(cells)} fields instead of {len(names)}",
                where=f"{path}, row {number}",
                todo=f"The file may be cut off. {AGAIN}",
            )
    check_last_line(path, SEPARATOR, len(lines))
    columns = {name: [cells[at] for cells in lines[1:]] for at, name in enumerate(names)}
    layout: Layout = "statbank" if STATBANK_VALUE in names else "jobindsats"
    return RawTable(path, layout, {name: list(cells) for name, cells in columns.items()}, before=1)
