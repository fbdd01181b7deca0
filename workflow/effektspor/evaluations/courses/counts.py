"""How many persons have had a course, have completed it and are in one now."""

import pandas as pd

from effektspor.cohort.course_activity import COMPANY, KINDS, PASSIVE
from effektspor.evaluations.courses.shares import known, of_whole, parts, with_shares

COLUMNS = ["quantity", "n", "base", "share", "ci_low", "ci_high", "withheld"]


def counts_table(
    courses: pd.DataFrame,
    activity: pd.DataFrame,
    weeks: tuple[int, ...],
    confidence: float,
    min_cell: int,
) -> pd.DataFrame:
    """One row per quantity.

    Parameters
    ----------
    courses
        `FIRST_COURSES` of all persons.
    activity
        What `activity_table` gives.
    weeks
        Full weeks since the start at which activity is read off.

    Returns
    -------
    DataFrame
        Columns quantity, n, base (missing for plain counts), share, ci_low, ci_high and withheld.
        Quantities: ever_started, completed (of them), in_course_now, passive_now and company_now
        (of those in a course), passive_W and company_W (of those still in the course in week W).
    """
    ever, done = len(courses), int(courses["completed"].sum())
    now = courses.loc[courses["in_course_now"], "activity_now"]
    whole = known(pd.Series([ever, len(now)]), min_cell)
    rows = [
        {"quantity": "ever_started", "n": whole[0]},
        {"quantity": "in_course_now", "n": whole[1]},
        {"quantity": "completed", "n": of_whole(done, ever, min_cell), "base": whole[0]},
    ]
    kinds = pd.DataFrame({"kind": KINDS, "n": [int((now == kind).sum()) for kind in KINDS]})
    shown = parts(kinds.assign(line=0), ["line"], min_cell).set_index("kind")
    for kind in (PASSIVE, COMPANY):
        rows.append(
            {"quantity": f"{kind}_now", "n": shown.loc[kind, "n"], "base": shown.loc[kind, "base"]}
        )
    by_week = activity.set_index("week")
    for week in weeks:
        for kind in (PASSIVE, COMPANY):
            read = by_week.reindex([week]).iloc[0]  # missing where nobody is followed so long
            rows.append({"quantity": f"{kind}_{week}", "n": read[kind], "base": read["in_course"]})
    table = pd.DataFrame(rows).astype({"n": "Int64", "base": "Int64"})
    return with_shares(table.assign(withheld=table["n"].isna()), confidence)[COLUMNS]
