"""Rows of a survey as the tables that later stages read."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.surveys.answering import NOT_ASKED, are, scale_of
from effektspor.surveys.codebook import Codebook, Question
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

_WHO = ["wave", "respondent", "municipality", "role", "weight"]
_STATE = {"value": "answered", "dont_know": "dont_know", "refused": "refused"}
_NOTHING = -1


def respondents_table(
    who: pd.DataFrame, positions: npt.NDArray[np.int8], book: Codebook
) -> pd.DataFrame:
    """`RESPONDENTS` by wave and key, with the background of the codebook."""
    background = [question.variable for question in book.background]
    frame = who[[*_WHO, *background]].assign(
        survey=book.survey, date=who["date"], status=_status(who, positions, book)
    )
    return RESPONDENTS.conform(frame.sort_values(["wave", "respondent"]))


def answers_table(
    who: pd.DataFrame, positions: npt.NDArray[np.int8], book: Codebook
) -> pd.DataFrame:
    """`ANSWERS` by wave, key and question; respondents who gave no answer are left out."""
    order = who.sort_values(["wave", "respondent"]).index.to_numpy()
    order = order[_given(positions, book)[order]]
    people, cells = who.loc[order, _WHO], positions[order]
    parts = [
        people.assign(
            survey=book.survey,
            item=question.item,
            element=question.element,
            **_read(question, cells[:, column]),
        )
        for column, question in enumerate(book.items)
    ]
    # One question after the other becomes one respondent after the other.
    long = pd.concat(parts, ignore_index=True)
    by_person = np.arange(len(long)).reshape(len(parts), -1).T.ravel()
    return ANSWERS.conform(long.iloc[by_person])


def values_of(positions: npt.NDArray[np.int8], book: Codebook) -> pd.DataFrame:
    """Answers after reversal, missing where there is none; float64, one column an item."""
    columns = {}
    for column, question in enumerate(book.items):
        read = _read(question, positions[:, column])["value"]
        columns[question.item] = read.astype("Float64").to_numpy(np.float64, na_value=np.nan)
    return pd.DataFrame(columns)


def _read(question: Question, positions: npt.NDArray[np.int8]) -> dict[str, Any]:
    """Value, counts and state of the cells of one question."""
    scale = scale_of(question)
    counts_of = {answer.value: answer.counts for answer in scale.answers}
    value: list[int | None] = []
    counts: list[int | None] = []
    for answer in scale.answers:
        turned = answer.value
        if turned is not None and question.reverse:
            turned = scale.span - turned
        value.append(turned)
        agrees = None if turned is None else counts_of.get(turned)
        counts.append(None if agrees is None else int(agrees))
    states = np.array([*(_STATE[answer.kind] for answer in scale.answers), "missing", "not_asked"])
    place = np.where(positions >= 0, positions, len(scale.answers))
    asked = np.where(positions == NOT_ASKED, len(scale.answers) + 1, place)
    return {
        "value": pd.array([*value, None], dtype="Int8").take(place),
        "counts": pd.array([*counts, None], dtype="Int8").take(place),
        "state": states[asked],
    }


def valid_somewhere(positions: npt.NDArray[np.int8], book: Codebook) -> npt.NDArray[np.bool_]:
    """Rows with an answer that belongs to a base, shape (rows,): not a comment alone."""
    asked = [question.part != "text" for question in book.items]
    counted = [question.dont_know_counts for question in book.items]
    valid = are(positions, book, "value") & asked
    return np.asarray((valid | (are(positions, book, "dont_know") & counted)).any(axis=1))


def _given(positions: npt.NDArray[np.int8], book: Codebook) -> npt.NDArray[np.bool_]:
    given = are(positions, book, "value", "dont_know", "refused")
    return np.asarray(given.any(axis=1))


def _status(
    who: pd.DataFrame, positions: npt.NDArray[np.int8], book: Codebook
) -> npt.NDArray[np.object_]:
    """As the file says; otherwise answered where each question asked has some answer.

    A municipality has answered where it gave a valid answer: the response is printed, and one that
    knows nothing, refuses all or only comments would be in it and in no base.
    """
    given = valid_somewhere(positions, book) if book.of_municipalities else _given(positions, book)
    whole = given & (positions != _NOTHING).all(axis=1)
    told = who["status"].to_numpy(dtype=object)
    told = np.where(told == "", np.where(whole, "answered", "partial"), told)
    return np.where(given, told, "none")
