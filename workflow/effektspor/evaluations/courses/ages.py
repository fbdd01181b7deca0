"""Who is awarded a pension: at which age, and after how long a course.

Both stand beside the table of ways out and the curves. What those withhold must not follow from here:
each of the two is told whole or not at all, but for ages of few among ages that are told.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.first_courses import UNKNOWN_AGE
from effektspor.evaluations.courses.points import is_few
from effektspor.evaluations.courses.shares import hide_all, parts, with_shares
from effektspor.evaluations.courses.ways import way_of

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
    ("under_1y", "Højst et år", "A year at most"),
    ("over_1y", "Over et år", "More than a year"),
)
COLUMNS = [
    "measure", "group", "label_da", "label_en", "n", "base", "share", "ci_low", "ci_high", "withheld",
]  # fmt: skip


def ages_table(
    courses: pd.DataFrame,
    exits: pd.DataFrame,
    curves: pd.DataFrame,
    confidence: float,
    min_cell: int,
) -> pd.DataFrame:
    """Ages of those who left for a pension, and the share who did by length of the course.

    Parameters
    ----------
    courses
        `FIRST_COURSES` that began since the reform.
    exits, curves
        What `exits_table` and `hide_ways` give.

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
    hidden = bool(exits.loc[exits["way"] == PENSION, "withheld"].astype(bool).any())
    lengths = _by_duration(done, pension)
    if hidden or _few_lengths(lengths, min_cell) or _few_beside(done, curves, min_cell):
        lengths = hide_all(lengths)
    tables = [lengths]
    if (courses["age"] != UNKNOWN_AGE).any():
        of_age = _by_age(done.loc[pension, "age"], min_cell)
        tables.insert(0, hide_all(of_age) if hidden else of_age)
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


def _weeks(done: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Weeks of each course."""
    end, start = (done[name].to_numpy(dtype=np.int64) for name in ("end_week", "start_week"))
    weeks: npt.NDArray[np.int64] = end - start
    return weeks


def _by_duration(done: pd.DataFrame, pension: "pd.Series[bool]") -> pd.DataFrame:
    long = _weeks(done) > YEAR_WEEKS
    rows = [
        (group, da, en, int((pension & of).sum()), int(of.sum()))
        for of, (group, da, en) in zip((~long, long), DURATIONS, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["group", "label_da", "label_en", "n", "base"])
    counts = {name: table[name].astype("Int64") for name in ("n", "base")}
    return table.assign(measure="pension_duration", withheld=False, **counts)


def _few_lengths(lengths: pd.DataFrame, min_cell: int) -> bool:
    """Whether few are of a length, with or without a pension."""
    cells = [*lengths["n"], *(lengths["base"] - lengths["n"]), *lengths["base"]]
    return any(is_few(int(n), min_cell) for n in cells)


def _few_beside(done: pd.DataFrame, curves: pd.DataFrame, min_cell: int) -> bool:
    """Whether the curves, taken from those who left within a year, leave few.

    The curves tell who has left by their steps. Between the last step within the year and its end,
    and from there to the next step, none or enough must have left by pension and by other ways.
    """
    weeks, way = _weeks(done), way_of(done["exit"]).to_numpy()
    steps = curves[~curves["merged"] & ~curves["withheld"]]
    beside = {True: [0, 0], False: [0, 0]}
    for name in np.unique(way):
        own, at = weeks[way == name], steps.loc[steps["way"] == name, "week"]
        last, later = at[at <= YEAR_WEEKS].max(), at[at >= YEAR_WEEKS].min()
        low = 0 if pd.isna(last) else last
        high = np.inf if pd.isna(later) else later
        beside[name == PENSION][0] += int(((own > low) & (own <= YEAR_WEEKS)).sum())
        beside[name == PENSION][1] += int(((own > YEAR_WEEKS) & (own <= high)).sum())
    return any(is_few(n, min_cell) for pair in beside.values() for n in pair)
