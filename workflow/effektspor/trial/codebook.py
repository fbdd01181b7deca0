"""Codebooks of a trial's files: which column holds what, and what its categories mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, get_args

from effektspor.csvtable import read_text_table
from effektspor.errors import InputError
from effektspor.surveys.scales import Answer, Scale, plain
from effektspor.tables import Table

Kind = Literal["key", "municipality", "category", "date", "number"]
COLUMNS = (
    "variable", "column", "kind", "scale", "required", "block", "label_da", "label_en",
)  # fmt: skip
SCALE_COLUMNS = ("scale", "value", "code", "label_da", "label_en")
TODO = "docs/how-to-own-data.md describes the file; data/trial/ has examples."
MADE = {"trial_persons": ("age", "place"), "trial_jobs": ("job", "arm", "place", "counted")}
"""Columns of each table that no file holds."""


@dataclass(frozen=True)
class Item:
    """A variable of a trial.

    Attributes
    ----------
    variable
        What it is to the study: a column of `effektspor.trial.tables`.
    column
        Name in the file, in lower case.
    scale
        What its categories mean; None where it has none.
    required
        Whether each row must have it.
    block
        What it belongs to: design, baseline, survey, activity, outcome or job.
    """

    variable: str
    column: str
    kind: Kind
    scale: Scale | None
    required: bool
    block: str


@dataclass(frozen=True)
class Codebook:
    """The variables of one file, in the order of the codebook."""

    path: Path
    items: tuple[Item, ...]

    def __getitem__(self, variable: str) -> Item:
        return next(item for item in self.items if item.variable == variable)

    def __contains__(self, variable: str) -> bool:
        return any(item.variable == variable for item in self.items)


def read_codebook(path: Path, scales: Mapping[str, Scale], table: Table) -> Codebook:
    """Read the codebook of one file.

    Parameters
    ----------
    table
        Table that the file becomes; its columns are the variables that there are.

    Raises
    ------
    InputError
        Where the file is not as described, names a scale or variable that there is not, has a
        variable or column twice, or lacks a variable that every study needs.
    """
    frame = read_text_table(path, COLUMNS, "The codebook of the trial", TODO)
    known = {c.name: c for c in table.columns if c.name not in MADE[table.name]}
    items: list[Item] = []
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        item = _item({str(k): str(v) for k, v in cells.items()}, scales, f"{path}, row {row}")
        if item.variable not in known:
            _fail(f"There is no variable {item.variable}", f"{path}, row {row}, column variable")
        for name in ("variable", "column"):
            if getattr(item, name) in [getattr(other, name) for other in items]:
                _fail(f"A {name} stands twice", f"{path}, row {row}, column {name}")
        items.append(item)
    book = Codebook(path, tuple(items))
    for name, column in known.items():
        if not column.missing and not (name in book and book[name].required):
            _fail(f"The variable {name} must stand in the codebook as required", str(path))
    return book


def _item(cells: Mapping[str, str], scales: Mapping[str, Scale], where: str) -> Item:
    kind = next((kind for kind in get_args(Kind) if kind == cells["kind"]), None)
    if kind is None:
        _fail(f"A kind is none of {', '.join(get_args(Kind))}", f"{where}, column kind")
    if (kind == "category") != (cells["scale"] in scales):
        _fail(
            "A category needs a scale of the list of scales, and only it", f"{where}, column scale"
        )
    if cells["required"] not in ("yes", "no"):
        _fail("Required is yes or no", f"{where}, column required")
    if not cells["column"]:
        _fail("A variable needs the name of its column in the file", f"{where}, column column")
    return Item(
        cells["variable"],
        cells["column"].lower(),
        kind,
        scales.get(cells["scale"]),
        cells["required"] == "yes",
        cells["block"],
    )


def read_scales(path: Path) -> Mapping[str, Scale]:
    """Read the scales by name; the id of an answer is its `value`.

    Several Danish labels of one answer are parted by |; its English label and its value are labels
    of it too.

    Raises
    ------
    InputError
        Where the file is not as described, a code is no whole number, or a scale has a value, code
        or label twice.
    """
    frame = read_text_table(path, SCALE_COLUMNS, "The list of scales", TODO)
    answers: dict[str, list[Answer]] = {}
    for row, cells in enumerate(frame.to_dict("records"), start=2):
        where = f"{path}, row {row}"
        listed = answers.setdefault(str(cells["scale"]), [])
        answer = _answer({str(k): str(v) for k, v in cells.items()}, len(listed), where)
        for other in listed:
            shared = set(map(plain, other.labels)) & set(map(plain, answer.labels))
            if answer.code == other.code or answer.id == other.id or shared:
                _fail("A scale has a value, a code or a label twice", where)
        listed.append(answer)
    return {name: Scale(name, tuple(listed)) for name, listed in answers.items()}


def _answer(cells: Mapping[str, str], place: int, where: str) -> Answer:
    if not cells["value"] or not cells["label_da"]:
        _fail("A category needs a value and a label", where)
    try:
        code = int(cells["code"])
    except ValueError:
        _fail("A code is a whole number", f"{where}, column code")
    labels = [label.strip() for label in cells["label_da"].split("|")]
    labels += [label for label in (cells["label_en"], cells["value"]) if label]
    once = {plain(label): label for label in reversed(labels)}
    return Answer(
        code,
        tuple(reversed(once.values())),
        cells["label_en"],
        "value",
        place,
        None,
        cells["value"],
    )


def _fail(what: str, where: str) -> NoReturn:
    raise InputError(what, where=where, todo=TODO)
