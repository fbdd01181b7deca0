"""A chunk whose columns are Arrow arrays already: every format but Stata's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import Cells
from effektspor.registers.files.mixing import cells_of
from effektspor.registers.files.narrow import coded, is_narrow, matrix_of, text_in


@dataclass(frozen=True)
class ArrowChunk:
    """Rows of a file as Arrow columns.

    Attributes
    ----------
    columns
        Arrays by lower-case name: text (also as dictionary), numbers or dates.
    missing_letters
        Letters of user-missing numbers, for columns that have any.
    trimmed
        Whether text has no trailing blanks already, as fixed-width formats give it.
    """

    before: int
    rows: int
    columns: Mapping[str, pa.Array]
    missing_letters: Mapping[str, pa.Array] = field(default_factory=dict)
    trimmed: bool = False

    def column(self, name: str) -> pa.Array:
        """One column; see `Chunk`."""
        column = text_in(self.columns[name])
        if pa.types.is_dictionary(column.type):
            return self.coded(name).cast(pa.string())
        return self._cut(column) if pa.types.is_string(column.type) else column

    def coded(self, name: str) -> pa.Array:
        """One column of text as indices into its different texts, if it is read so."""
        column = self.columns[name]
        if is_narrow(column.type):
            return coded(column)
        if not pa.types.is_dictionary(column.type):
            return self.column(name)
        indices = column.indices.cast(pa.int32())
        return pa.DictionaryArray.from_arrays(indices, self._cut(column.dictionary), safe=False)

    def _cut(self, texts: pa.Array) -> pa.Array:
        return texts if self.trimmed else pc.utf8_rtrim(texts, characters=" \0")

    def letters(self, name: str) -> pa.Array:
        """Letters of missing numbers; see `Chunk`."""
        found = self.missing_letters.get(name)
        return pa.nulls(self.rows, pa.string()) if found is None else found

    def cells(self, names: Sequence[str]) -> Cells:
        """Several columns as one matrix; see `Chunk`."""
        columns = [self.columns[name] for name in names]
        if all(is_narrow(column.type) for column in columns):
            return Cells(matrix_of(columns), None)
        return cells_of([text_in(column) for column in columns])


def plain(column: pa.Array | pa.ChunkedArray, *, narrow: bool = False) -> pa.Array:
    """A column in one piece and of one of the types that chunks give.

    Parameters
    ----------
    narrow
        Whether bytes of fixed width are short texts, to be left so.

    Raises
    ------
    ArrowInvalid
        Where a column has a type that no register has (lists, times of day ...).
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks)
    kind = column.type
    if pa.types.is_dictionary(kind):
        if pa.types.is_string(kind.value_type):
            return column
        return pa.DictionaryArray.from_arrays(column.indices, plain(column.dictionary), safe=False)
    if is_narrow(kind) and narrow:
        return column
    if pa.types.is_string(kind) or pa.types.is_integer(kind) or kind == pa.float64():
        return column
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return column.cast(pa.date32(), safe=False)
    if pa.types.is_boolean(kind):
        return column.cast(pa.int8())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.float64(), safe=False)
    return column.cast(pa.string())
