"""Text as indices into its different texts, in an order that the rows alone decide."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

FEW = 4096  # different texts that are sorted; more are quicker coded anew, as they come


def in_one_piece(table: pa.Table) -> pa.Table:
    """A table of one array for each column.

    The dictionaries hold each text that occurs, and no other, in an order that does not depend on
    how the rows came in chunks: so a file written from the table has the same bytes every time.
    """
    table = table.unify_dictionaries().combine_chunks()
    columns = [
        _in_order(pa.concat_arrays(column.chunks))
        if pa.types.is_dictionary(column.type)
        else column
        for column in table.columns
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _in_order(column: pa.DictionaryArray) -> pa.DictionaryArray:
    texts = column.dictionary
    empty = column.is_null().to_numpy(zero_copy_only=False)
    indices = column.indices.fill_null(0).to_numpy(zero_copy_only=False)
    used = np.flatnonzero(np.bincount(indices[~empty], minlength=len(texts)))
    if len(used) > FEW:
        return column.dictionary_decode().dictionary_encode()
    order = used[pc.sort_indices(texts.take(pa.array(used))).to_numpy()]
    places = np.zeros(max(len(texts), 1), dtype=np.int32)
    places[order] = np.arange(len(order))
    return pa.DictionaryArray.from_arrays(
        pa.array(places[indices], mask=empty), texts.take(pa.array(order))
    )
