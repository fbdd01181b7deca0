"""Person keys as text: alike in all files, whether a file has them as text or as numbers."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from effektspor.registers.numbers import EMPTY
from effektspor.registers.raw import Mask, Raw

EXACT = 2.0**53  # whole numbers above it are not all kept apart by a file's floating numbers
DECIMALS = r"^[0-9]+[.,][0-9]*$"
KEEP_TEXT = "Every row needs the person key; keep it as text so that no digit is lost."


class Keys:
    """Reads the person keys of all files of a source.

    Keys that are digits must be of one length in all files: a key that lost its leading zeros on
    the way would match nobody, or somebody else.

    Parameters
    ----------
    digits
        Length that a key of digits has; shorter ones get their leading zeros back.
    """

    def __init__(self, digits: int | None) -> None:
        self._digits = digits
        self._length: int | None = None

    def read(self, raw: Raw) -> tuple[pa.Array, int]:
        """Keys (text without nulls, shape (rows,)), and how many got leading zeros back.

        Raises
        ------
        InputError
            Where a key is empty, has decimals or too many digits, or where keys of digits differ in
            length and their length is not given.
        """
        keys = raw.values if pa.types.is_string(raw.values.type) else _from_numbers(raw.values)
        keys = pc.utf8_trim_whitespace(keys)
        damaged = pc.fill_null(pc.is_in(keys, pa.array([*EMPTY.to_pylist(), None])), True)
        wrong: Mask = damaged.to_numpy(zero_copy_only=False)
        if _has_mark(keys):
            decimals = pc.match_substring_regex(keys, DECIMALS).fill_null(False)
            wrong = wrong | decimals.to_numpy(zero_copy_only=False)
        raw.fault(wrong, "A person key is missing or damaged", KEEP_TEXT).refuse()
        return self._of_one_length(keys, raw)

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


def _from_numbers(numbers: pa.Array) -> pa.Array:
    """Whole numbers as digits; null where a number cannot be a key."""
    if pa.types.is_floating(numbers.type):
        values = numbers.to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore"):
            exact = (values >= 0) & (values < EXACT) & (values == np.floor(values))
        return pc.cast(
            pa.array(np.where(exact, values, 0).astype(np.int64), mask=~exact), pa.string()
        )
    return pc.cast(numbers, pa.string())


def _has_mark(keys: pa.Array) -> bool:
    """Whether a point or comma is among the bytes of the keys: faster than to search each key."""
    content = keys.buffers()[2]
    if content is None:
        return False
    read = np.frombuffer(content, dtype=np.uint8)
    return bool((read == ord(".")).any() or (read == ord(",")).any())
