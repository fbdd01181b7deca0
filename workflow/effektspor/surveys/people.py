"""Who answered: keys, waves, municipalities, roles, weights and days of one file."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.registers.dates import Dates
from effektspor.registers.impossible import Impossible
from effektspor.registers.keys import Keys
from effektspor.registers.numbers import amounts, declared_missing, whole_numbers
from effektspor.registers.raw import Fault, Mask, Raw
from effektspor.surveys.codebook import Codebook, Question
from effektspor.surveys.files import SurveyFile
from effektspor.surveys.meaning import understand
from effektspor.surveys.places import municipalities
from effektspor.surveys.tables import NO_MUNICIPALITY, NO_WAVE

LAST_WAVE = 100


@dataclass(frozen=True)
class People:
    """Rows of one file.

    Attributes
    ----------
    frame
        respondent, wave, municipality, role, weight, status (empty where the file says nothing),
        date, the background by variable, and row (its number in messages), one row for each row of
        the file.
    wrong
        Rows that hold impossible values, shape (rows,).
    unplaced
        Rows without a municipality, where the survey has them, shape (rows,).
    roleless
        Rows without a role, where the survey has roles, shape (rows,).
    keys_restored
        Keys that got leading zeros back.
    """

    frame: pd.DataFrame
    wrong: Mask
    unplaced: Mask
    roleless: Mask
    keys_restored: int


def read_people(
    file: SurveyFile,
    book: Codebook,
    keys: Keys,
    days: Dates,
    names: Mapping[str, int],
    impossible: Impossible,
) -> People:
    """Read all of a file but its questions; municipalities that answer are their own key.

    Parameters
    ----------
    days
        Reads dates; knows those of earlier files.
    names
        Numbers of the municipalities by name, small letters.

    Raises
    ------
    InputError
        Where keys are damaged, a label is unknown, or more rows than are tolerated hold impossible
        values.
    """
    raw = {part: _raw(file, book.one(part)) for part in _PARTS}
    faults: list[Fault] = []
    none = np.zeros(file.rows, dtype=bool)
    wave, place, weight = (
        np.full(file.rows, NO_WAVE), np.full(file.rows, NO_MUNICIPALITY), np.ones(file.rows),
    )  # fmt: skip
    unplaced = none
    if (column := raw["wave"]) is not None:
        wave = _waves(column, book.one("wave"), faults)
    if (column := raw["municipality"]) is not None:
        place = municipalities(column, names, faults)
        unplaced = place == NO_MUNICIPALITY
    if (column := raw["respondent"]) is not None:
        keyed, restored = keys.read(column)
        who = keyed.to_pylist()
    else:
        who, restored = [str(number) for number in place], 0
        faults.append(_placeless(raw["municipality"], unplaced, faults))
        unplaced = none
    status = _labels(file, book.one("status"))
    if (column := raw["weight"]) is not None:
        weight = _weights(column, status == "none", faults)
    date = np.full(file.rows, np.datetime64("NaT", "D"))
    if (column := raw["date"]) is not None:
        read = days.read(column)
        date = read.values
        faults.append(read.faults[0])  # an empty day is no fault
    role = _labels(file, book.one("role"))
    frame = pd.DataFrame(
        {
            "respondent": who, "wave": wave, "municipality": place, "role": role,
            "weight": weight, "status": status, "date": date.astype("datetime64[ns]"),
            **{v.variable: _labels(file, v) for v in book.background},
            "row": np.arange(1, file.rows + 1) + file.before,
        }
    )  # fmt: skip
    wrong = impossible.among(faults) if faults else none
    roleless = (role == "") if book.one("role") else none
    return People(frame, wrong, unplaced, roleless, restored)


_PARTS = ("respondent", "wave", "municipality", "weight", "date")


def _raw(file: SurveyFile, question: Question | None) -> Raw | None:
    return None if question is None else file.columns[question.variable]


def _placeless(raw: Raw | None, unplaced: Mask, faults: list[Fault]) -> Fault:
    """The fault of rows of no municipality where municipalities are the respondents."""
    assert raw is not None  # a codebook has a respondent or a municipality
    told = np.any([fault.wrong for fault in faults], axis=0)
    return raw.fault(
        unplaced & ~told, "A municipality is missing", "Every row needs the municipality it is for."
    )


def _waves(raw: Raw, question: Question | None, faults: list[Fault]) -> npt.NDArray[np.int64]:
    """Numbers of the waves: by label where the codebook has a scale for them."""
    if question is None or question.scale is None:
        read = whole_numbers(raw, allowed=range(1, LAST_WAVE), required=True)
        faults.extend(read.faults)
        return np.where(read.values < 0, NO_WAVE, read.values)
    scale = question.scale
    position = understand(raw, scale).answers
    numbers = [NO_WAVE if a.value is None else a.value for a in scale.answers]
    faults.append(
        raw.fault(position < 0, "A wave is missing", "Every row of the file needs its wave.")
    )
    return np.array([*numbers, NO_WAVE])[position]


def _weights(raw: Raw, needless: Mask, faults: list[Fault]) -> npt.NDArray[np.float64]:
    read = amounts(raw)
    empty = declared_missing(raw)
    faults.extend(read.faults)
    faults.append(
        raw.fault(
            empty & ~needless, "A weight is missing", "Give every person who answered a weight."
        )
    )
    return np.where(empty, 1.0, read.values)


def _labels(file: SurveyFile, question: Question | None) -> npt.NDArray[np.object_]:
    """English labels of a variable with a scale, empty where there is no answer."""
    if question is None or question.scale is None:
        return np.full(file.rows, "", dtype=object)
    scale = question.scale
    answers = understand(file.columns[question.variable], scale).answers
    labels = [a.label_en if a.kind == "value" else "" for a in scale.answers]
    return np.array([*labels, ""], dtype=object)[answers]
