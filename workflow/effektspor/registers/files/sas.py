"""SAS data files (sas7bdat), plain or compressed.

polars-readstat reads them many times faster than ReadStat, yet (0.25) it gives rows that SAS has
deleted, and leaves out the rows of pages with such rows and of one rare kind of page. Such files are
known by their page heads and by ReadStat's own count of rows, and go through ReadStat.
"""

import os
import struct
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat

from effektspor.registers.files.base import RegisterFile, Variable
from effektspor.registers.files.problems import broken, not_this_format
from effektspor.registers.files.readstat import guarded, open_readstat
from effektspor.registers.files.rust import RustFile, UnreadableError, head_of, kind_of

MAGIC = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
SIMPLE_PAGES = {0x0000, 0x0100, 0x0200, 0x0400, 0x9000}  # meta, data, both, amendments, tables
LARGEST_ROW = 1 << 26  # bytes
HEAD = 288  # bytes of a file's head that are read here


def open_sas(path: Path) -> RegisterFile:
    """Open a sas7bdat file.

    Raises
    ------
    InputError
        Where it is no such file, or damaged or cut off.
    """
    simple = _only_simple_pages(path)
    # The count alone is asked for; with a plain encoding no character set is refused.
    _, meta = guarded(path, pyreadstat.read_sas7bdat, metadataonly=True, encoding="ISO-8859-1")
    if not 0 <= meta.number_rows <= path.stat().st_size:  # A row takes at least one byte.
        raise broken(path)
    try:
        types, head = head_of(path)
    except UnreadableError:
        return open_readstat(path)
    if not 0 < head["row_length"] <= LARGEST_ROW:
        raise broken(path)
    timed = any(dtype in (pl.Time, pl.Duration) for dtype in types.values())
    if not simple or timed or head["row_count"] != meta.number_rows:
        return open_readstat(path)
    variables = tuple(_variable(column, types) for column in head["columns"])
    numbers = frozenset(v.name for v in variables if v.kind == "number")
    return RustFile(path, variables, head["row_count"], types, numbers, head["row_length"])


def _variable(column: dict[str, Any], types: dict[str, Any]) -> Variable:
    name = column["name"]
    return Variable(name.lower(), name, kind_of(types[name]), column["label"] or "")


def _only_simple_pages(path: Path) -> bool:
    """Whether all pages are of kinds that polars-readstat reads in full.

    Raises
    ------
    InputError
        Where the head is damaged, or pages are missing at the end.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head[: len(MAGIC)] != MAGIC:
            raise not_this_format(path, "SAS (sas7bdat)")
        if len(head) < HEAD:
            raise broken(path)
        wide, shift = head[32] == 0x33, 4 if head[35] == 0x33 else 0
        order = "<" if head[37] == 1 else ">"
        start, page = struct.unpack_from(order + "II", head, 196 + shift)
        (pages,) = struct.unpack_from(order + ("Q" if wide else "I"), head, 204 + shift)
        if not 0 < start <= 1 << 24 or not 0 < page <= 1 << 26 or not pages:
            raise broken(path)
        if os.fstat(file.fileno()).st_size < start + pages * page:
            raise broken(path)
        at = start + (32 if wide else 16)
        for number in range(pages):
            kind = os.pread(file.fileno(), 2, at + number * page)
            if struct.unpack(order + "H", kind)[0] not in SIMPLE_PAGES:
                return False
    return True
