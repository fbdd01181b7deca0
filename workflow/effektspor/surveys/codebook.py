"""Codebooks of surveys: which variable holds what, and which questions are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.surveys.scales import Scale

Part = Literal[
    "respondent", "wave", "date", "municipality", "role", "status", "weight", "background",
    "item", "option", "text",
]  # fmt: skip
QUESTIONS = ("item", "option", "text")
ONCE = ("respondent", "wave", "date", "municipality", "role", "status", "weight")
CODED = ("role", "status", "background", *QUESTIONS)
"""Parts whose variables need a scale; a wave may have one."""
COLUMNS = (
    "variable", "part", "item", "element", "wording_da", "wording_en", "scale", "reverse", "set",
    "asked_if", "published", "origin",
)  # fmt: skip
OPTIONAL = ("dont_know", "set_da", "set_en")
_DONT_KNOW = ("", "excluded", "counted")
TODO = "docs/how-to-own-data.md describes the file; data/surveys/ has examples."


@dataclass(frozen=True)
class Question:
    """A variable of a survey: who answered, or one question.

    Attributes
    ----------
    variable
        Name in the file, in lower case.
    item
        Id of the question; empty for variables that are none.
    scale
        How it is answered; None for keys, dates, weights and municipalities.
    reverse
        Whether disagreement is the favourable answer.
    set
        Multi-response set of an option; empty for none.
    asked_if
        Item and value that lead to the question; None where all are asked.
    published
        Item of the published figures; empty for none.
    dont_know_counts
        Whether "don't know" belongs to the base of shares, as an answer like others.
    set_da, set_en
        What the set asks, of an option; empty where the codebook does not say.
    """

    variable: str
    part: Part
    item: str
    element: str
    wording_da: str
    wording_en: str
    scale: Scale | None
    reverse: bool
    set: str
    asked_if: tuple[str, int] | None
    published: str
    origin: str
    dont_know_counts: bool
    set_da: str
    set_en: str


@dataclass(frozen=True)
class Codebook:
    """All variables of a survey, in the order of the file.

    A survey without a respondent is answered by municipalities, each once.
    """

    survey: str
    variables: tuple[Question, ...]

    @property
    def items(self) -> tuple[Question, ...]:
        """Questions, options of multi-response sets, and texts."""
        return tuple(v for v in self.variables if v.part in QUESTIONS)

    @property
    def of_municipalities(self) -> bool:
        """Whether the respondents are municipalities."""
        return self.one("respondent") is None

    @property
    def background(self) -> tuple[Question, ...]:
        """Variables that describe respondents."""
        return tuple(v for v in self.variables if v.part == "background")

    @property
    def sets(self) -> Mapping[str, tuple[Question, ...]]:
        """Options by multi-response set."""
        names = dict.fromkeys(v.set for v in self.variables if v.set)
        return {name: tuple(v for v in self.variables if v.set == name) for name in names}

    @property
    def elements(self) -> tuple[str, ...]:
        """Elements in the order of the codebook, without the empty one."""
        return tuple(dict.fromkeys(v.element for v in self.items if v.element))

    def one(self, part: str) -> Question | None:
        """The variable of a part that occurs once; None where the survey has none."""
        return next((v for v in self.variables if v.part == part), None)


def read_codebook(path: Path, survey: str, scales: Mapping[str, Scale]) -> Codebook:
    """Read the codebook of a survey.

    Raises
    ------
    InputError
        Where the file is not as described, names a scale or item that there is not, or has a
        variable or item twice.
    """
    frame = read_text_table(
        path, COLUMNS, f"The codebook of the survey {survey}", TODO, optional=OPTIONAL
    )
    variables = []
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        texts = {str(column): str(text) for column, text in cells.items()}
        variables.append(_question(texts, scales, f"{path}, row {row}"))
    book = Codebook(survey, tuple(variables))
    _refuse_odd(book, path)
    return book


def _question(cells: Mapping[str, str], scales: Mapping[str, Scale], where: str) -> Question:
    part = next((part for part in get_args(Part) if part == cells["part"]), None)
    if part is None:
        raise _broken(f"A part is none of {', '.join(get_args(Part))}", f"{where}, column part")
    if cells["scale"] not in scales and (cells["scale"] or part in CODED):
        raise _broken("A scale is not in the list of scales", f"{where}, column scale")
    if not cells["variable"] or (part in QUESTIONS) != bool(cells["item"]):
        raise _broken("Each row needs a variable, and each question an item", where)
    if (part == "option") != bool(cells["set"]):
        raise _broken("Options need a multi-response set, and only they", f"{where}, column set")
    if cells["reverse"] not in ("", "0", "1"):
        raise _broken("Reversal is 0 or 1", f"{where}, column reverse")
    if cells["dont_know"] not in _DONT_KNOW:
        raise _broken('"Don\'t know" is excluded or counted', f"{where}, column dont_know")
    return Question(
        cells["variable"].lower(),
        part,
        cells["item"],
        cells["element"],
        cells["wording_da"],
        cells["wording_en"],
        scales.get(cells["scale"]),
        cells["reverse"] == "1",
        cells["set"],
        _condition(cells["asked_if"], where),
        cells["published"],
        cells["origin"],
        cells["dont_know"] == "counted",
        cells["set_da"],
        cells["set_en"],
    )


def _condition(text: str, where: str) -> tuple[str, int] | None:
    if not text:
        return None
    item, equals, value = text.partition("=")
    if not equals or not value.strip().lstrip("-").isdigit():
        raise _broken("A condition is item=value", f"{where}, column asked_if")
    return item.strip(), int(value)


def _refuse_odd(book: Codebook, path: Path) -> None:
    for part in ONCE:
        if sum(v.part == part for v in book.variables) > 1:
            raise _broken(f"Two variables are the {part}", f"{path}, column part")
    who = book.one("respondent") or book.one("municipality")
    if who is None or not book.items:
        raise _broken(
            "A survey needs a respondent, or a municipality that is one, and questions",
            f"{path}, column part",
        )
    for column, names in (
        ("variable", [v.variable for v in book.variables]),
        ("item", [v.item for v in book.items]),
    ):
        if len(set(names)) < len(names):
            raise _broken(f"A {column} is there twice", f"{path}, column {column}")
    known = {v.item for v in book.items}
    absent = sorted({v.asked_if[0] for v in book.items if v.asked_if} - known)
    if absent:
        raise _broken(f"A condition names no item: {', '.join(absent)}", f"{path}, column asked_if")


def _broken(what: str, where: str) -> InputError:
    return InputError(what, where=where, todo=TODO)
