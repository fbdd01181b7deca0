"""Are two tables of spells the same? Row count and a checksum that does not depend on the order."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS = ("person", "code", "first_week", "weeks")
_FACTORS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)


@dataclass(frozen=True)
class Fingerprint:
    """What two equal tables have in common."""

    rows: int
    checksum: int
    person_weeks: int


def fingerprint(path: Path, persons: int | None = None) -> Fingerprint:
    """Fingerprint of a Parquet file of spells, of the first `persons` persons or of all."""
    rows = checksum = person_weeks = 0
    for batch in pq.ParquetFile(path).iter_batches(1 << 20, columns=list(COLUMNS)):
        columns = [_whole(batch.column(name)) for name in COLUMNS]
        if persons is not None:
            columns = [column[columns[0] < persons] for column in columns]
        rows += len(columns[0])
        checksum = (checksum + int(_mixed(columns).sum(dtype=np.uint64))) % 2**64
        person_weeks += int(columns[3].sum(dtype=np.uint64))
    return Fingerprint(rows, checksum, person_weeks)


def _whole(column: pa.Array) -> npt.NDArray[np.uint64]:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.uint64)


def _mixed(columns: list[npt.NDArray[np.uint64]]) -> npt.NDArray[np.uint64]:
    """One number a row that changes with any of its cells."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column, factor in zip(columns, _FACTORS, strict=True):
        mixed = (mixed ^ column) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return mixed


if __name__ == "__main__":
    print(json.dumps(asdict(fingerprint(Path(sys.argv[1]), int(sys.argv[2]) or None))))
