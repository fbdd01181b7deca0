"""Stata files (.dta, format 118) written straight from fixed-width records, chunk by chunk.

The general writers go through one Python object per cell and hold the whole file; here a chunk of
records is written as it lies in memory. The time stamp of the header is left empty, so the same
data give the same bytes. Layout: "Description of the .dta file format 118" in the Stata manual.
"""

import struct
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np

_TYPES = {"i1": 65530, "i2": 65529, "i4": 65528, "f4": 65527, "f8": 65526}
_FORMATS = {"i1": "%8.0g", "i2": "%8.0g", "i4": "%12.0g", "f4": "%9.0g", "f8": "%10.0g"}
_EPOCH = np.datetime64("1960-01-01", "D")


def stata_days(dates: np.ndarray) -> np.ndarray:
    """Days since 1960-01-01 (int32), the value of a ``%td`` column."""
    return (dates.astype("datetime64[D]") - _EPOCH).astype("int32")


class StataWriter:
    """Write records of one structured dtype to a .dta file.

    Parameters
    ----------
    path
        File to create.
    dtype
        Structured, little-endian: S1..S2045, i1, i2, i4, f4 or f8 fields.
    label
        Label of the data set.
    dates
        Names of i4 fields that hold days since 1960-01-01.
    """

    def __init__(
        self, path: Path, dtype: np.dtype, *, label: str, dates: tuple[str, ...] = ()
    ) -> None:
        self.dtype, self.rows = dtype, 0
        self._names = list(dtype.names or ())
        self._label, self._dates = label, dates
        self._offsets: list[int] = []
        self._file: BinaryIO = path.open("wb")
        self._head()

    def append(self, records: np.ndarray) -> None:
        """Add records; their dtype must be the writer's."""
        if records.dtype != self.dtype:
            raise TypeError("records of another layout than the file's")
        self._file.write(np.ascontiguousarray(records).tobytes())
        self.rows += len(records)

    def close(self) -> None:
        """Write the end of the file, then the number of rows and the map at its head."""
        if self._file.closed:
            return
        self._file.write(b"</data>")
        for tag in ("strls", "value_labels"):
            self._offsets.append(self._file.tell())
            self._file.write(f"<{tag}></{tag}>".encode())
        self._offsets.append(self._file.tell())
        self._file.write(b"</stata_dta>")
        self._offsets.append(self._file.tell())
        self._file.seek(self._rows_at)
        self._file.write(struct.pack("<Q", self.rows))
        self._file.seek(self._map_at)
        self._file.write(struct.pack("<14Q", *self._offsets))
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

    def _head(self) -> None:
        out, k = self._file, len(self._names)
        self._offsets.append(0)
        out.write(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>")
        out.write(b"<K>" + struct.pack("<H", k) + b"</K><N>")
        self._rows_at = out.tell()
        label = self._label.encode()[:320]
        out.write(struct.pack("<Q", 0) + b"</N><label>" + struct.pack("<H", len(label)) + label)
        out.write(b"</label><timestamp>\0</timestamp></header>")
        self._offsets.append(out.tell())
        out.write(b"<map>")
        self._map_at = out.tell()
        out.write(bytes(8 * 14) + b"</map>")
        kinds = [self.dtype[name] for name in self._names]
        self._block(
            "variable_types",
            b"".join(
                struct.pack("<H", kind.itemsize if kind.kind == "S" else _TYPES[kind.str[1:]])
                for kind in kinds
            ),
        )
        self._block("varnames", _padded(self._names, 129))
        self._block("sortlist", bytes(2 * (k + 1)))
        formats = [
            f"%{kind.itemsize}s" if kind.kind == "S" else _FORMATS[kind.str[1:]] for kind in kinds
        ]
        formats = [
            "%td" if name in self._dates else shown
            for name, shown in zip(self._names, formats, strict=True)
        ]
        self._block("formats", _padded(formats, 57))
        self._block("value_label_names", bytes(129 * k))
        self._block("variable_labels", bytes(321 * k))
        self._block("characteristics", b"")
        self._offsets.append(out.tell())
        out.write(b"<data>")

    def _block(self, tag: str, content: bytes) -> None:
        self._offsets.append(self._file.tell())
        self._file.write(f"<{tag}>".encode() + content + f"</{tag}>".encode())


def _padded(texts: list[str], width: int) -> bytes:
    return b"".join(text.encode().ljust(width, b"\0") for text in texts)
