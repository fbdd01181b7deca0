"""The registers of a shard in batches of buckets, so that memory does not grow with the shard.

Of a batch only the persons who were ever in the programme are kept; of the others the counts. One
bucket, a 64th of the persons, is the smallest batch: with less memory than it takes, the bound does
not hold.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from effektspor.cohort.design import Registers
from effektspor.cohort.lookup import Lookup
from effektspor.registers.quality import Ledger

START_MB = 250
"""Memory of the process before it has read a person."""
KB_PER_PERSON = 16
"""Twice what a person takes who is in the programme and starts twice; most persons take a tenth."""
SOURCE = "cohort"


@dataclass(frozen=True)
class RegisterPaths:
    """Parquet files of the register tables, each with a column `bucket`."""

    persons: Path
    spells: Path
    employment: Path
    hours: Path
    population: Path
    stv: Path


class SpellsRead(NamedTuple):
    """Spells of persons who ever were in the programme, and by person number whether one was."""

    spells: pa.Table
    ever: npt.NDArray[np.bool_]


def read_batches(
    paths: RegisterPaths,
    buckets: Collection[int],
    programme: Lookup,
    ledger: Ledger,
    *,
    memory_mb: int,
) -> Iterator[Registers]:
    """Read the persons of some buckets, several buckets at a time while they hold few persons.

    Parameters
    ----------
    programme
        Lookup table of programme codes.
    ledger
        Fills on the way with the rows of persons who are not in DREAM.
    memory_mb
        Bound of the process; results do not depend on it.
    """
    for batch in bucket_batches(paths.persons, buckets, memory_mb=memory_mb):
        yield _read(paths, batch, programme, ledger)


def bucket_batches(
    persons: Path, buckets: Collection[int], *, memory_mb: int
) -> Iterator[list[int]]:
    """Buckets that are read together, by the persons that each holds."""
    most = (memory_mb - START_MB) * 1000 // KB_PER_PERSON
    column = pq.read_table(persons, columns=["bucket"])["bucket"]
    sizes = dict.fromkeys(sorted(buckets), 0)
    counts = pc.value_counts(column)
    for bucket, count in zip(counts.field("values"), counts.field("counts"), strict=True):
        if bucket.as_py() in sizes:
            sizes[bucket.as_py()] = count.as_py()
    batch: list[int] = []
    held = 0
    for bucket, size in sizes.items():
        if batch and held + size > most:
            yield batch
            batch, held = [], 0
        batch.append(bucket)
        held += size
    yield batch


def read_spells(persons: pa.Table, path: Path, buckets: list[int], programme: Lookup) -> SpellsRead:
    """Spells of some buckets, of those persons only who ever were in the programme."""
    spells = rows_of(path, buckets)
    number = persons["person"].to_numpy()
    ever = np.zeros(int(number.max(initial=-1)) + 1, dtype=bool)
    ever[spells["person"].to_numpy()[programme[spells["code"].to_numpy()]]] = True
    return SpellsRead(spells.filter(pa.array(ever[spells["person"].to_numpy()])), ever)


def _read(paths: RegisterPaths, buckets: list[int], programme: Lookup, ledger: Ledger) -> Registers:
    persons = rows_of(paths.persons, buckets)
    spells, ever = read_spells(persons, paths.spells, buckets, programme)
    number = persons["person"].to_numpy()
    keys = persons["pnr"].combine_chunks()
    kept = persons.filter(pa.array(ever[number]))
    own = kept["pnr"].combine_chunks()

    def of_programme(path: Path) -> pd.DataFrame:
        rows = rows_of(path, buckets)
        unknown = len(rows) - pc.sum(pc.is_in(rows["pnr"], keys)).as_py() if len(rows) else 0
        ledger.read(SOURCE, path.name, None, len(rows))
        ledger.step("not_in_dream", SOURCE, path.name, None, unknown)
        return frame_of(rows.filter(pc.is_in(rows["pnr"], own)))

    def by_number(rows: pa.Table) -> pd.DataFrame:
        return frame_of(rows.filter(pa.array(ever[rows["person"].to_numpy()])))

    return Registers(
        in_dream=len(persons),
        persons=frame_of(kept),
        spells=frame_of(spells),
        employment=by_number(rows_of(paths.employment, buckets)),
        hours=of_programme(paths.hours),
        population=of_programme(paths.population),
        stv=of_programme(paths.stv),
    )


def frame_of(rows: pa.Table) -> pd.DataFrame:
    """Arrow rows as a typed frame."""
    frame: pd.DataFrame = rows.to_pandas()
    return frame


def rows_of(path: Path, buckets: list[int]) -> pa.Table:
    """Rows of some buckets; row groups of others are left unread by their statistics."""
    return pq.read_table(path, filters=[("bucket", "in", buckets)])
