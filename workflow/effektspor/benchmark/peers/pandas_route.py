"""pyreadstat in chunks and pandas: the wide frame to runs, in two ways that people write.

``melt``: to long form, compare with the row before, lengths within groups of persons.
``flat``: all cells in one series, compare with the cell before; the fastest pandas found.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat

from effektspor.benchmark.layout import COLUMNS, WEEKS

N_WEEKS = len(COLUMNS)
CHUNK = {"melt": 20_000, "flat": 5_000}  # rows; the fastest of those tried
READERS = {".dta": pyreadstat.read_dta, ".sas7bdat": pyreadstat.read_sas7bdat}


def spells(path: Path, way: str, rows: int) -> pd.DataFrame:
    """Spells of the first `rows` persons; all where 0."""
    parts, before = [], 0
    for chunk in chunks(path, CHUNK[way], rows):
        starts = _melted(chunk) if way == "melt" else _flat(chunk)
        starts["person"] += before
        parts.append(starts)
        before += len(chunk)
    return pd.concat(parts, ignore_index=True)


def chunks(path: Path, size: int, rows: int) -> Iterator[pd.DataFrame]:
    """Weekly columns of the first `rows` persons, all where 0, `size` rows at a time."""
    if path.suffix in READERS:
        # As `read_file_in_chunks` does, which reads its last chunk beyond a limit.
        read = READERS[path.suffix]
        _, meta = read(path, metadataonly=True)
        stop = min(rows or meta.number_rows, meta.number_rows)
        for first in range(0, stop, size):
            last = min(size, stop - first)
            chunk, _ = read(path, usecols=COLUMNS, row_offset=first, row_limit=last)
            yield chunk
    elif path.suffix == ".csv":
        yield from pd.read_csv(
            path,
            usecols=COLUMNS,
            dtype=str,
            keep_default_na=False,
            chunksize=size,
            nrows=rows or None,
        )
    else:
        left = rows or None
        for batch in pq.ParquetFile(path).iter_batches(size, columns=COLUMNS):
            yield batch.slice(0, left).to_pandas()
            left = None if left is None else left - batch.num_rows
            if left is not None and left <= 0:
                return


def _melted(chunk: pd.DataFrame) -> pd.DataFrame:
    chunk = chunk.set_axis(range(N_WEEKS), axis="columns")
    chunk.index = pd.RangeIndex(len(chunk), name="person")
    long = chunk.melt(var_name="week", value_name="code", ignore_index=False).reset_index()
    # The long form goes week by week: the cell before is as many rows up as there are persons.
    starts = long[long["code"] != long["code"].shift(len(chunk))]
    return _closed(starts.sort_values(["person", "week"]))


def _flat(chunk: pd.DataFrame) -> pd.DataFrame:
    cells = pd.Series(chunk.to_numpy().ravel())
    new = (cells != cells.shift()).to_numpy(copy=True)
    new[::N_WEEKS] = True
    at = np.flatnonzero(new)
    starts = {"person": at // N_WEEKS, "week": at % N_WEEKS, "code": cells.to_numpy()[at]}
    return _closed(pd.DataFrame(starts))


def _closed(starts: pd.DataFrame) -> pd.DataFrame:
    """Lengths of runs from where they begin; blank ones left out."""
    week = starts["week"].astype("int64")
    stop = week.groupby(starts["person"]).shift(-1, fill_value=N_WEEKS)
    frame = starts.assign(first_week=week + WEEKS.start, weeks=stop - week)
    frame = frame.loc[frame["code"] != "", ["person", "code", "first_week", "weeks"]]
    return frame.astype(
        {"person": "int32", "code": "int16", "first_week": "int16", "weeks": "int16"}
    )
