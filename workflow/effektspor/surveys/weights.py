"""Weights that cannot be used: another variable than the codebook's, or nothing but zeros.

Which variable an SPSS file is weighted by, its header alone knows.
"""

import struct
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.raw import Mask
from effektspor.surveys.codebook import Codebook

_LAYOUT, _WEIGHT, _VARIABLES = 64, 76, 176  # places in the header, in bytes
_LAYOUTS = (2, 3)
_VARIABLE, _WIDTH = 2, 8  # type of a variable's record; bytes of a short name and of a number


def refuse_other_weight(path: Path, names: Sequence[str], book: Codebook) -> None:
    """Stop where a file is weighted by another variable than the codebook's.

    Parameters
    ----------
    names
        Names of the file's variables in lower case, in file order.

    Raises
    ------
    InputError
        With both variables.
    """
    theirs = weight_of(path.read_bytes(), names)
    own = book.one("weight")
    if theirs is None or (own is not None and own.variable == theirs):
        return
    raise InputError(
        f"The file is weighted by {theirs}, the codebook "
        + (f"by {own.variable}" if own else "by nothing"),
        where=str(path),
        todo=f"Name {theirs} in the codebook with part weight, or save the file without a weight.",
    )


def refuse_zeros(who: pd.DataFrame, given: Mask, book: Codebook) -> None:
    """Stop where all who answered in a wave have the weight zero: no weighted share exists then.

    Parameters
    ----------
    who
        wave, weight and file of each row.
    given
        Rows with an answer, shape (rows,).

    Raises
    ------
    InputError
        With the first such wave.
    """
    weight, wave = book.one("weight"), book.one("wave")
    if weight is None:
        return
    # Numbers of a person's measurements are no waves that shares are given of.
    by = "wave" if wave is not None and wave.scale is not None else "survey"
    answered = who.loc[given].assign(survey=book.survey)
    for of, rows in answered.groupby(by):
        if not rows["weight"].any():
            raise InputError(
                f"All weights of {by} {of} are zero",
                where=f"{', '.join(rows['file'].unique())}, column {weight.variable}",
                todo="Correct the weights, or leave the variable out of the codebook: then all "
                "count alike.",
            )


def weight_of(data: bytes, names: Sequence[str]) -> str | None:
    """The variable that a file's header names as its weight; None where there is none.

    Parameters
    ----------
    data
        The file, or its beginning.

    Notes
    -----
    The header counts places of 8 bytes: a text of 20 letters takes three, of which the last two have
    records of their own without a name.
    """
    order = "<" if struct.unpack_from("<i", data, _LAYOUT)[0] in _LAYOUTS else ">"
    wanted = struct.unpack_from(f"{order}i", data, _WEIGHT)[0]
    at, place = _VARIABLES, 0
    named: list[tuple[int, str]] = []
    while wanted and at + 32 <= len(data):
        record, width, has_label, missing = struct.unpack_from(f"{order}4i", data, at)
        if record != _VARIABLE:
            break
        place += 1
        if width >= 0:
            named.append(
                (place, data[at + 24 : at + 24 + _WIDTH].decode("latin-1").strip().lower())
            )
        at += 24 + _WIDTH
        if has_label:
            length = struct.unpack_from(f"{order}i", data, at)[0]
            at += 4 + (length + 3) // 4 * 4
        at += _WIDTH * abs(missing)
    for number, (place, short) in enumerate(named):
        if place == wanted:
            # Texts of more than 255 letters have several records: then only short names are sure.
            return names[number] if len(named) == len(names) else short
    return None
