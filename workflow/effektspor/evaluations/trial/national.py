"""The trial beside all in the country who had waited as long, month by month.

The country was not drawn by lot. Its shares stand as they are, and weighted to the trial's
composition; what is left may still be due to who takes part in a trial.
"""

from collections.abc import Collection, Iterator, Mapping
from math import nan

import numpy as np
import pandas as pd

from effektspor.cohort.waiting.tables import FLEXJOB, NATIONAL, PENSION, TRIAL, WAITING
from effektspor.estimators.survey.differences import difference
from effektspor.estimators.survey.proportions import Share, plain_share
from effektspor.evaluations.trial.arms import ARMS
from effektspor.evaluations.trial.crossing import ALL_GROUPS, Cell, Cells, crossed
from effektspor.evaluations.trial.inference import SHOWN, WITHHELD, Inference
from effektspor.evaluations.trial.likeness import Likeness

OUTCOMES = (FLEXJOB, PENSION, WAITING)
REST = "rest"
WEIGHTED = "national_weighted"
NOT_EVALUATED = "not_evaluated"
COLUMNS = [
    "group", "month", "outcome", "n", "of", "share", "low", "high", "difference", "diff_low",
    "diff_high", "compared", "state",
]  # fmt: skip


def national_table(
    like: Likeness, months: pd.DataFrame, at_months: Collection[int], how: Inference,
    hidden: Mapping[int, Collection[str]] | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Shares of the trial, its arms and the country in each month.

    Parameters
    ----------
    months
        `effektspor.cohort.waiting.tables.MONTHS`.
    at_months
        Months at which the trial is compared with the country.
    hidden
        By month: outcomes that `status_table` withholds of the trial.

    Returns
    -------
    DataFrame
        `COLUMNS`. Of the weighted country ``of`` is the effective number of persons and n is
        missing. The difference of the trial and of its arms is from the country; in the rows of the
        weighted country it is the trial minus the weighted country. Small counts, and those of
        other states that would give them away, are withheld.
    """
    rows = [
        row
        for month, states in months.groupby("month")
        for row in _month(
            like,
            states.set_index("id")["state"],
            int(str(month)),
            how,
            (hidden or {}).get(int(str(month)), ()),
        )
    ]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "compared"])
    return table.assign(compared=table["month"].isin(list(at_months)))[COLUMNS]


def _month(
    like: Likeness, states: "pd.Series[str]", month: int, how: Inference, hidden: Collection[str]
) -> Iterator[dict[str, object]]:
    trial, country = (like.group(name) for name in (TRIAL, NATIONAL))
    of_trial, of_country = (_outcome(states, each) for each in (trial, country))
    order = [*OUTCOMES, REST]
    # What is left is printed nowhere: with it another outcome may be untold.
    hide = {*hidden, REST} & set(order) if hidden else ()
    drawn = crossed(of_trial, trial["arm"], order, ARMS, how.min_cell, hide)
    others = crossed(of_country, country["group"], order, [NATIONAL], how.min_cell)
    for outcome in OUTCOMES:
        national = others[NATIONAL, outcome]
        base = _share(national, how)
        for group, key in ((TRIAL, ALL_GROUPS), *((arm, arm) for arm in ARMS)):
            cell = drawn[key, outcome]
            yield _row(group, month, outcome, cell, _share(cell, how), base)
        yield _row(NATIONAL, month, outcome, national, base, None)
        yield _weighted(like, of_country == outcome, month, outcome, (drawn, national), how)


def _outcome(states: "pd.Series[str]", group: pd.DataFrame) -> pd.Series:
    """What is told of each person; missing where no state is known."""
    own = group["id"].map(states)
    return own.where(own.isin(OUTCOMES) | own.isna(), REST)


def _share(cell: Cell, how: Inference) -> Share | None:
    """Share with its interval; None where it is withheld or nobody is in the group."""
    if cell.withheld or not cell.of:
        return None
    return plain_share(cell.share, cell.of, how.confidence)


def _row(
    group: str, month: int, outcome: str, cell: Cell, share: Share | None, base: Share | None
) -> dict[str, object]:
    state = WITHHELD if cell.withheld else SHOWN if share else NOT_EVALUATED
    return {
        "group": group, "month": month, "outcome": outcome, "n": cell.n if share else nan,
        "of": cell.of, **_values(share), **_difference(share, base), "state": state,
    }  # fmt: skip


def _weighted(
    like: Likeness, has: "pd.Series[bool]", month: int, outcome: str,
    counted: tuple[Cells, Cell], how: Inference,
) -> dict[str, object]:  # fmt: skip
    """The weighted country; withheld where the country's own count is."""
    drawn, national = counted
    share = None
    if like.weights is not None and not national.withheld:
        # Rounding of a sum of weights must not carry a share out of its range.
        value = min(1.0, float(np.average(has.to_numpy(), weights=like.weights)))
        share = plain_share(value, like.size, how.confidence)
    state = WITHHELD if national.withheld else SHOWN if share else NOT_EVALUATED
    return {
        "group": WEIGHTED, "month": month, "outcome": outcome, "n": nan, "of": like.size,
        **_values(share), **_difference(_share(drawn[ALL_GROUPS, outcome], how), share),
        "state": state,
    }  # fmt: skip


def _values(share: Share | None) -> dict[str, float]:
    if share is None:
        return {"share": nan, "low": nan, "high": nan}
    return {"share": share.value, "low": share.low, "high": share.high}


def _difference(share: Share | None, base: Share | None) -> dict[str, float]:
    """Newcombe's interval of a group minus the base."""
    if share is None or base is None:
        return {"difference": nan, "diff_low": nan, "diff_high": nan}
    value, low, high = difference(base, share)
    return {"difference": value, "diff_low": low, "diff_high": high}
