"""Which municipalities answered: of all and by region."""

import pandas as pd

from effektspor.surveys.survey import REPLIED, Survey

TOTAL, REGION = "total", "region"
COMMENTS = "comments"
"""Text of the codebook that says whether comments were given."""
COLUMNS = (
    "year",
    "variable",
    "category",
    "invited",
    "answered",
    "rate",
    "comments",
    "with_comments",
)


def jobcentre_response(survey: Survey, municipalities: pd.DataFrame, year: str) -> pd.DataFrame:
    """Share of the invited that answered, and share of those that left comments.

    No intervals: all who were invited are counted, so the shares are what they are. By region only
    where the file has all who were invited.

    Parameters
    ----------
    municipalities
        As `effektspor.codebook.read_municipalities` gives them: number and region.

    Returns
    -------
    DataFrame
        `COLUMNS`; `comments` counts those who left some, and is missing where the survey does not
        say.
    """
    people = survey.respondents.assign(replied=survey.respondents["status"].isin(REPLIED))
    comments = _commenting(survey)
    region = municipalities.set_index("number")["region"]
    lines = [_line(TOTAL, "", survey.invited, people, comments)]
    if len(people) == survey.invited:
        names = people["municipality"].map(region)
        lines += [
            _line(REGION, str(name), len(own), own, comments) for name, own in people.groupby(names)
        ]
    return pd.DataFrame(lines).assign(year=year)[list(COLUMNS)]


def _commenting(survey: Survey) -> "set[str] | None":
    """Respondents that left comments; None where the survey does not say."""
    if COMMENTS not in {question.item for question in survey.book.items}:
        return None
    rows = survey.answers[survey.answers["item"] == COMMENTS]
    return set(rows.loc[rows["counts"].astype("float64") == 1, "respondent"])


def _line(
    variable: str, category: str, invited: int, people: pd.DataFrame, comments: "set[str] | None"
) -> dict[str, object]:
    replied = people[people["replied"]]
    answered = len(replied)
    left = float("nan") if comments is None else float(replied["respondent"].isin(comments).sum())
    return {
        "variable": variable,
        "category": category,
        "invited": invited,
        "answered": answered,
        "rate": answered / invited,
        "comments": left,
        "with_comments": left / answered if answered else float("nan"),
    }
