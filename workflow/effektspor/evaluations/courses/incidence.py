"""How many of all starters have left, by which way and how soon (Aalen-Johansen).

Shares of the completed speak of those who left early only. Here who has not left counts too, for as
long as that is known: until the week after which an exit would not be known yet.

From a step of a curve and the number at risk a reader can count who left in it. Steps of few are
therefore put together with the next, the curve being flat between, and the number at risk is rounded.
"""

import numpy as np
import pandas as pd

from effektspor.estimators.hazard.incidence import incidence_table
from effektspor.evaluations.courses.points import is_few, points
from effektspor.evaluations.courses.ways import way_of

GRID = 4
"""Weeks between the points of a curve: steps of single weeks would be of few persons."""
SMALLEST_AT_RISK = 50
"""With fewer persons still followed, a curve is told no further."""
NUMBERS = ["incidence", "ci_low", "ci_high"]
COLUMNS = ["week", "way", "at_risk", *NUMBERS, "merged", "withheld"]
ALL = {"group": "all", "cohort": "all"}


def durations(courses: pd.DataFrame, known_stop: int) -> pd.DataFrame:
    """Weeks that each person is known to have been in the course.

    Parameters
    ----------
    courses
        `FIRST_COURSES` that began since the reform.
    known_stop
        Week number after the last week of which it is known who is in a course.

    Returns
    -------
    DataFrame
        Columns weeks (0 where the start is too new) and way (programme where it lasts).
    """
    stop = np.minimum(courses["end_week"].to_numpy(dtype=np.int64), known_stop)
    weeks = np.maximum(stop - courses["start_week"].to_numpy(dtype=np.int64), 0)
    way = way_of(courses["exit"]).to_numpy()
    return pd.DataFrame({"weeks": weeks, "way": way, "ended": courses["completed"].to_numpy()})


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
        Columns week, way, at_risk (rounded to the next multiple of `min_cell`), incidence, ci_low,
        ci_high, merged (whether some have left since the last step that is told, so that the curve
        lies lower than it should) and withheld: where few have left by the way in the end. Weeks
        with fewer at risk than `smallest_at_risk` are left out.
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
    told = [_by_steps(own, ended, reading, min_cell) for _, own in curves.groupby("way")]
    rounded = (curves["at_risk"] / min_cell).round().astype("int64") * min_cell
    table = pd.concat(told) if told else curves.assign(merged=False, withheld=False)
    return table.assign(at_risk=rounded)[COLUMNS].reset_index(drop=True)


def _by_steps(
    curve: pd.DataFrame, ended: pd.DataFrame, reading: tuple[int, ...], min_cell: int
) -> pd.DataFrame:
    """The curve of one way with steps of none or of `min_cell` persons and more."""
    left = np.sort(ended.loc[ended["way"] == curve["way"].iloc[0], "week"].to_numpy(dtype=np.int64))
    so_far = {int(week): int(np.searchsorted(left, week)) for week in curve["week"]}
    if is_few(len(left), min_cell):
        return curve.assign(merged=False, withheld=True, **dict.fromkeys(NUMBERS, np.nan))
    steps = points(so_far, reading, (0, len(left)), min_cell)
    at = curve["week"].isin(steps)
    flat = curve[NUMBERS].where(at).ffill()
    counts = curve["week"].map(so_far)
    return curve.assign(
        merged=counts != counts.where(at).ffill(), withheld=False, **{n: flat[n] for n in NUMBERS}
    )


def hide_ways(curves: pd.DataFrame, exits: pd.DataFrame) -> pd.DataFrame:
    """The curves without those of ways whose number is withheld in the table of exits."""
    hidden = exits.loc[exits["withheld"].astype(bool), "way"]
    few = curves["way"].isin(hidden)
    numbers = curves[NUMBERS].mask(few)
    return curves.assign(withheld=curves["withheld"] | few, **{n: numbers[n] for n in NUMBERS})
