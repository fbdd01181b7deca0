"""Stop where files without labels have a scale that turns round between waves."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.raw import Mask
from effektspor.surveys.answering import scale_of
from effektspor.surveys.codebook import Codebook
from effektspor.surveys.shape import values_of
from effektspor.surveys.turned import turned_items, turned_waves

TODO = (
    "Turn the codes of that wave, or give the file with value labels: answers are understood by "
    "their labels, whatever codes stand for them."
)
_FEWEST_VALUES = 3
"""Values of a scale that can be turned; yes and no are seen in the labels only."""


def refuse_turned(
    who: pd.DataFrame,
    positions: npt.NDArray[np.int8],
    book: Codebook,
    unlabelled: Mask,
    files: Sequence[str],
) -> None:
    """Look at the questions that no label explains, see `turned`.

    Parameters
    ----------
    unlabelled
        Questions to look at, shape (questions,).
    files
        Names of the files, for the message.

    Raises
    ------
    InputError
        With the variables, or with the waves where it is all of a scale.
    """
    graded = [
        sum(answer.value is not None for answer in scale_of(question).answers) >= _FEWEST_VALUES
        for question in book.items
    ]
    looked = [
        q for q, by_code, g in zip(book.items, unlabelled, graded, strict=True) if by_code and g
    ]
    if not looked or who["wave"].nunique() < 2:
        return
    values = values_of(positions, book)
    where = ", ".join(files)
    turned = turned_items(values, who["wave"], {q.item: q.element for q in book.items})
    named = [q.variable for item in turned for q in looked if q.item == item]
    if named:
        raise InputError(
            "The scale of a question turns round between waves: it goes with the other questions "
            "of its element in one wave and against them in another",
            where=f"{where}, column {', '.join(named[:5])}",
            todo=TODO,
        )
    for name in dict.fromkeys(scale_of(q).name for q in looked):
        items = [q for q in looked if scale_of(q).name == name]
        ends = [a.value for a in scale_of(items[0]).answers if a.value is not None]
        waves = turned_waves(values[[q.item for q in items]], who, min(ends), max(ends))
        if waves:
            raise InputError(
                f"The answers of wave {waves[0]} and wave {waves[1]} are opposite to each other: "
                f"the codes of the scale {name} seem to be turned in one of them",
                where=f"{where}, {len(items)} columns, first {items[0].variable}",
                todo=TODO,
            )
