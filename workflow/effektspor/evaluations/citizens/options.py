"""Questions to which several answers may be given: the share that chose each."""

import numpy as np
import pandas as pd

from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.masking import SHOWN, SMALL
from effektspor.surveys.survey import Survey

COLUMNS = (
    "survey", "set", "item", "label_da", "of", "n", "share", "ci_low", "ci_high", "state",
)  # fmt: skip


def chosen(survey: Survey, confidence: float, min_cell: int) -> pd.DataFrame:
    """One row per option; shares of those who answered the set, which add to more than one.

    Returns
    -------
    DataFrame
        `COLUMNS`; of an option that few chose or few left out, only its name is given.
    """
    lines = []
    for name, options in survey.book.sets.items():
        items = [option.item for option in options]
        rows = survey.answers[survey.answers["item"].isin(items)]
        answered = rows[rows["state"] == "answered"]
        of = int(answered["respondent"].nunique())
        for option in options:
            own = answered.loc[answered["item"] == option.item, "counts"].astype("float64")
            lines.append((name, option.item, option.wording_da, of, int((own == 1).sum())))
    frame = pd.DataFrame(lines, columns=["set", "item", "label_da", "of", "n"])
    frame[["of", "n"]] = frame[["of", "n"]].astype(np.float64)
    few = pd.Series(False, index=frame.index)
    for count in (frame["n"], frame["of"] - frame["n"]):
        few |= (count > 0) & (count < min_cell)
    frame["share"] = frame["n"] / frame["of"].where(frame["of"] > 0)
    low, high = wilson(frame["share"].to_numpy(), frame["of"].to_numpy(), confidence)
    frame = frame.assign(ci_low=low, ci_high=high, state=np.where(few, SMALL, SHOWN))
    frame.loc[few, ["n", "share", "ci_low", "ci_high"]] = np.nan
    return frame.assign(survey=survey.name)[list(COLUMNS)]
