"""How many persons have had a course, have completed it and are in one now."""

from typing import Any

import pandas as pd

from effektspor.cohort.course_activity import COMPANY, KINDS, PASSIVE
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.courses.shares import (
    few_just_left,
    hide_all,
    known,
    of_whole,
    parts,
    with_shares,
)

COLUMNS = ["quantity", "n", "base", "share", "ci_low", "ci_high", "withheld"]


def counts_table(
    courses: pd.DataFrame,
    before: int,
    activity: pd.DataFrame,
    known_stop: int,
    weeks: tuple[int, ...],
    confidence: float,
    min_cell: int,
) -> pd.DataFrame:
    """One row per quantity.

    Parameters
    ----------
    courses
        `FIRST_COURSES` that began since the reform.
    before
        How many were in a course already at the reform, and are not among them.
    activity
        What `activity_table` gives.
    known_stop
        Week number after the last week of which it is known who is in a course.
    weeks
        Full weeks since the start at which activity is read off.

    Returns
    -------
    DataFrame
        Columns quantity, n, base (missing for plain counts), share, ci_low, ci_high and withheld.
        Quantities: ever_started, completed (of them), followed (of them: of whom at least one
        week is known, the first persons at risk of the incidence), began_before, in_course_now,
        passive_now and company_now (of those in a course), passive_W and company_W (of those still
        in the course in week W; base 0 where nobody is followed so long).
    """
    ever, done = len(courses), int(courses["completed"].sum())
    now = courses.loc[courses["in_course_now"], "activity_now"]
    whole = known(pd.Series([ever, len(now), before]), min_cell)
    followed = int((courses["start_week"] < known_stop).sum())
    # All three parts of the starters follow from the two counts.
    few = any(is_few(n, min_cell) for n in (done, followed - done, ever - followed))
    kinds = pd.DataFrame({"kind": KINDS, "n": [int((now == kind).sum()) for kind in KINDS]})
    shown = parts(kinds.assign(line=0), ["line"], min_cell).set_index("kind")
    if not done and few_just_left(courses, min_cell):
        # Nobody can be back: all who are not in a course have left just now.
        whole, shown = whole.mask(whole.index == 1), hide_all(shown)
    rows = [
        {"quantity": "ever_started", "n": whole[0]},
        {"quantity": "in_course_now", "n": whole[1]},
        {"quantity": "completed", "n": of_whole(done, ever, min_cell), "base": whole[0]},
        {"quantity": "followed", "n": None if few else followed},
        {"quantity": "began_before", "n": whole[2]},
    ]
    for kind in (PASSIVE, COMPANY):
        rows.append(
            {"quantity": f"{kind}_now", "n": shown.loc[kind, "n"], "base": shown.loc[kind, "base"]}
        )
    by_week = activity.set_index("week")
    for week in weeks:
        for kind in (PASSIVE, COMPANY):
            read: dict[str, Any] = {"quantity": f"{kind}_{week}", "n": None, "base": 0}
            if week in by_week.index:
                row = by_week.loc[week]
                read |= {"n": row[kind], "base": row["in_course"]}
            rows.append(read)
    table = pd.DataFrame(rows).astype({"n": "Int64", "base": "Int64"})
    return with_shares(table.assign(withheld=table["n"].isna()), confidence)[COLUMNS]
