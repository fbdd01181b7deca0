"""What the targets mean in persons: of the memo's citizens, its full-year persons, and the registers."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from effektspor.errors import InputError
from effektspor.evaluations.business_case.baseline import CITIZENS, Baseline
from effektspor.evaluations.business_case.goals import Goal
from effektspor.evaluations.business_case.masked import HIDDEN, SHOWN

MEMO, REGISTER = "memo", "register"
FULL_YEAR, ENDED, ACTIVE, REGISTER_FULL_YEAR = (
    "full_year", "ended", "active", "register_full_year",
)  # fmt: skip
"""Beside `CITIZENS` and `REGISTER`: what a target is of."""
SHARE, PERSONS, FULL_YEAR_PERSONS = "share", "persons", "full_time_persons"
EXIT = "exit_"
COLUMNS = [
    "source", "target", "base_name", "baseline", "short", "long", "change_points",
    "change_relative", "persons_short", "persons_long", "unit", "note", "shown",
]  # fmt: skip
PERCENT_ITEM, PERSONS_ITEM = "hed.long.fewer_persons.pct", "hed.long.fewer_persons.n"


def potential_table(
    goals: list[Goal], baseline: Baseline, printed: pd.Series, register: pd.DataFrame
) -> pd.DataFrame:
    """One row per target and base.

    Parameters
    ----------
    printed
        Printed values by item id: the full-year persons that the target is of follow from two of
        them.
    register
        As `register_levels` gives it.

    Returns
    -------
    DataFrame
        `COLUMNS`: levels in `unit`; ``change_points`` long-term minus baseline of a share,
        ``change_relative`` the same in proportion to the baseline, ``persons_*`` the change in
        persons, negative where they are fewer, missing where its base in persons is not known;
        ``shown`` withheld where the registers' own level is.

    Raises
    ------
    InputError
        The memo's base of the targets is zero.
    """
    rows = [*_memo(goals, baseline, _full_year(printed)), *_register(goals, register)]
    table = pd.DataFrame(rows, columns=COLUMNS[:-1])
    hidden = (table["source"] == REGISTER) & table["baseline"].isna()
    return table.assign(shown=np.where(hidden, HIDDEN, SHOWN))[COLUMNS]


def register_levels(
    stocks: pd.DataFrame, durations: pd.DataFrame, exits: pd.DataFrame, programme: str, at: str
) -> pd.DataFrame:
    """Levels of the municipality itself at a month; those of few are missing.

    Returns
    -------
    DataFrame
        Indexed by measure: value (a share, or persons), of (persons that a share is of).
    """
    found: dict[str, tuple[float, float]] = {}
    stock = stocks[(stocks["unit"] == "own") & (stocks["month"] == at)]
    stock = stock[stock["state"] == programme]
    for name, column in (("stock", "persons"), ("full_year", "full_year")):
        value = float(stock[column].iloc[0]) if len(stock) else np.nan
        found[name] = (value, value)
    here = durations[(durations["unit"] == "own") & (durations["month"] == at)]
    for row in here[here["band"].astype(str).str.startswith("over_")].to_dict("records"):
        share = float(row["persons"]) / float(row["of"]) if row["of"] > 0 else np.nan
        found[str(row["band"])] = (share, float(row["of"]))
    ended = exits[(exits["unit"] == "own") & (exits["window_end"] == month_before(at))]
    for row in ended.to_dict("records"):
        found[EXIT + str(row["destination"])] = (float(row["share"]), float(row["of"]))
    return pd.DataFrame.from_dict(found, orient="index", columns=["value", "of"])


def month_before(month: str) -> str:
    """The month before: the last whole one where a study begins with a month.

    Examples
    --------
    >>> month_before("2018-01")
    '2017-12'
    """
    return str(pd.Period(month, "M") - 1)


def _full_year(printed: pd.Series) -> float:
    """Full-year persons that so many fewer are so many per cent of."""
    if PERCENT_ITEM not in printed.index or PERSONS_ITEM not in printed.index:
        return float("nan")
    if printed[PERCENT_ITEM] == 0:
        raise InputError(
            "The base of the target cannot be told from a fall of zero per cent",
            where=f"data/published, item {PERCENT_ITEM}",
            todo="Correct the figure in data/published/corrections.csv.",
        )
    return float(printed[PERSONS_ITEM] / printed[PERCENT_ITEM] * 100)


def _memo(goals: list[Goal], baseline: Baseline, full_year: float) -> Iterator[tuple[object, ...]]:
    citizens = baseline.persons(CITIZENS)
    for goal in goals:
        if goal.fewer:
            yield _fewer(MEMO, CITIZENS, goal, citizens, PERSONS, "")
            if np.isfinite(full_year):
                yield _fewer(
                    MEMO, FULL_YEAR, goal, full_year, FULL_YEAR_PERSONS, "printed n / printed %"
                )
        elif goal.measure.startswith(EXIT):
            yield _share(MEMO, ENDED, goal, goal.baseline, np.nan, "ended courses: not printed")
        elif goal.of_active:
            yield _share(MEMO, ACTIVE, goal, np.nan, np.nan, "active courses: not printed")
        else:
            yield _share(MEMO, CITIZENS, goal, goal.baseline, citizens, "")


def _register(goals: list[Goal], levels: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for goal in goals:
        if goal.fewer:
            for base, name, unit in (
                (REGISTER, "stock", PERSONS),
                (REGISTER_FULL_YEAR, "full_year", FULL_YEAR_PERSONS),
            ):
                yield _fewer(REGISTER, base, goal, float(levels["value"][name]), unit, "")
        elif goal.measure in levels.index:
            value, of = (float(levels[name][goal.measure]) for name in ("value", "of"))
            yield _share(REGISTER, REGISTER, goal, value, of, "")


def _fewer(
    source: str, base: str, goal: Goal, level: float, unit: str, note: str
) -> tuple[object, ...]:
    short, long = (level * (1 - fall) for fall in (goal.short, goal.long))
    changes = (np.nan, -goal.long, short - level, long - level)
    return (source, goal.key, base, level, short, long, *changes, unit, note)


def _share(
    source: str, base: str, goal: Goal, level: float, of: float, note: str
) -> tuple[object, ...]:
    points = goal.long - level
    relative = points / level if level > 0 else np.nan
    persons = ((each - level) * of for each in (goal.short, goal.long))
    levels = (level, goal.short, goal.long)
    return (source, goal.key, base, *levels, points, relative, *persons, SHARE, note)
