"""Reading register files in chunks: Stata and CSV give the same frames.

Column names come back in lower case, since the registers' own case varies. Only the columns asked
for are read, and only so many rows at a time that a chunk fits the memory bound of the config.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyreadstat
from pyreadstat import PyreadstatError, ReadstatError

from effektspor.errors import InputError

BYTES_PER_CELL = 70  # a short text in an object column: pointer, object and the copies on the way
SHARE_OF_MEMORY = 0.3
SMALLEST_CHUNK, LARGEST_CHUNK = 1_000, 500_000
CSV_ROW = re.compile(r"Row #(\d+)")


def column_names(path: Path) -> list[str]:
    """Lower-case names of all columns of a file.

    Raises
    ------
    InputError
        Where the file is missing, of an unknown type, unreadable or has one name twice.
    """
    names = [name.lower() for name in _header(path)]
    repeated = [str(k + 1) for k, name in enumerate(names) if names.count(name) > 1]
    if repeated:
        # By number: in a file without a header row the names are the first person's values.
        raise InputError(
            "The file has two columns of one name (upper and lower case are alike)",
            where=f"{path}, columns number {', '.join(repeated[:6])}",
            todo="The first row must hold the names, each once.",
        )
    return names


def read_chunks(
    path: Path, columns: Sequence[str], *, memory_mb: int
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Give the rows of a file chunk by chunk.

    Parameters
    ----------
    columns
        Lower-case names; each must be in the file.
    memory_mb
        Bound of the process; a chunk takes at most about a third of it.

    Yields
    ------
    tuple of int and DataFrame
        Number of rows before the chunk, and the chunk. CSV columns are text throughout.

    Raises
    ------
    InputError
        Where the file is missing, of an unknown type, lacks a column, or breaks off.
    """
    real_names = {name.lower(): name for name in _header(path)}
    missing = [name for name in columns if name not in real_names]
    if missing:
        raise InputError(
            f"Columns are missing: {', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}",
            where=str(path),
            todo="Check the file, or name its variables in the config under data.",
        )
    rows = int(memory_mb * 1e6 * SHARE_OF_MEMORY / (BYTES_PER_CELL * len(columns)))
    rows = min(max(rows, SMALLEST_CHUNK), LARGEST_CHUNK)
    before = 0
    for chunk in READERS[path.suffix.lower()](path, [real_names[name] for name in columns], rows):
        yield before, chunk.rename(columns=str.lower)[list(columns)]
        before += len(chunk)
    if not before:
        raise InputError("The file has no rows", where=str(path), todo="Check the extract.")


def _header(path: Path) -> list[str]:
    if not path.exists():
        raise InputError(
            "The file does not exist",
            where=str(path),
            todo="Check the path in the config under data, and that the disk is mounted.",
        )
    if path.suffix.lower() not in READERS:
        raise InputError(
            f"Files of type {path.suffix or 'without an ending'} cannot be read",
            where=str(path),
            todo=f"Give one of {', '.join(READERS)}.",
        )
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return [name.strip().strip('"') for name in file.readline().rstrip("\r\n").split(",")]
    try:
        _, meta = pyreadstat.read_dta(path, metadataonly=True)
    except (ReadstatError, PyreadstatError):
        raise _broken(path) from None
    return list(meta.column_names)


def _stata_chunks(path: Path, names: list[str], rows: int) -> Iterator[pd.DataFrame]:
    reader = pyreadstat.read_file_in_chunks(
        pyreadstat.read_dta, path, chunksize=rows, usecols=names, disable_datetime_conversion=False
    )
    try:
        for chunk, _ in reader:
            yield chunk
    except (ReadstatError, PyreadstatError):
        raise _broken(path) from None


def _csv_chunks(path: Path, names: list[str], rows: int) -> Iterator[pd.DataFrame]:
    # Blocks of bytes, not rows: a row of a wide file has at least two bytes a column.
    block = max(1 << 20, min(rows * 2 * len(_header(path)), 1 << 27))
    try:
        reader = pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(block_size=block, use_threads=False),
            convert_options=pa_csv.ConvertOptions(
                include_columns=names,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )
        for batch in reader:
            yield batch.to_pandas()
    except pa.ArrowInvalid as error:
        # The library's own message quotes the row: only its number may be shown.
        row = CSV_ROW.search(str(error))
        raise _broken(path, f", row {row[1]}" if row else "") from None


def _broken(path: Path, row: str = "") -> InputError:
    return InputError(
        "The file cannot be read to its end: it is truncated or damaged",
        where=f"{path}{row}",
        todo="Copy the file anew and compare its size with the original.",
    )


READERS: dict[str, Callable[[Path, list[str], int], Iterator[pd.DataFrame]]] = {
    ".dta": _stata_chunks,
    ".csv": _csv_chunks,
}
