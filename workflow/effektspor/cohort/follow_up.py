"""How long each course start is followed and what ends it.

Two ends are told apart. A *stay* in the programme ends by leaving it, by death, emigration or
pension, or with the data. A *person* is lost by death, emigration or pension only; those who left
the programme are still followed.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.calendar import ORIGIN
from effektspor.cohort.lookup import ENDS
from effektspor.cohort.spells import BLANK, FAMILY, OTHER, Codes, ProgrammeCodes

LEFT, END_OF_DATA = "left", "end_of_data"
REASONS = (LEFT, *ENDS, END_OF_DATA)
"""Why a stay ends."""


def pension_weeks(birth: pd.Series, age: int) -> npt.NDArray[np.int64]:
    """First week on whose Monday a person has the age, as a week number."""
    born = birth.to_numpy().astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    birthday = (month + 12 * age).astype("datetime64[D]") + (born - month.astype("datetime64[D]"))
    days = (birthday - np.datetime64(ORIGIN, "D")).astype(np.int64)
    weeks: npt.NDArray[np.int64] = -(-days // 7)
    return weeks


def lost_weeks(
    codes: Codes,
    starts: npt.NDArray[np.int64],
    stop: npt.NDArray[np.int64],
    table: npt.NDArray[np.uint8],
    pension: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.str_]]:
    """First week after the start in which a person is dead, abroad or on pension.

    Who has the age of pension at the start is on the programme in spite of it: then only the code
    counts.

    Parameters
    ----------
    codes
        Shape (starts, weeks).
    starts, stop
        Columns of the start and after the last week of follow-up.
    table
        Lookup table of `lookup.end_codes`.
    pension
        Column in which the age of pension is reached.

    Returns
    -------
    tuple
        Column (`stop` where there is none) and reason (a key of `ENDS`, or end_of_data).
    """
    columns = np.arange(codes.shape[1])
    within = (columns > starts[:, None]) & (columns < stop[:, None])
    marks = table[codes] * within
    column = np.where(marks.any(axis=1), (marks > 0).argmax(axis=1), stop)
    mark = marks[np.arange(len(codes)), np.minimum(column, codes.shape[1] - 1)]
    by_age = (pension > starts) & (pension < column)
    column = np.where(by_age, pension, column)
    names = np.array([END_OF_DATA, *ENDS])
    reason = np.where(by_age, "pension", names[np.where(column < stop, mark, 0)])
    return column, reason


def stay_reasons(
    codes: Codes,
    ends: npt.NDArray[np.int64],
    lost: npt.NDArray[np.int64],
    reason: npt.NDArray[np.str_],
    stop: npt.NDArray[np.int64],
    lookup: ProgrammeCodes,
) -> npt.NDArray[np.str_]:
    """Why each stay ended.

    Death, emigration or pension ended a stay if it came before the stay's end, or after a gap that
    the programme itself would have bridged; who was on something else in between had left.

    Parameters
    ----------
    codes
        Shape (starts, weeks).
    ends
        Column after the last week of the stay.
    lost, reason
        What `lost_weeks` gives.
    stop
        Column after the last week of follow-up.

    Returns
    -------
    numpy.ndarray
        One of `REASONS` for each start.
    """
    columns = np.arange(codes.shape[1])
    between = (columns >= ends[:, None]) & (columns < lost[:, None])
    kinds = lookup.kinds()[codes]
    blank, family, other = (
        np.asarray(((kinds == kind) & between).sum(axis=1), dtype=np.int64)
        for kind in (BLANK, FAMILY, OTHER)
    )
    ended = (lost < stop) & (other == 0) & lookup.bridges(blank, family)
    return np.where(ends >= stop, END_OF_DATA, np.where(ended, reason, LEFT))


def follow_up_counts(cohort: pd.DataFrame, *, censor: bool) -> pd.DataFrame:
    """Starts of one shard by group, cohort and reason.

    Parameters
    ----------
    censor
        Whether persons who are lost leave the denominators.

    Returns
    -------
    DataFrame
        Columns group, cohort, reason, n, and of these `n_started`: those whom the last week of the
        calendar counts among all who have started.
    """
    started = cohort["start_week"] < cohort["last_week"] - 1
    if censor:
        started &= cohort["censor_week"] == cohort["last_week"]
    frame = cohort[["group", "cohort"]].assign(
        reason=cohort["end_reason"], n=1, n_started=started.astype("int64")
    )
    return frame.groupby(["group", "cohort", "reason"], as_index=False).sum()


def follow_up(shards: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Counts of all shards in the order of `REASONS`, each reason of each group and cohort once."""
    summed = pd.concat(shards).groupby(["group", "cohort", "reason"])[["n", "n_started"]].sum()
    cells = summed.index.droplevel("reason").unique()
    index = pd.MultiIndex.from_tuples(
        [(group, cohort, reason) for group, cohort in cells for reason in REASONS],
        names=["group", "cohort", "reason"],
    )
    return summed.reindex(index, fill_value=0).reset_index()
