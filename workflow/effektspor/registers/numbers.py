"""Columns of numbers: typed values, with faults that count wrong rows."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import Variable
from effektspor.registers.raw import Fault, Mask, Raw, Read, distinct

NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
EMPTY = pa.array(["", "."])
CHECK_CODING = "Check that the config names the right variable and that it is coded as said."
CHECK_DECIMALS = (
    "Check that the config names the right variable; decimals are written with a point, "
    "or with a comma in a file that is separated by semicolons."
)


def whole_numbers(raw: Raw, *, allowed: range | None = None, required: bool = False) -> Read:
    """Whole numbers (int64), -1 where a cell is empty.

    Parameters
    ----------
    allowed
        The numbers that may occur.
    required
        Whether an empty cell is a fault.
    """
    numbers, empty, user_missing = _numbers(raw)
    wrong = ~empty & ~(np.isfinite(numbers) & (numbers == np.floor(numbers)))
    span = ""
    if allowed is not None:
        span = f" from {allowed.start} to {allowed.stop - 1}"
        wrong |= ~empty & ~((numbers >= allowed.start) & (numbers < allowed.stop))
    faults = [raw.fault(wrong, f"A column should hold whole numbers{span}", CHECK_CODING)]
    if required:
        faults.append(missing(raw, empty))
    read = np.where(empty | wrong, -1, numbers).astype(np.int64)
    return Read(read, tuple(faults), user_missing)


def amounts(raw: Raw) -> Read:
    """Numbers of at least zero (float64); empty cells are zero."""
    numbers, empty, user_missing = _numbers(raw)
    wrong = ~empty & ~(np.isfinite(numbers) & (numbers >= 0))
    fault = raw.fault(wrong, "A column should hold numbers of at least zero", CHECK_DECIMALS)
    return Read(np.where(empty | wrong, 0.0, numbers), (fault,), user_missing)


def missing(raw: Raw, empty: Mask) -> Fault:
    """The fault of a cell that must not be empty."""
    return raw.fault(empty, "A value is missing", "Every row of the file needs it.")


def user_missing_labels(labels: pa.Array, variable: Variable) -> Mask:
    """Which texts are codes that the file declares missing."""
    codes = [low for low, high in variable.missing if isinstance(low, str) and low == high]
    return _mask(pc.is_in(labels, pa.array(codes, pa.string())))


def declared_missing(raw: Raw) -> Mask:
    """Which cells are empty or hold a code that the file declares missing, shape (rows,)."""
    return _numbers(raw)[1]


def _numbers(raw: Raw) -> tuple[npt.NDArray[np.float64], Mask, int]:
    """Numbers, which cells are empty, and how many of these hold a user-missing code.

    What is no number is NaN without being empty.
    """
    if pa.types.is_string(raw.values.type):
        numbers, empty, marked = _from_text(raw)
    elif pa.types.is_date(raw.values.type):
        numbers = np.full(len(raw.values), np.nan)
        empty = _mask(raw.values.is_null())
        marked = np.zeros(len(numbers), dtype=bool)
    else:
        numbers = pc.cast(raw.values, pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        empty = np.isnan(numbers)
        marked = np.zeros(len(numbers), dtype=bool)
    for low, high in raw.variable.missing:
        if not isinstance(low, str) and not isinstance(high, str):
            marked |= (numbers >= low) & (numbers <= high)
    return numbers, empty | marked, int(marked.sum()) + raw.letters


def _from_text(raw: Raw) -> tuple[npt.NDArray[np.float64], Mask, Mask]:
    position, labels = distinct(raw.values)
    texts = pc.utf8_trim_whitespace(labels)
    empty = _mask(pc.is_in(texts, EMPTY))
    marked = user_missing_labels(texts, raw.variable)
    readable = pc.match_substring_regex(texts, NUMBER)
    numbers = pc.cast(pc.if_else(readable, texts, None), pa.float64())
    # Cells without a value have position -1: the one that is put last.
    return (
        np.append(numbers.to_numpy(zero_copy_only=False), np.nan)[position],
        np.append(empty, True)[position],
        np.append(marked, False)[position],
    )


def _mask(values: pa.Array) -> Mask:
    mask: Mask = values.to_numpy(zero_copy_only=False)
    return mask
