"""Codes that a file itself declares missing (SPSS: user-missing), as wide columns have them."""

import re

from effektspor.registers.files.base import Variable
from effektspor.registers.numbers import NUMBER

Ranges = tuple[tuple[float | str, float | str], ...]
"""As `Variable.missing`: ranges of numbers, both ends included, and codes of text."""
_NUMBER = re.compile(NUMBER)


def ranges_of(variable: Variable) -> Ranges:
    """What a column declares missing among values; letters of numbers are no values."""
    text = variable.kind == "text"
    return tuple(pair for pair in variable.missing if isinstance(pair[0], str) == text)


def is_user_missing(content: object, ranges: Ranges) -> bool:
    """Whether the content of a cell (text, number, or None) is declared missing.

    Numbers may stand as text: a chunk gives them so where its columns mix both.
    """
    if content is None or not ranges:
        return False
    text = str(content).strip()
    number = float(text) if _NUMBER.fullmatch(text) else None
    for low, high in ranges:
        if isinstance(low, str) or isinstance(high, str):
            if text == str(low).strip():
                return True
        elif number is not None and low <= number <= high:
            return True
    return False
