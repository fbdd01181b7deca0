"""One survey: its answers, those who were invited and its codebook, held together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from effektspor.errors import InputError
from effektspor.surveys.codebook import Codebook, Question, read_codebook
from effektspor.surveys.scales import Scale
from effektspor.surveys.tables import ANSWERS, RESPONDENTS

REPLIED = ("answered", "partial")
PARTS = ("answers.parquet", "respondents.parquet", "survey.json")
"""What the ingest of a survey leaves in its folder."""


@dataclass(frozen=True)
class Survey:
    """What is known of a survey.

    Attributes
    ----------
    answers, respondents
        As `effektspor.surveys.tables` declares them; in `respondents` stand, where the file has
        them, also the invited who did not answer.
    invited
        How many were invited.
    """

    book: Codebook
    answers: pd.DataFrame
    respondents: pd.DataFrame
    invited: int

    @property
    def name(self) -> str:
        """Id of the survey."""
        return self.book.survey

    @property
    def replied(self) -> int:
        """How many answered, wholly or in part."""
        return int(self.respondents["status"].isin(REPLIED).sum())

    @property
    def silent(self) -> int:
        """How many of the invited did not answer."""
        return self.invited - self.replied

    @property
    def silent_known(self) -> bool:
        """Whether all who did not answer stand in the file with their background."""
        return self.silent > 0 and len(self.respondents) == self.invited

    def asked(self, question: Question) -> pd.DataFrame:
        """Answers of those who replied to the survey and were asked the question."""
        rows = self.answers[self.answers["item"] == question.item]
        return rows[rows["state"] != "not_asked"]


def survey_of(
    book: Codebook, answers: pd.DataFrame, respondents: pd.DataFrame, invited: int | None
) -> Survey:
    """Put the parts of a survey together; `answers` of those who did not reply are left out.

    Parameters
    ----------
    invited
        Number of the invited, where it is told apart from the file; the file may hold all of them.

    Raises
    ------
    InputError
        Where nobody replied.
    """
    replied = respondents.loc[respondents["status"].isin(REPLIED), "respondent"]
    if replied.empty:
        raise InputError(
            "Nobody has answered the survey",
            where=f"survey {book.survey}",
            todo="Check the variable of the status in the codebook, or leave the survey out.",
        )
    own = answers[answers["respondent"].isin(replied)]
    return Survey(book, own, respondents, max(invited or 0, len(respondents)))


def read_survey(folder: Path, name: str, codebook: Path, scales: Mapping[str, Scale]) -> Survey:
    """Read a survey from the folder where its ingest left it.

    Raises
    ------
    InputError
        Where the folder lacks one of `PARTS`, the codebook is broken, or nobody replied.
    """
    answers, respondents, report = (folder / part for part in PARTS)
    try:
        invited = json.loads(report.read_text(encoding="utf-8"))["invited"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(
            "It is not known how many were invited to the survey",
            where=str(report),
            todo="Run the ingest of the survey again; it writes the file.",
        ) from None
    return survey_of(
        read_codebook(codebook, name, scales),
        ANSWERS.read(answers),
        RESPONDENTS.read(respondents),
        invited if isinstance(invited, int) else None,
    )
