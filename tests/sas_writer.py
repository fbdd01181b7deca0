"""Writing sas7bdat files for tests: ReadStat's own writer, which pyreadstat carries but does not offer.

SAS alone writes binary compression (RDC), so that is not made here.
"""

import ctypes
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

STRING, DOUBLE = 0, 5  # types of a variable
PLAIN, ROWS = 0, 1  # compression: none, runs of bytes (RLE)
WRITER = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p)


def _library():
    folder = Path(find_spec("pyreadstat").origin).parent
    library = ctypes.CDLL(str(next(folder.glob("_readstat_writer*.so"))))
    library.readstat_writer_init.restype = ctypes.c_void_p
    library.readstat_add_variable.restype = ctypes.c_void_p
    return library


def write_sas7bdat(frame, path, *, compressed=False, formats=None, labels=None):
    """Write a frame of text and numbers; text like ".a" in a column of numbers is a missing letter.

    Parameters
    ----------
    formats, labels
        Display format ("DATE9", as days from 1960) and label of columns, by name.
    """
    library, parts = _library(), []

    def keep(data, length, _):
        parts.append(ctypes.string_at(data, length))
        return length

    writer, sink = ctypes.c_void_p(library.readstat_writer_init()), WRITER(keep)
    library.readstat_set_data_writer(writer, sink)
    library.readstat_writer_set_file_timestamp(writer, ctypes.c_long(1_500_000_000))
    library.readstat_writer_set_compression(writer, ROWS if compressed else PLAIN)
    kinds, variables = [], []
    for name in frame.columns:
        text = all(isinstance(cell, str) and not cell.startswith(".") for cell in frame[name])
        width = max([len(cell.encode()) for cell in frame[name]] + [1]) if text else 8
        variable = ctypes.c_void_p(
            library.readstat_add_variable(
                writer, name.encode(), STRING if text else DOUBLE, ctypes.c_size_t(width)
            )
        )
        if name in (formats or {}):
            library.readstat_variable_set_format(variable, formats[name].encode())
        if name in (labels or {}):
            library.readstat_variable_set_label(variable, labels[name].encode())
        kinds.append(text)
        variables.append(variable)
    codes = [library.readstat_begin_writing_sas7bdat(writer, None, ctypes.c_long(len(frame)))]
    for row in frame.itertuples(index=False):
        codes.append(library.readstat_begin_row(writer))
        for cell, text, variable in zip(row, kinds, variables, strict=True):
            if text:
                codes.append(library.readstat_insert_string_value(writer, variable, cell.encode()))
            elif isinstance(cell, str):
                tag = ctypes.c_char(cell[1].upper().encode())
                codes.append(library.readstat_insert_tagged_missing_value(writer, variable, tag))
            elif pd.isna(cell):
                codes.append(library.readstat_insert_missing_value(writer, variable))
            else:
                number = ctypes.c_double(cell)
                codes.append(library.readstat_insert_double_value(writer, variable, number))
        codes.append(library.readstat_end_row(writer))
    codes.append(library.readstat_end_writing(writer))
    library.readstat_writer_free(writer)
    assert not any(codes), "ReadStat could not write the file"
    Path(path).write_bytes(b"".join(parts))
    return path
