"""A process of its own that reads a file with polars-readstat and writes Arrow batches to its output.

On a damaged file the library can ask for more memory than there is, and then ends its process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

import pyarrow as pa

from effektspor.registers.files.narrow import narrowed

MISSING = "\x1fmissing"  # ending of the columns that hold the codes of missing values
ROOT = Path(__file__).parents[3]  # the folder that the package stands in
THREADS = 4  # more do not make it faster: one thread reads, the others decode


def start(path: Path, names: list[str], coded: list[str], batch: int) -> subprocess.Popen[bytes]:
    """Start the process that reads a file.

    Parameters
    ----------
    names
        Columns, as the file calls them.
    coded
        Those of them whose missing values can have codes, which are given beside them.
    batch
        Rows of a batch.
    """
    request = {"path": str(path.absolute()), "names": names, "coded": coded, "batch": batch}
    return subprocess.Popen(
        [sys.executable, "-m", __name__, json.dumps(request)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # What the library says of a damaged file can quote cells.
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
    )


def batches_of(process: subprocess.Popen[bytes]) -> Iterator[pa.RecordBatch]:
    """Batches until the process ends; whether it ended well is for the caller to ask."""
    output = cast("BufferedReader", process.stdout)
    try:
        while output.peek(1):
            yield from pa.ipc.open_stream(output)
    except (pa.ArrowException, OSError):
        return


def main(request: dict[str, Any]) -> None:
    """Write the rows of a file, in file order."""
    # Here alone: the process that starts this one has no need of polars.
    import polars as pl
    from polars_readstat import PyPolarsReadstat  # type: ignore[attr-defined]

    nulls = {
        "columns": request["coded"],
        "mode": "separate_column",
        "suffix": MISSING,
        "use_value_labels": False,
    }
    reader = PyPolarsReadstat(
        path=request["path"],
        size_hint=request["batch"],
        n_rows=None,
        threads=THREADS,
        missing_string_as_null=False,
        preserve_order=True,
        informative_nulls=nulls if request["coded"] else None,
    )
    reader.set_with_columns(request["names"])
    while (frame := reader.next()) is not None:
        if not frame.height:
            continue
        # Each batch is a stream of its own, since the next one may have longer texts.
        table = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
        columns = [_sent(column.combine_chunks()) for column in table.columns]
        batch = pa.RecordBatch.from_arrays(columns, table.column_names)
        with pa.ipc.new_stream(sys.stdout.buffer, batch.schema) as writer:
            writer.write_batch(batch)


def _sent(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        column = column.chunk(0)
    if not pa.types.is_string_view(column.type):
        return column
    short = narrowed(column)
    return column.cast(pa.string()) if short is None else short


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
