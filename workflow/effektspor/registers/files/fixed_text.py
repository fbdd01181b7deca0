"""Text of fixed width as Arrow text, without a step in Python for any cell."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

BLANK = ord(" ")


def text_of(cells: npt.NDArray[Any]) -> pa.Array:
    """Text of cells; each ends at its first NUL, and trailing blanks are cut.

    Parameters
    ----------
    cells
        Bytes of fixed width (dtype S<k>), shape (rows,); UTF-8, else Latin-1.
    """
    width = cells.dtype.itemsize
    letters = np.ascontiguousarray(cells).view(np.uint8).reshape(len(cells), width)
    if (letters == 0).any():
        letters = np.where(np.logical_and.accumulate(letters != 0, axis=1), letters, BLANK)
    filled = letters != BLANK
    lengths = np.where(filled.any(axis=1), width - filled[:, ::-1].argmax(axis=1), 0)
    data = letters[np.arange(width) < lengths[:, None]]
    offsets = np.zeros(len(cells) + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    text = pa.Array.from_buffers(
        pa.string(), len(cells), [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    )
    if (data >= 128).any():
        try:
            text.validate(full=True)
        except pa.ArrowInvalid:
            bytes_of = text.cast(pa.binary()).to_pylist()
            return pa.array([cell.decode("latin-1") for cell in bytes_of], pa.string())
    return text
