"""What persons do by weeks since the start, among those still in the course."""

import pandas as pd

from effektspor.cohort.course_activity import COMPANY, KINDS, PASSIVE
from effektspor.evaluations.courses.shares import parts, with_shares

SHARES = ["share", "ci_low", "ci_high"]


def activity_table(counts: pd.DataFrame, confidence: float, min_cell: int) -> pd.DataFrame:
    """One row per week since the start.

    Parameters
    ----------
    counts
        `COURSE_ACTIVITY` of all persons.

    Returns
    -------
    DataFrame
        Columns week, in_course, passive, company, other (counts, missing where withheld), share,
        ci_low and ci_high (company among in_course), passive_share, passive_ci_low,
        passive_ci_high, and withheld (whether the share is).
    """
    weeks = range(int(counts["week"].max()) + 1 if len(counts) else 0)
    every = pd.MultiIndex.from_product([weeks, KINDS], names=["week", "activity"])
    full = counts.set_index(["week", "activity"])["n"].reindex(every, fill_value=0).reset_index()
    shown = parts(full, ["week"], min_cell)
    wide = shown.pivot(index="week", columns="activity", values="n")
    base = shown.groupby("week")["base"].first()
    table = pd.DataFrame({"in_course": base, **{kind: wide[kind] for kind in KINDS[1:]}})
    table = table.assign(other=wide[KINDS[0]]).reset_index()
    for kind, prefix in ((COMPANY, ""), (PASSIVE, "passive_")):
        of = with_shares(table.assign(n=table[kind], base=table["in_course"]), confidence)
        table = table.assign(**{f"{prefix}{name}": of[name] for name in SHARES})
    return table.assign(withheld=table["share"].isna())
