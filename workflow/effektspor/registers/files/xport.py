"""SAS transport files (xpt), versions 5 and 8."""

from dataclasses import replace
from pathlib import Path

from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.problems import not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile
from effektspor.registers.files.xport_header import RECORD, read_layout

MAGICS = (b"HEADER RECORD*******LIBRARY HEADER", b"HEADER RECORD*******LIBV8")


def open_xport(path: Path) -> RegisterFile:
    """Open an xpt file.

    Raises
    ------
    InputError
        Where it is no transport file, damaged or cut off, or holds several tables.
    """
    with path.open("rb") as file:
        if not file.read(RECORD).startswith(MAGICS):
            raise not_this_format(path, "SAS transport")
    layout = read_layout(path)
    return RustFile(replace(open_readstat(path), rows=layout.rows), frozenset())
