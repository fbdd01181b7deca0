"""SAS transport files (xpt), versions 5 and 8."""

from pathlib import Path

from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.problems import broken, not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile

MAGICS = (b"HEADER RECORD*******LIBRARY HEADER", b"HEADER RECORD*******LIBV8")
RECORD = 80  # bytes; every part of a file fills whole records


def open_xport(path: Path) -> RegisterFile:
    """Open an xpt file.

    Raises
    ------
    InputError
        Where it is no transport file, or damaged.
    """
    with path.open("rb") as file:
        if not file.read(RECORD).startswith(MAGICS):
            raise not_this_format(path, "SAS transport")
    if path.stat().st_size % RECORD:
        raise broken(path)
    return RustFile(open_readstat(path), frozenset())
