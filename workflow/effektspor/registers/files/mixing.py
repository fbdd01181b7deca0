"""Columns of any type as one matrix of cells."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import Cells

INDICES = (np.uint8, np.uint16, np.int32)  # the narrowest that counts all labels is taken


def cells_of(columns: Sequence[pa.Array]) -> Cells:
    """Cells of columns: numbers where all are numbers, otherwise indices to shared texts.

    Parameters
    ----------
    columns
        Arrays of one length: text, text as dictionary, numbers or dates.
    """
    if all(_is_number(column.type) for column in columns):
        return _numbers(columns)
    coded = [_coded(column) for column in columns]
    labels, lookups = _common([one.dictionary for one in coded])
    dtype = next(one for one in INDICES if len(labels) <= np.iinfo(one).max)
    by_columns = np.empty((len(columns), len(columns[0])), dtype=dtype)
    for target, one, lookup in zip(by_columns, coded, lookups, strict=True):
        indices = _filled(one.indices, len(lookup) - 1)
        np.take(lookup.astype(dtype), indices, out=target, mode="clip")
    return Cells(np.ascontiguousarray(by_columns.T), labels)


def _common(
    dictionaries: Sequence[pa.Array],
) -> tuple[tuple[str | None, ...], list[npt.NDArray[np.int32]]]:
    """Labels of several dictionaries, and for each one the label of its texts, ended by no text."""
    # Different texts of a dictionary can be one after trailing blanks are cut.
    texts = pc.utf8_rtrim(pa.concat_arrays(dictionaries), characters=" \0").dictionary_encode()
    numbers = texts.indices.fill_null(-1).to_numpy(zero_copy_only=False) + 1
    ends = np.cumsum([len(one) for one in dictionaries])
    lookups = np.split(np.insert(numbers, ends, 0), ends + np.arange(1, len(ends) + 1))[:-1]
    return (None, *texts.dictionary.to_pylist()), lookups


def _numbers(columns: Sequence[pa.Array]) -> Cells:
    types = {column.type for column in columns}
    whole = len(types) == 1 and not any(column.null_count for column in columns)
    dtype = columns[0].type.to_pandas_dtype() if whole else np.float64
    by_columns = np.empty((len(columns), len(columns[0])), dtype=dtype)
    for target, column in zip(by_columns, columns, strict=True):
        numbers = column if whole else column.cast(pa.float64(), safe=False)
        target[:] = numbers.to_numpy(zero_copy_only=False)
    return Cells(np.ascontiguousarray(by_columns.T), None)


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


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))
