"""Conversion of a register file to Parquet, once: only what a study needs, nothing lost of that."""

import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from effektspor.errors import InputError
from effektspor.registers.files.base import Chunk, Variable
from effektspor.registers.files.dictionaries import in_one_piece
from effektspor.registers.files.frames import ArrowChunk
from effektspor.registers.files.opening import open_file
from effektspor.registers.files.parquet import KEY, LETTERS, written_variable

CELLS_PER_GROUP = (
    8_000_000  # about 100 MB of short texts; fixed, so that bytes depend on no setting
)
SMALLEST_GROUP, LARGEST_GROUP = 4_096, 1_000_000
TYPES = {
    "text": pa.dictionary(pa.int32(), pa.string()),
    "number": pa.float64(),
    "date": pa.date32(),
}


class LettersMetError(Exception):
    """A number has a missing value with a letter, and the file has no column for letters yet."""


def convert(path: Path, names: Sequence[str], target: Path, memory_mb: int) -> int:
    """Write columns of a file to Parquet and return the number of rows.

    The target is there only when it is whole. Labels and codes of missing values are kept in its
    metadata; the same input gives the same bytes.

    Parameters
    ----------
    names
        Lower-case names of the columns, in the order in which they are written.
    memory_mb
        Bound of the process.

    Raises
    ------
    InputError
        Where the file cannot be read or copied, or no column is asked for.
    """
    if not names:
        raise InputError(
            "The file has none of the variables that the study reads",
            where=str(path),
            todo="Check the file, and the names of the variables in the config under data.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        try:
            rows = _write(path, names, part, memory_mb, letters=False)
        except LettersMetError:
            rows = _write(path, names, part, memory_mb, letters=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _write(path: Path, names: Sequence[str], part: Path, memory_mb: int, *, letters: bool) -> int:
    file = open_file(path)
    chunks = file.chunks(names, memory_mb=memory_mb)
    known = {variable.name: variable for variable in file.variables}
    chosen = [known[name] for name in names if name in known]
    numbers = [variable for variable in chosen if variable.kind == "number"] if letters else []
    first = next(chunks)
    schema = _schema(chosen, numbers, first)
    size = min(max(CELLS_PER_GROUP // max(len(schema), 1), SMALLEST_GROUP), LARGEST_GROUP)
    rows, waiting = 0, []
    with (
        _copying(path),
        pq.ParquetWriter(
            part,
            schema,
            compression="zstd",
            use_dictionary=True,
            write_page_checksum=True,
            write_statistics=False,
            store_schema=False,  # so that others read text as text, not as dictionaries
        ) as writer,
    ):
        for chunk in itertools.chain([first], chunks):
            with _copying(path, rows + 1):
                table = _table(chunk, chosen, numbers, schema, letters=letters)
            rows += table.num_rows
            waiting.append(table)
            while sum(map(len, waiting)) >= size:
                whole = pa.concat_tables(waiting)
                writer.write_table(in_one_piece(whole.slice(0, size)), row_group_size=size)
                waiting = [whole.slice(size)]
        if sum(map(len, waiting)):
            writer.write_table(in_one_piece(pa.concat_tables(waiting)), row_group_size=size)
        kept = {variable.original: written_variable(variable) for variable in chosen}
        writer.add_key_value_metadata({KEY: json.dumps(kept).encode()})
    return rows


@contextmanager
def _copying(path: Path, row: int | None = None) -> Iterator[None]:
    """Keep what the library says of a cell, which it may quote, from the user."""
    try:
        yield
    except pa.ArrowException:
        raise InputError(
            "A column cannot be copied to Parquet",
            where=str(path) + ("" if row is None else f", row {row} or after"),
            todo="Give the file in another format, or leave its format out of data.convert.",
        ) from None


def _schema(chosen: Sequence[Variable], numbers: Sequence[Variable], first: Chunk) -> pa.Schema:
    fields = [pa.field(variable.original, _type(variable, first)) for variable in chosen]
    fields += [pa.field(variable.original + LETTERS, pa.string()) for variable in numbers]
    return pa.schema(fields)


def _type(variable: Variable, first: Chunk) -> pa.DataType:
    if variable.kind == "number":
        # A person key of many digits is not kept by a floating number.
        found = first.column(variable.name).type
        return found if pa.types.is_integer(found) else TYPES["number"]
    return TYPES[variable.kind]


def _table(
    chunk: Chunk,
    chosen: Sequence[Variable],
    numbers: Sequence[Variable],
    schema: pa.Schema,
    *,
    letters: bool,
) -> pa.Table:
    columns = [
        chunk.coded(variable.name) if isinstance(chunk, ArrowChunk) else chunk.column(variable.name)
        for variable in chosen
    ]
    if not letters:
        _refuse_letters(chunk, chosen, columns)
    columns += [chunk.letters(variable.name) for variable in numbers]
    return pa.Table.from_arrays(
        [_as(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )


def _as(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
        return column.dictionary_encode()
    return column.cast(kind)


def _refuse_letters(chunk: Chunk, chosen: Sequence[Variable], columns: Sequence[pa.Array]) -> None:
    for variable, column in zip(chosen, columns, strict=True):
        empty = variable.kind == "number" and column.null_count
        if empty and chunk.letters(variable.name).null_count < chunk.rows:
            raise LettersMetError
