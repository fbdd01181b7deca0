"""Who is measured again: how many, and whether they answered otherwise the first time.

If those with low first answers are lost, the last measurement looks better than the first without
anyone having moved. The change itself compares persons with themselves; but it is then the change
of those who stayed.
"""

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
        points of the scale; ``difference`` stay - left with the interval of Welch. Counts of
        few, or with a remainder of few, are withheld with what rests on them.
    """
    lines = []
    for asked, own in rows.groupby("asked", sort=False):
        count = own.groupby("person")["order"].nunique()
        earliest = own["order"] == own.groupby("person")["order"].transform("min")
        first = own[earliest].groupby("person")["y"].mean()
        for number in range(1, int(count.max()) + 1):
            lines.append(
                {"measurement": number, "asked": asked}
                | _compare(first[count >= number], first[count < number], confidence, min_cell)
            )
    return pd.DataFrame(lines).reindex(columns=list(COLUMNS)).sort_values(
        ["asked", "measurement"], ignore_index=True
    )  # fmt: skip


def _compare(
    stay: "pd.Series[float]", left: "pd.Series[float]", confidence: float, min_cell: int
) -> dict[str, object]:
    few = any(0 < len(part) < min_cell for part in (stay, left))
    if few:
        return {"persons": np.nan, "withheld": True}
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
