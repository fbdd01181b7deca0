"""SPSS files (sav, zsav): codes that the file declares missing stay what they are."""

import struct
from pathlib import Path
from typing import Any

import polars as pl

from effektspor.registers.files.base import RegisterFile, Variable
from effektspor.registers.files.problems import broken, not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile, UnreadableError, head_of, kind_of

MAGICS = (b"$FL2", b"$FL3")
LARGEST_BLOCK = 1 << 26  # bytes; SPSS writes blocks of 4 MB


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
    try:
        types, head = head_of(path)
    except UnreadableError:
        return described
    if head["compression"] == "ZLIB":
        _check_blocks(path, head["data_offset"])
    timed = any(dtype in (pl.Time, pl.Duration) for dtype in types.values())
    if timed or list(types) != [variable.original for variable in described.variables]:
        return described
    variables = tuple(_variable(variable, types) for variable in described.variables)
    coded = frozenset(v.name for v in variables if v.missing and v.kind != "date")
    return RustFile(path, variables, described.rows, types, coded)


def _variable(variable: Variable, types: dict[str, Any]) -> Variable:
    return Variable(
        variable.name,
        variable.original,
        kind_of(types[variable.original]),
        variable.label,
        variable.value_labels,
        variable.missing,
    )


def _check_blocks(path: Path, start: int) -> None:
    """Hold the table of a zsav file's blocks against the file: the library allots what it says.

    Raises
    ------
    InputError
        Where a block does not lie in the file, or is larger than any program writes.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        for order in "<>":
            file.seek(start)
            own, table_at, length = struct.unpack(order + "qqq", file.read(24).ljust(24))
            if own == start:
                break
        if own != start or not 24 <= length <= size or not start < table_at <= size - length:
            raise broken(path)
        file.seek(table_at)
        table = file.read(length)
    _, _, block, count = struct.unpack(order + "qqii", table[:24])
    if len(table) != 24 + 24 * count or not 0 < block <= LARGEST_BLOCK:
        raise broken(path)
    for _, at, plain, packed in struct.iter_unpack(order + "qqii", table[24:]):
        if not 0 < plain <= block or packed <= 0 or not start < at <= size - packed:
            raise broken(path)
