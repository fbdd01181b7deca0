"""The answers of repeated measurements, in the form that estimates are made from."""

import pandas as pd

from effektspor.errors import InputError


def measurements(answers: pd.DataFrame, respondents: pd.DataFrame) -> pd.DataFrame:
    """One row per person, measurement and valid answer.

    Parameters
    ----------
    answers, respondents
        As `effektspor.surveys.tables` declares them.

    Returns
    -------
    DataFrame
        Columns person, order (number of the measurement), municipality, date (NaT where it is
        not known), item, asked (who answered: the element of the codebook) and y (float).

    Raises
    ------
    InputError
        Where nobody has given a valid answer.
    """
    valid = answers[answers["state"] == "answered"]
    if valid.empty:
        raise InputError(
            "The progression measurements hold no valid answer",
            where="survey progression",
            todo="Check the codebook's scales against the file, or leave the survey out.",
        )
    dates = respondents[["wave", "respondent", "date"]]
    rows = valid.merge(dates, on=["wave", "respondent"], how="left", validate="many_to_one")
    return pd.DataFrame(
        {
            "person": rows["respondent"],
            "order": rows["wave"].astype("int64"),
            "municipality": rows["municipality"].astype("int64"),
            "date": rows["date"],
            "item": rows["item"],
            "asked": rows["element"],
            "y": rows["value"].astype("float64"),
        }
    )


def ends(rows: pd.DataFrame) -> pd.DataFrame:
    """First and last answer of each person with two answers or more to a question.

    Returns
    -------
    DataFrame
        Index person; columns first and last.
    """
    ordered = rows.sort_values(["person", "order"], kind="stable").groupby("person")["y"]
    found = ordered.agg(["first", "last", "size"])
    return found.loc[found["size"] > 1, ["first", "last"]]
