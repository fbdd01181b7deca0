"""By which ways courses ended: shares of the completed, beside shares of all who started."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.evaluations.courses.incidence import NUMBERS
from effektspor.evaluations.courses.shares import (
    few_just_left,
    hide_all,
    of_whole,
    parts,
    with_shares,
)
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
        missing where too few could be followed so long) and incidence_W_withheld. All is withheld
        where the number of the completed is.
    """
    done = courses[courses["completed"]]
    ways = ways_of(states)
    after, now = (
        way_of(done[name]).value_counts().reindex(ways["way"], fill_value=0).to_numpy()
        for name in ("exit", "state_now")
    )
    shown = with_shares(parts(ways.assign(n=after, line=0), ["line"], min_cell), confidence)
    later = with_shares(parts(ways.assign(n=now, line=0), ["line"], min_cell), confidence)
    untold = of_whole(len(done), len(courses), min_cell) is None
    if untold:
        shown = hide_all(shown)
    back_untold = untold or few_just_left(courses, min_cell)
    if back_untold:
        # How many are back, with those in a course now, would tell how many left just now.
        later = hide_all(later)
    table = shown.drop(columns="line").rename(columns={"share": "completed_share"})
    table = table.assign(now_n=later["n"], state_now_share=later["share"])
    hidden = shown["withheld"].to_numpy(dtype=bool)
    for week in reading:
        at = curves[curves["week"] == week].set_index("way")
        numbers = _read_off(at, ways["way"], after == 0)
        merged = at["merged"].reindex(ways["way"]).eq(True).to_numpy()
        numbers[hidden | merged] = np.nan
        names = [f"incidence_{week}", f"incidence_{week}_low", f"incidence_{week}_high"]
        table = table.assign(
            **dict(zip(names, numbers.T, strict=True)),
            **{f"incidence_{week}_withheld": hidden | merged},
        )
    # That nobody is back is as telling as how many are.
    nobody = (after == 0) & (now == 0) & (table["way"] == AGAIN) & (not back_untold)
    return pd.DataFrame(table[~nobody]).reset_index(drop=True)


def _read_off(
    curves: pd.DataFrame, ways: "pd.Series[str]", nobody: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Incidence with its interval of each way at one week, shape (ways, 3); missing where untold.

    Parameters
    ----------
    curves
        Of that week, by way.
    """
    of_way = curves[NUMBERS].reindex(ways)
    numbers: npt.NDArray[np.float64] = of_way.to_numpy(dtype=np.float64)
    if len(curves):  # a way by which nobody left has no curve
        numbers[nobody] = 0.0
    return numbers
