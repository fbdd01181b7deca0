"""Opening a register file by its ending."""

from pathlib import Path

from effektspor.errors import InputError
from effektspor.registers.files.base import RegisterFile
from effektspor.registers.files.problems import reading, refuse_repeated

FORMATS = (".sas7bdat", ".xpt", ".sav", ".zsav", ".dta", ".csv", ".parquet")


def open_file(path: Path) -> RegisterFile:
    """Open a file of any format that is read.

    Raises
    ------
    InputError
        Where the file is missing, empty, of an unknown type, damaged, may not be read, or has one
        name twice.
    """
    with reading(path):
        return _opened(path)


def _opened(path: Path) -> RegisterFile:
    if not path.is_file():
        raise InputError(
            "The file is a folder" if path.is_dir() else "The file does not exist",
            where=str(path),
            todo="Check the path in the config under data, and that the disk is mounted.",
        )
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise InputError(
            f"Files of type {path.suffix or 'without an ending'} cannot be read",
            where=str(path),
            todo=f"Give one of {', '.join(FORMATS)}.",
        )
    if not path.stat().st_size:
        raise InputError("The file is empty", where=str(path), todo="Copy the file anew.")
    opened = _open(path, ending)
    refuse_repeated([variable.name for variable in opened.variables], path)
    return opened


def _open(path: Path, ending: str) -> RegisterFile:
    # Only what the file needs is imported: polars alone takes longer than reading a small file.
    if ending == ".sas7bdat":
        from effektspor.registers.files.sas import open_sas

        return open_sas(path)
    if ending == ".xpt":
        from effektspor.registers.files.xport import open_xport

        return open_xport(path)
    if ending in (".sav", ".zsav"):
        from effektspor.registers.files.spss import open_spss

        return open_spss(path)
    if ending == ".dta":
        from effektspor.registers.files.stata import open_stata

        return open_stata(path)
    if ending == ".csv":
        from effektspor.registers.files.delimited import open_csv

        return open_csv(path)
    from effektspor.registers.files.parquet import open_parquet

    return open_parquet(path)
