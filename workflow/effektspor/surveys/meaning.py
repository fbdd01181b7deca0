"""What the cells of a variable mean: by the labels of the file, or by the codebook's codes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.registers.numbers import EMPTY
from effektspor.registers.raw import Raw, distinct
from effektspor.registers.user_missing import is_user_missing, ranges_of
from effektspor.surveys.scales import Answer, Scale

NONE = -1
"""No answer stands in the cell."""
_DECLARED, _UNKNOWN = -2, -3
_EMPTY = {str(text) for text in EMPTY.to_pylist()}
TODO = (
    "Add the label to the list of scales (several labels of one answer are parted by |) and name "
    "your copy as data.surveys.scales, or correct the file."
)


@dataclass(frozen=True)
class Understood:
    """The answers of a variable.

    Attributes
    ----------
    answers
        Positions in `Scale.answers`, `NONE` where there is no answer; int8, shape (rows,).
    recoded
        Cells whose code is another one than the codebook's for the same label.
    user_missing
        Cells that the file declares missing without saying what they mean.
    labelled
        Whether the file's labels said what the codes mean.
    """

    answers: npt.NDArray[np.int8]
    recoded: int
    user_missing: int
    labelled: bool


def understand(raw: Raw, scale: Scale, chosen: float | None = None, todo: str = TODO) -> Understood:
    """Read the answers of one variable.

    A code is understood by its label in the file, whatever number it is. Where a file labels only
    some codes and these are the codebook's, the others are the codebook's too; where it labels none,
    all are. Text is understood as a label. What a file declares missing is "don't know" or a refusal
    where its label or code says so, and missing otherwise.

    Parameters
    ----------
    chosen
        Value of an option that the file's multi-response set counts as chosen, if it has one.
    todo
        What the user can do about an answer that is not on the scale.

    Raises
    ------
    InputError
        Where a cell is none of the scale's answers, with variable, code (a label that is text is
        not shown) and rows; or where two codes mean the same.
    """
    position, cells = distinct(raw.values)
    contents = [content_of(cell) for cell in cells.to_pylist()]
    labels = {content_of(code): text for code, text in raw.variable.value_labels}
    by_code = all(scale.by_label(text) in (None, _coded(scale, c)) for c, text in labels.items())
    ranges = ranges_of(raw.variable)
    found = []
    for content in contents:
        answer = _answer(content, labels, scale, by_code=by_code)
        if answer is None and (content is None or is_user_missing(content, ranges)):
            found.append(NONE if content is None else _DECLARED)
            continue
        if chosen is not None and isinstance(content, float):
            told = scale.by_label(labels[content]) if content in labels else None
            answer = _of_set(raw, told, scale.by_code(float(content == chosen)))
        found.append(_UNKNOWN if answer is None else scale.answers.index(answer))
    _refuse_unknown(raw, contents, found, position, todo)
    if chosen is None:
        _refuse_two_alike(raw, contents, found, scale)
    each = np.array([*found, NONE])[position]
    other = [
        chosen is None
        and answer >= 0
        and isinstance(content, float)
        and scale.answers[answer].code != content
        for content, answer in zip(contents, found, strict=True)
    ]
    declared = int((each == _DECLARED).sum())
    return Understood(
        np.where(each == _DECLARED, NONE, each).astype(np.int8),
        int(np.array([*other, False])[position].sum()),
        declared + raw.letters,
        any(scale.by_label(text) is not None for text in labels.values()),
    )


def content_of(cell: object) -> float | str | None:
    """A cell as a number, where it is one however it is written; None where it is empty."""
    if cell is None:
        return None
    text = str(cell).strip()
    if text in _EMPTY:
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    return number if np.isfinite(number) else None if np.isnan(number) else text


def _coded(scale: Scale, content: float | str | None) -> Answer | None:
    return scale.by_code(content) if isinstance(content, float) else None


def _answer(
    content: float | str | None,
    labels: dict[float | str | None, str],
    scale: Scale,
    *,
    by_code: bool,
) -> Answer | None:
    if content in labels:
        return scale.by_label(labels[content])
    if isinstance(content, str):
        return scale.by_label(content)
    return _coded(scale, content) if by_code else None


def _of_set(raw: Raw, labelled: Answer | None, counted: Answer | None) -> Answer | None:
    """What the multi-response set says of a value; its label may not say the opposite."""
    if labelled is not None and labelled != counted:
        raw.fault(
            np.ones(len(raw.values), dtype=bool),
            "The label of an option and the multi-response set disagree on what is chosen",
            "Correct the counted value of the set, or the labels of the variable.",
        ).refuse()
    return counted


def _refuse_unknown(
    raw: Raw,
    contents: Sequence[float | str | None],
    found: Sequence[int],
    position: npt.NDArray[np.int32],
    todo: str,
) -> None:
    for place, answer in enumerate(found):
        if answer == _UNKNOWN:
            content = contents[place]
            named = f"code {content:g}" if isinstance(content, float) else "a text"
            raw.fault(position == place, f"An answer is not on the scale: {named}", todo).refuse()


def _refuse_two_alike(
    raw: Raw, contents: Sequence[float | str | None], found: Sequence[int], scale: Scale
) -> None:
    """Stop where two codes of a variable that are used have one meaning on the scale."""
    first: dict[int, float] = {}
    for content, answer in zip(contents, found, strict=True):
        if answer < 0 or not isinstance(content, float) or scale.answers[answer].kind != "value":
            continue
        if answer in first:
            raw.fault(
                np.ones(len(raw.values), dtype=bool),
                f"Two codes mean the same answer: {first[answer]:g} and {content:g}",
                "Correct the labels of the variable.",
            ).refuse()
        first[answer] = content
