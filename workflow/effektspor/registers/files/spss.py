"""SPSS files (sav, zsav): codes that the file declares missing stay what they are."""

from pathlib import Path

from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.problems import not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile

MAGICS = (b"$FL2", b"$FL3")


def open_spss(path: Path) -> RegisterFile:
    """Open a sav or zsav file.

    Raises
    ------
    InputError
        Where it is no SPSS file, or damaged.
    """
    with path.open("rb") as file:
        if file.read(4) not in MAGICS:
            raise not_this_format(path, "SPSS")
    described = open_readstat(path)
    coded = frozenset(v.name for v in described.variables if v.missing and v.kind != "date")
    return RustFile(described, coded)
