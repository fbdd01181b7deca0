"""Person keys as text: alike in all files, whether a file has them as text or as numbers."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.files.base import DOUBLE
from effektspor.registers.mark import refuse_synthetic_keys
from effektspor.registers.numbers import EMPTY, declared_missing
from effektspor.registers.raw import Mask, Raw

WRITTEN = "|".join(
    (
        r"^[+-][0-9]+$",  # with a sign
        r"^[+-]?[0-9]+[.,][0-9]*([eE][+-]?[0-9]+)?$",  # with decimals, or as Excel's 1.02E+09
        r"^[+-]?[0-9]+[eE][+-][0-9]+$",  # 1E+09, but not 12E45, which may be a key of letters
    )
)  # forms of numbers that keys have only where a program took them for amounts
MARKS = b".,+-"  # each of those forms has one
KEEP_TEXT = "Every row needs the person key; keep it as text so that no digit is lost."


class Keys:
    """Reads the person keys of all files of a source.

    Keys that are digits must be of one length in all files: a key that lost its leading zeros on
    the way would match nobody, or somebody else.

    Parameters
    ----------
    digits
        Length that a key of digits has; shorter ones get their leading zeros back.
    synthetic
        Whether the config calls the data synthetic: only then the simulator's keys may occur.
    running
        Whether keys are running numbers of their own, which differ in length without harm.
    """

    def __init__(
        self, digits: int | None, *, synthetic: bool = False, running: bool = False
    ) -> None:
        self._digits = digits
        self._synthetic = synthetic
        self._running = running
        self._length: int | None = None

    def read(self, raw: Raw) -> tuple[pa.Array, int]:
        """Keys (text without nulls, shape (rows,)), and how many got leading zeros back.

        Raises
        ------
        InputError
            Where a key is empty, declared missing, written as an amount, has too many digits or
            more than its column can hold exactly, is the simulator's in data that are called real,
            or where keys of digits differ in length and their length is not given.
        """
        keys = raw.values if pa.types.is_string(raw.values.type) else _from_numbers(raw)
        keys = pc.utf8_trim_whitespace(keys)
        damaged = pc.fill_null(pc.is_in(keys, pa.array([*EMPTY.to_pylist(), None])), True)
        wrong: Mask = damaged.to_numpy(zero_copy_only=False)
        if _has_mark(keys):
            amounts = pc.match_substring_regex(keys, WRITTEN).fill_null(False)
            wrong = wrong | amounts.to_numpy(zero_copy_only=False)
        if raw.variable.missing:
            wrong = wrong | declared_missing(raw)
        raw.fault(wrong, "A person key is missing or damaged", KEEP_TEXT).refuse()
        if not self._synthetic:
            refuse_synthetic_keys(keys, raw)
        return (keys, 0) if self._running else self._of_one_length(keys, raw)

    def _of_one_length(self, keys: pa.Array, raw: Raw) -> tuple[pa.Array, int]:
        lengths = pc.binary_length(keys).to_numpy(zero_copy_only=False)
        full = self._digits or self._length
        if full is not None and (lengths == full).all():
            return keys, 0
        digits = pc.ascii_is_decimal(keys).to_numpy(zero_copy_only=False)
        if not digits.any():
            return keys, 0
        if self._digits is None:
            self._length = self._length or int(lengths[digits].max())
            raw.fault(
                digits & (lengths != self._length),
                "Person keys of digits differ in length: leading zeros may be lost",
                "Give the number of digits of a whole key as data.key_digits; the zeros are then "
                "put back in all files. If the keys are running numbers, give the longest length.",
            ).refuse()
            return keys, 0
        raw.fault(
            digits & (lengths > self._digits),
            "A person key has more digits than data.key_digits says",
            "Check data.key_digits and that the config names the right variable.",
        ).refuse()
        short = digits & (lengths < self._digits)
        padded = pc.utf8_lpad(keys, self._digits, "0")
        return pc.if_else(pa.array(short), padded, keys), int(short.sum())


def _from_numbers(raw: Raw) -> pa.Array:
    """Whole numbers as digits; null where a number cannot be a key.

    Above a bound, floating numbers do not keep all whole numbers apart: one key would stand for
    several persons.
    """
    numbers = raw.values
    if pa.types.is_floating(numbers.type):
        values = numbers.to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore"):
            exact = (values >= 0) & (values < min(raw.variable.exact, DOUBLE))
            exact &= values == np.floor(values)
        return pc.cast(
            pa.array(np.where(exact, values, 0).astype(np.int64), mask=~exact), pa.string()
        )
    return pc.cast(numbers, pa.string())


def _has_mark(keys: pa.Array) -> bool:
    """Whether one of `MARKS` is among the bytes of the keys: faster than to search each key."""
    content = keys.buffers()[2]
    read = np.frombuffer(content or b"", dtype=np.uint8)
    return any(bool((read == mark).any()) for mark in MARKS)
