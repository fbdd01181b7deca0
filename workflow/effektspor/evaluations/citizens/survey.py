"""One survey of citizens: its answers, its invited persons and its codebook, held together."""

from dataclasses import dataclass

import pandas as pd

from effektspor.errors import InputError
from effektspor.surveys.codebook import Codebook, Question

REPLIED = ("answered", "partial")


@dataclass(frozen=True)
class CitizenSurvey:
    """What is known of a survey.

    Attributes
    ----------
    answers, respondents
        As `effektspor.surveys.tables` declares them; in `respondents` stand, where the file has
        them, also invited persons who did not answer.
    invited
        Persons who were invited.
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
        """Persons who answered, wholly or in part."""
        return int(self.respondents["status"].isin(REPLIED).sum())

    @property
    def silent(self) -> int:
        """Invited persons who did not answer."""
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
) -> CitizenSurvey:
    """Put the parts of a survey together; `answers` of persons who did not reply are left out.

    Parameters
    ----------
    invited
        Persons invited, where it is told apart from the file; the file may hold all of them.

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
    return CitizenSurvey(book, own, respondents, max(invited or 0, len(respondents)))
