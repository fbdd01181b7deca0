"""Write SPSS files: the same bytes each time, with weight variable and multi-response sets.

pyreadstat writes the data, the labels and the missing codes. It puts the hour of writing into the
header and writes neither the weight nor multi-response sets; these are put into the finished
file, whose layout is documented in the developer's guide of PSPP ("System File Format").
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyreadstat

from effektspor.simulate.surveys.questionnaire import Questionnaire

LABEL = "SYNTHETIC survey of effektspor - no real persons"
PARTIAL = ".partial"
_WEIGHT_AT, _DATE_AT, _HEADER = 76, 92, 176
_FIXED_DATE = b"01 Jan 1900:00:00"  # creation date (9 bytes) and time (8 bytes)
_END_OF_DICTIONARY = 999


@dataclass(frozen=True)
class AnswerSet:
    """A multi-response set of options that are chosen (1) or not (0)."""

    name: str
    label: str
    variables: list[str]


def write_survey(
    frame: pd.DataFrame,
    path: Path,
    questionnaire: Questionnaire,
    sets: tuple[AnswerSet, ...] = (),
) -> None:
    """Write a survey to `path` under a temporary name, then rename.

    Parameters
    ----------
    frame
        One row per respondent and wave; the columns of the codebook in its order. Numbers are
        codes, missing where nothing was answered.
    """
    write_sav(
        frame,
        path,
        label=LABEL,
        labels=questionnaire.labels,
        value_labels=questionnaire.value_labels,
        dates=questionnaire.of_part("date"),
        user_missing=questionnaire.user_missing,
        ordinal=questionnaire.of_part("item"),
        weight=next(iter(questionnaire.of_part("weight")), None),
        sets=sets,
    )


def write_sav(
    frame: pd.DataFrame,
    path: Path,
    *,
    label: str,
    labels: Mapping[str, str],
    value_labels: Mapping[str, Mapping[float, str]],
    dates: Sequence[str],
    user_missing: Mapping[str, Sequence[float]] | None = None,
    ordinal: Sequence[str] = (),
    weight: str | None = None,
    sets: tuple[AnswerSet, ...] = (),
) -> None:
    """Write a table to `path` under a temporary name, then rename.

    Parameters
    ----------
    label
        Label of the file.
    labels, value_labels
        Labels of the variables, and of the values of those that have some.
    dates
        Variables that hold dates.
    user_missing
        Values that count as no answer, by variable.
    ordinal
        Variables whose values are steps of a scale.
    weight
        Variable by which the file is weighted.
    """
    partial = path.with_name(path.name + PARTIAL)
    pyreadstat.write_sav(
        frame,
        partial,
        file_label=label,
        column_labels=dict(labels),
        variable_value_labels={name: dict(values) for name, values in value_labels.items()},
        missing_ranges={name: list(values) for name, values in (user_missing or {}).items()},
        variable_format=dict.fromkeys(value_labels, "F8.0") | dict.fromkeys(dates, "EDATE10"),
        variable_measure=dict.fromkeys(ordinal, "ordinal"),
    )
    partial.write_bytes(_completed(partial.read_bytes(), weight, sets))
    partial.replace(path)


def _completed(content: bytes, weight: str | None, sets: tuple[AnswerSet, ...]) -> bytes:
    changed = bytearray(content)
    changed[_DATE_AT : _DATE_AT + len(_FIXED_DATE)] = _FIXED_DATE
    places, end = _dictionary(content)
    if weight is not None:
        struct.pack_into("<i", changed, _WEIGHT_AT, places[weight.upper()])
    return bytes(changed[:end] + _sets_record(sets) + changed[end:])


def _sets_record(sets: tuple[AnswerSet, ...]) -> bytes:
    """Extension record 7 of the multiple dichotomy sets; nothing where there is none."""
    if not sets:
        return b""
    text = "".join(
        f"${each.name}=D1 1 {len(each.label.encode())} {each.label} {' '.join(each.variables)}\n"
        for each in sets
    ).encode()
    return struct.pack("<4i", 7, 7, 1, len(text)) + text


def _dictionary(content: bytes) -> tuple[dict[str, int], int]:
    """Place of each variable (1, 2, ..., by segments of eight bytes), and where the records end."""
    places: dict[str, int] = {}
    at, place = _HEADER, 0
    while True:
        (kind,) = struct.unpack_from("<i", content, at)
        if kind == _END_OF_DICTIONARY:
            return places, at
        if kind == 2:
            width, has_label, n_missing = struct.unpack_from("<3i", content, at + 4)
            place += 1
            if width >= 0:  # -1: a further segment of a long string
                places[content[at + 24 : at + 32].decode("ascii").strip()] = place
            at += 32
            if has_label:
                (length,) = struct.unpack_from("<i", content, at)
                at += 4 + 4 * -(-length // 4)
            at += 8 * abs(n_missing)
        elif kind == 3:
            (count,) = struct.unpack_from("<i", content, at + 4)
            at += 8
            for _ in range(count):
                at += 8 + 8 * -(-(1 + content[at + 8]) // 8)
        elif kind == 4:
            (count,) = struct.unpack_from("<i", content, at + 4)
            at += 8 + 4 * count
        elif kind == 6:
            (count,) = struct.unpack_from("<i", content, at + 4)
            at += 8 + 80 * count
        else:
            size, count = struct.unpack_from("<2i", content, at + 8)
            at += 16 + size * count
