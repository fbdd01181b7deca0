"""The printed tables 1-3 beside the survey, cell by cell, and what the print itself allows."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from effektspor.estimators.survey.margins import margins
from effektspor.evaluations.brf2019.fidelity_change import ELEMENTS, TOTAL
from effektspor.evaluations.brf2019.staff.changes import whole_percent
from effektspor.evaluations.brf2019.staff.shares import STATE_SHOWN, Key, Measured

COLUMNS = (
    "table", "unit_id", "unit_label", "element", "wave", "published", "own", "difference",
    "within_rounding", "reachable", "state", "basis",
)  # fmt: skip
MARGINS = ("table", "wave", "excess", "part", "part_label", "weight_low", "weight_high")
PRINTED = ("start", "slut")
LEVEL = {1: "total", 2: "role", 3: "municipality"}
HALF = 0.5
"""Most that rounding moves a printed share, in percentage points."""
ABSENT = "absent"


def comparison(
    published: pd.DataFrame,
    measured: Mapping[Key, Measured],
    marks: Mapping[Key, str],
    *,
    synthetic: bool,
) -> pd.DataFrame:
    """Each printed cell with the survey's own share.

    Parameters
    ----------
    published
        `effektspor.evaluations.brf2019.fidelity_change.fidelity_tables`.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`: ``published`` in whole per cent, ``own`` in per cent, unrounded; ``difference``
        own - published in percentage points; ``within_rounding`` 1 where the own share rounds to
        the printed one, 0 where not, missing without an own share; ``reachable`` 1 where some whole
        number of agreeing answers among the cell's valid ones would round to the printed share, 0
        where none does, so that the print cannot come from that many answers. ``state`` is ``shown``, the
        mark of a hidden share, or ``absent``. ``basis`` is ``calibration`` in a synthetic study,
        whose answers are set to these cells, and ``register`` where the survey is real.
    """
    rows = []
    for cell in published.to_dict("records"):
        level = "total" if cell["unit_id"] == TOTAL else LEVEL[cell["table"]]
        for wave in PRINTED:
            key = (level, cell["unit_id"], wave, cell["element"])
            rows.append((
                *(cell[name] for name in ("table", "unit_id", "unit_label", "element")), wave,
                cell[wave], *_own(key, cell[wave], measured, marks),
                "calibration" if synthetic else "register",
            ))  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"published": "int64", "within_rounding": "Int64", "reachable": "Int64"})


def _own(
    key: Key, printed: int, measured: Mapping[Key, Measured], marks: Mapping[Key, str]
) -> tuple[object, ...]:
    one = measured.get(key)
    if one is None or one.share.n == 0:
        return np.nan, np.nan, pd.NA, pd.NA, ABSENT
    if marks[key] != STATE_SHOWN:
        return np.nan, np.nan, pd.NA, pd.NA, marks[key]
    own = 100 * one.share.value
    within = int(whole_percent(one.share) == printed)
    return own, own - printed, within, int(reachable(printed, one.share.answers)), STATE_SHOWN


def reachable(printed: int, answers: int) -> bool:
    """Whether a whole number of so many answers rounds, half up, to a printed per cent.

    Examples
    --------
    Of 8 answers no number is 45 per cent: 3 are 38 and 4 are 50.

    >>> reachable(45, 8), reachable(38, 8)
    (False, True)
    """
    least = -(-(2 * printed - 1) * answers // 200)  # smallest count at or above printed - 1/2
    return (200 * max(least, 0) + answers) // (2 * answers) == printed


def printed_margins(published: pd.DataFrame) -> pd.DataFrame:
    """Weights of roles (table 2) and municipalities (table 3) that make the totals of table 1.

    The weights are parts of the answers, the same for all elements. The answers behind each element
    differ a little by who has answered what, so a small miss is no contradiction.

    Returns
    -------
    pandas.DataFrame
        `MARGINS`; one row per table, wave and part. ``excess`` is the smallest possible largest
        miss beyond rounding, in percentage points; the weights are fractions.
    """
    whole = published[published["table"] == 1].set_index("element").loc[list(ELEMENTS)]
    rows = []
    for table in (2, 3):
        own = published[(published["table"] == table) & (published["unit_id"] != TOTAL)]
        labels = own.drop_duplicates("unit_id").set_index("unit_id")["unit_label"]
        for wave in PRINTED:
            cells = own.pivot_table(index="unit_id", columns="element", values=wave)
            parts = cells.loc[labels.index, list(ELEMENTS)].to_numpy(dtype=float)
            found = margins(whole[wave].to_numpy(dtype=float), parts, HALF)
            rows += [
                (table, wave, found.excess, part, label, float(low), float(high))
                for (part, label), low, high in zip(
                    labels.items(), found.low, found.high, strict=True
                )
            ]
    return pd.DataFrame(rows, columns=list(MARGINS))
