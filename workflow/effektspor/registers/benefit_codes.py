"""What a weekly cell of DREAM says: a benefit code, no benefit, or something that is no code."""

import re

PLAIN, FLOAT, PADDED, MALFORMED = range(4)
"""Marks: as the register writes it; written with decimals; with blanks around; no code at all."""
_CODE = re.compile(r"[0-9]{3}")
_FLOAT_CODE = re.compile(r"([0-9]{3})[.,]0+")
_ZERO = re.compile(r"0+([.,]0+)?")
NO_BENEFIT = 0


def read_code(content: object) -> tuple[int, int]:
    """Code of a cell and how it is written.

    Parameters
    ----------
    content
        Text, number, or None where the cell is missing.

    Returns
    -------
    tuple of int
        The code (0 without benefit) and a mark: `PLAIN`, `FLOAT`, `PADDED` or `MALFORMED`.
    """
    if content is None:
        return NO_BENEFIT, PLAIN
    if isinstance(content, float):
        whole = content.is_integer() and (100 <= content <= 999 or content == NO_BENEFIT)
        return (int(content), PLAIN) if whole else (NO_BENEFIT, MALFORMED)
    text = str(content)
    bare = text.strip()
    if _is_blank(bare):
        return NO_BENEFIT, PLAIN
    number = _FLOAT_CODE.fullmatch(bare)
    if number:
        return int(number[1]), FLOAT
    if not _CODE.fullmatch(bare):
        return NO_BENEFIT, MALFORMED
    return int(bare), PADDED if text != bare else PLAIN


def is_filled(content: object) -> tuple[int, int]:
    """Whether a cell holds anything but zero: 1 or 0, with the mark `PLAIN`."""
    return int(content not in (None, 0) and not _is_blank(str(content).strip())), PLAIN


def _is_blank(bare: str) -> bool:
    """Whether a cell says nothing: files of numbers have zero there, as text 0, 000 or 0.0."""
    return bare in ("", ".") or _ZERO.fullmatch(bare) is not None
