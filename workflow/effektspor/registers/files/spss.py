"""SPSS files (sav, zsav): codes that the file declares missing stay what they are."""

from pathlib import Path
from typing import Any

import polars as pl

from effektspor.registers.files.base import RegisterFile, Variable
from effektspor.registers.files.problems import not_this_format
from effektspor.registers.files.readstat import open_readstat
from effektspor.registers.files.rust import RustFile, UnreadableError, head_of, kind_of

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
    try:
        types, _ = head_of(path)
    except UnreadableError:
        return described
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
