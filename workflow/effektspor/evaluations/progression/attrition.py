"""Who is measured again: how many, and whether they answered otherwise the first time.

If those with low first answers are lost, the last measurement looks better than the first without
anyone having moved. The change itself compares persons with themselves; but it is then the change
of those who stayed.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

COLUMNS = (
    "measurement", "asked", "persons", "share", "stay_mean", "left_mean", "difference", "ci_low",
    "ci_high", "withheld",
)  # fmt: skip


def progression_attrition(rows: pd.DataFrame, confidence: float, min_cell: int) -> pd.DataFrame:
    """Compare first answers of persons with at least so many measurements and of the others.

    Parameters
    ----------
    rows
        As `effektspor.evaluations.progression.measurements.measurements` gives them.

    Returns
    -------
    DataFrame
        `COLUMNS`: by number of measurements and who was asked; ``persons`` with at least so many
        and their share of all; means over all questions of the person's first measurement, in
        points of the scale; ``difference`` stay - left with the interval of Welch. Withheld, with
        what rests on it, is a count of few, and one that differs by few from a count above it
        that is shown: the few would be known by subtraction, and their answers with them.
    """
    lines = []
    for asked, own in rows.groupby("asked", sort=False):
        count = own.groupby("person")["order"].nunique()
        earliest = own["order"] == own.groupby("person")["order"].transform("min")
        first = own[earliest].groupby("person")["y"].mean()
        numbers = range(1, int(count.max()) + 1)
        shown = _shown([int((count >= number).sum()) for number in numbers], min_cell)
        for number, open_ in zip(numbers, shown, strict=True):
            found = (
                _compare(first[count >= number], first[count < number], confidence)
                if open_
                else {"persons": np.nan, "withheld": True}
            )
            lines.append({"measurement": number, "asked": asked} | found)
    return pd.DataFrame(lines).reindex(columns=list(COLUMNS)).sort_values(
        ["asked", "measurement"], ignore_index=True
    )  # fmt: skip


def _shown(counts: Sequence[int], min_cell: int) -> list[bool]:
    """Which falling counts to show so that none, and no difference of two shown, is of few.

    The last count shown is taken against nought: those with as many measurements or more.
    """
    above, shown = None, []
    for count in counts:
        lost = 0 if above is None else above - count
        few = 0 < count < min_cell or 0 < lost < min_cell
        above = above if few else count
        shown.append(not few)
    return shown


def _compare(
    stay: "pd.Series[float]", left: "pd.Series[float]", confidence: float
) -> dict[str, object]:
    total = len(stay) + len(left)
    found: dict[str, object] = {
        "persons": float(len(stay)),
        "share": len(stay) / total,
        "stay_mean": float(stay.mean()),
        "withheld": False,
    }
    if len(left) < 2 or len(stay) < 2:
        return found
    test = stats.ttest_ind(stay, left, equal_var=False)
    interval = test.confidence_interval(confidence)
    return found | {
        "left_mean": float(left.mean()),
        "difference": float(stay.mean() - left.mean()),
        "ci_low": float(interval.low),
        "ci_high": float(interval.high),
    }
