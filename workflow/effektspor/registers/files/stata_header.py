"""The head of a Stata file (dta 117, 118 and 119: Stata 13 and later), read without any library.

Every length and position is checked before it is used, so that a damaged head gives one message.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from effektspor.registers.files.base import DOUBLE, SINGLE, Kind, Variable
from effektspor.registers.files.dates import calendar_of
from effektspor.registers.files.problems import broken
from effektspor.registers.files.stata_labels import ValueLabels, read_value_labels

STRL = 32768
NUMBERS = {65530: "i1", 65529: "i2", 65528: "i4", 65527: "f4", 65526: "f8"}
LONGEST_TEXT = 2045
RELEASES = (b"117", b"118", b"119")
MAGIC = b"<stata_dta><header><release>"


class DamagedError(Exception):
    """A head that contradicts itself."""


@dataclass(frozen=True)
class Layout:
    """Where the cells of a file are.

    Attributes
    ----------
    rows
        Number of records.
    width
        Bytes of a record.
    data_at
        Position of the first record.
    dtypes
        NumPy type of each variable in the file's byte order; None for long text (strL).
    offsets
        Position of each variable within a record.
    formats
        Display format of each variable; dates are known by it.
    """

    rows: int
    width: int
    data_at: int
    dtypes: tuple[np.dtype[np.generic] | None, ...]
    offsets: tuple[int, ...]
    formats: tuple[str, ...]
    variables: tuple[Variable, ...]


def read_layout(path: Path) -> Layout | None:
    """Read the head of a file; None where another reader is needed (dta 116 and older).

    Raises
    ------
    InputError
        Where the file is damaged or shorter than its head says; with the first row cut off.
    """
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return None
        release = file.read(3)
        if release not in RELEASES:
            return None
        try:
            return _Head(file, int(release)).layout(path)
        except (DamagedError, UnicodeDecodeError, ValueError, OverflowError):
            raise broken(path) from None


class _Head:
    def __init__(self, file: BinaryIO, release: int) -> None:
        self.file = file
        self.size = os.fstat(file.fileno()).st_size
        self.encoding = "latin-1" if release == 117 else "utf-8"
        self.name, self.format, self.label = (33, 49, 81) if release == 117 else (129, 57, 321)
        self.many = 4 if release == 119 else 2  # bytes of a number of variables
        self.count = 4 if release == 117 else 8  # bytes of a number of rows
        self.note = 1 if release == 117 else 2  # bytes of the length of the file's label
        self.expect("</release><byteorder>")
        order = self.take(3)
        if order not in (b"LSF", b"MSF"):
            raise DamagedError
        self.order = "<" if order == b"LSF" else ">"

    def take(self, length: int) -> bytes:
        if length < 0 or length > self.size:
            raise DamagedError
        data = self.file.read(length)
        if len(data) < length:
            raise DamagedError
        return data

    def expect(self, tag: str) -> None:
        if self.take(len(tag)) != tag.encode():
            raise DamagedError

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "little" if self.order == "<" else "big")

    def texts(self, count: int, width: int) -> list[str]:
        return [
            cell.decode(self.encoding, "replace") for cell in fixed(self.take(count * width), width)
        ]

    def layout(self, path: Path) -> Layout:
        self.expect("</byteorder><K>")
        k = self.number(self.many)
        self.expect("</K><N>")
        rows = self.number(self.count)
        self.expect("</N><label>")
        self.take(self.number(self.note))
        self.expect("</label><timestamp>")
        self.take(self.number(1))
        self.expect("</timestamp></header><map>")
        places = np.frombuffer(self.take(14 * 8), self.order + "i8").tolist()
        self.expect("</map><variable_types>")
        types = np.frombuffer(self.take(2 * k), self.order + "u2").tolist()
        self.expect("</variable_types><varnames>")
        names = self.texts(k, self.name)
        self.expect("</varnames><sortlist>")
        self.take((k + 1) * self.many)
        self.expect("</sortlist><formats>")
        formats = self.texts(k, self.format)
        self.expect("</formats><value_label_names>")
        label_names = self.texts(k, self.name)
        self.expect("</value_label_names><variable_labels>")
        labels = self.texts(k, self.label)
        self.expect("</variable_labels>")
        dtypes = [_dtype(code, self.order) for code in types]
        widths = [8 if dtype is None else dtype.itemsize for dtype in dtypes]
        self.jump(places[9], "<data>")
        data_at, width = self.file.tell(), sum(widths)
        if data_at + rows * width > self.size:
            raise broken(path, row=(self.size - data_at) // max(width, 1) + 1)
        self.file.seek(data_at + rows * width)
        self.expect("</data>")
        self.jump(places[11], "<value_labels>")
        table = self.take(places[12] - self.file.tell())
        known = read_value_labels(table, self.order, self.name, self.encoding)
        return Layout(
            rows,
            width,
            data_at,
            tuple(dtypes),
            tuple(np.cumsum([0, *widths]).tolist()[:-1]),
            tuple(formats),
            tuple(
                _variable(*of, known)
                for of in zip(names, types, formats, labels, label_names, strict=True)
            ),
        )

    def jump(self, place: int, tag: str) -> None:
        if not 0 <= place < self.size:
            raise DamagedError
        self.file.seek(place)
        self.expect(tag)


def fixed(data: bytes, width: int) -> list[bytes]:
    """Parts of equal width, each cut at its first NUL."""
    return [data[at : at + width].partition(b"\0")[0] for at in range(0, len(data), width)]


def _dtype(code: int, order: str) -> np.dtype[np.generic] | None:
    if code == STRL:
        return None
    if code in NUMBERS:
        return np.dtype(order + NUMBERS[code])
    if not 1 <= code <= LONGEST_TEXT:
        raise DamagedError
    return np.dtype(f"S{code}")


def _variable(
    name: str, code: int, form: str, label: str, label_name: str, known: dict[str, ValueLabels]
) -> Variable:
    value_labels = known.get(label_name, ())
    letters = tuple((value, value) for value, _ in value_labels if isinstance(value, str))
    exact = SINGLE if NUMBERS.get(code) == "f4" else DOUBLE
    return Variable(name.lower(), name, kind_of(code, form), label, value_labels, letters, exact)


def kind_of(code: int, form: str) -> Kind:
    """Kind of a variable by its type and display format."""
    if code not in NUMBERS:
        return "text"
    return "number" if calendar_of(form, "stata") is None else "date"
