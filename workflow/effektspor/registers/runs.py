"""Runs of equal neighbouring cells in wide columns: the first half of run-length encoding.

The cells are compared as they lie in the file's records, before anything is read out of them: of
620 weekly cells of a person only the dozen at which a new benefit begins are ever decoded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.registers.files.base import Cells

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


def find_runs(matrix: npt.NDArray[Any]) -> Runs:
    """Find the runs of each row.

    Parameters
    ----------
    matrix
        Shape (rows, columns), any dtype of fixed size, at least one column; cells with equal bytes
        are equal.
    """
    rows, columns = matrix.shape
    width = matrix.dtype.itemsize
    if matrix.strides[1] != width:
        matrix = np.ascontiguousarray(matrix)
    step = max(1, _BLOCK_BYTES // (columns * width))
    begins = [
        _begins(matrix[first : first + step]) + first * columns for first in range(0, rows, step)
    ]
    place = np.concatenate(begins) if begins else np.zeros(0, dtype=np.int64)
    # Every row begins a run, so the next begin ends a run also where it is the last of its row.
    length = np.diff(place, append=rows * columns)
    row = place // columns
    column = place - row * columns
    return Runs(row, column, length, matrix[row, column])


def _begins(block: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Flat positions (row × columns + column) at which a run begins."""
    rows, columns = block.shape
    width = block.dtype.itemsize
    if width in _WHOLE:
        cells = block.view(_WHOLE[width])
        changed = np.empty((rows, columns), dtype=bool)
        np.not_equal(cells[:, 1:], cells[:, :-1], out=changed[:, 1:])
        changed[:, 0] = True
        return np.flatnonzero(changed)
    octets = _octets(block)
    changed = np.empty((rows, columns * width), dtype=bool)
    np.not_equal(octets[:, width:], octets[:, :-width], out=changed[:, width:])
    changed[:, :width] = True
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


@dataclass(frozen=True)
class Decoded:
    """What a decoder says of each run.

    Attributes
    ----------
    value
        int32, the decoder's value.
    mark
        int8, the decoder's mark.
    """

    value: npt.NDArray[np.int32]
    mark: npt.NDArray[np.int8]


def decode(cells: Cells, runs: Runs, read: Callable[[object], tuple[int, int]]) -> Decoded:
    """Read the first cell of each run; each different content is read once.

    Parameters
    ----------
    cells
        Where the runs come from.
    read
        From a cell's content (text, number, or None where missing) to a value and a mark.
    """
    contents: Sequence[object]
    if cells.labels is not None:
        place, contents = runs.cells.astype(np.int64), cells.labels
    else:
        place, contents = _distinct(runs.cells, cells.missing_from)
    pairs = [read(content) for content in contents]
    values = np.array([value for value, _ in pairs] or [0], dtype=np.int32)
    marks = np.array([mark for _, mark in pairs] or [0], dtype=np.int8)
    return Decoded(values[place], marks[place])


def _distinct(
    cells: npt.NDArray[Any], missing_from: float | None
) -> tuple[npt.NDArray[np.int64], list[object]]:
    """Place of each cell among the different contents, and the contents."""
    if cells.dtype.kind != "S":
        place, different = pd.factorize(cells, use_na_sentinel=False)
        numbers = [float(number) for number in different]
        most = np.inf if missing_from is None else missing_from
        return place, [None if not number <= most else number for number in numbers]
    width = cells.dtype.itemsize
    if width <= 8:
        # Eight bytes are one number, and numbers are told apart much faster than texts.
        padded = np.zeros((len(cells), 8), dtype=np.uint8)
        padded[:, :width] = np.ascontiguousarray(cells).view("u1").reshape(len(cells), width)
        place, different = pd.factorize(padded.view("<u8").reshape(-1))
        texts = [int(number).to_bytes(8, "little") for number in different]
    else:
        unique, place = np.unique(cells, return_inverse=True)
        texts = [bytes(text) for text in unique]
    return place, [text.rstrip(b"\0 ").decode("latin-1") for text in texts]


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
