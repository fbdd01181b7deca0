"""Value labels of a Stata file, and the letters of its missing numbers."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

ValueLabels = tuple[tuple[float | str, str], ...]
SYSTEM_MISSING = 2147483621  # "." in a table; ".a" to ".z" follow
FIRST_MISSING = {"i1": 101, "i2": 32_741, "i4": SYSTEM_MISSING}  # of whole numbers in cells
# Letters of floats are counted in the bits behind the first ones of the mantissa.
FIRST_BITS = {"f4": (np.uint32, 0x7F000000, 11), "f8": (np.uint64, 0x7FE0000000000000, 40)}
TAG, END = b"<lbl>", b"</lbl>"


def read_value_labels(
    table: bytes, order: str, name_width: int, encoding: str
) -> dict[str, ValueLabels]:
    """Value labels by the name of their table.

    Parameters
    ----------
    table
        What stands between `<value_labels>` and its end, and the end.
    order
        Byte order, "<" or ">".
    name_width
        Bytes of a name.

    Raises
    ------
    ValueError
        Where the tables are damaged.
    """
    found: dict[str, ValueLabels] = {}
    at = 0
    while table[at : at + len(TAG)] == TAG:
        at += len(TAG)
        (length,) = np.frombuffer(table[at : at + 4], order + "i4").tolist()
        at += 4
        name = table[at : at + name_width].partition(b"\0")[0].decode(encoding, "replace")
        at += name_width + 3
        if length < 8 or table[at + length : at + length + len(END)] != END:
            raise ValueError("length of a table of value labels")
        found[name] = _pairs(table[at : at + length], order, encoding)
        at += length + len(END)
    if table[at:] != b"</value_labels>":
        raise ValueError("end of the tables of value labels")
    return found


def letters_of(values: npt.NDArray[Any]) -> pa.Array:
    """Letters (".a" to ".z") of missing numbers, null elsewhere.

    Parameters
    ----------
    values
        Cells of one column as the file has them, shape (rows,).
    """
    kind = values.dtype.str[1:]
    native = values.astype(values.dtype.newbyteorder("="))
    if kind in FIRST_MISSING:
        letter = native.astype(np.int64) - FIRST_MISSING[kind]
    else:
        unsigned, first, shift = FIRST_BITS[kind]
        letter = (native.view(unsigned).astype(np.int64) - first) >> shift
    names = np.array([None, *(f".{chr(ord('a') + k)}" for k in range(26))], dtype=object)
    return pa.array(names[np.where((letter >= 1) & (letter <= 26), letter, 0)], pa.string())


def _pairs(table: bytes, order: str, encoding: str) -> ValueLabels:
    count, text_length = np.frombuffer(table[:8], order + "i4").tolist()
    if count < 0 or text_length < 0 or 8 + 8 * count + text_length > len(table):
        raise ValueError("size of a table of value labels")
    offsets, values = np.frombuffer(table[8 : 8 + 8 * count], order + "i4").reshape(2, -1).tolist()
    texts = table[8 + 8 * count :]
    pairs = []
    for offset, value in zip(offsets, values, strict=True):
        if not 0 <= offset < len(texts):
            raise ValueError("place of a value label")
        end = texts.find(b"\0", offset)
        text = texts[offset : end if end >= 0 else len(texts)]
        pairs.append((_key(value), text.decode(encoding, "replace")))
    return tuple(pairs)


def _key(value: int) -> float | str:
    if value < SYSTEM_MISSING:
        return float(value)
    letter = value - SYSTEM_MISSING
    if letter > 26:
        raise ValueError("value of a value label")
    return "." + ("" if letter == 0 else chr(ord("a") + letter - 1))
