"""The answers of one file: positions on the scales, routed and counted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from effektspor.registers.raw import Mask
from effektspor.surveys.codebook import Codebook, Question
from effektspor.surveys.files import SurveyFile
from effektspor.surveys.meaning import NONE, Understood, understand
from effektspor.surveys.scales import Kind, Scale
from effektspor.surveys.texts import fill_texts, place_of, understand_text

NOT_ASKED = -2


@dataclass(frozen=True)
class Answered:
    """The questions of one file.

    Attributes
    ----------
    positions
        Positions in the answers of each question's scale, `NONE` without an answer, `NOT_ASKED` where
        the question was not for the respondent; int8, shape (rows, questions) in codebook order.
    recoded, user_missing, unchosen, not_asked
        Cells that were read by another code, declared missing, taken as not chosen, and cleared.
    unlabelled
        Questions whose meaning rests on the codes alone, shape (questions,).
    """

    positions: npt.NDArray[np.int8]
    recoded: int
    user_missing: int
    unchosen: int
    not_asked: int
    unlabelled: Mask


def read_answering(file: SurveyFile, book: Codebook) -> Answered:
    """Read the questions of a file.

    Raises
    ------
    InputError
        Where an answer is not on its scale.
    """
    understood = [_understand(file, question) for question in book.items]
    positions = np.column_stack([one.answers for one in understood])
    unchosen = _fill_sets(positions, book)
    fill_texts(positions, are(positions, book, "value"), book)
    not_asked = _route(positions, book)
    return Answered(
        positions,
        sum(one.recoded for one in understood),
        sum(one.user_missing for one in understood),
        unchosen,
        not_asked,
        np.array([not one.labelled for one in understood]),
    )


def _understand(file: SurveyFile, question: Question) -> Understood:
    raw, scale = file.columns[question.variable], scale_of(question)
    if question.part == "text":
        return understand_text(raw, scale)
    return understand(raw, scale, file.chosen.get(question.variable))


def scale_of(question: Question) -> Scale:
    """The scale of a question; a codebook that was read has one for each."""
    if question.scale is None:
        raise ValueError(question.item)
    return question.scale


def are(positions: npt.NDArray[np.int8], book: Codebook, *kinds: Kind) -> Mask:
    """Which cells hold answers of some kinds, shape (rows, questions)."""
    found: Mask = np.zeros(positions.shape, dtype=bool)
    for column, question in enumerate(book.items):
        of_kind = [answer.kind in kinds for answer in scale_of(question).answers]
        there = positions[:, column] >= 0
        found[there, column] = np.array(of_kind)[positions[there, column]]
    return found


def _fill_sets(positions: npt.NDArray[np.int8], book: Codebook) -> int:
    """Options without an answer are not chosen where another option of the set is; in place."""
    filled = 0
    place = {question.item: column for column, question in enumerate(book.items)}
    for options in book.sets.values():
        columns = [place[option.item] for option in options]
        chosen = np.zeros(len(positions), dtype=bool)
        for column, option in zip(columns, options, strict=True):
            chosen |= positions[:, column] == place_of(scale_of(option), 1)
        for column, option in zip(columns, options, strict=True):
            blank = chosen & (positions[:, column] == NONE)
            positions[blank, column] = place_of(scale_of(option), 0)
            filled += int(blank.sum())
    return filled


def _route(positions: npt.NDArray[np.int8], book: Codebook) -> int:
    """Mark the questions that a respondent was not to be asked; in place.

    Who has not answered the condition was not led to the question, unless it is answered.
    """
    cleared = 0
    place = {question.item: column for column, question in enumerate(book.items)}
    for column, question in enumerate(book.items):
        if question.asked_if is None:
            continue
        item, value = question.asked_if
        led = positions[:, place[item]]
        scale = scale_of(book.items[place[item]])
        otherwise = (led >= 0) & (led != place_of(scale, value))
        here = positions[:, column] >= 0
        cleared += int((otherwise & here).sum())
        unled = (led < 0) & ~here & (positions >= 0).any(axis=1)
        positions[otherwise | unled, column] = NOT_ASKED
    return cleared
