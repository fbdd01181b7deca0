"""Spells alone by effektspor's own reader and run finder: what the peers do and nothing else.

The command `ingest-dream` does more: it checks every code and key, finds months with a wage, keeps
residence, sorts into buckets and accounts for every row.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from effektspor.benchmark.layout import COLUMNS, WEEKS
from effektspor.registers.benefit_codes import read_code
from effektspor.registers.decoding import decode
from effektspor.registers.files.opening import open_file
from effektspor.registers.runs import find_runs, joined

SCHEMA = pa.schema(
    [
        ("person", pa.int32()),
        ("code", pa.int16()),
        ("first_week", pa.int16()),
        ("weeks", pa.int16()),
    ]
)


def spells(path: Path, target: Path, memory_mb: int) -> None:
    """Write the spells of all persons to a Parquet file, chunk by chunk."""
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for chunk in open_file(path).chunks(COLUMNS, memory_mb=memory_mb):
            cells = chunk.cells(COLUMNS)
            runs = find_runs(cells.matrix)
            runs, code = joined(runs, decode(cells, runs, read_code).value)
            kept = code > 0
            columns = (
                runs.row[kept] + chunk.before,
                code[kept],
                runs.column[kept] + WEEKS.start,
                runs.length[kept],
            )
            arrays = [
                pa.array(column).cast(field.type)
                for column, field in zip(columns, SCHEMA, strict=True)
            ]
            writer.write_table(pa.table(arrays, schema=SCHEMA))
