"""Who is awarded a pension: at which age, and after how long a course."""

import numpy as np
import pandas as pd

from effektspor.cohort.first_courses import UNKNOWN_AGE
from effektspor.evaluations.courses.shares import parts, with_shares

PENSION = "pension"
YEAR_WEEKS = 52
AGES = (
    ("under_30", "Under 30 år", "Under 30", 0, 30),
    ("30_39", "30-39 år", "30-39", 30, 40),
    ("40_49", "40-49 år", "40-49", 40, 50),
    ("50_over", "50 år og derover", "50 and over", 50, 200),
    ("unknown", "Uoplyst", "Unknown", UNKNOWN_AGE, 0),
)
OVER_40 = ("40_49", "50_over")
DURATIONS = (
    ("under_1y", "Under et år", "Less than a year"),
    ("over_1y", "Et år eller mere", "A year or more"),
)
COLUMNS = [
    "measure", "group", "label_da", "label_en", "n", "base", "share", "ci_low", "ci_high", "withheld",
]  # fmt: skip


def ages_table(courses: pd.DataFrame, confidence: float, min_cell: int) -> pd.DataFrame:
    """Ages of those who left for a pension, and the share who did by length of the course.

    Returns
    -------
    DataFrame
        Columns measure, group, label_da, label_en, n, base, share, ci_low, ci_high and withheld.
        Measure pension_age: those who left for a pension, by age in the week after the course, and
        over_40 of them; only where an age is known. Measure pension_duration: of the completed
        courses of each length, those that ended in a pension.
    """
    done = courses[courses["completed"]]
    pension = done["exit"] == PENSION
    tables = [_by_duration(done, pension, min_cell)]
    if (courses["age"] != UNKNOWN_AGE).any():
        tables.insert(0, _by_age(done.loc[pension, "age"], min_cell))
    return with_shares(pd.concat(tables, ignore_index=True), confidence)[COLUMNS]


def _by_age(age: "pd.Series[int]", min_cell: int) -> pd.DataFrame:
    rows = [
        ("pension_age", group, da, en, int(((age >= low) & (age < high)).sum()))
        for group, da, en, low, high in AGES
    ]
    table = pd.DataFrame(rows, columns=["measure", "group", "label_da", "label_en", "n"])
    shown = parts(table, ["measure"], min_cell)
    older = shown[shown["group"].isin(OVER_40)]
    total = older.groupby("measure", as_index=False).agg(
        n=("n", lambda n: n.sum(skipna=False)), base=("base", "first"), withheld=("withheld", "any")
    )
    named = total.assign(group="over_40", label_da="40 år og derover", label_en="40 and over")
    return pd.concat([shown, named], ignore_index=True)


def _by_duration(done: pd.DataFrame, pension: "pd.Series[bool]", min_cell: int) -> pd.DataFrame:
    weeks = done["end_week"].to_numpy(dtype=np.int64) - done["start_week"].to_numpy(dtype=np.int64)
    long = weeks >= YEAR_WEEKS
    rows = [
        (group, da, en, ended, int(((long == is_long) & (pension == ended)).sum()))
        for is_long, (group, da, en) in zip((False, True), DURATIONS, strict=True)
        for ended in (True, False)
    ]
    table = pd.DataFrame(rows, columns=["group", "label_da", "label_en", "ended", "n"])
    shown = parts(table, ["group", "ended"], min_cell)
    return shown[shown["ended"]].assign(measure="pension_duration")
