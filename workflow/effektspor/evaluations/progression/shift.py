"""From which first answer to which last answer persons have moved, counts of few hidden."""

from collections.abc import Sequence

import pandas as pd

from effektspor.estimators.ordinal import square_table
from effektspor.evaluations.progression.hiding import hide
from effektspor.evaluations.progression.measurements import ends

COLUMNS = ("item", "first", "last", "n", "withheld")


def progression_shift(
    rows: pd.DataFrame, items: Sequence[str], values: int, min_cell: int
) -> pd.DataFrame:
    """Count persons by first and last answer, question by question.

    Returns
    -------
    DataFrame
        `COLUMNS`: all pairs of answers of each question, n missing (Int64) where it is withheld.
        Questions with fewer than `min_cell` pairs are withheld whole.
    """
    frames = []
    places = [(first, last) for first in range(1, values + 1) for last in range(1, values + 1)]
    for item in items:
        pairs = ends(rows[rows["item"] == item]).astype("int64")
        table = square_table(pairs["first"].to_numpy(), pairs["last"].to_numpy(), values)
        hidden = hide(table, min_cell)
        frame = pd.DataFrame(places, columns=["first", "last"]).assign(
            item=item, n=table.ravel(), withheld=hidden.ravel()
        )
        frames.append(frame)
    found = pd.concat(frames, ignore_index=True)
    found["n"] = found["n"].astype("Int64").where(~found["withheld"])
    return found[list(COLUMNS)]
