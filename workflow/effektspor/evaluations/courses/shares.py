"""Shares of counts with Wilson intervals, and the marks of what may not be shown."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from effektspor.cohort.withhold import withhold
from effektspor.estimators.survey.proportions import wilson


def with_shares(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """The table with share, ci_low and ci_high of n among base; missing where either is.

    Parameters
    ----------
    table
        Columns n and base.
    """
    n, base = (_floats(table[name]) for name in ("n", "base"))
    share = np.divide(n, base, out=np.full(len(n), np.nan), where=base > 0)
    low, high = wilson(share, base, confidence)
    known = np.isfinite(share)
    return table.assign(
        share=share, ci_low=np.where(known, low, np.nan), ci_high=np.where(known, high, np.nan)
    )


def _floats(counts: "pd.Series[int]") -> npt.NDArray[np.float64]:
    return np.asarray(counts.astype("Float64").to_numpy(na_value=np.nan), dtype=np.float64)


def parts(table: pd.DataFrame, lines: Sequence[str], min_cell: int) -> pd.DataFrame:
    """Counts that make wholes which the reader knows, few of them withheld; base is the whole.

    Parameters
    ----------
    table
        Column n; the rows with equal values in each column of `lines` make a whole.
    """
    hidden = withhold(table, [[line] for line in lines], min_cell)
    whole = table.groupby(lines[0])["n"].transform("sum")
    return hidden.assign(base=known(whole, min_cell))


def known(counts: "pd.Series[int]", min_cell: int) -> "pd.Series[int]":
    """Counts, missing where they are of few."""
    return counts.astype("Int64").mask((counts > 0) & (counts < min_cell))


def hide_all(table: pd.DataFrame) -> pd.DataFrame:
    """The table with no count, base or share: where its whole must not be known."""
    counts = [name for name in ("n", "base") if name in table]
    shares = [name for name in ("share", "ci_low", "ci_high") if name in table]
    hidden = {name: pd.array([pd.NA] * len(table), dtype="Int64") for name in counts}
    return table.assign(**hidden, **dict.fromkeys(shares, np.nan), withheld=True)


def of_whole(n: int, base: int, min_cell: int) -> int | None:
    """A count among a base that is shown; None where it or what is left of the base is of few."""
    few = any(0 < count < min_cell for count in (n, base - n))
    return None if few else n


def few_just_left(courses: pd.DataFrame, min_cell: int) -> bool:
    """Whether few have left so lately that the course does not count as completed."""
    lately = ~courses["completed"] & ~courses["in_course_now"]
    return 0 < int(lately.sum()) < min_cell
