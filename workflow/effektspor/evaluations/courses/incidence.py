"""How many of all starters have left, by which way and how soon (Aalen-Johansen).

Shares of the completed speak of those who left early only. Here who has not left counts too, for as
long as that is known: until the week after which an exit would not be known yet.
"""

import numpy as np
import pandas as pd

from effektspor.estimators.hazard.incidence import incidence_table
from effektspor.evaluations.courses.ways import way_of

GRID = 4
"""Weeks between the points of a curve: steps of single weeks would be of few persons."""
SMALLEST_AT_RISK = 50
"""With fewer persons still followed, a curve is told no further."""
NUMBERS = ["incidence", "ci_low", "ci_high"]
COLUMNS = ["week", "way", "at_risk", *NUMBERS, "withheld"]
ALL = {"group": "all", "cohort": "all"}


def durations(courses: pd.DataFrame, known_stop: int) -> pd.DataFrame:
    """Weeks that each person is known to have been in the course.

    Courses from before the reform are left out, for only those of them are seen that lasted.

    Parameters
    ----------
    known_stop
        Week number after the last week of which it is known who is in a course.

    Returns
    -------
    DataFrame
        Columns weeks (0 where the start is too new) and way (programme where it lasts).
    """
    own = courses[~courses["began_before"]]
    stop = np.minimum(own["end_week"].to_numpy(dtype=np.int64), known_stop)
    weeks = np.maximum(stop - own["start_week"].to_numpy(dtype=np.int64), 0)
    way = way_of(own["exit"]).to_numpy()
    return pd.DataFrame({"weeks": weeks, "way": way, "ended": own["completed"].to_numpy()})


def incidence_curves(
    courses: pd.DataFrame,
    known_stop: int,
    reading: tuple[int, ...],
    confidence: float,
    min_cell: int,
    smallest_at_risk: int = SMALLEST_AT_RISK,
) -> pd.DataFrame:
    """Share of all starters who have left by each way before a week begins.

    Parameters
    ----------
    courses
        `FIRST_COURSES` of all persons.
    reading
        Weeks since the start that are wanted beside those of the grid.

    Returns
    -------
    DataFrame
        Columns week, way, at_risk, incidence, ci_low, ci_high and withheld: where 1 to
        ``min_cell - 1`` persons have left by the way so far, or in the end. Weeks with fewer at
        risk than `smallest_at_risk` are left out.
    """
    lives = durations(courses, known_stop)
    followed = lives[lives["weeks"] > 0]
    weeks = np.arange(int(followed["weeks"].max()) if len(followed) else 0)
    at_risk = len(followed) - np.searchsorted(np.sort(followed["weeks"]), weeks, side="right")
    risk = pd.DataFrame({"week": weeks, "at_risk": at_risk}).assign(**ALL)
    ended = followed[followed["ended"]].assign(week=lambda rows: rows["weeks"] - 1, events=1)
    events = ended.groupby(["way", "week"], as_index=False)[["events"]].sum()
    causes = events.rename(columns={"way": "cause"}).assign(**ALL)
    if causes.empty:
        return pd.DataFrame(columns=COLUMNS)
    curves = incidence_table(risk, causes, confidence).rename(columns={"cause": "way"})
    shown = (curves["week"] % GRID == 0) | curves["week"].isin(reading)
    curves = curves[shown & (curves["at_risk"] >= smallest_at_risk)]
    so_far = [
        int(((ended["way"] == way) & (ended["week"] < week)).sum())
        for way, week in zip(curves["way"], curves["week"], strict=True)
    ]
    few = pd.Series(so_far, index=curves.index).between(1, min_cell - 1)
    few |= curves["way"].map(ended["way"].value_counts()) < min_cell
    curves[NUMBERS] = curves[NUMBERS].mask(few)
    return curves.assign(withheld=few)[COLUMNS].reset_index(drop=True)


def hide_ways(curves: pd.DataFrame, exits: pd.DataFrame) -> pd.DataFrame:
    """The curves without those of ways whose number is withheld in the table of exits."""
    hidden = exits.loc[exits["withheld"].astype(bool), "way"]
    few = curves["way"].isin(hidden)
    numbers = curves[NUMBERS].mask(few)
    return curves.assign(withheld=curves["withheld"] | few, **{n: numbers[n] for n in NUMBERS})
