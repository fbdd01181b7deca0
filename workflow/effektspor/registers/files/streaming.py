"""A process of its own that reads a file with polars-readstat and writes Arrow batches to its output.

On a damaged file the library can ask for more memory than there is, and then ends its process.
"""

import json
import sys
from pathlib import Path
from typing import Any

MISSING = "\x1fmissing"  # ending of the columns that hold the codes of missing values
SCRIPT = Path(__file__)
MANY = 8  # a text column with fewer different texts than rows by this factor is sent as indices
THREADS = 4  # more do not make it faster: one thread reads, the others decode


def request_of(path: Path, names: list[str], coded: list[str], batch: int) -> str:
    """What the process is told: columns, those with codes of missing values, rows of a batch."""
    return json.dumps({"path": str(path), "names": names, "coded": coded, "batch": batch})


def main(request: dict[str, Any]) -> None:
    """Write the rows of a file, in file order."""
    import polars as pl
    import pyarrow as pa
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
    writer, repeated = None, None
    while (frame := reader.next()) is not None:
        if repeated is None:
            texts = [name for name in frame.columns if frame.schema[name] == pl.String]
            most = frame.height // MANY
            repeated = [name for name in texts if frame[name].n_unique() <= most]
        # Categories of their own for each batch: shared ones would grow with every batch.
        table = frame.with_columns(
            pl.col(name).cast(pl.Categorical(pl.Categories.random())) for name in repeated
        ).to_arrow()
        writer = writer or pa.ipc.new_stream(sys.stdout.buffer, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
