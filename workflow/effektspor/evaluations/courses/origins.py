"""Where persons came from: of those who have completed the course, beside all who started it."""

from collections.abc import Sequence

import pandas as pd

from effektspor.cohort.first_courses import UNKNOWN
from effektspor.evaluations.courses.shares import hide_all, of_whole, parts, with_shares
from effektspor.evaluations.courses.ways import way_of, ways_of


def origins_table(
    courses: pd.DataFrame,
    states: pd.DataFrame,
    confidence: float,
    min_cell: int,
    always: Sequence[str] = (),
) -> pd.DataFrame:
    """One row per origin that anybody has, in the order of the list of states.

    What is said of the completed is withheld where their number is.

    Parameters
    ----------
    always
        Origins that have a row also where nobody has them: those that a text speaks of.

    Returns
    -------
    DataFrame
        Columns origin, label_da, label_en, n, base, share, ci_low, ci_high (of the completed),
        withheld, all_n, all_base, all_share, all_ci_low, all_ci_high, all_withheld.
    """
    origin = way_of(courses["origin"])
    unknown = pd.DataFrame({"way": [UNKNOWN], "label_da": ["Uoplyst"], "label_en": ["Unknown"]})
    ways = pd.concat([ways_of(states), unknown], ignore_index=True)
    ways = ways[ways["way"].isin({*origin, *always})].reset_index(drop=True)
    counted = pd.crosstab(origin, courses["completed"])
    counted = counted.reindex(index=ways["way"], columns=[True, False], fill_value=0)
    counted.index.name = "way"
    # The reader knows both sums, so what is left must not be told by subtraction either.
    long = counted.reset_index().melt("way", var_name="done", value_name="n")
    done = parts(long, ["done", "way"], min_cell).query("done").set_index("way")
    if of_whole(int(courses["completed"].sum()), len(courses), min_cell) is None:
        done = hide_all(done)
    every = counted.sum(axis=1).rename("n").reset_index().assign(line=0)
    every = parts(every, ["line"], min_cell).set_index("way")
    table = ways.rename(columns={"way": "origin"})
    for prefix, shown in (("", done), ("all_", every)):
        of = with_shares(shown.loc[ways["way"]].reset_index(drop=True), confidence)
        names = ["n", "base", "share", "ci_low", "ci_high", "withheld"]
        table = table.assign(**{f"{prefix}{name}": of[name] for name in names})
    return table
