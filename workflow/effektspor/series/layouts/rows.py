"""JSON of Jobindsats, version 3: ``{"columns": [names], "rows": [[cells]]}``."""

from pathlib import Path
from typing import Any

from effektspor.errors import InputError
from effektspor.registers.files.problems import refuse_repeated
from effektspor.series.layouts.table import AGAIN, RawTable, as_cell, not_this_layout


def read_rows(content: dict[str, Any], path: Path) -> RawTable:
    """Read names and rows; the first row is number 1.

    Raises
    ------
    InputError
        Where there are no names, names are no texts or stand twice, or a row has too few or too many
        cells.
    """
    columns, rows = content["columns"], content["rows"]
    if not isinstance(columns, list) or not columns or not isinstance(rows, list):
        raise not_this_layout(str(path))
    named = [each.get("name") if isinstance(each, dict) else each for each in columns]
    names = [name.strip().lower() for name in named if isinstance(name, str)]
    if len(names) != len(named):
        raise not_this_layout(str(path))
    refuse_repeated(names, path)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or len(row) != len(names):
            raise InputError(
                f"A row has not the {len(names)} cells that the columns say",
                where=f"{path}, row {number}",
                todo=AGAIN,
            )
    return RawTable(
        path,
        "jobindsats",
        {name: [as_cell(row[at], str(path)) for row in rows] for at, name in enumerate(names)},
        before=0,
    )
