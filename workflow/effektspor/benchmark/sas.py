"""DREAM as sas7bdat, which Python has no writer for.

Plain files come from R's haven where R is there. Files with compressed rows come from ReadStat's
writer, which haven uses too and which pyreadstat carries without offering it: a call a cell, so
only for some ten thousand persons. The other compression of SAS (RDC) nobody but SAS writes.

``python -m effektspor.benchmark.sas haven|rows DTA TARGET``
"""

import ctypes
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pyreadstat

_R = "a <- commandArgs(TRUE); suppressWarnings(haven::write_sas(haven::read_dta(a[1]), a[2]))"
_STRING, _DOUBLE, _RUNS = 0, 5, 1  # types of a variable, and the compression of rows
_SINK = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)


def haven() -> bool:
    """Whether Rscript and its package haven are there."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "if (!requireNamespace('haven', quietly = TRUE)) quit(status = 1)"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def write_plain(dta: Path, target: Path) -> None:
    """Copy a Stata file by haven; R holds all of it in memory."""
    partial = target.with_name(target.name + ".partial")
    subprocess.run(["Rscript", "-e", _R, str(dta), str(partial)], check=True, capture_output=True)
    partial.replace(target)


def write_compressed(dta: Path, target: Path) -> None:
    """Copy a Stata file with rows compressed (RLE), cell by cell."""
    frame, meta = pyreadstat.read_dta(dta)
    library = _library()
    writer = ctypes.c_void_p(library.readstat_writer_init())
    partial = target.with_name(target.name + ".partial")
    with partial.open("wb") as file:
        sink = _SINK(lambda data, length, _: file.write(ctypes.string_at(data, length)))
        library.readstat_set_data_writer(writer, sink)
        library.readstat_writer_set_compression(writer, _RUNS)
        columns = []
        for name in meta.column_names:
            text = meta.readstat_variable_types[name] == "string"
            width = ctypes.c_size_t(meta.variable_storage_width[name] if text else 8)
            kind = _STRING if text else _DOUBLE
            variable = library.readstat_add_variable(writer, name.encode(), kind, width)
            columns.append((ctypes.c_void_p(variable), text))
        wrong = library.readstat_begin_writing_sas7bdat(writer, None, ctypes.c_long(len(frame)))
        for row in frame.itertuples(index=False, name=None):
            wrong |= library.readstat_begin_row(writer)
            for (variable, text), cell in zip(columns, row, strict=True):
                if text:
                    wrong |= library.readstat_insert_string_value(writer, variable, cell.encode())
                else:
                    number = ctypes.c_double(cell)
                    wrong |= library.readstat_insert_double_value(writer, variable, number)
            wrong |= library.readstat_end_row(writer)
        wrong |= library.readstat_end_writing(writer)
        library.readstat_writer_free(writer)
    if wrong:
        raise RuntimeError("ReadStat could not write the file")
    partial.replace(target)


def _library() -> ctypes.CDLL:
    found = importlib.util.find_spec("pyreadstat")
    if found is None or found.origin is None:
        raise RuntimeError("pyreadstat is not installed")
    library = ctypes.CDLL(str(next(Path(found.origin).parent.glob("_readstat_writer*.so"))))
    library.readstat_writer_init.restype = ctypes.c_void_p
    library.readstat_add_variable.restype = ctypes.c_void_p
    return library


if __name__ == "__main__":
    write = {"haven": write_plain, "rows": write_compressed}[sys.argv[1]]
    write(Path(sys.argv[2]), Path(sys.argv[3]))
