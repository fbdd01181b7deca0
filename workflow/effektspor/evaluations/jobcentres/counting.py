"""How many chose each answer to a question, and of how many."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from effektspor.surveys.codebook import Question
from effektspor.surveys.scales import Answer, Kind
from effektspor.surveys.survey import Survey

VALUE: Kind = "value"
DONT_KNOW: Kind = "dont_know"
OPTION = "option"


@dataclass(frozen=True)
class Counted:
    """The answers to one question, or the choices of one multi-response set.

    Attributes
    ----------
    item
        Id of the question or set.
    counts
        Number and Danish and English label by answer, in the order of the scale or codebook; "don't
        know" is not among them.
    kind
        ``value`` where one answer was given, ``option`` where several could be.
    dont_know_counts
        Whether "don't know" belongs to the base.
    dont_know_label
        Danish and English; None where the scale has no "don't know".
    valid
        Municipalities that chose an answer.
    dont_know, missing, not_asked
        Municipalities that answered the survey and gave no valid answer here: refusals and skipped
        questions are missing.
    scale
        Name of the scale; empty for a set.
    """

    item: str
    group: str
    item_da: str
    item_en: str
    kind: str
    counts: Mapping[str, tuple[int, str, str]]
    dont_know_counts: bool
    dont_know_label: tuple[str, str] | None
    valid: int
    dont_know: int
    missing: int
    not_asked: int
    invited: int
    scale: str = ""

    @property
    def base(self) -> int:
        """Municipalities that the shares are of."""
        return self.valid + (self.dont_know if self.dont_know_counts else 0)

    @property
    def asked(self) -> int:
        """Invited municipalities without those that were not to be asked this."""
        return self.invited - self.not_asked


def counted(survey: Survey) -> Iterator[Counted]:
    """Count every question and every multi-response set, in the order of the codebook; no texts."""
    done = set()
    for question in survey.book.items:
        if question.part == "item":
            yield _question(survey, question)
        elif question.set and question.set not in done:
            done.add(question.set)
            yield _set(survey, question.set, survey.book.sets[question.set])


def position(question: Question, answer: Answer) -> int:
    """Value of an answer as `ANSWERS` holds it, after reversal."""
    if question.scale is None or answer.value is None:
        raise ValueError(question.item)
    return question.scale.span - answer.value if question.reverse else answer.value


def option_key(question: Question) -> str:
    """What an option is called within its set."""
    return question.item.removeprefix(f"{question.set}_")


def valid_answers(survey: Survey, question: Question) -> "pd.Series[int]":
    """Values by respondent, of those who gave an answer on the scale."""
    rows = survey.answers[survey.answers["item"] == question.item]
    rows = rows[rows["state"] == "answered"]
    return rows.set_index("respondent")["value"].astype(np.int64)


def agreeing(survey: Survey, question: Question, answers: Collection[str]) -> "pd.Series[bool]":
    """Whether each respondent of the base gave one of the answers, by respondent."""
    values = valid_answers(survey, question)
    scale = question.scale.answers if question.scale else ()
    flags = values.isin([position(question, answer) for answer in scale if answer.id in answers])
    if question.dont_know_counts:
        rows = survey.answers[survey.answers["item"] == question.item]
        unknown = rows.loc[rows["state"] == DONT_KNOW, "respondent"]
        flags = pd.concat([flags, pd.Series(False, index=pd.Index(unknown))])
    return flags.astype(bool)


def _question(survey: Survey, question: Question) -> Counted:
    rows = survey.answers[survey.answers["item"] == question.item]
    given = valid_answers(survey, question)
    scale = question.scale.answers if question.scale else ()
    counts = {
        answer.id: (int((given == position(question, answer)).sum()), answer.labels[0], answer.label_en)
        for answer in scale
        if answer.kind == VALUE
    }  # fmt: skip
    unknown = question.scale.dont_know if question.scale else None
    states = rows["state"].value_counts()
    dont_know, not_asked = (int(states.get(state, 0)) for state in (DONT_KNOW, "not_asked"))
    return Counted(
        item=question.item,
        group=question.element,
        item_da=question.wording_da,
        item_en=question.wording_en,
        kind=VALUE,
        counts=counts,
        dont_know_counts=question.dont_know_counts,
        dont_know_label=(unknown.labels[0], unknown.label_en) if unknown else None,
        valid=len(given),
        dont_know=dont_know,
        missing=survey.replied - len(given) - dont_know - not_asked,
        not_asked=not_asked,
        invited=survey.invited,
        scale=question.scale.name if question.scale else "",
    )


def _set(survey: Survey, name: str, options: Sequence[Question]) -> Counted:
    rows = survey.answers[survey.answers["item"].isin([option.item for option in options])]
    answered = rows[rows["state"] == "answered"]
    who = rows.groupby("respondent")["state"].agg(set)
    valid = int(answered["respondent"].nunique())
    states = who[~who.index.isin(answered["respondent"])]
    not_asked = int(sum(state == {"not_asked"} for state in states))
    dont_know = int(sum(DONT_KNOW in state for state in states))
    counts = {}
    for option in options:
        chosen = answered.loc[answered["item"] == option.item, "counts"].astype(np.float64) == 1
        counts[option_key(option)] = (int(chosen.sum()), option.wording_da, option.wording_en)
    return Counted(
        item=name,
        group=options[0].element,
        item_da=options[0].set_da,
        item_en=options[0].set_en,
        kind=OPTION,
        counts=counts,
        dont_know_counts=False,
        dont_know_label=None,
        valid=valid,
        dont_know=dont_know,
        missing=survey.replied - valid - dont_know - not_asked,
        not_asked=not_asked,
        invited=survey.invited,
    )
