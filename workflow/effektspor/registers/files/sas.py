"""SAS data files (sas7bdat), plain or compressed.

polars-readstat reads them many times faster than ReadStat, yet (0.25) it gives rows that SAS has
deleted, and leaves out the rows of pages with such rows and of one rare kind of page. Such files are
known by the heads of their pages and go through ReadStat, whose count of rows is held against the
rows that come in any case.
"""

import os
import struct
from pathlib import Path

from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.problems import broken, not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile

MAGIC = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
SIMPLE_PAGES = {0x0000, 0x0100, 0x0200, 0x0400, 0x9000}  # meta, data, both, amendments, tables
HEAD = 288  # bytes of a file's head that are read here


def open_sas(path: Path) -> RegisterFile:
    """Open a sas7bdat file.

    Raises
    ------
    InputError
        Where it is no such file, or damaged or cut off.
    """
    simple = _only_simple_pages(path)
    described = open_readstat(path)
    if not simple:
        return described
    return RustFile(described, frozenset(v.name for v in described.variables if v.kind == "number"))


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
