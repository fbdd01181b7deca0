"""Parquet files: the engine's own conversions, and those that others give."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from effektspor.errors import InputError
from effektspor.registers.files.base import (
    DOUBLE,
    HALF,
    SINGLE,
    Chunk,
    Kind,
    Variable,
    rows_per_chunk,
)
from effektspor.registers.files.frames import ArrowChunk, plain
from effektspor.registers.files.problems import broken, no_rows, not_this_format, wanted

KEY = b"effektspor"  # of the file's metadata: the variables that a conversion has kept
LETTERS = "\x1fletters"  # ending of a column with the letters of another one's missing values
MAGIC = b"PAR1"
BYTES_PER_CELL = 6  # an index into a dictionary, and its place in the matrix
TEXT_BYTES = 24  # of a text column of its own that is asked for as text


def open_parquet(path: Path) -> "ParquetFile":
    """Open a Parquet file.

    Raises
    ------
    InputError
        Where it is no Parquet file, or damaged.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise not_this_format(path, "Parquet")
    try:
        schema = pq.read_schema(path)
        head = pq.read_metadata(path)
        known = json.loads((head.metadata or {}).get(KEY, b"{}"))
        variables = tuple(
            read_variable(known[field.name]) if field.name in known else _variable(field)
            for field in schema
            if not field.name.endswith(LETTERS)
        )
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, AttributeError):
        raise broken(path) from None
    nested = frozenset(field.name for field in schema if pa.types.is_nested(field.type))
    return ParquetFile(path, variables, head.num_rows, nested)


@dataclass(frozen=True)
class ParquetFile:
    """A Parquet file.

    Attributes
    ----------
    nested
        Names of columns that are no columns of values.
    """

    path: Path
    variables: tuple[Variable, ...]
    rows: int
    nested: frozenset[str]

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk; text columns as indices into their dictionaries."""
        chosen = [self.variables[position] for position in wanted(self.variables, names, self.path)]
        if not self.rows:
            raise no_rows(self.path)
        for variable in chosen:
            if variable.original in self.nested:
                raise InputError(
                    "A column holds lists or structures, not values",
                    where=f"{self.path}, column {variable.name}",
                    todo="Give one value a row; unfold the column where the file is made.",
                )
        size = rows_per_chunk(TEXT_BYTES + BYTES_PER_CELL * len(names), memory_mb)
        before = 0
        try:
            for batch in self._batches(chosen, size):
                # Indices of a damaged file can point outside of their dictionary.
                batch.validate(full=True)
                # By place: a column called by name is looked for among all of them.
                found = dict(zip(batch.schema.names, batch.columns, strict=True))
                columns = {v.name: plain(found[v.original]) for v in chosen}
                letters = {
                    v.name: plain(found[v.original + LETTERS]).cast(pa.string())
                    for v in chosen
                    if v.original + LETTERS in found
                }
                yield ArrowChunk(before, batch.num_rows, columns, letters)
                before += batch.num_rows
        except (pa.ArrowException, OSError, ValueError):
            raise broken(self.path, row=before + 1) from None
        if before < self.rows:
            raise broken(self.path, row=before + 1)

    def _batches(self, chosen: list[Variable], size: int) -> Iterator[pa.RecordBatch]:
        schema = pq.read_schema(self.path)
        originals = [variable.original for variable in chosen]
        letters = [name + LETTERS for name in originals if name + LETTERS in schema.names]
        file = pq.ParquetFile(
            self.path,
            read_dictionary=[v.original for v in chosen if v.kind == "text"],
            page_checksum_verification=True,
            pre_buffer=False,
        )
        with file:
            yield from file.iter_batches(batch_size=size, columns=originals + letters)


def written_variable(variable: Variable) -> list[object]:
    """A variable as it is kept in the metadata of a file."""
    return [
        variable.name,
        variable.original,
        variable.kind,
        variable.label,
        variable.value_labels,
        variable.missing,
        variable.exact,
    ]


def read_variable(written: list[object]) -> Variable:
    """The variable that `written_variable` has written."""
    name, original, kind, label, value_labels, missing, exact = written
    return Variable(
        str(name),
        str(original),
        kind,  # type: ignore[arg-type]
        str(label),
        tuple((code, text) for code, text in value_labels),  # type: ignore[attr-defined]
        tuple((low, high) for low, high in missing),  # type: ignore[attr-defined]
        float(exact),  # type: ignore[arg-type]
    )


def _variable(field: pa.Field) -> Variable:
    kind: Kind = "text"
    of = field.type
    if (
        pa.types.is_integer(of)
        or pa.types.is_floating(of)
        or pa.types.is_decimal(of)
        or pa.types.is_boolean(of)
    ):
        kind = "number"
    elif pa.types.is_date(of) or pa.types.is_timestamp(of):
        kind = "date"
    exact = {pa.float16(): HALF, pa.float32(): SINGLE}.get(of, DOUBLE)
    return Variable(field.name.lower(), field.name, kind, exact=exact)
