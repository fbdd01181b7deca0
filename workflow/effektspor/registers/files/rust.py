"""Files through polars-readstat: the fast reader of SAS and SPSS files.

It streams batches in row order. What it says and gives is held against what the file should hold,
since it ends a damaged file without a word.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from polars_readstat import PyPolarsReadstat  # type: ignore[attr-defined]

from effektspor.registers.files.base import Chunk, Kind, Variable, rows_per_chunk
from effektspor.registers.files.frames import ArrowChunk, plain
from effektspor.registers.files.problems import broken, no_rows, wanted

BYTES_PER_CELL = 16  # a view of a text; the copies are made column by column
MISSING = "\x1fmissing"  # ending of the columns that hold the codes of missing values


class UnreadableError(Exception):
    """The library cannot read the file; its own message may quote cells."""


@dataclass(frozen=True)
class RustFile:
    """A file that polars-readstat reads.

    Attributes
    ----------
    types
        Type of each variable as the library gives it.
    coded
        Names of variables whose missing values can have codes.
    width
        Bytes of a row in the file; 0 where the format does not say.
    """

    path: Path
    variables: tuple[Variable, ...]
    rows: int | None
    types: Mapping[str, Any]
    coded: frozenset[str]
    width: int = 0

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk."""
        chosen = [self.variables[position] for position in wanted(self.variables, names, self.path)]
        before = 0
        try:
            for frame in self._batches(chosen, memory_mb):
                yield _chunk(frame, before, chosen)
                before += frame.height
        except UnreadableError:
            raise broken(self.path, row=before + 1) from None
        if self.rows is not None and before < self.rows:
            raise broken(self.path, row=before + 1)
        if not before:
            raise no_rows(self.path)

    def _batches(self, chosen: list[Variable], memory_mb: int) -> Iterator[pl.DataFrame]:
        coded = [v.original for v in chosen if v.name in self.coded]
        size = rows_per_chunk(
            max(BYTES_PER_CELL * (len(chosen) + len(coded)), self.width), memory_mb
        )
        reader = open_reader(self.path, batch=size, coded=coded)
        reader.set_with_columns([v.original for v in chosen])
        while (frame := _guarded(reader.next)) is not None:
            if frame.height:
                yield frame


def open_reader(
    path: Path, *, batch: int | None = None, coded: Sequence[str] = ()
) -> PyPolarsReadstat:
    """The library's reader of a file: rows in order, codes of missing values beside `coded`."""
    nulls = {"columns": list(coded), "mode": "separate_column", "suffix": MISSING}
    return _guarded(
        lambda: PyPolarsReadstat(
            path=str(path),
            size_hint=batch,
            n_rows=None,
            threads=None,
            missing_string_as_null=False,
            preserve_order=True,
            informative_nulls={**nulls, "use_value_labels": False} if coded else None,
        )
    )


def head_of(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Types of the columns by name, and what the file says of itself.

    Raises
    ------
    UnreadableError
        Where the library cannot read the head.
    """
    reader = open_reader(path)
    schema = _guarded(reader.schema)
    return dict(schema), _guarded(reader.get_metadata)


def kind_of(dtype: Any) -> Kind:
    """Kind of a variable by its polars type; times of day count as numbers (seconds)."""
    if dtype == pl.String:
        return "text"
    return "date" if dtype in (pl.Date, pl.Datetime) else "number"


def _guarded(call: Callable[[], Any]) -> Any:
    try:
        with _quiet():
            return call()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # A panic of the library is no Exception.
        raise UnreadableError from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Drop what the library itself writes to the error stream: a panic there can quote a cell."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _chunk(frame: pl.DataFrame, before: int, chosen: list[Variable]) -> Chunk:
    table = frame.to_arrow()
    # By place: a column called by name is looked for among all of them.
    found = dict(zip(table.column_names, table.columns, strict=True))
    columns: dict[str, pa.Array] = {}
    letters: dict[str, pa.Array] = {}
    for variable in chosen:
        values = plain(found[variable.original])
        if variable.original + MISSING in found:
            codes = plain(found[variable.original + MISSING])
            if codes.null_count == len(codes):
                pass
            elif variable.kind == "text":
                values = pc.coalesce(values, codes)
            elif any(isinstance(low, float) for low, _ in variable.missing):
                values = pc.coalesce(values, codes.cast(pa.float64()))
            else:
                letters[variable.name] = pc.utf8_lower(codes)
        columns[variable.name] = values
    return ArrowChunk(before, frame.height, columns, letters, trimmed=True)
