"""Answers that are counted together under one name, such as large and very large."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.surveys.codebook import Codebook

_ID = re.compile("[a-z0-9_]+")
COLUMNS = ("item", "sum", "answers", "label_da", "label_en")
WHAT = "The list of answers that are counted together"
TODO = "docs/how-to-own-data.md describes the file; data/surveys/jobcentres_sums.csv is an example."


@dataclass(frozen=True)
class Sum:
    """Answers to one question under one name.

    Attributes
    ----------
    answers
        Keys of the answers on the scale of the question.
    """

    item: str
    name: str
    answers: tuple[str, ...]
    label_da: str
    label_en: str


def read_sums(path: Path, books: Sequence[Codebook]) -> Mapping[str, tuple[Sum, ...]]:
    """Read the sums by item.

    Raises
    ------
    InputError
        Where the file is not as described, names a question of none of the codebooks or an answer
        that its scale has not, has a sum twice or one called as an answer of the question.
    """
    frame = read_text_table(path, COLUMNS, WHAT, TODO)
    found: dict[str, list[Sum]] = {}
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        texts = {str(column): str(text) for column, text in cells.items()}
        one = Sum(
            texts["item"],
            texts["sum"],
            tuple(texts["answers"].split()),
            texts["label_da"],
            texts["label_en"],
        )
        listed = found.setdefault(one.item, [])
        _refuse_odd(one, listed, books, f"{path}, row {row}")
        listed.append(one)
    return {item: tuple(sums) for item, sums in found.items()}


def _refuse_odd(one: Sum, listed: Sequence[Sum], books: Sequence[Codebook], where: str) -> None:
    questions = [q for book in books for q in book.items if q.item == one.item]
    if not questions:
        raise _broken("names no question", where, "item")
    if any(question.part != "item" for question in questions):
        raise _broken("names a text, or a question with several answers", where, "item")
    if not one.name or one.name in {other.name for other in listed}:
        raise _broken("has a sum twice or without a name", where, "sum")
    if not _ID.fullmatch(one.name):
        raise _broken("needs names of small letters, digits and _", where, "sum")
    for question in questions:
        scale = question.scale.answers if question.scale else ()
        known = [answer.id for answer in scale if answer.kind == "value"]
        if (
            not one.answers
            or len(set(one.answers)) < len(one.answers)
            or set(one.answers) - {*known}
        ):
            todo = f"Give some of {', '.join(known)}, with a blank between them."
            raise _broken(
                "needs answers of the question's scale, each once", where, "answers", todo
            )
        if one.name in {answer.id for answer in scale}:
            todo = "Give the sum a name of its own."
            raise _broken("calls a sum as the scale calls an answer", where, "sum", todo)


def _broken(what: str, where: str, column: str, todo: str = TODO) -> InputError:
    return InputError(f"{WHAT} {what}", where=f"{where}, column {column}", todo=todo)
