"""The files of a survey as one: checked, counted and written as answers and respondents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.errors import InputError
from effektspor.registers.dates import Dates
from effektspor.registers.impossible import Impossible
from effektspor.registers.keys import Keys
from effektspor.registers.quality import Ledger
from effektspor.registers.raw import Mask
from effektspor.registers.reading import SourceFile
from effektspor.surveys.answering import are, read_answering
from effektspor.surveys.codebook import Codebook
from effektspor.surveys.directions import refuse_turned
from effektspor.surveys.files import SurveyFile, read_file
from effektspor.surveys.people import read_people
from effektspor.surveys.repeats import first_municipality, in_two_municipalities, merge_identical
from effektspor.surveys.shape import answers_table, respondents_table, valid_somewhere
from effektspor.surveys.summary import summary
from effektspor.surveys.tables import NO_MUNICIPALITY
from effektspor.surveys.weights import refuse_zeros


@dataclass(frozen=True)
class Rules:
    """How a survey is read.

    Attributes
    ----------
    names
        Numbers of all municipalities by name, small letters.
    participants
        Numbers of those whose respondents are kept; None keeps all.
    invited
        Persons who were invited, where the config says so.
    """

    keys: Keys
    tolerance: float
    ledger: Ledger
    names: Mapping[str, int]
    participants: tuple[int, ...] | None
    invited: int | None
    memory_mb: int


@dataclass(frozen=True)
class Survey:
    """What became of a survey: `ANSWERS`, `RESPONDENTS` and counts."""

    answers: pd.DataFrame
    respondents: pd.DataFrame
    summary: dict[str, Any]


@dataclass(frozen=True)
class _Rows:
    """Rows of all files: who, and the positions of their answers; both in one order."""

    who: pd.DataFrame
    positions: npt.NDArray[np.int8]

    def keep(self, kept: Mask) -> "_Rows":
        return _Rows(self.who[kept].reset_index(drop=True), self.positions[kept])


def read_survey(files: Sequence[SourceFile], book: Codebook, rules: Rules) -> Survey:
    """Read all files of a survey.

    Raises
    ------
    InputError
        Where a file, a row or the files together are not what the codebook says.
    """
    days = Dates()
    parts, unlabelled = [], np.zeros(len(book.items), dtype=bool)
    for file in files:
        part, by_code = _read_one(
            read_file(file, book, memory_mb=rules.memory_mb), book, rules, days
        )
        parts.append(part)
        unlabelled |= by_code
    days.finish()
    rows = _Rows(
        pd.concat([part.who for part in parts], ignore_index=True),
        np.concatenate([part.positions for part in parts]),
    )
    rows = _of_participants(rows, book, rules)
    rows = _once(rows, book, rules)
    refuse_turned(rows.who, rows.positions, book, unlabelled, [str(file.name) for file in files])
    _count_gaps(rows, book, rules)
    respondents = respondents_table(rows.who, rows.positions, book)
    answers = answers_table(rows.who, rows.positions, book)
    told = summary(respondents, answers, book, _invited(respondents, book, rules))
    if told["waves_absent"]:
        rules.ledger.step(
            "wave_absent", book.survey, files[0].label, None, len(told["waves_absent"])
        )
    return Survey(answers, respondents, told)


def _invited(respondents: pd.DataFrame, book: Codebook, rules: Rules) -> int | None:
    """How many were invited, None where nobody knows.

    As the config says; else all of a file that tells who did not answer; else, where municipalities
    answer, all of them.
    """
    if rules.invited is not None:
        return rules.invited
    if book.one("status") is not None:
        return len(respondents)
    return len(rules.participants or rules.names) if book.of_municipalities else None


def _read_one(file: SurveyFile, book: Codebook, rules: Rules, days: Dates) -> tuple[_Rows, Mask]:
    """Rows of one file without those set aside, and which questions its labels do not explain."""
    impossible = Impossible(rules.tolerance)
    people = read_people(file, book, rules.keys, days, rules.names, impossible)
    found = read_answering(file, book)
    given = are(found.positions, book, "value", "dont_know", "refused").any(axis=1)
    wrong = people.wrong
    if (status := book.one("status")) is not None:
        fault = file.columns[status.variable].fault(
            (people.frame["status"] == "none").to_numpy() & given,
            "A person who did not answer has answers",
            "Correct the status or the answers.",
        )
        wrong = wrong | impossible.among([fault], used=~wrong)
    impossible.finish(file.rows)
    for check, count in (
        ("read", file.rows),
        ("out_of_range", int(wrong.sum())),
        ("key_digits", people.keys_restored),
        ("scale_recoded", found.recoded),
        ("user_missing", found.user_missing),
        ("unchosen", found.unchosen),
        ("answer_not_asked", found.not_asked),
        ("no_municipality", int(people.unplaced.sum())),
        ("no_role", int(people.roleless.sum())),
    ):
        rules.ledger.step(check, book.survey, file.file.label, None, count)
    who = people.frame.assign(file=file.file.label)
    return _Rows(who, found.positions).keep(~wrong), found.unlabelled


def _of_participants(rows: _Rows, book: Codebook, rules: Rules) -> _Rows:
    if rules.participants is None:
        return rows
    place = rows.who["municipality"]
    inside = (place.isin(rules.participants) | (place == NO_MUNICIPALITY)).to_numpy()
    _count(rows, ~inside, "not_participant", book, rules)
    if not inside.any():
        raise InputError(
            f"The survey {book.survey} has no respondents in the participating municipalities",
            where=f"{len(rows.who)} rows, column of the municipality",
            todo="Check municipalities.participants in the config and the numbers in the file.",
        )
    return rows.keep(inside)


def _once(rows: _Rows, book: Codebook, rules: Rules) -> _Rows:
    """Each respondent once in a wave and in one municipality.

    Who is measured until the programme ends may move: such measurements stay with the first
    municipality. In waves of a survey two municipalities are an error.
    """
    wave = book.one("wave")
    may_move = wave is not None and wave.scale is None
    if not may_move:
        several = in_two_municipalities(rows.who, rules.tolerance)
        _count(rows, several, "two_municipalities", book, rules)
        rows = rows.keep(~several)
    whose = "municipality" if book.of_municipalities else "respondent in one wave"
    again = merge_identical(rows.who, rows.positions, whose)
    _count(rows, again, "same_answers", book, rules)
    rows = rows.keep(~again)
    if may_move:
        first = first_municipality(rows.who)
        _count(rows, first != rows.who["municipality"].to_numpy(), "moved", book, rules)
        rows = _Rows(rows.who.assign(municipality=first), rows.positions)
    return rows


def _count_gaps(rows: _Rows, book: Codebook, rules: Rules) -> None:
    """Count "don't know", refusals, and rows that say nothing or nothing else.

    A municipality without a valid answer counts among those that did not answer, see `shape`.
    Who answered must have a weight somewhere, see `refuse_zeros`.
    """
    valid = are(rows.positions, book, "value")
    unsure = are(rows.positions, book, "dont_know")
    refused = are(rows.positions, book, "refused")
    given: Mask = np.asarray((valid | unsure | refused).any(axis=1))
    refuse_zeros(rows.who, given, book)
    invited_only = (rows.who["status"] == "none").to_numpy()
    silent = given & ~valid_somewhere(rows.positions, book) & book.of_municipalities
    for check, found in (
        ("no_valid_answer", given & ~valid.any(axis=1)),
        ("counted_silent", silent),
        ("no_answer", ~given & ~invited_only),
    ):
        _count(rows, found, check, book, rules)
    for check, cells in (("dont_know", unsure), ("refused", refused)):
        for file, at in rows.who.groupby("file", sort=False).indices.items():
            rules.ledger.step(check, book.survey, str(file), None, int(cells[at].sum()))


def _count(rows: _Rows, found: Mask, check: str, book: Codebook, rules: Rules) -> None:
    for file, count in rows.who.loc[found, "file"].value_counts().items():
        rules.ledger.step(check, book.survey, str(file), None, int(count))
