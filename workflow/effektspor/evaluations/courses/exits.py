"""By which ways courses ended: shares of the completed, beside shares of all who started."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.evaluations.courses.incidence import NUMBERS
from effektspor.evaluations.courses.shares import parts, with_shares
from effektspor.evaluations.courses.ways import AGAIN, way_of, ways_of


def exits_table(
    courses: pd.DataFrame,
    curves: pd.DataFrame,
    states: pd.DataFrame,
    reading: tuple[int, ...],
    confidence: float,
    min_cell: int,
) -> pd.DataFrame:
    """One row per way, in the order of the list of states.

    Parameters
    ----------
    courses
        `FIRST_COURSES` of all persons.
    curves
        What `incidence_curves` gives.
    reading
        Weeks since the start at which the curves are read off.

    Returns
    -------
    DataFrame
        Columns way, label_da, label_en, n, base (the completed), completed_share, ci_low, ci_high,
        withheld, now_n and state_now_share (of the completed, in the last week), and for each W of
        `reading` incidence_W, incidence_W_low and incidence_W_high (fractions of all starters;
        missing where too few could be followed so long).
    """
    done = courses[courses["completed"]]
    ways = ways_of(states)
    after, now = (
        way_of(done[name]).value_counts().reindex(ways["way"], fill_value=0).to_numpy()
        for name in ("exit", "state_now")
    )
    shown = with_shares(parts(ways.assign(n=after, line=0), ["line"], min_cell), confidence)
    later = with_shares(parts(ways.assign(n=now, line=0), ["line"], min_cell), confidence)
    if _few_just_left(courses, min_cell):
        # How many are back, with those in a course now, would tell how many left just now.
        later[["n", "share"]] = pd.NA
    table = shown.drop(columns="line").rename(columns={"share": "completed_share"})
    table = table.assign(now_n=later["n"], state_now_share=later["share"])
    for week in reading:
        numbers = _read_off(curves[curves["week"] == week], ways["way"], after == 0)
        numbers[shown["withheld"].to_numpy(dtype=bool)] = np.nan
        names = [f"incidence_{week}", f"incidence_{week}_low", f"incidence_{week}_high"]
        table = table.assign(**dict(zip(names, numbers.T, strict=True)))
    nobody = (after == 0) & (now == 0) & (table["way"] == AGAIN)
    return pd.DataFrame(table[~nobody]).reset_index(drop=True)


def _read_off(
    curves: pd.DataFrame, ways: "pd.Series[str]", nobody: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Incidence with its interval of each way at one week, shape (ways, 3); missing where untold."""
    of_way = curves.set_index("way")[NUMBERS].reindex(ways)
    numbers: npt.NDArray[np.float64] = of_way.to_numpy(dtype=np.float64)
    if len(curves):  # a way by which nobody left has no curve
        numbers[nobody] = 0.0
    return numbers


def _few_just_left(courses: pd.DataFrame, min_cell: int) -> bool:
    """Whether few have left so lately that the course does not count as completed."""
    lately = ~courses["completed"] & ~courses["in_course_now"]
    return 0 < int(lately.sum()) < min_cell
