"""Short texts as bytes of fixed width: they cross to another process, and turn to cells, as they are.

Arrow keeps a text of up to twelve bytes within its view (length, then the bytes and NULs).
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from effektspor.registers.files.fixed_text import text_of

VIEW = np.dtype([("length", "<u4"), ("text", "S12")])
WHOLE: dict[int, np.dtype[Any]] = {
    4: np.dtype("<u4"),
    8: np.dtype("<u8"),
}  # numbers of as many bytes, which are quick to sort
WIDTHS = (4, 8, 12)


def narrowed(column: pa.Array) -> pa.Array | None:
    """Texts as fixed-size binary; None where one is missing, or longer than a view holds.

    Parameters
    ----------
    column
        Array of `pa.string_view()`.
    """
    if column.null_count or not len(column):
        return None
    views = np.frombuffer(column.buffers()[1], VIEW, len(column), column.offset * VIEW.itemsize)
    longest = int(views["length"].max())
    width = next((width for width in WIDTHS if longest <= width), None)
    if width is None:
        return None
    parts = views.view(np.uint32).reshape(len(column), 4)[:, 1 : 1 + width // 4]
    data = pa.py_buffer(np.ascontiguousarray(parts))
    return pa.Array.from_buffers(pa.binary(width), len(column), [None, data])


def is_narrow(kind: pa.DataType) -> bool:
    """Whether a column holds short texts of fixed width."""
    return bool(pa.types.is_fixed_size_binary(kind))


def bytes_of(column: pa.Array) -> npt.NDArray[Any]:
    """Cells of a narrow column (dtype S<k>), shape (rows,)."""
    width = column.type.byte_width
    return np.frombuffer(column.buffers()[1], f"S{width}", len(column), column.offset * width)


def text_in(column: pa.Array) -> pa.Array:
    """A narrow column as text; another one as it is."""
    return text_of(bytes_of(column)) if is_narrow(column.type) else column


def coded(column: pa.Array) -> pa.DictionaryArray:
    """A narrow column as indices into its different texts."""
    cells = bytes_of(column)
    whole = WHOLE.get(cells.dtype.itemsize)
    if whole is None:
        found = column.dictionary_encode()
        return pa.DictionaryArray.from_arrays(found.indices, text_of(bytes_of(found.dictionary)))
    found = pa.array(cells.view(whole)).dictionary_encode()
    different = found.dictionary.to_numpy(zero_copy_only=False).view(cells.dtype)
    return pa.DictionaryArray.from_arrays(found.indices, text_of(different))


def matrix_of(columns: list[pa.Array]) -> npt.NDArray[Any]:
    """Narrow columns side by side, shape (rows, columns), laid out by rows."""
    cells = [bytes_of(column) for column in columns]
    width = max(one.dtype.itemsize for one in cells)
    whole = WHOLE.get(width)
    if whole is None or any(one.dtype.itemsize != width for one in cells):
        matrix = np.empty((len(cells[0]), len(cells)), dtype=f"S{width}")
        for position, one in enumerate(cells):
            matrix[:, position] = one
        return matrix
    by_columns = np.empty((len(cells), len(cells[0])), dtype=whole)
    for target, one in zip(by_columns, cells, strict=True):
        target[:] = one.view(whole)
    return np.ascontiguousarray(by_columns.T).view(f"S{width}")
