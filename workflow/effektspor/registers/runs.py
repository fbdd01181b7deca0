"""Runs of equal neighbouring cells in wide columns: the first half of run-length encoding.

The cells are compared as they lie in the file's records, before anything is read out of them: of
620 weekly cells of a person only the dozen at which a new benefit begins are ever decoded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_BLOCK_BYTES = 1 << 20  # a block and its comparison stay in the processor's cache
_WHOLE = {1: "u1", 2: "u2", 4: "u4", 8: "u8"}  # widths that are compared as one number


@dataclass(frozen=True)
class Runs:
    """Runs in reading order; those of a row cover it without gap (arrays of one length).

    Attributes
    ----------
    row, column, length
        int64: where a run begins and how many cells it has.
    cells
        The first cell of each run.
    """

    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    cells: npt.NDArray[Any]


def find_runs(matrix: npt.NDArray[Any], heads: Sequence[int] = (0,)) -> Runs:
    """Find the runs of each row.

    Parameters
    ----------
    matrix
        Shape (rows, columns), any dtype of fixed size, at least one column; cells with equal bytes
        are equal.
    heads
        Columns at which a run begins whatever stands before it; the first is one of them.
    """
    rows, columns = matrix.shape
    width = matrix.dtype.itemsize
    if matrix.strides[1] != width:
        matrix = np.ascontiguousarray(matrix)
    step = max(1, _BLOCK_BYTES // (columns * width))
    begins = [
        _begins(matrix[first : first + step], heads) + first * columns
        for first in range(0, rows, step)
    ]
    place = np.concatenate(begins) if begins else np.zeros(0, dtype=np.int64)
    # Every row begins a run, so the next begin ends a run also where it is the last of its row.
    length = np.diff(place, append=rows * columns)
    row = place // columns
    column = place - row * columns
    return Runs(row, column, length, matrix[row, column])


def _begins(block: npt.NDArray[Any], heads: Sequence[int]) -> npt.NDArray[np.int64]:
    """Flat positions (row × columns + column) at which a run begins."""
    rows, columns = block.shape
    width = block.dtype.itemsize
    if width in _WHOLE:
        cells = block.view(_WHOLE[width])
        changed = np.empty((rows, columns), dtype=bool)
        np.not_equal(cells[:, 1:], cells[:, :-1], out=changed[:, 1:])
        for head in heads:
            changed[:, head] = True
        return np.flatnonzero(changed)
    octets = _octets(block)
    changed = np.empty((rows, columns * width), dtype=bool)
    np.not_equal(octets[:, width:], octets[:, :-width], out=changed[:, width:])
    for head in heads:
        changed[:, head * width : (head + 1) * width] = True
    # A cell may differ in several of its bytes: each cell once.
    found = np.flatnonzero(changed) // width
    return found[np.diff(found, prepend=-1) > 0]


def _octets(block: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The bytes of a block whose cells lie side by side, shape (rows, columns × width)."""
    rows, columns = block.shape
    width = block.dtype.itemsize
    return np.lib.stride_tricks.as_strided(
        block.view("u1") if block.flags.c_contiguous else block[:, :1].view("u1"),
        shape=(rows, columns * width),
        strides=(block.strides[0], 1),
        writeable=False,
    )


def joined(runs: Runs, value: npt.NDArray[np.int32]) -> tuple[Runs, npt.NDArray[np.int32]]:
    """Join neighbouring runs whose contents are written differently but read as one value."""
    same = (runs.row[1:] == runs.row[:-1]) & (value[1:] == value[:-1])
    if not same.any():
        return runs, value
    begin = np.flatnonzero(np.concatenate([[True], ~same]))
    return (
        Runs(
            runs.row[begin],
            runs.column[begin],
            np.add.reduceat(runs.length, begin),
            runs.cells[begin],
        ),
        value[begin],
    )
