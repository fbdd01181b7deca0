"""What a later download of a series says otherwise than the one before."""

import pandas as pd


def revised(before: pd.DataFrame, now: pd.DataFrame) -> int:
    """Count periods of groups that both downloads have and that differ.

    Parameters
    ----------
    before, now
        Columns ``month``, ``group`` and ``value``; NaN where a value is not known.

    Returns
    -------
    int
        Values that are others, known in one only included; periods that are new do not count.
    """
    both = before.merge(now, on=["month", "group"], suffixes=("_before", "_now"))
    then, later = both["value_before"], both["value_now"]
    return int((~(then.eq(later) | (then.isna() & later.isna()))).sum())
