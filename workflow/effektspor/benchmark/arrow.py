"""DREAM records as an Arrow table with text columns, as another program would have written it."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_ZERO = ord("0")


def dream_table(records: np.ndarray) -> pa.Table:
    """Arrow table of structured records: text as strings (blank is empty), numbers as they are.

    Text of digits repeats itself in these registers: each different text is made once, and the
    columns are put together from the numbers that the digits are.
    """
    names = list(records.dtype.names or ())
    return pa.table([_column(records[name]) for name in names], names=names)


def _column(values: np.ndarray) -> pa.Array:
    values = np.ascontiguousarray(values)
    if values.dtype.kind != "S":
        return pa.array(values)
    number = _numbers(values)
    if number is None:
        return pa.array(values.astype("str"), type=pa.string())
    texts, index = _different(number)
    width = values.dtype.itemsize
    shown = pa.array([f"{text:0{width}d}" if text >= 0 else "" for text in texts])
    return shown.take(pa.array(index))


def _numbers(values: np.ndarray) -> npt.NDArray[np.int32] | None:
    """Texts of digits as numbers, -1 where empty; None where a text is something else."""
    width = values.dtype.itemsize
    if width > 6:
        return None
    digits = values.view("u1").reshape(-1, width).astype(np.int32) - _ZERO
    empty = digits[:, 0] == -_ZERO
    number = np.zeros(len(values), dtype=np.int32)
    for position in range(width):
        number = number * 10 + digits[:, position]
    return np.where(empty, np.int32(-1), number)


def _different(number: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int32], np.ndarray]:
    present = np.zeros(int(number.max(initial=-1)) + 2, dtype=bool)
    present[number + 1] = True
    place = np.cumsum(present, dtype=np.int32) - 1
    return np.flatnonzero(present).astype(np.int32) - 1, place[number + 1]
