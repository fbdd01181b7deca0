"""Files through polars-readstat, the fast reader of SAS and SPSS files, in a process of its own.

What the file is comes from ReadStat, what it holds from the fast reader, and the two are held
against each other: where they differ in kind, ReadStat reads; where rows are missing, nothing is.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import Chunk, Kind, Variable, rows_per_chunk
from effektspor.registers.files.frames import ArrowChunk, plain
from effektspor.registers.files.narrow import is_narrow, text_in
from effektspor.registers.files.problems import broken, no_rows, undamaged, wanted
from effektspor.registers.files.readstat import ReadStatFile
from effektspor.registers.files.streaming import MISSING, batches_of, start

BYTES_PER_CELL = 8  # an index into its texts; text that differs in most rows is the exception


@dataclass(frozen=True)
class RustFile:
    """A file that polars-readstat reads.

    Attributes
    ----------
    described
        The file as ReadStat sees it.
    coded
        Names of variables whose missing values can have codes.
    """

    described: ReadStatFile
    coded: frozenset[str]

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.described.path

    @property
    def variables(self) -> tuple[Variable, ...]:
        """All variables of the file, in file order."""
        return self.described.variables

    @property
    def rows(self) -> int | None:
        """Number of rows; None where the format does not say."""
        return self.described.rows

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk."""
        chosen = [self.variables[position] for position in wanted(self.variables, names, self.path)]
        if self.rows == 0:
            raise no_rows(self.path)
        before = 0
        with self._stream(chosen, memory_mb) as (process, batches):
            for batch in batches:
                if not before and not _of_these_kinds(batch.schema, chosen):
                    break
                if batch.num_rows:
                    with undamaged(self.path, before + 1):
                        chunk = _chunk(batch, before, chosen)
                    yield chunk
                    before += batch.num_rows
            sound = before > 0 and process.wait() == 0
        if not before:
            yield from self.described.chunks(names, memory_mb=memory_mb)
        elif not sound or before != (self.rows or before):
            raise broken(self.path, row=before + 1)

    @contextmanager
    def _stream(
        self, chosen: list[Variable], memory_mb: int
    ) -> Iterator[tuple[subprocess.Popen[bytes], Iterator[pa.RecordBatch]]]:
        coded = [v.original for v in chosen if v.name in self.coded]
        batch = rows_per_chunk(BYTES_PER_CELL * (len(chosen) + len(coded)), memory_mb)
        process = start(self.path, [v.original for v in chosen], coded, batch)
        try:
            yield process, batches_of(process)
        finally:
            process.kill()
            process.communicate()


def kind_of(dtype: pa.DataType) -> Kind | None:
    """Kind of a column by its Arrow type; None for times of day, which the reader cuts at a day."""
    if is_narrow(dtype) or pa.types.is_string(dtype):
        return "text"
    if pa.types.is_date(dtype) or pa.types.is_timestamp(dtype):
        return "date"
    return None if pa.types.is_temporal(dtype) else "number"


def _of_these_kinds(schema: pa.Schema, chosen: list[Variable]) -> bool:
    types = dict(zip(schema.names, schema.types, strict=True))
    return all(v.original in types and kind_of(types[v.original]) == v.kind for v in chosen)


def _chunk(batch: pa.RecordBatch, before: int, chosen: list[Variable]) -> Chunk:
    # By place: a column called by name is looked for among all of them.
    found = dict(zip(batch.schema.names, batch.columns, strict=True))
    columns: dict[str, pa.Array] = {}
    letters: dict[str, pa.Array] = {}
    for variable in chosen:
        values = plain(found[variable.original], narrow=True)
        if variable.original + MISSING in found:
            codes = plain(found[variable.original + MISSING], narrow=True)
            if codes.null_count == len(codes):
                pass
            elif variable.kind == "text":
                values = pc.coalesce(text_in(values), text_in(codes))
            elif any(isinstance(low, float) for low, _ in variable.missing):
                values = pc.coalesce(values, text_in(codes).cast(pa.float64()))
            else:
                letters[variable.name] = pc.utf8_lower(text_in(codes))
        columns[variable.name] = values
    return ArrowChunk(before, batch.num_rows, columns, letters, trimmed=True)
