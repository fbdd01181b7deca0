"""What persons do by weeks since the start, among those still in the course.

From one week to another fewer are left: those who have gone, or could be followed no longer. Weeks
that lie few of them apart are not told both.
"""

import pandas as pd

from effektspor.cohort.course_activity import COMPANY, KINDS, PASSIVE
from effektspor.evaluations.courses.points import points
from effektspor.evaluations.courses.shares import parts, with_shares

SHARES = ["share", "ci_low", "ci_high"]
GRID = 4
"""Weeks between the rows: what single weeks add is of few persons."""


def activity_table(
    counts: pd.DataFrame, reading: tuple[int, ...], confidence: float, min_cell: int
) -> pd.DataFrame:
    """One row per four weeks since the start, and for each week of `reading`.

    Parameters
    ----------
    counts
        `COURSE_ACTIVITY` of all persons.
    reading
        Weeks that are wanted beside those of the grid.

    Returns
    -------
    DataFrame
        Columns week, in_course, passive, company, other (counts, missing where withheld), share,
        ci_low and ci_high (company among in_course), passive_share, passive_ci_low,
        passive_ci_high, and withheld (whether the share is).
        Weeks of the grid that lie few persons from another are left out; those of `reading` are
        withheld.
    """
    last = int(counts["week"].max()) if len(counts) else -1
    weeks = sorted({*range(0, last + 1, GRID), *(week for week in reading if week <= last)})
    every = pd.MultiIndex.from_product([weeks, KINDS], names=["week", "activity"])
    full = counts.set_index(["week", "activity"])["n"].reindex(every, fill_value=0).reset_index()
    told = _told(full.groupby("week")["n"].sum(), reading, min_cell)
    shown = parts(full, ["week"], min_cell)
    wide = shown.pivot(index="week", columns="activity", values="n")
    base = shown.groupby("week")["base"].first()
    table = pd.DataFrame({"in_course": base, **{kind: wide[kind] for kind in KINDS[1:]}})
    table = table.assign(other=wide[KINDS[0]]).reset_index()
    for kind, prefix in ((COMPANY, ""), (PASSIVE, "passive_")):
        of = with_shares(table.assign(n=table[kind], base=table["in_course"]), confidence)
        table = table.assign(**{f"{prefix}{name}": of[name] for name in SHARES})
    rows = sorted({*told, *(week for week in reading if week <= last)})
    table = table[table["week"].isin(told)].set_index("week").reindex(rows).reset_index()
    return table.assign(withheld=table["share"].isna())


def _told(left: "pd.Series[int]", reading: tuple[int, ...], min_cell: int) -> list[int]:
    counts = {int(str(week)): int(n) for week, n in left.items()}
    return points(counts, reading, (counts.get(0, 0), 0), min_cell)
