"""Cells of public statistics: numbers in Danish or plain form, and the signs that stand for none."""

import math
import re
from typing import Literal

import numpy as np
import numpy.typing as npt

from effektspor.errors import InputError
from effektspor.registers.raw import rows_text

Cell = str | float | None
State = Literal["final", "provisional", "missing", "suppressed"]
STATES: tuple[State, ...] = ("final", "provisional", "missing", "suppressed")
SIGNS: dict[str, State] = {
    "": "missing", ".": "missing", "·": "missing", "..": "missing", "...": "missing",
    "null": "missing", ":": "suppressed", "*": "suppressed", "x": "suppressed",
}  # fmt: skip
"""Signs of StatBank and Jobindsats where there is no number."""
NIL = ("-", "–")
_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_COMMA = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
_PLAIN = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def read_numbers(
    cells: list[Cell], *, dash_is_nil: bool, where: str, before: int
) -> tuple[npt.NDArray[np.float64], list[State]]:
    """Counts and how far each may be trusted.

    Parameters
    ----------
    cells
        Values of one column, shape (rows,); text or numbers.
    dash_is_nil
        Whether a dash is nil (StatBank). Jobindsats does not say whether it is nil or withheld, so
        there it is no value.
    where
        File and column, for messages.
    before
        Rows of the file before the first cell.

    Returns
    -------
    tuple
        Values (float64, shape (rows,), NaN where there is none) and their states.

    Raises
    ------
    InputError
        Where a cell is no number or negative, or where points may be decimals or thousands.
    """
    texts = [_text(cell) for cell in cells]
    pointed = _points_are_thousands(texts, where, before)
    values = np.full(len(cells), np.nan)
    states: list[State] = []
    wrong = np.zeros(len(cells), dtype=bool)
    for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if isinstance(cell, float):
            values[at] = cell
            states.append("final")
            wrong[at] = not 0 <= cell < math.inf
        elif text in NIL and dash_is_nil:
            values[at] = 0.0
            states.append("final")
        elif text in NIL or text in SIGNS:
            states.append(SIGNS.get(text, "missing"))
        else:
            # A star behind a number marks it as provisional.
            number = text.removesuffix("*")
            states.append("final" if number == text else "provisional")
            values[at] = _number(number, thousands=pointed)
            wrong[at] = not 0 <= values[at] < math.inf
    if wrong.any():
        raise InputError(
            "Cells hold no count: neither a number from 0 on nor a sign of a missing one",
            where=f"{where}, {rows_text(wrong, before)}",
            todo=f"Fetch the file anew; known signs are {' '.join(filter(None, SIGNS))}.",
        )
    return values, states


def _text(cell: Cell) -> str:
    """Text of a cell without blanks; empty for numbers of JSON, which need no reading."""
    return _BLANKS.sub("", cell) if isinstance(cell, str) else ""


def _number(text: str, *, thousands: bool) -> float:
    if thousands and _COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text) if not thousands and _PLAIN.fullmatch(text) else math.nan


def _points_are_thousands(texts: list[str], where: str, before: int) -> bool:
    """Whether the column writes numbers as 1.234,5; one column writes them in one way."""
    pointed = [text for text in texts if "." in text and text not in SIGNS]
    if any("," in text for text in texts) or any(text.count(".") > 1 for text in pointed):
        return True
    if pointed and all(_THOUSANDS.fullmatch(text) for text in pointed):
        doubtful = np.array([text in pointed for text in texts])
        raise InputError(
            "Points may be decimals or thousands: 1.234 is more than a thousand in Danish, and less "
            "than two elsewhere",
            where=f"{where}, {rows_text(doubtful, before)}",
            todo="Fetch the file with one way of writing numbers: whole, or with decimal comma.",
        )
    return False
