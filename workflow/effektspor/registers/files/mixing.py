"""Columns of any type as one matrix of cells."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import Cells

BLOCK = 256  # rows turned from columns to rows at a time: source and target stay in the cache


def cells_of(columns: Sequence[pa.Array]) -> Cells:
    """Cells of columns: numbers where all are numbers, otherwise indices to shared texts.

    Parameters
    ----------
    columns
        Arrays of one length: text, text as dictionary, numbers or dates.
    """
    if all(_is_number(column.type) for column in columns):
        return _numbers(columns)
    labels: dict[str | None, int] = {None: 0}
    indices, maps = [], []
    for column in columns:
        coded = _coded(column)
        texts = coded.dictionary.to_pylist()
        # Different texts of a dictionary can be one after trailing blanks are cut.
        lookup = [labels.setdefault(_cut(text), len(labels)) for text in texts]
        maps.append(np.array([*lookup, 0], dtype=np.int32))
        indices.append(_filled(coded.indices, len(texts)))
    dtype = np.uint16 if len(labels) <= np.iinfo(np.uint16).max else np.int32
    parts = [one.astype(dtype)[index] for one, index in zip(maps, indices, strict=True)]
    return Cells(by_rows(parts), tuple(labels))


def by_rows(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Columns of one dtype as a matrix (rows, columns) that is laid out by rows."""
    rows = len(columns[0])
    matrix = np.empty((rows, len(columns)), dtype=columns[0].dtype)
    for start in range(0, rows, BLOCK):
        block = slice(start, start + BLOCK)
        for position, column in enumerate(columns):
            matrix[block, position] = column[block]
    return matrix


def _numbers(columns: Sequence[pa.Array]) -> Cells:
    types = {column.type for column in columns}
    whole = len(types) == 1 and not any(column.null_count for column in columns)
    if whole:
        return Cells(by_rows([column.to_numpy(zero_copy_only=False) for column in columns]), None)
    floats = [
        column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False) for column in columns
    ]
    return Cells(by_rows(floats), None)


def _coded(column: pa.Array) -> pa.DictionaryArray:
    if pa.types.is_dictionary(column.type):
        return column
    if _is_number(column.type):
        column = _written(column)
    elif not pa.types.is_string(column.type):
        column = column.cast(pa.string())
    return column.dictionary_encode()


def _written(numbers: pa.Array) -> pa.Array:
    """Numbers as text; whole ones without a decimal point."""
    coded = numbers.dictionary_encode()
    texts = [
        None
        if number is None or number != number
        else f"{number:.0f}"
        if number % 1 == 0
        else repr(number)
        for number in coded.dictionary.to_pylist()
    ]
    return pc.take(pa.array(texts, pa.string()), coded.indices)


def _filled(indices: pa.Array, empty: int) -> npt.NDArray[Any]:
    if indices.null_count:
        indices = indices.cast(pa.int32()).fill_null(empty)
    filled: npt.NDArray[Any] = indices.to_numpy(zero_copy_only=False)
    return filled


def _cut(text: str | None) -> str | None:
    return None if text is None else text.rstrip(" \0")


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))
