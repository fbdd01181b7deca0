"""What the runs of wide columns say: the first cell of each run is read, each content once."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.registers.files.base import Cells
from effektspor.registers.runs import Runs, find_runs
from effektspor.registers.user_missing import Ranges, is_user_missing

USER_MISSING = -1
"""Mark of a cell that its column declares missing; decoders give marks of their own from 0."""


@dataclass(frozen=True)
class Decoded:
    """What a decoder says of each run.

    Attributes
    ----------
    value
        int32, the decoder's value.
    mark
        int8, the decoder's mark, or `USER_MISSING`.
    """

    value: npt.NDArray[np.int32]
    mark: npt.NDArray[np.int8]


def read_cells(
    cells: Cells, read: Callable[[object], tuple[int, int]], missing: Sequence[Ranges]
) -> tuple[Runs, Decoded]:
    """Find the runs of cells and read them.

    Parameters
    ----------
    read
        From a cell's content (text, number, or None where missing) to a value and a mark.
    missing
        What each column declares missing. Such cells have the value 0 and the mark `USER_MISSING`.
    """
    # One code can be missing in a column and not in the next: there a run must begin anew.
    heads = [0, *(n for n, (a, b) in enumerate(itertools.pairwise(missing), start=1) if a != b)]
    runs = find_runs(cells.matrix, heads)
    return runs, decode(cells, runs, read, missing)


def decode(
    cells: Cells,
    runs: Runs,
    read: Callable[[object], tuple[int, int]],
    missing: Sequence[Ranges] = (),
) -> Decoded:
    """Read the first cell of each run; each different content is read once.

    Parameters
    ----------
    cells
        Where the runs come from.
    read, missing
        See `read_cells`; without `missing`, no column declares any.
    """
    contents: Sequence[object]
    if cells.labels is not None:
        place, contents = runs.cells.astype(np.int64), cells.labels
    else:
        place, contents = _distinct(runs.cells, cells.missing_from)
    pairs = [read(content) for content in contents]
    value = np.array([value for value, _ in pairs] or [0], dtype=np.int32)[place]
    mark = np.array([mark for _, mark in pairs] or [0], dtype=np.int8)[place]
    if any(missing):
        kinds = {ranges: number for number, ranges in enumerate(dict.fromkeys(missing))}
        kind = np.array([kinds[ranges] for ranges in missing])[runs.column]
        declared = np.array(
            [[is_user_missing(one, ranges) for one in contents] for ranges in kinds], dtype=bool
        )
        here = declared[kind, place]
        value[here], mark[here] = 0, USER_MISSING
    return Decoded(value, mark)


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
    # Text ends at its first NUL: what stands behind is left over from other cells.
    ends = [text.partition(b"\0")[0] for text in texts]
    return place, [text.rstrip(b" ").decode("latin-1") for text in ends]
