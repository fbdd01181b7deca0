"""Scales of answers: what each label means, whatever code a file has for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError

Kind = Literal["value", "dont_know", "refused"]
COLUMNS = ("scale", "code", "label_da", "label_en", "kind", "value", "counts")
OPTIONAL = ("answer",)
_ID = re.compile("[a-z0-9_]+")
TODO = "docs/how-to-own-data.md describes the file; data/surveys/scales.csv is an example."


@dataclass(frozen=True)
class Answer:
    """One answer of a scale.

    Attributes
    ----------
    code
        Code that stands for it in files without labels.
    labels
        Danish labels of it, the first the usual one.
    value
        Place on the scale; None for "don't know" and refusals.
    counts
        Whether it counts as agreeing or positive; None where nothing is counted.
    id
        Name of the answer in ids of results, once in a scale: the column `answer`, or made of the
        English label where that is empty.
    """

    code: int
    labels: tuple[str, ...]
    label_en: str
    kind: Kind
    value: int | None
    counts: bool | None
    id: str


@dataclass(frozen=True)
class Scale:
    """Answers that may be given to a question."""

    name: str
    answers: tuple[Answer, ...]

    def by_label(self, label: str) -> Answer | None:
        """The answer that a label of a file means; case and blanks do not matter."""
        wanted = plain(label)
        for answer in self.answers:
            if wanted in map(plain, answer.labels):
                return answer
        return None

    def by_code(self, code: float) -> Answer | None:
        """The answer that a code means where the file says nothing else."""
        return next((answer for answer in self.answers if answer.code == code), None)

    @property
    def dont_know(self) -> Answer | None:
        """The answer "don't know"; None where the scale has none."""
        return next((answer for answer in self.answers if answer.kind == "dont_know"), None)

    @property
    def span(self) -> int:
        """Lowest and highest value added: an answer v becomes span - v when it is reversed."""
        values = [answer.value for answer in self.answers if answer.value is not None]
        return min(values) + max(values)


def plain(label: str) -> str:
    """A label as it is compared: small letters, single blanks."""
    return " ".join(label.split()).casefold()


def _slug(label: str) -> str:
    return "_".join(re.findall("[a-z0-9]+", label.lower().replace("'", "")))


def read_scales(path: Path) -> Mapping[str, Scale]:
    """Read the scales by name.

    Raises
    ------
    InputError
        Where the file is not as described, or a scale has a code or label twice.
    """
    frame = read_text_table(path, COLUMNS, "The list of scales", TODO, optional=OPTIONAL)
    answers: dict[str, list[Answer]] = {}
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {row}"
        answer = Answer(
            _whole(cells["code"], where, "code"),
            tuple(label.strip() for label in cells["label_da"].split("|")),
            cells["label_en"],
            _kind(cells["kind"], where),
            _whole(cells["value"], where, "value") if cells["kind"] == "value" else None,
            _flag(cells["counts"], where),
            cells["answer"] or _slug(cells["label_en"]),
        )
        listed = answers.setdefault(cells["scale"], [])
        labels = {plain(label) for other in listed for label in other.labels}
        if answer.code in {other.code for other in listed} or labels & set(
            map(plain, answer.labels)
        ):
            raise InputError("A scale has a code or a label twice", where=where, todo=TODO)
        if answer.id in {other.id for other in listed} or not _ID.fullmatch(answer.id):
            raise InputError(
                "Answers of a scale need names of small letters, digits and _, each once",
                where=f"{where}, column answer",
                todo=TODO,
            )
        listed.append(answer)
    return {name: Scale(name, tuple(listed)) for name, listed in answers.items()}


def _whole(text: str, where: str, column: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise InputError(
            "The list of scales needs a whole number", where=f"{where}, column {column}", todo=TODO
        ) from None


def _kind(text: str, where: str) -> Kind:
    for kind in get_args(Kind):
        if text == kind:
            found: Kind = kind
            return found
    raise InputError(
        f"The list of scales needs one of {', '.join(get_args(Kind))}",
        where=f"{where}, column kind",
        todo=TODO,
    )


def _flag(text: str, where: str) -> bool | None:
    if text not in ("", "0", "1"):
        raise InputError(
            "The list of scales needs 0, 1 or nothing", where=f"{where}, column counts", todo=TODO
        )
    return None if text == "" else text == "1"
