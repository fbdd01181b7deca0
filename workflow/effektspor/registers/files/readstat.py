"""Files through the ReadStat library: slow, but it reads what faster readers do not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyreadstat

from effektspor.registers.files.base import (
    DOUBLE,
    SINGLE,
    Chunk,
    Kind,
    Variable,
    rows_per_chunk,
)
from effektspor.registers.files.dates import calendar_of, to_dates
from effektspor.registers.files.frames import ArrowChunk
from effektspor.registers.files.problems import broken, no_rows, undamaged, wanted

BYTES_PER_CELL = 100  # a Python object, its place in a list, and the copies on the way
FAMILIES = {
    ".dta": ("stata", pyreadstat.read_dta),
    ".sas7bdat": ("sas", pyreadstat.read_sas7bdat),
    ".xpt": ("sas", pyreadstat.read_xport),
    ".sav": ("spss", pyreadstat.read_sav),
    ".zsav": ("spss", pyreadstat.read_sav),
}


@dataclass(frozen=True)
class ReadStatFile:
    """A file that ReadStat reads.

    Attributes
    ----------
    formats
        Display format of each variable; dates are known by it.
    """

    path: Path
    variables: tuple[Variable, ...]
    rows: int | None
    formats: tuple[str | None, ...]

    def chunks(self, names: Sequence[str], *, memory_mb: int) -> Iterator[Chunk]:
        """Give the rows chunk by chunk."""
        chosen = [self.variables[position] for position in wanted(self.variables, names, self.path)]
        formats = dict(zip((v.name for v in self.variables), self.formats, strict=True))
        size = rows_per_chunk(BYTES_PER_CELL * len(names), memory_mb)
        family, _ = FAMILIES[self.path.suffix.lower()]
        before = 0
        while self.rows is None or before < self.rows:
            part = self._read([v.original for v in chosen], before, size)
            rows = len(next(iter(part.values()), []))
            if not rows:
                break
            with undamaged(self.path, before + 1):
                chunk = _chunk(part, before, chosen, formats, family)
            yield chunk
            before += rows
            if rows < size:
                break
        if self.rows is not None and before < self.rows:
            raise broken(self.path, row=before + 1)
        if not before:
            raise no_rows(self.path)

    def _read(self, originals: list[str], before: int, size: int) -> dict[str, list[Any]]:
        _, reader = FAMILIES[self.path.suffix.lower()]
        data, _ = guarded(
            self.path,
            reader,
            usecols=originals,
            row_offset=before,
            row_limit=size,
            output_format="dict",
            disable_datetime_conversion=True,
        )
        return dict(data)


def open_readstat(path: Path) -> ReadStatFile:
    """Open a file of a statistics package.

    Raises
    ------
    InputError
        Where it is damaged.
    """
    family, reader = FAMILIES[path.suffix.lower()]
    _, meta = guarded(path, reader, metadataonly=True)
    variables, formats = [], []
    if not all(meta.column_names):
        raise broken(path)
    for name, label in zip(meta.column_names, meta.column_labels, strict=True):
        form = meta.original_variable_types.get(name)
        kind: Kind = "text" if meta.readstat_variable_types[name] == "string" else "number"
        if kind == "number" and calendar_of(form, family):
            kind = "date"
        labels = tuple(
            (f".{key.lower()}" if kind != "text" and isinstance(key, str) else key, text)
            for key, text in meta.variable_value_labels.get(name, {}).items()
        )
        ranges = [(one["lo"], one["hi"]) for one in meta.missing_ranges.get(name, [])]
        ranges += [(key, key) for key, _ in labels if kind != "text" and isinstance(key, str)]
        exact = SINGLE if meta.readstat_variable_types[name] == "float" else DOUBLE
        variables.append(
            Variable(name.lower(), name, kind, label or "", labels, tuple(ranges), exact)
        )
        formats.append(form)
    return ReadStatFile(path, tuple(variables), meta.number_rows, tuple(formats))


def guarded(path: Path, reader: Callable[..., Any], **options: Any) -> tuple[Any, Any]:
    """Call the library; whatever it says of a file becomes one message.

    Raises
    ------
    InputError
        Where the library cannot read the file. Its own messages can quote cells.
    """
    if path.suffix.lower() != ".xpt":
        options["user_missing"] = True
    try:
        data, meta = reader(str(path), **options)
    except Exception:
        raise broken(
            path, row=options["row_offset"] + 1 if "row_offset" in options else None
        ) from None
    return data, meta


def _chunk(
    part: dict[str, list[Any]],
    before: int,
    chosen: Sequence[Variable],
    formats: dict[str, str | None],
    family: str,
) -> ArrowChunk:
    columns, letters = {}, {}
    for variable in chosen:
        values = part[variable.original]
        if variable.kind == "text":
            columns[variable.name] = pa.array(values, pa.string())
            continue
        if any(isinstance(value, str) for value in values):
            letters[variable.name] = _letters(values)
        columns[variable.name] = _numbers(values, formats[variable.name], variable, family)
    return ArrowChunk(before, len(values), columns, letters)


def _letters(values: list[Any]) -> pa.Array:
    return pa.array(
        [f".{value.lower()}" if isinstance(value, str) else None for value in values], pa.string()
    )


def _numbers(values: list[Any], form: str | None, variable: Variable, family: str) -> pa.Array:
    numbers = np.array(
        [np.nan if value is None or isinstance(value, str) else value for value in values],
        dtype=np.float64,
    )
    missing = np.isnan(numbers)
    calendar = calendar_of(form, family)
    if variable.kind == "date" and calendar is not None:
        return to_dates(numbers, missing, calendar)
    return pa.array(numbers, mask=missing)
