"""How many were asked and answered, by wave; which municipalities lack a wave."""

from typing import Any

import pandas as pd

from effektspor.errors import ConfigError
from effektspor.surveys.codebook import Codebook
from effektspor.surveys.tables import NO_MUNICIPALITY


def summary(
    respondents: pd.DataFrame, answers: pd.DataFrame, book: Codebook, invited: int | None
) -> dict[str, Any]:
    """Counts of a survey.

    Parameters
    ----------
    respondents, answers
        `RESPONDENTS` and `ANSWERS`.
    invited
        How many were invited; None where nobody knows.

    Returns
    -------
    dict
        invited; rows; respondents (those with an answer) and valid (those
        with a valid answer), in all and by wave; waves_absent: municipality and wave of waves in
        which a municipality of the survey has no respondent.

    Raises
    ------
    ConfigError
        Where fewer were invited than answered.
    """
    answered = respondents[respondents["status"] != "none"]
    if invited is not None and invited < len(answered):
        raise ConfigError(
            f"{len(answered)} have answered, but {invited} were invited",
            where=f"data.surveys.{book.survey}.invited",
            todo="Correct the number, or leave it out where all who were invited are in the file.",
        )
    valid = answers[answers["state"] == "answered"].drop_duplicates(["wave", "respondent"])
    return {
        "invited": invited,
        "rows": len(respondents),
        "respondents": len(answered),
        "valid": len(valid),
        "waves": {
            str(wave): {"respondents": len(part), "valid": int((valid["wave"] == wave).sum())}
            for wave, part in answered.groupby("wave")
        },
        "waves_absent": _absent(answered, book),
    }


def _absent(answered: pd.DataFrame, book: Codebook) -> list[dict[str, int]]:
    """Waves of the survey, not numbers of a person's measurements, that municipalities lack."""
    wave = book.one("wave")
    if wave is None or wave.scale is None:
        return []
    placed = answered[answered["municipality"] != NO_MUNICIPALITY]
    there = set(zip(placed["municipality"], placed["wave"], strict=True))
    return [
        {"municipality": int(place), "wave": int(number)}
        for place in sorted(placed["municipality"].unique())
        for number in sorted(answered["wave"].unique())
        if (place, number) not in there
    ]
