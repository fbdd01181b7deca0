"""The same records as comma separated text, without quotes, blank where there is nothing."""

from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

_EPOCH = np.datetime64("1960-01-01", "D")


class CsvWriter:
    """Write records of one structured dtype to a CSV file.

    Parameters
    ----------
    path
        File to create.
    dtype
        Structured dtype of the records.
    dates
        Names of i4 fields that hold days since 1960-01-01; written YYYY-MM-DD.
    """

    def __init__(self, path: Path, dtype: np.dtype, *, dates: tuple[str, ...] = ()) -> None:
        self.dtype, self._dates = dtype, dates
        self._names = list(dtype.names or ())
        self._file = path.open("wb")
        self._file.write((",".join(self._names) + "\n").encode())
        self._options = pa_csv.WriteOptions(include_header=False, quoting_style="none")

    def append(self, records: np.ndarray) -> None:
        """Add records; their dtype must be the writer's."""
        if records.dtype != self.dtype:
            raise TypeError("records of another layout than the file's")
        columns = [self._column(name, records[name]) for name in self._names]
        pa_csv.write_csv(pa.table(columns, names=self._names), self._file, self._options)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _column(self, name: str, values: np.ndarray) -> pa.Array:
        if name in self._dates:
            return pa.array((_EPOCH + values).astype("datetime64[D]").astype("str"))
        if values.dtype.kind == "S":
            return pa.array(values.astype("str"))
        return pa.array(np.ascontiguousarray(values))
