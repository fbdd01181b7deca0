"""The counted tables of a business case as other stages read them: shares, intervals, few withheld."""

import numpy as np
import pandas as pd

from effektspor.cohort.flows.counts import OVER
from effektspor.cohort.flows.tables import (
    DURATION_COLUMNS,
    ENTRY_COLUMNS,
    EXIT_COLUMNS,
    REFUND_COLUMNS,
    STOCK_COLUMNS,
    TRANSITION_COLUMNS,
)
from effektspor.estimators.survey.proportions import wilson
from effektspor.evaluations.business_case.masked import (
    HIDDEN,
    SHOWN,
    hidden_moves,
    mask_counts,
    mask_rest,
)


def stock_table(stocks: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Persons by unit, month and state; full-year persons where the persons are shown."""
    return mask_counts(stocks, "persons", min_cell, ("full_year",))[STOCK_COLUMNS]


def duration_table(durations: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Persons in the programme by time in it: bands that add up to all, and those over a limit.

    Those over a limit are sums of bands: where one of a month is hidden, they are too.
    """
    over = durations["band"].isin(OVER)
    bands = mask_rest(
        durations[~over], "persons", "of", ["unit", "month"], min_cell,
    )  # fmt: skip
    hidden = bands[bands["shown"] == HIDDEN][["unit", "month"]].drop_duplicates()
    limits = durations[over].merge(hidden, how="left", on=["unit", "month"], indicator="hides")
    rest = limits["of"] - limits["persons"]
    few = (limits["hides"] == "both") | rest.between(1, min_cell - 1)
    limits = mask_counts(limits, "persons", min_cell)
    limits.loc[few.to_numpy(), "shown"] = HIDDEN
    limits["persons"] = limits["persons"].mask(limits["shown"] == HIDDEN)
    whole = pd.concat([bands, limits], ignore_index=True)
    whole["of"] = whole["of"].astype(float).mask(whole["of"].between(1, min_cell - 1))
    return whole.sort_values(["unit", "month"], kind="stable", ignore_index=True)[DURATION_COLUMNS]


def exit_table(exits: pd.DataFrame, min_cell: int, confidence: float) -> pd.DataFrame:
    """Shares of ended courses by destination, with Wilson's interval."""
    n, of = exits["n"].to_numpy(float), exits["of"].to_numpy(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = n / of
    low, high = wilson(share, of, confidence)
    table = exits.assign(share=share, low=low, high=high)
    group = ["unit", "window_end"]
    return mask_rest(table, "n", "of", group, min_cell, ("share", "low", "high"))[EXIT_COLUMNS]


def entry_table(entries: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Courses begun by unit, month and the state before."""
    return mask_counts(entries, "n", min_cell)[ENTRY_COLUMNS]


def transition_table(boot: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Moves of persons as they are: person-months by cell, those of few withheld."""
    moves = boot[(boot["draw"] == 0) & (boot["kind"] == "move")].reset_index(drop=True)
    hidden = moves.groupby(["scope", "from_state", "band"], sort=False)["n"].transform(
        lambda n: pd.Series(
            hidden_moves(n, moves.loc[n.index, "to_state"] == moves["from_state"][n.index[0]],
                         min_cell), index=n.index,
        )
    ).astype(bool)  # fmt: skip
    table = moves.assign(n=moves["n"].mask(hidden), shown=np.where(hidden, HIDDEN, SHOWN))
    return table[TRANSITION_COLUMNS]


def refund_table(refunds: pd.DataFrame, min_cell: int) -> pd.DataFrame:
    """Person-months by step of the refund with their shares, those of few withheld."""
    group = ["scope", "state", "band"]
    return mask_rest(refunds, "n", "months", group, min_cell, ("share",))[REFUND_COLUMNS]
