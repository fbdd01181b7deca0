"""Weekly shares by group and cohort, and the spread between participating municipalities."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from effektspor.estimators.moments import Cells, Floats

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


def weekly_shares(moments: pd.DataFrame, cohort_ids: Sequence[str], min_cell: int) -> pd.DataFrame:
    """Share with the outcome in each week, group and cohort.

    Shares whose numerator, remainder or denominator counts 1 to ``min_cell - 1`` persons are
    withheld: `events` and `share` are missing there.

    Returns
    -------
    DataFrame
        Columns outcome, denominator, group, cohort, week, n, events, share (fractions), withheld.
    """
    frame = moments.assign(
        group=np.where(moments["treated"], "participants", "comparison"),
        cohort=np.where(moments["post"], cohort_ids[1], cohort_ids[0]),
    )
    keys = ["outcome", "denominator", "group", "cohort", "week"]
    summed = frame.groupby(keys, as_index=False)[["n", "y"]].sum()
    n, events = summed["n"], summed["y"]
    small = pd.Series(False, index=summed.index)
    for count in (n, events, n - events):
        small |= (count > 0) & (count < min_cell)
    return pd.DataFrame(
        {
            **{key: summed[key] for key in keys},
            "n": n.astype(int),
            "events": events.where(~small).astype("Int64"),
            "share": (events / n).where(~small),
            "withheld": small,
        }
    )


def spread(cells: Cells, week: int, min_cell: int) -> pd.DataFrame:
    """Change of each participating municipality at one week, under letters.

    The letters follow the size of the change, so that they are no key to the municipalities.
    Municipalities with fewer than `min_cell` persons in a cohort are left out.

    Returns
    -------
    DataFrame
        Columns label, change (fraction, to a tenth of a point), n_pre, n_post.
    """
    position = int(np.flatnonzero(cells.weeks == week)[0])
    frame = pd.DataFrame(
        {
            # A tenth of a point: more digits would give back the counts behind small shares.
            "change": changes(cells)[cells.treated, position].round(3),
            "n_pre": cells.n[cells.treated, 0, position].astype(int),
            "n_post": cells.n[cells.treated, 1, position].astype(int),
        }
    )
    shown = frame[(frame["n_pre"] >= min_cell) & (frame["n_post"] >= min_cell)]
    shown = shown.sort_values("change", ascending=False, ignore_index=True)
    shown.insert(0, "label", [f"Kommune {LETTERS[i]}" for i in range(len(shown))])
    return shown


def changes(cells: Cells) -> Floats:
    """Change of each municipality's mean from the earlier to the later cohort, shape (G, T)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        means: Floats = cells.y / cells.n
    return means[:, 1] - means[:, 0]
