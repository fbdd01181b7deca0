"""Free text in answers: only whether there is some is read, never what it says."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from effektspor.registers.raw import Raw, distinct
from effektspor.surveys.codebook import Codebook
from effektspor.surveys.meaning import NONE, Understood, content_of
from effektspor.surveys.scales import Scale

GIVEN, NOT_GIVEN = 1, 0
"""Values on the scale of a text."""


def understand_text(raw: Raw, scale: Scale) -> Understood:
    """Read which cells hold a text: something with a letter or digit, not a dash alone.

    Empty cells have no answer yet, see `fill_texts`: a respondent who says nothing at all has not
    left a text out either.

    Raises
    ------
    InputError
        Where the variable holds numbers: a code for yes may not be taken for a comment.
    """
    if not pa.types.is_string(raw.values.type) and not pa.types.is_null(raw.values.type):
        raw.fault(
            np.ones(len(raw.values), dtype=bool),
            "A variable of free text holds numbers",
            "Give the text, or name the variable in the codebook with part item and a scale that "
            "says which code means that there is a text.",
        ).refuse()
    position, cells = distinct(raw.values)
    written = [any(sign.isalnum() for sign in str(text)) for text in cells.to_pylist()]
    empty = [content_of(text) is None for text in cells.to_pylist()]
    given = place_of(scale, GIVEN)
    found = [
        given if some and not none else NONE for some, none in zip(written, empty, strict=True)
    ]
    return Understood(np.array([*found, NONE])[position].astype(np.int8), 0, 0, labelled=True)


def fill_texts(positions: np.ndarray, valid: np.ndarray, book: Codebook) -> None:
    """Say "no text" where a respondent has a valid answer and no text; in place.

    Parameters
    ----------
    positions
        Positions of the answers, shape (rows, questions) in codebook order.
    valid
        Cells with a valid answer, of the same shape.
    """
    answered = valid.any(axis=1)
    for column, question in enumerate(book.items):
        if question.part == "text" and question.scale is not None:
            blank = answered & (positions[:, column] == NONE)
            positions[blank, column] = place_of(question.scale, NOT_GIVEN)


def place_of(scale: Scale, value: int) -> int:
    """Position of the answer with a value; -9, which no cell has, where the scale lacks it."""
    places: Mapping[int | None, int] = {a.value: at for at, a in enumerate(scale.answers)}
    return places.get(value, -9)
