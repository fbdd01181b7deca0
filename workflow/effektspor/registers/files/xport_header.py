"""The head of a SAS transport file: how wide a row is, and so whether the rows are whole.

Version 5 does not say how many rows there are: a file cut off exactly between two rows cannot be
told from a whole one. Version 8 says it, and is held to it.
"""

import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from effektspor.errors import InputError
from effektspor.registers.files.problems import broken

RECORD = 80  # bytes; every part of a file fills whole records, the last with blanks
HEADER = b"HEADER RECORD*******"
MEMBERS = (HEADER + b"MEMBER  ", HEADER + b"MEMBV8  ")
VARIABLES = (HEADER + b"NAMESTR ", HEADER + b"NAMSTV8 ")
ROWS = (HEADER + b"OBS     ", HEADER + b"OBSV8   ")
BEFORE_VARIABLES = 8  # records
RECORDS_PER_LABEL = 16  # at most, of long labels, names and formats between variables and rows


@dataclass(frozen=True)
class Layout:
    """Where the rows of a file are.

    Attributes
    ----------
    data_at
        Position of the first row.
    width
        Bytes of a row.
    rows
        Number of rows; None where the file does not say.
    """

    data_at: int
    width: int
    rows: int | None


def read_layout(path: Path) -> Layout:
    """Read the head of a file, and hold the length of the file against it.

    Raises
    ------
    InputError
        Where the head is damaged, a row is cut off, rows are missing, or a second table follows.
    """
    size = path.stat().st_size
    if size % RECORD:
        raise broken(path)
    with path.open("rb") as file:
        try:
            layout = _layout(file)
        except ValueError:
            raise broken(path) from None
        _refuse_second_table(file, layout, path)
        whole, left = divmod(size - layout.data_at, layout.width)
        file.seek(size - left)
        padding = left < RECORD and not file.read().strip(b" ")
    if not padding:
        raise broken(path, row=whole + 1)
    if layout.rows is not None and -(-layout.rows * layout.width // RECORD) != (
        (size - layout.data_at) // RECORD
    ):
        raise broken(path, row=min(whole, layout.rows) + 1)
    return layout


def _layout(file: BinaryIO) -> Layout:
    head = [file.read(RECORD) for _ in range(BEFORE_VARIABLES)]
    if not head[3].startswith(MEMBERS) or not head[-1].startswith(VARIABLES):
        raise ValueError("records before the variables")
    described, count = int(head[3][74:78]), int(head[-1][52:58])
    if described < RECORD or count < 1:
        raise ValueError("number of variables, or bytes of each")
    variables = file.read(-(-described * count // RECORD) * RECORD)
    width = sum(
        int.from_bytes(variables[at + 4 : at + 6], "big")
        for at in range(0, described * count, described)
    )
    for _ in range(count * RECORDS_PER_LABEL + 1):
        record = file.read(RECORD)
        if record.startswith(ROWS):
            rows = record[48:63].strip() if record.startswith(ROWS[1]) else b""
            # Nought stands also where the number was not known.
            return Layout(file.tell(), max(width, 1), int(rows or b"0") or None)
    raise ValueError("no rows")


def _refuse_second_table(file: BinaryIO, layout: Layout, path: Path) -> None:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = max(data.find(member, layout.data_at) for member in MEMBERS)
    if found >= 0 and found % RECORD == 0:
        raise InputError(
            "The file holds more than one table",
            where=str(path),
            todo="Write each table to a transport file of its own.",
        )
